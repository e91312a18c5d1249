using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Records;
using LienThong.Workflows.Runtime;

namespace LienThong.Host.ElsaApi;

/// <summary>One instance with its state, as Studio's viewer reads it.</summary>
internal sealed record ElsaInstance(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, string? ParentWorkflowInstanceId, WorkflowStatus Status, WorkflowSubStatus SubStatus, string? CorrelationId,
    string? Name, int IncidentCount, bool IsSystem, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, ElsaWorkflowState WorkflowState)
{
    public static ElsaInstance Of(WorkflowInstance instance)
    {
        var definition = instance.Definition;
        return new ElsaInstance(
            instance.Id, definition.DefinitionId, definition.Id, definition.Version, instance.ParentInstanceId, instance.Status, instance.SubStatus, instance.CorrelationId,
            instance.Name, instance.Incidents.Count, false, instance.CreatedAt, instance.UpdatedAt, instance.FinishedAt, ElsaWorkflowState.Of(instance));
    }
}

/// <summary>What an instance holds between bursts: its waits, its open incidents, the executions that have not ended. Callbacks there are none: our containers need none.</summary>
internal sealed record ElsaWorkflowState(
    string Id, string DefinitionId, string DefinitionVersionId, int DefinitionVersion, string? ParentWorkflowInstanceId, WorkflowStatus Status, WorkflowSubStatus SubStatus,
    string? CorrelationId, string? Name, IReadOnlyList<ElsaBookmark> Bookmarks, IReadOnlyList<ElsaIncident> Incidents, IReadOnlyList<object> CompletionCallbacks,
    IReadOnlyList<ElsaContext> ActivityExecutionContexts, IReadOnlyDictionary<string, JsonNode?> Input, IReadOnlyDictionary<string, JsonNode?> Output,
    IReadOnlyDictionary<string, JsonNode?> Properties, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt)
{
    public static ElsaWorkflowState Of(WorkflowInstance instance)
    {
        var open = OpenExecution.In(instance);
        var byNumber = open.ToDictionary(execution => execution.Number);
        var definition = instance.Definition;
        return new ElsaWorkflowState(
            instance.Id, definition.DefinitionId, definition.Id, definition.Version, instance.ParentInstanceId, instance.Status, instance.SubStatus, instance.CorrelationId, instance.Name,
            [.. instance.Bookmarks.Select(bookmark => ElsaBookmark.Of(bookmark, byNumber[bookmark.Execution]))],
            [.. instance.Incidents.Select(ElsaIncident.Of)],
            [],
            [.. open.Select(ElsaContext.Of)],
            Values(instance.Input), Values(instance.Output), new Dictionary<string, JsonNode?>(),
            instance.CreatedAt, instance.UpdatedAt, instance.FinishedAt);
    }

    private static Dictionary<string, JsonNode?> Values(Dictionary<string, object?> values) =>
        values.ToDictionary(value => value.Key, value => Conversion.ToNode(value.Value)?.DeepClone());
}

internal sealed record ElsaBookmark(
    string Id, string Name, string Hash, JsonNode? Payload, string ActivityId, string ActivityNodeId, string ActivityInstanceId, DateTimeOffset CreatedAt, bool AutoBurn,
    IReadOnlyDictionary<string, string> Metadata)
{
    public static ElsaBookmark Of(Bookmark bookmark, OpenExecution waiting) => new(
        bookmark.Id, bookmark.Name, bookmark.Hash, bookmark.Payload?.DeepClone(), bookmark.ActivityId, waiting.ActivityNodeId, waiting.Id, bookmark.CreatedAt, bookmark.AutoBurn,
        new Dictionary<string, string>());
}

internal sealed record ElsaContext(
    string Id, string? ParentContextId, string ScheduledActivityNodeId, string? OwnerActivityNodeId, ActivityStatus Status, IReadOnlyDictionary<string, JsonNode?> Properties,
    IReadOnlyDictionary<string, JsonNode?> ActivityState, IReadOnlyList<object> DynamicVariables)
{
    private static readonly Dictionary<string, JsonNode?> None = [];

    public static ElsaContext Of(OpenExecution execution) => new(execution.Id, execution.ParentId, execution.ActivityNodeId, execution.ParentNodeId, execution.Status, None, None, []);
}

internal sealed record ElsaIncident(string ActivityId, string ActivityNodeId, string ActivityType, string Message, ElsaException Exception, DateTimeOffset Timestamp)
{
    public static ElsaIncident Of(Incident incident) =>
        new(incident.ActivityId, incident.ActivityNodeId, incident.ActivityType, incident.Message, ElsaException.Of(incident.Code, incident.Message, incident.Detail), incident.Timestamp);
}

/// <summary>What went wrong. Studio shows only this of an incident, so one without an exception has one too, with the incident's code for its type.</summary>
internal sealed record ElsaException(string Type, string Message, string? StackTrace, ElsaException? InnerException)
{
    public static ElsaException Of(string code, string message, string? detail) => new(detail is null ? code : TypeIn(detail), message, detail, null);

    // As .NET writes an exception: its type, a colon, its message.
    private static string TypeIn(string detail) => detail.AsSpan().IndexOfAny(":\r\n") is > 0 and var end ? detail[..end] : detail;
}
