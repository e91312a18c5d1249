using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs the activity of the first case that holds, of all that hold, or the default one.</summary>
[Activity("Elsa", "Rẽ nhánh", "Chạy nhánh của trường hợp thỏa điều kiện.", DisplayName = "Theo trường hợp")]
public sealed class Switch : Activity
{
    [Input(DisplayName = "Các trường hợp", UIHint = "switch-editor")]
    public IReadOnlyList<SwitchCase> Cases { get; set; } = [];

    [Input(DisplayName = "Cách chọn", UIHint = "dropdown", Options = ["MatchFirst", "MatchAny"], OptionNames = ["Trường hợp đầu tiên thỏa", "Mọi trường hợp thỏa"])]
    public Input<SwitchMode>? Mode { get; set; }

    [Port("Trường hợp khác")]
    public Activity? Default { get; set; }

    public override IEnumerable<(string Port, Activity Child)> Children() =>
        Cases.Where(c => c.Activity is not null).Select(c => (c.Label, c.Activity!)).Concat(base.Children());

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var matches = SwitchCase.Matching(Cases, context.Get(Mode), context, cancellationToken);
        var branches = matches.Count == 0 ? [Default] : matches.Select(c => c.Activity);
        // A case that holds and runs nothing is decided all the same: the default does not step in for it.
        var scheduled = branches.OfType<Activity>().Select(branch => new ScheduledChild(branch)).ToList();
        return new(scheduled.Count == 0 ? ActivityResult.Done : ActivityResult.Schedule(scheduled));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) =>
        new(context.HasUnfinishedChildren ? ActivityResult.Wait : ActivityResult.Done);
}
