using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Timers;

/// <summary>Waits for a span of time; as the trigger of a definition it starts an instance each time the span has passed.</summary>
[Activity("Elsa", "Hẹn giờ", "Bắt đầu quy trình đều đặn sau mỗi khoảng thời gian; ở giữa quy trình thì chờ một khoảng.", DisplayName = "Hẹn giờ", Kind = ActivityKind.Trigger)]
public sealed class Timer : Activity
{
    public const string StimulusName = "Elsa.Timer";

    [Input(DisplayName = "Khoảng thời gian", DefaultValue = "00:01:00")]
    public Input<TimeSpan>? Interval { get; set; } = new(TimeSpan.FromMinutes(1));

    public override IEnumerable<Stimulus> Triggers(TriggerContext context) =>
        [new Stimulus(StimulusName, new JsonObject { [nameof(Interval)] = context.Get(Interval).ToString("c") })];

    public override DateTimeOffset? NextStart(TriggerContext context, DateTimeOffset after) =>
        context.Get(Interval) is var interval && interval > TimeSpan.Zero ? after + interval : null;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.IsTriggered)
            return new(ActivityResult.Done);
        var due = context.Clock.GetUtcNow() + context.Get(Interval);
        return new(ActivityResult.Suspend(new BookmarkRequest(StimulusName)
        {
            Payload = new JsonObject { ["ResumeAt"] = due },
            OnlyThisActivityInstance = true,
            DueAt = due,
        }));
    }
}
