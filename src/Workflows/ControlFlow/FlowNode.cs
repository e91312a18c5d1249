using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Wraps an activity so that it can stand in a flowchart: runs it and is done.</summary>
[Activity("Elsa", "Luồng", "Bọc một bước để đặt vào sơ đồ.", DisplayName = "Nút sơ đồ")]
public sealed class FlowNode : Activity
{
    [Port("Bước")]
    public Activity? Body { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(Body is null ? ActivityResult.Done : ActivityResult.Schedule(Body));
}
