using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Sets a variable that is in scope.</summary>
[Activity("Elsa", "Cơ bản", "Gán giá trị cho một biến.", DisplayName = "Gán biến")]
public sealed class SetVariable : Activity
{
    [Input(DisplayName = "Biến", UIHint = "variable-picker")]
    public Variable? Variable { get; set; }

    [Input(DisplayName = "Giá trị")]
    public Input<object>? Value { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        Variable is { } variable && context.TrySetVariableById(variable.Id, context.Get(Value))
            ? new(ActivityResult.Done)
            : throw new ActivityFault("variable.not-found", $"Variable '{Variable?.Id}' not found.");
}
