using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Gives the instance the id under which stimuli find it, what it already waits for included.</summary>
[Activity("Elsa", "Cơ bản", "Đặt mã liên kết cho lượt chạy.", DisplayName = "Đặt mã liên kết")]
public sealed class Correlate : Activity
{
    [Input(DisplayName = "Mã liên kết")]
    public Input<string>? CorrelationId { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.SetCorrelationId(context.Get(CorrelationId));
        return new(ActivityResult.Done);
    }
}
