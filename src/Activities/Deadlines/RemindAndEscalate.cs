using System.Globalization;
using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Deadlines;

/// <summary>One rung of the ladder.</summary>
/// <param name="WorkingDays">Before the due day negative, on it 0, after it positive.</param>
/// <param name="Notify">"nguoi-xu-ly" for whoever holds the work, or codes of positions (truong-don-vi is the lead unit's head).</param>
public sealed record Rung(int WorkingDays, IReadOnlyList<string> Notify);

/// <summary>Nhắc hạn và báo cáo cấp trên: reminders before the deadline, escalation after it. Each rung waits for its morning; all are told to the audit trail.</summary>
[Activity("LienThong", "Thời hạn", "Nhắc người xử lý trước hạn, báo cáo lãnh đạo khi quá hạn. Gia hạn sau bậc cuối chỉ được nhắc lại khi bước này không nối tiếp tới bước nào.", DisplayName = "Nhắc hạn và báo cáo cấp trên")]
public sealed class RemindAndEscalate : Activity
{
    /// <summary>Name of the wait for the next rung.</summary>
    public const string BookmarkName = "LienThong.Rung";

    /// <summary>Name of the resume's input that says that the deadline was moved.</summary>
    public const string MovedInput = "DeadlineMoved";

    /// <summary>Receiver that stands for whoever holds the dossier's open work.</summary>
    public const string Holder = "nguoi-xu-ly";

    // Notices go out when offices open.
    private static readonly TimeOnly Morning = new(8, 0);

    // Working days. After the last rung it wakes so often to see whether the deadline still stands, and ends when it does not.
    private const int LooksAgainAfter = 20;

    private static readonly Rung[] Usual = [new(-2, [Holder]), new(0, [Holder, PositionCodes.UnitHead]), new(1, [PositionCodes.UnitHead, PositionCodes.Director])];

    [Input(DisplayName = "Các bậc", Description = "Số ngày làm việc so với hạn (âm là trước hạn) và người được báo.", UIHint = "json")]
    public Input<List<Rung>>? Ladder { get; set; }

    public override bool MayWait => true;

    // Rungs whose morning is over already when the deadline is set are left out: nobody is reminded of the past.
    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        await WaitForNextAsync(context, (_, _) => ValueTask.CompletedTask, cancellationToken);

    // Rungs that came due while nothing ran are climbed late rather than never.
    public override async ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
    {
        if (!resumption.Input.ContainsKey(MovedInput))
            return await WaitForNextAsync(context, (rung, ct) => ClimbAsync(context, rung, ct), cancellationToken);
        // Another deadline is another ladder: again from its first rung, without those that would lie in the past.
        context.State<Progress>().Next = 0;
        return await WaitForNextAsync(context, (_, _) => ValueTask.CompletedTask, cancellationToken);
    }

    private List<Rung> RungsOf(ActivityContext context) => InOrder(context.Get(Ladder));

    /// <summary>The rungs from the earliest on; the usual ones where the definition gives none.</summary>
    internal static List<Rung> InOrder(List<Rung>? given) => [.. (given is { Count: > 0 } ? given : [.. Usual]).OrderBy(r => r.WorkingDays)];

    private async Task<ActivityResult> WaitForNextAsync(ActivityContext context, Func<Rung, CancellationToken, ValueTask> whenDue, CancellationToken cancellationToken)
    {
        var session = context.Session();
        if (await session.FindAsync<Deadline>(context.DossierId(), cancellationToken) is not { State: not DeadlineStatus.Done } deadline)
            return ActivityResult.Done;
        var calendar = await CalendarTable.LoadAsync(session.Context, cancellationToken);
        var progress = context.State<Progress>();
        var rungs = RungsOf(context);
        for (; progress.Next < rungs.Count; progress.Next++)
        {
            var at = VietnamTime.At(DayOf(rungs[progress.Next], deadline.DueOn, calendar), Morning);
            if (at <= context.Clock.GetUtcNow())
            {
                await whenDue(rungs[progress.Next], cancellationToken);
                continue;
            }

            return Wait(at, new JsonObject { ["Rung"] = rungs[progress.Next].WorkingDays });
        }

        // All is climbed, but an extension may still begin another ladder: so it stays, where no step of the procedure is kept waiting by that.
        return LeadsOn ? ActivityResult.Done : Wait(VietnamTime.At(calendar.AddWorkingDays(context.Today(), LooksAgainAfter), Morning), []);
    }

