using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Runtime;

/// <summary>How a resume can be taken back as long as nobody went on from it: the state before it, and what the clock did since.</summary>
internal sealed class WayBack
{
    /// <summary>The wait that was resumed.</summary>
    public required string BookmarkId { get; init; }

    /// <summary>The instance as it was kept before, without a way back of its own: one step can be taken back, not a row of them.</summary>
    public required byte[] Before { get; init; }

    /// <summary>What the caller wants to know again when it is taken back.</summary>
    public JsonObject? Facts { get; init; }

    /// <summary>Executions of the state before that the clock moved since, by number: how they ended, null when they wait again.</summary>
    public SortedDictionary<int, IReadOnlyList<string>?> MovedByClock { get; } = [];

    /// <summary>The state without the way back that it may hold.</summary>
    public static byte[] WithoutIt(ReadOnlyMemory<byte> state)
    {
        using var document = JsonDocument.Parse(state);
        var keys = StateKeys.Of(document.RootElement);
        if (!document.RootElement.TryGetProperty(keys.WayBack, out _))
            return state.ToArray();
        var buffer = new ArrayBufferWriter<byte>(state.Length);
        using (var writer = new Utf8JsonWriter(buffer, InstanceState.Compact))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(p => p.Name != keys.WayBack))
                property.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The wait whose resume can be taken back, from what is kept of an instance; null when none can.</summary>
    public static string? BookmarkIn(ReadOnlyMemory<byte> state)
    {
        using var document = JsonDocument.Parse(state);
        var keys = StateKeys.Of(document.RootElement);
        return document.RootElement.TryGetProperty(keys.WayBack, out var way) ? way.GetProperty(keys.OfBookmark).GetString() : null;
    }

    /// <summary>Whether it is still one after this burst: only the clock came, and what it moved waits again or ended without a further step.</summary>
    public bool Survives(Burst burst, Bookmark resumed, int firstNewExecution)
    {
        var instance = burst.Instance;
        if (resumed.DueAt is null || burst.ReachedOut || burst.NewIncidents.Count > 0 || instance.NextExecution != firstNewExecution || instance.Status != WorkflowStatus.Running)
            return false;
        // A child that ended may have ended its container or others: more than its own line moved.
        var ended = burst.Journal.Where(e => e.Event is JournalEvents.Completed or JournalEvents.Canceled).ToList();
        if (ended.Exists(e => e.Execution != resumed.Execution))
            return false;
        using var document = JsonDocument.Parse(Before);
        var before = KeptState.Of(Before, document.RootElement);
        // What the resume itself began goes away with it.
        if (resumed.Execution >= before.NextExecution)
            return true;
        if (!MovedByClock.ContainsKey(resumed.Execution) && !before.Bookmarks.Any(b => b.Id == resumed.Id))
            return false;
        MovedByClock[resumed.Execution] = ended.Count == 0 ? null : ended[0].Outcomes ?? [];
        return true;
    }
}

/// <summary>Asks that a resume can be taken back later.</summary>
/// <param name="Facts">Given back when it is.</param>
/// <param name="HarmlessMessages">Kind of outbox messages that may have gone out all the same: those who got one are told otherwise.</param>
public sealed record TakeBackTerms(JsonObject? Facts, string HarmlessMessages);

/// <summary>What came of taking a resume back.</summary>
/// <param name="Facts">As they were given with the resume.</param>
/// <param name="Withdrawn">Waits that are gone with it.</param>
/// <param name="Outcome">The instance as it is now.</param>
public sealed record TakenBack(JsonObject? Facts, IReadOnlyList<Bookmark> Withdrawn, BurstOutcome Outcome);
