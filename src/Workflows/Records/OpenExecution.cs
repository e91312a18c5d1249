using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Records;

/// <summary>An execution that an instance holds and that has not ended, as a look at the whole instance shows it.</summary>
/// <param name="Number">Unique within its instance.</param>
/// <param name="Id">Id of the execution, as expressions and incidents know it.</param>
/// <param name="ParentId">Of the execution that holds it; null for the workflow itself.</param>
/// <param name="ActivityNodeId">Where its activity stands in the definition.</param>
/// <param name="ParentNodeId">Where the activity of the execution that holds it stands.</param>
/// <param name="Status">What it is doing.</param>
public sealed record OpenExecution(int Number, string Id, string? ParentId, string ActivityNodeId, string? ParentNodeId, ActivityStatus Status)
{
    /// <summary>The workflow's own first, and none before what holds it.</summary>
    public static IReadOnlyList<OpenExecution> In(WorkflowInstance instance) =>
    [
        .. instance.Executions.Select(execution => new OpenExecution(
            execution.Number, execution.ActivityInstanceId, execution.ParentExecution?.ActivityInstanceId, execution.Activity.NodeId, execution.ParentExecution?.Activity.NodeId, execution.Status)),
    ];
}
