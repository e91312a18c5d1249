using System.Text.Json.Nodes;
using Cronos;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Timers;

/// <summary>Waits for the next time of a cron expression in UTC; as the trigger of a definition it starts an instance at each.</summary>
[Activity("Elsa", "Hẹn giờ", "Bắt đầu quy trình theo lịch cron (giờ UTC); ở giữa quy trình thì chờ đến lần kế tiếp.", DisplayName = "Lịch cron", Kind = ActivityKind.Trigger)]
public sealed class Cron : Activity
{
    public const string StimulusName = "Elsa.Cron";

    [Input(DisplayName = "Biểu thức cron", Description = "Năm trường, hoặc sáu trường với giây ở đầu.", UIHint = "cron")]
    public Input<string>? CronExpression { get; set; }

    /// <summary>Reads five fields, or six with seconds first (elsa-format §5.3).</summary>
    /// <exception cref="ActivityFault">It is no cron expression.</exception>
    public static CronExpression Read(string? expression)
    {
        var text = expression?.Trim() ?? "";
        try
        {
            return Cronos.CronExpression.Parse(text, text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (CronFormatException e)
        {
            // Elsa's words; the reason behind them is the library's.
            throw new ActivityFault("cron.invalid", $"Error when parsing cron expression: {e.Message}");
        }
    }

    // A blank one means no time at all: nothing is started, and nothing is waited for.
    private static string? Given(string? expression) => string.IsNullOrWhiteSpace(expression) ? null : expression;

    public override IEnumerable<Stimulus> Triggers(TriggerContext context) =>
        Given(context.Get(CronExpression)) is { } expression ? [new Stimulus(StimulusName, new JsonObject { [nameof(CronExpression)] = expression })] : [];

    public override DateTimeOffset? NextStart(TriggerContext context, DateTimeOffset after) =>
        Given(context.Get(CronExpression)) is { } expression ? Read(expression).GetNextOccurrence(after, TimeZoneInfo.Utc) : null;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        if (context.IsTriggered)
            return new(ActivityResult.Done);
        if (Given(context.Get(CronExpression)) is not { } expression)
            return new(ActivityResult.Done);
        var due = Read(expression).GetNextOccurrence(context.Clock.GetUtcNow(), TimeZoneInfo.Utc)
            ?? throw new ActivityFault("cron.never", $"Biểu thức cron \"{expression}\" không còn lần nào nữa. Sửa biểu thức của bước này.");
        return new(ActivityResult.Suspend(new BookmarkRequest(StimulusName)
        {
            Payload = new JsonObject { ["ExecuteAt"] = due, [nameof(CronExpression)] = expression },
            OnlyThisActivityInstance = true,
            DueAt = due,
        }));
    }
}
