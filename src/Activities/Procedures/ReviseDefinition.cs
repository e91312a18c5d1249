using System.Text.Json.Nodes;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>What became of a text that a designer sent.</summary>
/// <param name="VersionId">The version that says it now.</param>
/// <param name="WasPublished">It was to be published, and was already.</param>
public sealed record RevisedDefinition(string VersionId, bool WasPublished);

/// <summary>
/// Sửa quy trình trong trình thiết kế: a designer that sends the whole text after every step of the hand, such as Elsa Studio. What says nothing new is not written, whoever
/// works on an old state is refused, and the audit trail tells once an hour that somebody works on a draft.
/// </summary>
public sealed class ReviseDefinition(Database database, DefinitionStore definitions, EditDefinition edit, PublishDefinition publish, TimeProvider clock)
{
    /// <summary>The key among the custom properties under which a designer is given the state of the text, and gives it back; never stored.</summary>
    public const string RevisionKey = "lienThongRevision";

    private static readonly TimeSpan Coarse = TimeSpan.FromHours(1);

    /// <summary>A designer may send again before it has read the answer to what it sent before.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Desk> _desks = new(StringComparer.Ordinal);

    /// <summary>How many definitions somebody works on just now.</summary>
    internal int Desks
    {
        get
        {
            lock (_desks)
                return _desks.Count;
        }
    }

    /// <summary>Changes with what the text says.</summary>
    public static string RevisionOf(DefinitionRow version) => version.ContentHash[..16];

    /// <summary>Saves the text as the draft, and publishes it where that is asked; both, or nothing.</summary>
    /// <param name="model">As the designer sends it; it is changed.</param>
    /// <param name="reason">Why it is published; null only saves.</param>
    /// <param name="actor">Who works.</param>
    /// <param name="seat">Where: one open page of one person, which may write over what it wrote a moment ago; null for one that nobody knows again.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Workflows.Model.InvalidDefinitionException">The text is not a definition, or has errors and was to be published.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.readonly</c>, <c>definition.unchanged</c>.</exception>
    /// <exception cref="RuleViolation"><c>definition.stale</c>, <c>definition.deleted</c>.</exception>
    public async Task<RevisedDefinition> SaveAsync(JsonObject model, string? reason, Actor actor, string? seat, CancellationToken cancellationToken)
    {
        var seen = Seen.Of(model);
        var by = seat is null ? null : new Seat(actor.PersonId, seat);
        return await WriteAsync(model, (head, desk) => MustHaveBeenSeen(head, seen, by, desk), reason, actor, by, isCoarse: true, cancellationToken);
    }

    /// <summary>Takes a text over as the draft, whatever was seen of the definition; a draft on which somebody else works stays.</summary>
    /// <exception cref="Workflows.Model.InvalidDefinitionException">The text is not a definition.</exception>
    /// <exception cref="DefinitionStateException"><c>definition.draft-exists</c>, <c>definition.readonly</c>.</exception>
    public async Task<RevisedDefinition> ImportAsync(JsonObject model, Actor actor, CancellationToken cancellationToken)
    {
        _ = Seen.Of(model);
        return await WriteAsync(model, (_, _) => { }, null, actor, null, isCoarse: false, cancellationToken);
    }

    private async Task<RevisedDefinition> WriteAsync(
        JsonObject model, Action<DefinitionRow?, Desk> mayFollow, string? reason, Actor actor, Seat? seat, bool isCoarse, CancellationToken cancellationToken)
    {
        // One after the other: what somebody sends in the meantime is compared with what was written, and not refused because of it.
        var desk = Enter(TextOf(model["definitionId"]) ?? "");
        try
        {
            await desk.Gate.WaitAsync(cancellationToken);
            try
            {
                return await WriteAloneAsync(desk, model, mayFollow, reason, actor, seat, isCoarse, cancellationToken);
            }
            finally
            {
                desk.Gate.Release();
            }
        }
        finally
        {
            Leave(desk);
        }
    }

