using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Whether a fork waits for all its branches or for the first.</summary>
public enum ForkJoinMode { WaitAll, WaitAny }

/// <summary>Runs its branches side by side, and is done when all of them are, or the first; the others are cancelled then.</summary>
[Activity("Elsa", "Rẽ nhánh", "Chạy nhiều nhánh song song trong một bước.", DisplayName = "Rẽ song song")]
public sealed class Fork : Activity
{
    [Input(DisplayName = "Chờ các nhánh", UIHint = "dropdown", Options = ["WaitAll", "WaitAny"], OptionNames = ["Chờ tất cả", "Chờ nhánh xong đầu tiên"], DefaultValue = ForkJoinMode.WaitAll)]
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAll;

    [Port("Các nhánh")]
    public IReadOnlyList<Activity> Branches { get; set; } = [];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.IsBreaking = false;
        return new(Branches.Count == 0 ? ActivityResult.Done : ActivityResult.Schedule([.. Branches.Select(b => new ScheduledChild(b))]));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken)
    {
        var isFirstOfAny = JoinMode == ForkJoinMode.WaitAny && child.Completed;
        return new(isFirstOfAny || context.IsBreaking || !context.HasUnfinishedChildren ? ActivityResult.Done : ActivityResult.Wait);
    }

    public override ActivityResult? Receive(ActivityContext context, Signal signal)
    {
        context.IsBreaking |= signal is BreakSignal;
        return null;
    }
}
