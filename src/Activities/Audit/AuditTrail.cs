using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Audit;

/// <summary>Appends to the chain, in the transaction that does what the entry tells.</summary>
/// <remarks>
/// The head row is locked until the commit, so entries of all nodes stand in one order without gaps. Append late in a use case: on a server
/// database others wait from here on. A copy of the head in memory was left out: with group commit the next write begins before the commit
/// of the last one.
/// </remarks>
public static class AuditTrail
{
    // Readable Vietnamese in the column; it is never put into a page unescaped.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // An entry is kept for ever; what there was not need not be named in each.
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="session">The write this belongs to.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="action">Noun and verb in the past tense, as a code of at most 50 characters: <c>incoming.registered</c>.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="data">What else is to be known; written as JSON.</param>
    /// <param name="cancellationToken">Ends the wait for the head's lock.</param>
    public static async Task<AuditEntry> AppendAsync(WriteSession session, Actor actor, string action, AuditSubject subject, object? data,
        CancellationToken cancellationToken)
    {
        var head = await session.FindAsync<AuditHead>(AuditHead.TheOne, cancellationToken)
            ?? throw new InvalidOperationException("The audit head is missing; the schema was not migrated.");
        var now = session.Clock.GetUtcNow();
        var entry = new AuditEntry
        {
            Seq = head.Seq + 1,
            At = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime(),
            ActorId = actor.PersonId,
            ActorName = actor.Name,
            ActingAs = actor.ActingAs,
            Action = action,
            SubjectKind = subject.Kind,
            SubjectId = subject.Id,
            DossierId = subject.DossierId,
            Data = data is null ? null : JsonSerializer.Serialize(data, Readable),
            PreviousHash = head.Hash,
            Hash = "",
        };
        entry.Hash = AuditHash.Of(entry);
        session.Insert(entry);

        head.Seq = entry.Seq;
        head.Hash = entry.Hash;
        session.Update(head);
        return entry;
    }
}

/// <summary>What an entry is about.</summary>
/// <param name="Kind">Class of the row in kebab-case: <c>incoming-document</c>.</param>
/// <param name="Id">Its key.</param>
/// <param name="DossierId">The dossier in whose history it shows.</param>
public sealed record AuditSubject(string Kind, string Id, Guid? DossierId = null)
{
    public AuditSubject(string kind, Guid id, Guid? dossierId = null) : this(kind, id.ToString("D"), dossierId)
    {
    }
}
