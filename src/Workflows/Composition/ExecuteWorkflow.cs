using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Composition;

/// <summary>Runs another workflow at once, in the same transaction, and waits for its end when asked to and it does not end at once.</summary>
[Activity("Elsa", "Quy trình con", "Chạy ngay một quy trình khác; có thể chờ đến khi xong.", DisplayName = "Gọi quy trình", Kind = ActivityKind.Task)]
public sealed class ExecuteWorkflow : Activity
{
    public const string StimulusName = "Elsa.ExecuteWorkflow";

    [Input(DisplayName = "Quy trình", UIHint = "workflow-definition-picker")]
    public Input<string>? WorkflowDefinitionId { get; set; }

    [Input(DisplayName = "Mã liên kết")]
    public Input<string>? CorrelationId { get; set; }

    [Input(DisplayName = "Đầu vào", UIHint = "json")]
    public Input<IDictionary<string, object?>>? Input { get; set; }

    [Input(DisplayName = "Chờ đến khi xong", UIHint = "checkbox")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <summary>An object with workflowInstanceId, status, subStatus and output.</summary>
    [Output(DisplayName = "Kết quả")]
    public Output<object>? Result { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var wait = context.Get(WaitForCompletion) ? SortableId.New(context.Clock) : null;
        var child = await context.ExecuteChildAsync(
            new ChildRequest(context.Get(WorkflowDefinitionId) ?? "")
            {
                Input = ChildInput.Of(context.Get(Input)),
                CorrelationId = context.Get(CorrelationId),
                Wait = wait,
            },
            cancellationToken);
        if (wait is not null && !child.HasEnded)
            return ActivityResult.Suspend(new BookmarkRequest(StimulusName) { Id = wait, Payload = ChildWaits.PayloadOf(child.InstanceId) });
        context.Set(Result, Facts(child));
        return ActivityResult.Done;
    }

    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, Facts(ChildRun.Of(resumption)));
        return new(ActivityResult.Done);
    }

    private static Dictionary<string, object?> Facts(ChildRun child) => new()
    {
        ["workflowInstanceId"] = child.InstanceId,
        ["status"] = child.Status,
        ["subStatus"] = child.SubStatus,
        ["output"] = new Dictionary<string, object?>(child.Output),
    };
}
