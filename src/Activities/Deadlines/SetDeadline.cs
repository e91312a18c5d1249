using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Deadlines;

/// <summary>Sets the dossier's one deadline: the leader's date, else the sender's, else the procedure's rule in working days.</summary>
[Activity("LienThong", "Thời hạn", "Đặt hạn xử lý của hồ sơ.", DisplayName = "Đặt hạn xử lý")]
public sealed class SetDeadline : Activity
{
    /// <summary>Name of the workflow input that carries the date of the bút phê.</summary>
    public const string LeadersDateInput = "LeadersDueOn";

    [Input(DisplayName = "Quy tắc", Description = "Dùng khi lãnh đạo và nơi gửi không ghi hạn, ví dụ: 10 ngày làm việc; trước ngày 18/5.", DefaultValue = "10 ngày làm việc")]
    public Input<string>? Rule { get; set; } = new("10 ngày làm việc");

    [Input(DisplayName = "Khi rơi vào ngày nghỉ", UIHint = "dropdown", Options = ["None", "Back", "Forward"], OptionNames = ["Giữ nguyên", "Lùi về ngày làm việc trước", "Chuyển sang ngày làm việc sau"], DefaultValue = DeadlineRoll.Back)]
    public Input<DeadlineRoll>? WhenDayOff { get; set; } = new(DeadlineRoll.Back);

    [Output(DisplayName = "Hạn xử lý")]
    public Output<string>? DueOn { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var session = context.Session();
        var calendar = await CalendarTable.LoadAsync(session.Context, cancellationToken);
        var (due, rule) = await DueAsync(context, calendar, cancellationToken);
        var dossierId = context.DossierId();
        if (await session.FindAsync<Deadline>(dossierId, cancellationToken) is { } deadline)
        {
            deadline.DueOn = due;
            deadline.Rule = rule;
            deadline.SetAt = session.Clock.GetUtcNow();
            session.Update(deadline);
        }
        else
        {
            session.Insert(new Deadline
            {
                DossierId = dossierId,
                DueOn = due,
                FirstDueOn = due,
                Rule = rule,
                State = DeadlineStatus.Running,
                SetBy = LastActor.Of(context)?.PersonId,
                SetAt = session.Clock.GetUtcNow(),
            });
        }

        await AuditTrail.AppendAsync(
            session, Actor.System, "deadline.set", new AuditSubject("dossier", dossierId, dossierId), new { DueOn = due.ToString("O", CultureInfo.InvariantCulture), Rule = rule }, cancellationToken);
        context.Set(DueOn, due.ToString("O", CultureInfo.InvariantCulture));
        return ActivityResult.Done;
    }

    private async Task<(DateOnly Due, string Rule)> DueAsync(ActivityContext context, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        if (DateOnly.TryParseExact(context.WorkflowInput(LeadersDateInput) as string, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var leaders))
            return (leaders, $"bút phê: ngày {VietnameseDates.Date(leaders)}");
        var dossier = await context.DossierAsync(cancellationToken);
        if (dossier.IncomingDocumentId is { } id && await context.Session().FindAsync<IncomingDocument>(id, cancellationToken) is { DeadlineOn: { } senders })
            return (senders, $"nơi gửi yêu cầu: ngày {VietnameseDates.Date(senders)}");
        var text = context.Get(Rule) ?? "10 ngày làm việc";
        var today = context.Today();
        return DeadlineRule.TryParse(text, today.Year, out var rule)
            ? (rule.Due(today, calendar, context.Get(WhenDayOff)), text)
            : throw new ActivityFault("deadline.rule", $"Bước \"{DisplayText}\" có quy tắc hạn \"{text}\" không đọc được. Quản trị viên sửa quy tắc, ví dụ \"10 ngày làm việc\".");
    }
}
