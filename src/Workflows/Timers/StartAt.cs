using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Timers;

/// <summary>Waits until an instant; one in the past is over at once.</summary>
[Activity("Elsa", "Hẹn giờ", "Chờ đến một thời điểm.", DisplayName = "Chờ đến", Kind = ActivityKind.Trigger)]
public sealed class StartAt : Activity
{
    [Input(DisplayName = "Thời điểm", UIHint = "datetime")]
    public Input<DateTimeOffset>? DateTime { get; set; }

    public override IEnumerable<Stimulus> Triggers(TriggerContext context) =>
        context.Get(DateTime) is var at && at != default ? [new Stimulus("Elsa.StartAt", new JsonObject { ["ExecuteAt"] = at })] : [];

    public override DateTimeOffset? NextStart(TriggerContext context, DateTimeOffset after) =>
        context.Get(DateTime) is var at && at > after ? at : null;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var at = context.Get(DateTime);
        if (context.IsTriggered || at <= context.Clock.GetUtcNow())
            return new(ActivityResult.Done);
        return new(ActivityResult.Suspend(new BookmarkRequest("Elsa.StartAt")
        {
            Payload = new JsonObject { ["ExecuteAt"] = at },
            OnlyThisActivityInstance = true,
            DueAt = at,
        }));
    }
}
