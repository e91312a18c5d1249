using System.Text;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;

namespace LienThong.Host.CommandLine.Runs;

/// <summary>An instance as <c>workflow run --json</c> prints it; the order of the keys is the order here.</summary>
internal sealed record InstanceReport(
    string DefinitionId,
    int Version,
    string Status,
    string SubStatus,
    string? CorrelationId,
    JsonObject Output,
    JsonObject Variables,
    IReadOnlyList<InstanceReport.IncidentLine> Incidents,
    IReadOnlyList<InstanceReport.BookmarkLine> Bookmarks,
    IReadOnlyList<InstanceReport.JournalLine> Journal)
{
    /// <param name="instance">As it is now.</param>
    /// <param name="incidents">All that it ever had: one that was mended happened all the same.</param>
    /// <param name="journal">Its bursts in their order.</param>
    public static InstanceReport Of(WorkflowInstance instance, IEnumerable<IncidentRow> incidents, IEnumerable<JournalRow> journal) => new(
        instance.Definition.DefinitionId,
        instance.Definition.Version,
        instance.Status.ToString(),
        instance.SubStatus.ToString(),
        instance.CorrelationId,
        Values(instance.Output),
        Values(instance.Variables),
        [.. incidents.Select(incident => new IncidentLine(incident.ActivityId, incident.Message))],
        [.. instance.Bookmarks.Select(bookmark => new BookmarkLine(bookmark.ActivityId, bookmark.Name))],
        [.. journal.SelectMany(LinesOf)]);

    private static IEnumerable<JournalLine> LinesOf(JournalRow burst) => KeptJournal.EntriesOf(burst).Where(entry => JournalEvents.IsElsas(entry.Event))
        .Select(entry => new JournalLine(entry.ActivityId, entry.ActivityName, entry.Event));

    private static JsonObject Values(IReadOnlyDictionary<string, object?> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, Conversion.ToNode(value.Value))));

    internal sealed record IncidentLine(string ActivityId, string Message);

    internal sealed record BookmarkLine(string ActivityId, string Name);

    internal sealed record JournalLine(string ActivityId, string? ActivityName, string Event);
}

/// <summary>Everything that <c>workflow run --json</c> prints.</summary>
internal sealed record RunReport(IReadOnlyList<InstanceReport> Instances, IReadOnlyList<string> Lines, IReadOnlyList<RunReport.HttpLine> HttpResponses)
{
    internal sealed record HttpLine(int Status, string? ContentType, JsonObject Headers, string Body)
    {
        // A header that came twice is one line, as HTTP allows.
        public static HttpLine Of(HttpAnswer answer) => new(
            answer.Status,
            answer.ContentType,
            new JsonObject(answer.Headers.GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase).Select(h => KeyValuePair.Create(h.Key, (JsonNode?)string.Join(", ", h.Select(one => one.Value))))),
            Encoding.UTF8.GetString(answer.Body.Span));
    }
}
