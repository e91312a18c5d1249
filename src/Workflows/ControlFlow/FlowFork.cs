using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Leaves by all its branches at once.</summary>
[Activity("Elsa", "Branching", "Tách thành nhiều nhánh chạy song song.", DisplayName = "Tách nhánh")]
public sealed class FlowFork : Activity
{
    [Input(DisplayName = "Các nhánh", UIHint = "multi-text")]
    public Input<List<string>>? Branches { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete(context.Get(Branches) ?? []));
}
