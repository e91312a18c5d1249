using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Where a flowchart begins.</summary>
[Activity("Elsa", "Luồng", "Điểm bắt đầu.", DisplayName = "Bắt đầu")]
public sealed class Start : Activity
{
    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(ActivityResult.Done);
}
