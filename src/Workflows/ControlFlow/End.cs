using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Ends the flowchart or sequence that holds it, and nothing further out.</summary>
[Activity("Elsa", "Luồng", "Kết thúc khối đang chứa bước này.", DisplayName = "Kết thúc")]
public sealed class End : Activity
{
    public override bool IsTerminal => true;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(ActivityResult.Done);
}
