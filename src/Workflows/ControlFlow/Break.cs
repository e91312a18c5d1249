using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Leaves the nearest loop; without one, every sequence around it ends.</summary>
[Activity("Elsa", "Vòng lặp", "Thoát khỏi vòng lặp gần nhất.", DisplayName = "Thoát vòng lặp")]
public sealed class Break : Activity
{
    public override bool IsTerminal => true;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(ActivityResult.Done.AndRaise(new BreakSignal()));
}

/// <summary>Marks every sequence and fork on its way up, and stops at the nearest loop (elsa-format §5.1).</summary>
internal sealed record BreakSignal : Signal;