    private bool LeadsOn => Parent is not Flowchart chart || chart.Connections.Any(arrow => arrow.Source == this);

    private static ActivityResult Wait(DateTimeOffset until, JsonObject facts) =>
        ActivityResult.Suspend(new BookmarkRequest(BookmarkName) { Payload = facts, OnlyThisActivityInstance = true, DueAt = until });

    private static DateOnly DayOf(Rung rung, DateOnly due, WorkingCalendar calendar)
    {
        if (rung.WorkingDays > 0)
            return calendar.AddWorkingDays(due, rung.WorkingDays);
        // On the due day itself, or the last working day before it when it is a day off.
        var day = calendar.IsWorkingDay(due) ? due : calendar.PreviousWorkingDay(due);
        for (var n = rung.WorkingDays; n < 0; n++)
            day = calendar.PreviousWorkingDay(day);
        return day;
    }

    private static async ValueTask ClimbAsync(ActivityContext context, Rung rung, CancellationToken cancellationToken)
    {
        var session = context.Session();
        var dossier = await context.DossierAsync(cancellationToken);
        var deadline = await session.FindAsync<Deadline>(dossier.Id, cancellationToken);
        var calendar = await CalendarTable.LoadAsync(session.Context, cancellationToken);
        var open = await session.Context.Set<WorkItem>().Where(i => i.DossierId == dossier.Id && i.State == WorkItemState.Open && i.BookmarkId != null).OrderBy(i => i.CreatedAt).ToListAsync(cancellationToken);
        var organisation = await context.OrganisationAsync(cancellationToken);
        var receivers = rung.Notify.SelectMany(who => Receivers(who, organisation, dossier, open, context.Today())).Distinct().ToList();
        var distance = DeadlineText.Describe(deadline?.DueOn, context.Today(), calendar);
        var step = open.Count == 0 ? "chưa có người xử lý" : $"đang ở bước \"{open[0].Title}\"";
        var isEscalation = rung.WorkingDays > 0;
        Notices.Publish(
            context, isEscalation ? NoticeKinds.Escalation : NoticeKinds.Reminder, receivers, dossier,
            $"{(isEscalation ? "Báo cáo quá hạn" : "Nhắc hạn")}: {distance.Text}, {step} – {dossier.Subject}");
        await AuditTrail.AppendAsync(
            session, Actor.System, isEscalation ? "deadline.escalated" : "deadline.reminded", new AuditSubject("dossier", dossier.Id, dossier.Id),
            new { rung.WorkingDays, DueOn = deadline?.DueOn.ToString("O", CultureInfo.InvariantCulture), Receivers = receivers.Select(id => organisation.PositionsOf(id, context.Today()) is [var holding, ..] ? holding.ActingAs : organisation.FindPerson(id)?.FullName), distance.Text }, cancellationToken);
    }

    internal static IEnumerable<Guid> Receivers(string who, Organisation organisation, Dossier dossier, List<WorkItem> open, DateOnly on) => who switch
    {
        Holder => open.SelectMany(i => i.AssigneeId is { } assignee ? [assignee] : (i.OfferedTo ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)),
        PositionCodes.UnitHead => dossier.LeadUnitId is { } lead ? organisation.UnitHeads(lead, on).Select(h => h.Person.Id) : [],
        AskedPost.AgencyHead => organisation.AgencyHeads(dossier.AgencyId, on).Select(h => h.Person.Id),
        _ => organisation.HoldersInAgency(dossier.AgencyId, who, on).Select(h => h.Person.Id),
    };

    /// <summary>Which rung comes next; kept with the instance.</summary>
    internal sealed class Progress
    {
        public int Next { get; set; }
    }
}
