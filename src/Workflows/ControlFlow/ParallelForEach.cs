using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs its body for all items side by side, and is done when all rounds are.</summary>
[Activity("Elsa", "Vòng lặp", "Chạy song song cho từng mục.", DisplayName = "Lặp song song")]
public sealed class ParallelForEach : Activity
{
    [Input(DisplayName = "Danh sách mục", UIHint = "multi-text")]
    public Input<ICollection<object>>? Items { get; set; }

    [Port("Mỗi mục")]
    public Activity? Body { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(Body is { } body && context.Get(Items) is { Count: > 0 } items
            ? ActivityResult.Schedule([.. items.Select((item, index) => Loop.Round(body, item, index))])
            : ActivityResult.Done);

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) =>
        new(context.HasUnfinishedChildren ? ActivityResult.Wait : ActivityResult.Done);
}
