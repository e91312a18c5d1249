using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Leaves by True or False.</summary>
[Activity("Elsa", "Rẽ nhánh", "Rẽ theo đúng hoặc sai.", DisplayName = "Quyết định", Outcomes = ["True", "False"], OutcomeNames = ["Đúng", "Sai"])]
public sealed class FlowDecision : Activity
{
    [Input(DisplayName = "Điều kiện", UIHint = "checkbox")]
    public Input<bool>? Condition { get; set; }

    public override PossibleOutcomes DeclaredOutcomes => new(["True", "False"], OnlyOne: true);

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete(context.Get(Condition) ? "True" : "False"));
}
