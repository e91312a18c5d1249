using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Ends the whole workflow: nothing else of it runs.</summary>
[Activity("Elsa", "Luồng", "Kết thúc toàn bộ quy trình.", DisplayName = "Dừng toàn bộ")]
public sealed class Finish : Activity
{
    public override bool IsTerminal => true;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(ActivityResult.Finish());
}
