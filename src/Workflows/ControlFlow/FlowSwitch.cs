using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Leaves by the label of the first case that holds, of all that hold, or by Default.</summary>
[Activity("Elsa", "Rẽ nhánh", "Rẽ theo trường hợp.", DisplayName = "Chọn nhánh", Outcomes = ["Default"], OutcomeNames = ["Trường hợp khác"])]
public sealed class FlowSwitch : Activity
{
    public const string DefaultOutcome = "Default";

    [Input(DisplayName = "Các trường hợp", UIHint = "flow-switch-editor")]
    public IReadOnlyList<SwitchCase> Cases { get; set; } = [];

    [Input(DisplayName = "Cách chọn", UIHint = "dropdown", Options = ["MatchFirst", "MatchAny"], OptionNames = ["Trường hợp đầu tiên thỏa", "Mọi trường hợp thỏa"])]
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
