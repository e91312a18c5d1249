using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Timers;

/// <summary>Waits for a span of time.</summary>
[Activity("Elsa", "Hẹn giờ", "Chờ một khoảng thời gian.", DisplayName = "Chờ")]
public sealed class Delay : Activity
{
    [Input(DisplayName = "Khoảng thời gian", DefaultValue = "00:01:00")]
    public Input<TimeSpan>? TimeSpan { get; set; } = new(System.TimeSpan.FromMinutes(1));

    public override bool MayWait => true;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var due = context.Clock.GetUtcNow() + context.Get(TimeSpan);
        return new(ActivityResult.Suspend(new BookmarkRequest("Elsa.Delay")
        {
            Payload = new JsonObject { ["ResumeAt"] = due },
            OnlyThisActivityInstance = true,
            DueAt = due,
        }));
    }
}
