using System.Text.Json;

namespace LienThong.Workflows.Runtime;

/// <summary>An execution that has not ended, read from what is kept of its instance without the definition.</summary>
/// <param name="Number">Unique within its instance.</param>
/// <param name="Parent">The execution that holds it; null for the workflow itself.</param>
/// <param name="Status">Running, Faulted, or Pending where it was left over by an incident.</param>
/// <param name="Waits">It has a bookmark.</param>
/// <param name="State">The activity's own state.</param>
internal sealed record LiveExecution(int Number, int? Parent, ActivityStatus Status, bool Waits, JsonElement? State)
{
    /// <summary>By number.</summary>
    public static Dictionary<int, LiveExecution> In(ReadOnlyMemory<byte> state)
    {
        using var document = JsonDocument.Parse(state);
        var root = document.RootElement;
        var waiting = root.TryGetProperty("bookmarks", out var bookmarks) ? bookmarks.EnumerateArray().Select(b => b.GetProperty("execution").GetInt32()).ToHashSet() : [];
        return root.GetProperty("executions").EnumerateArray().Select(json => Read(json, waiting)).ToDictionary(e => e.Number);
    }

    private static LiveExecution Read(JsonElement json, HashSet<int> waiting)
    {
        var number = json.GetProperty("n").GetInt32();
        return new LiveExecution(
            number,
            json.TryGetProperty("parent", out var parent) ? parent.GetInt32() : null,
            json.TryGetProperty("status", out var status) ? Enum.Parse<ActivityStatus>(status.GetString()!) : ActivityStatus.Running,
            waiting.Contains(number),
            json.TryGetProperty("state", out var own) ? own.Clone() : null);
    }
}
