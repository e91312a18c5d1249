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
        var kept = KeptState.Of(state.Span, document.RootElement);
        var waiting = kept.Bookmarks.Select(b => b.Execution).ToHashSet();
        return kept.Executions.ToDictionary(e => e.Number, e => new LiveExecution(e.Number, e.Parent, e.Status, waiting.Contains(e.Number), e.State?.Clone()));
    }
}
