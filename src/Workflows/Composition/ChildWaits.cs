using System.Text.Json.Nodes;

namespace LienThong.Workflows.Composition;

/// <summary>The waits of parents for their children (elsa-format §7.2).</summary>
internal static class ChildWaits
{
    public static readonly IReadOnlyCollection<string> Names = [DispatchWorkflow.StimulusName, ExecuteWorkflow.StimulusName, BulkDispatchWorkflows.StimulusName];

    /// <summary>Facts by which the wait for one child is found.</summary>
    public static JsonObject PayloadOf(string childInstanceId) => new() { ["ChildInstanceId"] = childInstanceId };
}