    private Desk Enter(string definitionId)
    {
        lock (_desks)
        {
            if (!_desks.TryGetValue(definitionId, out var desk))
                _desks[definitionId] = desk = new Desk();
            desk.Here++;
            return desk;
        }
    }

    private void Leave(Desk left)
    {
        var now = clock.GetUtcNow();
        lock (_desks)
        {
            left.Here--;
            foreach (var (id, desk) in _desks)
            {
                if (desk.Here == 0 && !desk.Remembers(now))
                    _desks.Remove(id);
            }
        }
    }

    private async Task<RevisedDefinition> WriteAloneAsync(
        Desk desk, JsonObject model, Action<DefinitionRow?, Desk> mayFollow, string? reason, Actor actor, Seat? seat, bool isCoarse, CancellationToken cancellationToken)
    {
        // Before the transaction: comparing and checking a large text would hold up everybody's writes.
        var (head, text) = await database.ReadAsync((context, ct) => ReadAsync(context, model, ct), cancellationToken);
        if (head is not null && head.ContentHash == text.ContentHash)
        {
            if (reason is null)
                return new RevisedDefinition(head.Id, false);
            mayFollow(head, desk);
            var (version, wasPublished) = await publish.LatestAsync(head.DefinitionId, reason, actor, cancellationToken);
            return new RevisedDefinition(version.VersionId, wasPublished);
        }

        mayFollow(head, desk);
        if (reason is not null)
            text.MustBePublishable();
        var revised = await database.WriteAsync(
            async (session, ct) =>
            {
                if (!isCoarse && head is { PublishedAt: null } && await LastAsync(session.Context, head.DefinitionId, ct) is { } last && last.ActorId != actor.PersonId)
                    throw new DefinitionStateException("definition.draft-exists", $"Quy trình \"{head.DefinitionId}\" đang có bản nháp do {head.Author} soạn. Xóa bản nháp ấy trước, rồi nhập lại.");
                var tag = await MustBeAsReadAsync(session, text, head, ct);
                var saved = isCoarse ? await SaveCoarselyAsync(session, text, tag, actor, ct) : await edit.SaveAsync(session, text, tag, actor, ct);
                if (reason is null)
                    return new RevisedDefinition(saved.VersionId, false);
                await session.FlushAsync(ct);
                var draft = await DefinitionStore.FindDraftAsync(session.Context, saved.DefinitionId, ct) ?? throw new StaleRowException("Definitions", saved.DefinitionId);
                return new RevisedDefinition((await publish.PublishDraftAsync(session, text, draft.Tag, reason, actor, ct)).VersionId, false);
            },
            cancellationToken);
        if (head is not null)
            desk.Overtake(RevisionOf(head), text.ContentHash, seat, clock.GetUtcNow());
        return revised;
    }

    private async Task<(DefinitionRow? Head, CheckedDefinition Text)> ReadAsync(DbContext context, JsonObject model, CancellationToken cancellationToken)
    {
        if (TextOf(model["definitionId"]) is not { } definitionId)
            model["definitionId"] = definitionId = TextOf(model["id"]) ?? await VersionQuery.FreeIdAsync(context, TextOf(model["name"]), cancellationToken);
        var head = await VersionQuery.FindAsync(context, definitionId, VersionChoice.Latest, cancellationToken);
        return (head, await definitions.CheckAsync(context, DesignerEdit.Onto(head?.Json, model), cancellationToken));
    }

    // The tag of the draft; null where there is none.
    private static async Task<string?> MustBeAsReadAsync(WriteSession session, CheckedDefinition text, DefinitionRow? read, CancellationToken cancellationToken)
    {
        var now = await VersionQuery.FindAsync(session.Context, text.Definition.DefinitionId, VersionChoice.Latest, cancellationToken);
        if (now?.Id != read?.Id || now?.ContentHash != read?.ContentHash)
            throw new StaleRowException("Definitions", text.Definition.DefinitionId);
        return now is { PublishedAt: null } ? Draft.TagOf(now) : null;
    }

