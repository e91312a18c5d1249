using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs its body as long as its condition holds.</summary>
[Activity("Elsa", "Vòng lặp", "Lặp chừng nào điều kiện còn đúng.", DisplayName = "Lặp theo điều kiện")]
public sealed class While : Activity
{
    [Input(DisplayName = "Điều kiện", UIHint = "checkbox", AutoEvaluate = false)]
    public Input<bool>? Condition { get; set; }

    [Port("Mỗi lần lặp")]
    public Activity? Body { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.IsBreaking = false;
        return new(Iterate(context, cancellationToken));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) =>
        new(Iterate(context, cancellationToken));

    public override ActivityResult? Receive(ActivityContext context, Signal signal) => Loop.Leave(context, signal);

    private ActivityResult Iterate(ActivityContext context, CancellationToken cancellationToken) =>
        Body is { } body && !context.IsBreaking && context.EvaluateNow(Condition, cancellationToken)
            ? ActivityResult.Schedule(body)
            : ActivityResult.Done;
}
