using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>When a join lets the flow go on (elsa-format §6.1).</summary>
public enum FlowJoinMode { WaitAll, WaitAllActive, WaitAny }

/// <summary>Brings branches together. The flowchart does the waiting, and stops branches that are still on their way to it.</summary>
[Activity("Elsa", "Rẽ nhánh", "Gộp các nhánh song song.", DisplayName = "Gộp nhánh")]
public sealed class FlowJoin : Activity
{
    [Input(DisplayName = "Cách gộp", UIHint = "dropdown", Options = ["WaitAll", "WaitAllActive", "WaitAny"], OptionNames = ["Chờ tất cả các nhánh", "Chờ các nhánh đang chạy", "Nhánh tới đầu tiên"], DefaultValue = FlowJoinMode.WaitAny)]
    public Input<FlowJoinMode>? Mode { get; set; } = new(FlowJoinMode.WaitAny);

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => new(ActivityResult.Done);
}
