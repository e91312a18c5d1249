using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs its activities one after the other.</summary>
[Activity("Elsa", "Khối", "Chạy các bước lần lượt theo thứ tự.", DisplayName = "Tuần tự")]
public sealed class Sequence : Activity, IVariableScope
{
    [Port("Các bước")]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    public IReadOnlyList<Variable> Variables { get; set; } = [];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.IsBreaking = false;
        return new(Next(0));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken)
    {
        if (context.IsBreaking || child.Completed && child.Child.IsTerminal)
            return new(ActivityResult.Done);
        for (var i = 0; i < Activities.Count; i++)
        {
            if (Activities[i] == child.Child)
                return new(Next(i + 1));
        }

        return new(ActivityResult.Wait);
    }

    public override ActivityResult? Receive(ActivityContext context, Signal signal)
    {
        context.IsBreaking |= signal is BreakSignal;
        return null;
    }

    private ActivityResult Next(int index) => index < Activities.Count ? ActivityResult.Schedule(Activities[index]) : ActivityResult.Done;
}
