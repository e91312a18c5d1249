using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs its body once for each number from start to end.</summary>
[Activity("Elsa", "Vòng lặp", "Lặp theo số, từ đầu đến cuối.", DisplayName = "Lặp theo số")]
public sealed class For : Activity
{
    [Input(DisplayName = "Từ", DefaultValue = 0)]
    public Input<int>? Start { get; set; } = new(0);

    [Input(DisplayName = "Đến", DefaultValue = 0)]
    public Input<int>? End { get; set; } = new(0);

    [Input(DisplayName = "Bước", DefaultValue = 1)]
    public Input<int>? Step { get; set; } = new(1);

    [Input(DisplayName = "Gồm cả số cuối", UIHint = "checkbox", DefaultValue = true)]
    public Input<bool>? OuterBoundInclusive { get; set; } = new(true);

    [Port("Mỗi lần lặp")]
    public Activity? Body { get; set; }

    [Output(DisplayName = "Số hiện tại")]
    public Output<object>? CurrentValue { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.IsBreaking = false;
        return new(Iterate(context, context.Get(Start)));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) =>
        new(Iterate(context, context.State<Position>().Current + context.Get(Step)));

    public override ActivityResult? Receive(ActivityContext context, Signal signal) => Loop.Leave(context, signal);

    private ActivityResult Iterate(ActivityContext context, long current)
    {
        if (Body is null || context.IsBreaking || !IsWithin(context, current))
            return ActivityResult.Done;
        context.State<Position>().Current = current;
        context.Set(CurrentValue, (int)current);
        return ActivityResult.Schedule([new ScheduledChild(Body, null, new Dictionary<string, object?> { [Loop.CurrentValue] = (int)current })]);
    }

    private bool IsWithin(ActivityContext context, long current)
    {
        long end = context.Get(End);
        var isInclusive = context.Get(OuterBoundInclusive);
        // The step's sign alone says which way; a step of 0 counts upwards and never arrives.
        return context.Get(Step) >= 0 ? current < end || isInclusive && current == end : current > end || isInclusive && current == end;
    }

    // Wider than the bounds, so that the step past the last number cannot overflow.
    private sealed class Position
    {
        public long Current { get; set; }
    }
}
