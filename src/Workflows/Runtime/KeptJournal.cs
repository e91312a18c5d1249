using System.Buffers;
using System.Text.Json;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Runtime;

/// <summary>An entry of the journal as it is read back, without the definition.</summary>
public sealed record KeptEntry(
    long Sequence, DateTimeOffset Timestamp, string ActivityId, string ActivityNodeId, string ActivityType, string? ActivityName, int Execution, int? Parent, string Event, string? Message,
    IReadOnlyList<string>? Outcomes);

/// <summary>How the journal of a burst lies in its row: each activity is told once, entries point to it.</summary>
/// <remarks>
/// <c>{"s":7,"a":[[0,"Workflow1:chart:one","Elsa.WriteLine"],[16,"two","Elsa.Delay","Name"]],"e":[[0,0,5,12,2],[0,6,5,3]]}</c>: the number of the first entry;
/// activities by how many characters they share with the node id before, the rest of it, type, name where it is not the id, and id where it is not the end of the node id;
/// entries by activity, event (a number, or a name that has none), execution and microseconds since the one before (the first: until the time of the row), then what there is of parent, message and outcomes.
/// Rows of earlier versions are an array of objects, one for each entry.
/// </remarks>
public static class KeptJournal
{
    // Their places in this list are kept: new ones come last. Twice Completed, because it is nearly always by Done.
    private static readonly string[] Events =
    [
        JournalEvents.Started, JournalEvents.Resumed, JournalEvents.Suspended, JournalEvents.Completed, JournalEvents.Canceled, JournalEvents.Faulted, JournalEvents.Completed,
    ];

    private const int CompletedByDone = 6;

    /// <summary>The entries of a row of any version, in their order.</summary>
    public static IReadOnlyList<KeptEntry> EntriesOf(JournalRow row) => Read(row.Entries, row.At);

