using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Stops here with an incident.</summary>
[Activity("Elsa", "Primitives", "Dừng tại đây và ghi một sự cố.", DisplayName = "Báo sự cố")]
public sealed class Fault : Activity
{
    [Input(DisplayName = "Mã", DefaultValue = "0")]
    public Input<string>? Code { get; set; } = new("0");

    [Input(DisplayName = "Nhóm", DefaultValue = "General")]
    public Input<string>? Category { get; set; } = new("General");

    [Input(DisplayName = "Loại", DefaultValue = "System")]
    public Input<string>? FaultType { get; set; } = new("System");

    [Input(DisplayName = "Nội dung", UIHint = "multiline")]
    public Input<string>? Message { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        throw new ActivityFault(context.Get(Code) ?? "0", context.Get(Message) ?? "");
}
