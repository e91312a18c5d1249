using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Primitives;

/// <summary>Tells everybody who waits for an event of this name, after the burst: instances are resumed and workflows started (elsa-format §5.3).</summary>
[Activity("Elsa", "Cơ bản", "Phát một sự kiện cho các quy trình đang chờ sự kiện ấy.", DisplayName = "Phát sự kiện")]
public sealed class PublishEvent : Activity
{
    [Input(DisplayName = "Tên sự kiện")]
    public Input<string>? EventName { get; set; }

    [Input(DisplayName = "Mã liên kết", Description = "Chỉ các lượt chạy có mã này nhận được; để trống là mọi lượt chạy.")]
    public Input<string>? CorrelationId { get; set; }

    [Input(DisplayName = "Chỉ trong lượt chạy này", UIHint = "checkbox")]
    public Input<bool>? IsLocalEvent { get; set; }

    [Input(DisplayName = "Dữ liệu", UIHint = "json")]
    public Input<object>? Payload { get; set; }

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf(context.Get(EventName) ?? "")))
        {
            Input = new Dictionary<string, object?> { [Event.PayloadKey] = context.Get(Payload) },
            CorrelationId = context.Get(CorrelationId),
            InstanceId = context.Get(IsLocalEvent) ? context.Workflow.InstanceId : null,
        };
        context.Publish(SentStimulus.MessageKind, sent.ToMessage());
        return new(ActivityResult.Done);
    }
}
