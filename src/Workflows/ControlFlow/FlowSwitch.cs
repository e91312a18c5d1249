using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Leaves by the label of the first case that holds, of all that hold, or by Default.</summary>
[Activity("Elsa", "Branching", "Rẽ theo trường hợp.", DisplayName = "Chọn nhánh", Outcomes = ["Default"])]
public sealed class FlowSwitch : Activity
{
    public const string DefaultOutcome = "Default";

    public IReadOnlyList<SwitchCase> Cases { get; set; } = [];

    [Input(DisplayName = "Cách chọn", UIHint = "dropdown", Options = ["MatchFirst", "MatchAny"])]
    public Input<SwitchMode>? Mode { get; set; }

    public override PossibleOutcomes DeclaredOutcomes => new(
        [.. Cases.Select(c => c.Label), DefaultOutcome],
        OnlyOne: Mode is null || (Mode.Expression is { Type: "Literal" } literal && Conversion.To<SwitchMode>(literal.Value) == SwitchMode.MatchFirst));

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var outcomes = SwitchCase.Matching(Cases, context.Get(Mode), context, cancellationToken).Select(c => c.Label).ToList();
        return new(outcomes.Count == 0 ? ActivityResult.Complete(DefaultOutcome) : ActivityResult.Complete(outcomes));
    }
}
