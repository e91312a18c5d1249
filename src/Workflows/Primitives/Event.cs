using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Primitives;

/// <summary>Waits for an event of this name, or starts the workflow when it comes.</summary>
[Activity("Elsa", "Cơ bản", "Chờ một sự kiện theo tên, hoặc bắt đầu quy trình khi có sự kiện.", DisplayName = "Sự kiện", Kind = ActivityKind.Trigger)]
public sealed class Event : Activity
{
    public const string StimulusName = "Elsa.Event";

    /// <summary>Key under which the payload comes with a resume or a start.</summary>
    public const string PayloadKey = "Payload";

    [Input(DisplayName = "Tên sự kiện")]
    public Input<string>? EventName { get; set; }

    [Output(DisplayName = "Dữ liệu của sự kiện")]
    public Output<object>? Result { get; set; }

    /// <summary>Facts by which such a wait is found.</summary>
    public static JsonObject PayloadOf(string eventName) => new() { [nameof(EventName)] = eventName };

    public override IEnumerable<Stimulus> Triggers(TriggerContext context) =>
        context.Get(EventName) is { } name ? [new Stimulus(StimulusName, PayloadOf(name))] : [];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.IsTriggered)
        {
            context.Set(Result, context.WorkflowInput(PayloadKey));
            return new(ActivityResult.Done);
        }

        return new(ActivityResult.Suspend(new BookmarkRequest(StimulusName) { Payload = PayloadOf(context.Get(EventName) ?? "") }));
    }

    public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        context.Set(Result, resumption.Input.GetValueOrDefault(PayloadKey));
        return new(ActivityResult.Done);
    }
}