    private async Task<SavedDraft> SaveCoarselyAsync(WriteSession session, CheckedDefinition text, string? tag, Actor actor, CancellationToken cancellationToken)
    {
        var (draft, _) = await definitions.SaveDraftAsync(session, text, tag, actor.Name, cancellationToken);
        var last = await LastAsync(session.Context, draft.DefinitionId, cancellationToken);
        if (last is not { Action: "definition.draft-saved" } || last.ActorId != actor.PersonId || last.At < session.Clock.GetUtcNow() - Coarse)
        {
            await AuditTrail.AppendAsync(
                session, actor, "definition.draft-saved", new AuditSubject("definition", draft.DefinitionId), new { draft.Version, text.Definition.Name, Designer = "Elsa Studio" }, cancellationToken);
        }

        return new SavedDraft(draft.DefinitionId, draft.Version, draft.VersionId, draft.Tag);
    }

    private static Task<AuditEntry?> LastAsync(DbContext context, string definitionId, CancellationToken cancellationToken) =>
        context.Set<AuditEntry>().Where(entry => entry.SubjectKind == "definition" && entry.SubjectId == definitionId).OrderByDescending(entry => entry.Seq).FirstOrDefaultAsync(cancellationToken);

    private void MustHaveBeenSeen(DefinitionRow? head, Seen seen, Seat? seat, Desk desk)
    {
        if (head is null)
        {
            if (seen.Revision is not null)
                throw new RuleViolation("definition.deleted", "Quy trình này đã bị xóa từ lúc đồng chí mở, nên thay đổi không lưu được. Sao lại nội dung ở phần mã rồi nhập thành quy trình mới nếu còn cần.");
            return;
        }

        var isLatest = seen.Id is null || seen.Id == head.Id;
        // Who names neither has seen nothing; a version that was published is not lost by that, a draft would be.
        if (isLatest && (seen.Revision == RevisionOf(head) || seen is { Revision: null, Id: null } && head.PublishedAt is not null))
            return;
        if (seen.Revision is { } revision && seat is not null && desk.HasJustOvertaken(revision, head, seat, clock.GetUtcNow()))
            return;
        throw Stale(head);
    }

    private static RuleViolation Stale(DefinitionRow? head) => new(
        "definition.stale",
        $"Quy trình này đã được {head?.Author ?? "người khác"} sửa hoặc ban hành từ lúc đồng chí mở, nên thay đổi vừa rồi chưa được lưu. Tải lại trang để thấy bản mới nhất rồi làm lại.");

    private static string? TextOf(JsonNode? json) => json is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    /// <summary>Where the saves of one definition come in, and what the last seat to save has just written over.</summary>
    private sealed class Desk
    {
        private IReadOnlyList<(string Revision, DateTimeOffset At)> _overtaken = [];
        private Seat? _by;
        private string? _written;

        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>How many saves are at it or wait for it.</summary>
        public int Here { get; set; }

        public void Overtake(string revision, string written, Seat? seat, DateTimeOffset now)
        {
            _written = written;
            _overtaken = seat is null ? [] : [.. seat == _by ? _overtaken.Where(old => old.At > now - Overlap) : [], (revision, now)];
            _by = seat;
        }

        // Only as long as nobody wrote in another way since.
        public bool HasJustOvertaken(string revision, DefinitionRow head, Seat seat, DateTimeOffset now) =>
            _by == seat && _written == head.ContentHash && _overtaken.Any(old => old.Revision == revision && old.At > now - Overlap);

        public bool Remembers(DateTimeOffset now) => _overtaken.Any(old => old.At > now - Overlap);
    }

    /// <summary>One open page of one person; of two pages of the same person each has seen something of its own.</summary>
    private sealed record Seat(Guid? PersonId, string Page);

    /// <summary>What the designer has seen of the definition.</summary>
    private sealed record Seen(string? Id, string? Revision)
    {
        public static Seen Of(JsonObject model)
        {
            var free = model["customProperties"] as JsonObject;
            var seen = new Seen(TextOf(model["id"]), TextOf(free?[RevisionKey]));
            free?.Remove(RevisionKey);
            return seen;
        }
    }
}
