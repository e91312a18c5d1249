using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Names the instance.</summary>
[Activity("Elsa", "Cơ bản", "Đặt tên cho lượt chạy.", DisplayName = "Đặt tên lượt chạy")]
public sealed class SetName : Activity
{
    [Input(DisplayName = "Tên")]
    public Input<string>? Value { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.SetWorkflowName(context.Get(Value));
        return new(ActivityResult.Done);
    }
}
