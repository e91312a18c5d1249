using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Sets an output of the workflow.</summary>
[Activity("Elsa", "Cơ bản", "Gán giá trị cho một đầu ra của quy trình.", DisplayName = "Gán đầu ra")]
public sealed class SetOutput : Activity
{
    [Input(DisplayName = "Tên đầu ra", UIHint = "output-picker")]
    public Input<string>? OutputName { get; set; }

    [Input(DisplayName = "Giá trị")]
    public Input<object>? OutputValue { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.SetWorkflowOutput(context.Get(OutputName) ?? "", context.Get(OutputValue));
        return new(ActivityResult.Done);
    }
}
