using LienThong.Workflows.Model;

namespace LienThong.Workflows.ControlFlow;

/// <summary>Stops here with an incident.</summary>
[Activity("Elsa", "Cơ bản", "Dừng tại đây và ghi một sự cố.", DisplayName = "Báo sự cố")]
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

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var code = context.Get(Code) ?? "0";
        throw new ActivityFault(code, context.Get(Message) is { Length: > 0 } message
            ? message
            : $"Quy trình báo lỗi {code} ({context.Get(Category) ?? "General"}, {context.Get(FaultType) ?? "System"}) mà không ghi nội dung.");
    }
}