    /// <param name="entries">As they lie in the row.</param>
    /// <param name="at">The time of the row.</param>
    public static IReadOnlyList<KeptEntry> Read(ReadOnlyMemory<byte> entries, DateTimeOffset at)
    {
        using var document = JsonDocument.Parse(entries);
        return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(ReadOld)] : Read(document.RootElement, at);
    }

    /// <param name="entries">Of one burst, numbered without a gap.</param>
    /// <param name="at">The time of the row.</param>
    internal static byte[] Write(IReadOnlyList<JournalEntry> entries, DateTimeOffset at)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, InstanceState.Compact))
        {
            writer.WriteStartObject();
            if (entries.Count > 0)
                writer.WriteNumber("s", entries[0].Sequence);
            var activities = WriteActivities(writer, entries);
            writer.WriteStartArray("e");
            var before = Microseconds(at);
            for (var i = 0; i < entries.Count; i++)
            {
                var now = Microseconds(entries[i].Timestamp);
                Write(writer, entries[i], activities[entries[i].Activity], i == 0 ? before - now : now - before);
                before = now;
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static Dictionary<Activity, int> WriteActivities(Utf8JsonWriter writer, IReadOnlyList<JournalEntry> entries)
    {
        var known = new Dictionary<Activity, int>(ReferenceEqualityComparer.Instance);
        var before = "";
        writer.WriteStartArray("a");
        for (var i = 0; i < entries.Count; i++)
        {
            var activity = entries[i].Activity;
            if (!known.TryAdd(activity, known.Count))
                continue;
            var nodeId = activity.NodeId;
            // What is below the one before shares all of it.
            var shared = before.Length > 0 && nodeId.Length > before.Length && nodeId[before.Length] == ':' && nodeId.StartsWith(before, StringComparison.Ordinal)
                ? before.Length
                : nodeId.AsSpan(0, nodeId.AsSpan().CommonPrefixLength(before)).LastIndexOf(':') + 1;
            writer.WriteStartArray();
            writer.WriteNumberValue(shared);
            writer.WriteStringValue(nodeId.AsSpan(shared));
            writer.WriteStringValue(activity.Type);
            var isIdAtEnd = nodeId.AsSpan(nodeId.LastIndexOf(':') + 1).SequenceEqual(activity.Id);
            if (!isIdAtEnd || activity.Name != activity.Id)
                writer.WriteStringValue(activity.Name);
            if (!isIdAtEnd)
                writer.WriteStringValue(activity.Id);
            writer.WriteEndArray();
            before = nodeId;
        }

        writer.WriteEndArray();
        return known;
    }

    private static void Write(Utf8JsonWriter writer, JournalEntry entry, int activity, long sinceBefore)
    {
        var byDone = entry is { Event: JournalEvents.Completed, Outcomes: [ActivityResult.DoneOutcome] };
        writer.WriteStartArray();
        writer.WriteNumberValue(activity);
        if (byDone)
            writer.WriteNumberValue(CompletedByDone);
        else if (Array.IndexOf(Events, entry.Event) is >= 0 and var code)
            writer.WriteNumberValue(code);
        else
            writer.WriteStringValue(entry.Event);
        writer.WriteNumberValue(entry.Execution);
        writer.WriteNumberValue(sinceBefore);
        if (entry.Parent is { } parent)
            writer.WriteNumberValue(parent);
        if (entry.Message is { } message)
            writer.WriteStringValue(message);
        if (entry.Outcomes is { } outcomes && !byDone)
        {
            writer.WriteStartArray();
            foreach (var outcome in outcomes)
                writer.WriteStringValue(outcome);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static List<KeptEntry> Read(JsonElement row, DateTimeOffset at)
    {
        var activities = new List<KeptActivity>();
        foreach (var activity in row.GetProperty("a").EnumerateArray())
            activities.Add(ReadActivity(activity, activities.Count > 0 ? activities[^1].NodeId : ""));
        var entries = new List<KeptEntry>();
        var sequence = row.TryGetProperty("s", out var first) ? first.GetInt64() : 1;
        var time = Microseconds(at);
        foreach (var entry in row.GetProperty("e").EnumerateArray())
        {
            var since = entry[3].GetInt64();
            time += entries.Count == 0 ? -since : since;
            entries.Add(ReadEntry(entry, activities[entry[0].GetInt32()], sequence++, time));
        }

        return entries;
    }

    private static KeptActivity ReadActivity(JsonElement activity, string before)
    {
        var nodeId = string.Concat(before.AsSpan(0, activity[0].GetInt32()), activity[1].GetString());
        var parts = activity.GetArrayLength();
        var id = parts > 4 ? activity[4].GetString()! : nodeId[(nodeId.LastIndexOf(':') + 1)..];
        return new KeptActivity(nodeId, id, activity[2].GetString()!, parts > 3 ? activity[3].GetString() : id);
    }

    private static KeptEntry ReadEntry(JsonElement entry, KeptActivity activity, long sequence, long time)
    {
        var code = entry[1].ValueKind == JsonValueKind.Number ? entry[1].GetInt32() : -1;
        var (parent, message, outcomes) = ((int?)null, (string?)null, code == CompletedByDone ? [ActivityResult.DoneOutcome] : (IReadOnlyList<string>?)null);
        foreach (var more in entry.EnumerateArray().Skip(4))
        {
            switch (more.ValueKind)
            {
                case JsonValueKind.Number:
                    parent = more.GetInt32();
                    break;
                case JsonValueKind.String:
                    message = more.GetString();
                    break;
                default:
                    outcomes = Texts(more);
                    break;
            }
        }

        return new KeptEntry(
            sequence, new DateTimeOffset(time * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero), activity.Id, activity.NodeId, activity.Type, activity.Name, entry[2].GetInt32(), parent, code < 0 ? entry[1].GetString()! : Events[code],
            message, outcomes);
    }

    private static KeptEntry ReadOld(JsonElement entry) => new(
        entry.GetProperty("sequence").GetInt64(), entry.GetProperty("timestamp").GetDateTimeOffset(), Text(entry, "activityId") ?? "", Text(entry, "activityNodeId") ?? "", Text(entry, "activityType") ?? "",
        Text(entry, "activityName"), entry.GetProperty("execution").GetInt32(), entry.TryGetProperty("parent", out var parent) ? parent.GetInt32() : null, Text(entry, "eventName") ?? "",
        Text(entry, "message"), entry.TryGetProperty("outcomes", out var outcomes) ? Texts(outcomes) : null);

    private static string? Text(JsonElement entry, string key) => entry.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString() ?? "")];

    // What all databases keep of an instant.
    private static long Microseconds(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMicrosecond;

    private sealed record KeptActivity(string NodeId, string Id, string Type, string? Name);
}
