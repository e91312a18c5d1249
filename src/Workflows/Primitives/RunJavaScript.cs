using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Runs a script; <c>setOutcome</c> and <c>setOutcomes</c> in it choose by which port it is left.</summary>
[Activity("Elsa", "Mã lệnh", "Chạy một đoạn mã JavaScript.", DisplayName = "Chạy JavaScript")]
public sealed class RunJavaScript : Activity
{
    [Input(DisplayName = "Đoạn mã", UIHint = "code-editor")]
    public Input<string>? Script { get; set; }

    [Input(DisplayName = "Các kết quả có thể", UIHint = "dynamic-outcomes")]
    public Input<List<string>>? PossibleOutcomes { get; set; }

    [Output(DisplayName = "Giá trị trả về")]
    public Output<object>? Result { get; set; }

    /// <inheritdoc/>
    public override PossibleOutcomes? DeclaredOutcomes =>
        Conversion.To<List<string>>(PossibleOutcomes?.Expression?.Value) is { Count: > 0 } names ? new([.. names, ActivityResult.DoneOutcome]) : new([ActivityResult.DoneOutcome]);

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        context.Set(Result, context.Evaluate<object>(new Expression("JavaScript", context.Get(Script)), cancellationToken));
        return new(ActivityResult.Complete(context.ChosenOutcomes ?? []));
    }
}
