using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Leaves by all its branches at once.</summary>
[Activity("Elsa", "Rẽ nhánh", "Tách thành nhiều nhánh chạy song song.", DisplayName = "Tách nhánh")]
public sealed class FlowFork : Activity
{
    [Input(DisplayName = "Các nhánh", UIHint = "dynamic-outcomes")]
    public Input<List<string>>? Branches { get; set; }

    public override PossibleOutcomes? DeclaredOutcomes => Branches?.Expression switch
    {
        null => new([ActivityResult.DoneOutcome]),
        { Type: "Literal" or "Object" or "Json" } known => new(Conversion.To<List<string>>(known.Value) is { Count: > 0 } names ? names : [ActivityResult.DoneOutcome]),
        _ => null,
    };

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(ActivityResult.Complete(context.Get(Branches) ?? []));
}
