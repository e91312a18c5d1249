using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs all its activities side by side, and is done when all of them are.</summary>
[Activity("Elsa", "Khối", "Chạy các bước song song và chờ tất cả.", DisplayName = "Song song")]
public sealed class Parallel : Activity, IVariableScope
{
    [Port("Các bước")]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    public IReadOnlyList<Variable> Variables { get; set; } = [];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(Activities.Count == 0 ? ActivityResult.Done : ActivityResult.Schedule([.. Activities.Select(a => new ScheduledChild(a))]));

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) =>
        new(context.HasUnfinishedChildren ? ActivityResult.Wait : ActivityResult.Done);
}
