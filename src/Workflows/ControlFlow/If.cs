using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Runs one of two branches; without that branch it is done at once.</summary>
[Activity("Elsa", "Rẽ nhánh", "Rẽ nhánh theo một điều kiện.", DisplayName = "Nếu")]
public sealed class If : Activity
{
    [Input(DisplayName = "Điều kiện", UIHint = "checkbox")]
    public Input<bool>? Condition { get; set; }

    [Port("Khi đúng")]
    public Activity? Then { get; set; }

    [Port("Khi sai")]
    public Activity? Else { get; set; }

    [Output(DisplayName = "Điều kiện đúng hay sai")]
    public Output<bool>? Result { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var holds = context.Get(Condition);
        context.Set(Result, holds);
        var branch = holds ? Then : Else;
        return new(branch is null ? ActivityResult.Done : ActivityResult.Schedule(branch));
    }
}
