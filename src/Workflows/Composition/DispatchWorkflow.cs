using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Composition;

/// <summary>Has another workflow started in the background, and waits for its end when asked to.</summary>
[Activity("Elsa", "Quy trình con", "Chạy một quy trình khác ở nền; có thể chờ đến khi xong.", DisplayName = "Gọi quy trình ở nền", Kind = ActivityKind.Task)]
public sealed class DispatchWorkflow : Activity
{
    public const string StimulusName = "Elsa.DispatchWorkflow";

    [Input(DisplayName = "Quy trình", UIHint = "workflow-definition-picker")]
    public Input<string>? WorkflowDefinitionId { get; set; }

    [Input(DisplayName = "Mã liên kết")]
    public Input<string>? CorrelationId { get; set; }

    [Input(DisplayName = "Đầu vào", UIHint = "json")]
    public Input<IDictionary<string, object?>>? Input { get; set; }

    [Input(DisplayName = "Chờ đến khi xong", UIHint = "checkbox")]
    public Input<bool>? WaitForCompletion { get; set; }

    /// <summary>Read and kept; tracing is the host's.</summary>
    [Input(DisplayName = "Bắt đầu vết mới", UIHint = "checkbox")]
    public Input<bool>? StartNewTrace { get; set; }

    /// <summary>Read and kept; there is one outbox.</summary>
    [Input(DisplayName = "Kênh")]
    public Input<string>? ChannelName { get; set; }

    [Output(DisplayName = "Kết quả")]
    public Output<object>? Result { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var wait = context.Get(WaitForCompletion) ? SortableId.New(context.Clock) : null;
        var child = await context.DispatchChildAsync(
            new ChildRequest(context.Get(WorkflowDefinitionId) ?? "")
            {
                Input = ChildInput.Of(context.Get(Input)),
                CorrelationId = context.Get(CorrelationId),
                Wait = wait,
            },
            cancellationToken);
        return wait is null ? ActivityResult.Done : ActivityResult.Suspend(new BookmarkRequest(StimulusName) { Id = wait, Payload = ChildWaits.PayloadOf(child) });
    }

    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, new Dictionary<string, object?>(ChildRun.Of(resumption).Output));
        return new(ActivityResult.Done);
    }
}

/// <summary>Each child has its own copy of the input it is given.</summary>
internal static class ChildInput
{
    public static Dictionary<string, object?> Of(IDictionary<string, object?>? given) => given is null ? [] : new Dictionary<string, object?>(given);
}
