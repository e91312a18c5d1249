using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Composition;

/// <summary>The waits of parents for their children (elsa-format §7.2).</summary>
internal static class ChildWaits
{
    private const string ChildKey = "ChildInstanceId";

    public static readonly string[] Names = [DispatchWorkflow.StimulusName, ExecuteWorkflow.StimulusName, BulkDispatchWorkflows.StimulusName];

    /// <summary>Facts by which the wait for one child is found.</summary>
    public static JsonObject PayloadOf(string childInstanceId) => new() { [ChildKey] = childInstanceId };

    /// <summary>The children that an execution waits for.</summary>
    public static IEnumerable<string> AwaitedBy(ActivityExecution execution, IReadOnlyList<Bookmark> bookmarks)
    {
        foreach (var wait in bookmarks.Where(b => b.Execution == execution.Number && Names.Contains(b.Name)))
        {
            if (wait.Name != BulkDispatchWorkflows.StimulusName)
                yield return (string)wait.Payload![ChildKey]!;
            else
            {
                foreach (var child in BulkDispatchWorkflows.OpenChildrenOf(execution))
                    yield return child;
            }
        }
    }

    /// <summary>The child that a message about one is about.</summary>
    public static string ChildIn(string payload)
    {
        using var json = JsonDocument.Parse(payload);
        return json.RootElement.GetProperty("instanceId").GetString()!;
    }
}
