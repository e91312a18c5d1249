using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Registers;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Routes;

/// <summary>Says why a dossier waits: for whom, since when in working hours, what was promised, who can end it, and what happens if nobody does.</summary>
public sealed class WaitQuery(DefinitionStore definitions, TimeProvider time)
{
    private static readonly string[] Unanswered = [DispatchStatusCodes.Sent, DispatchStatusCodes.Arrived];

    /// <exception cref="Rules.RuleViolation"><c>dossier.not-found</c>.</exception>
    public async Task<DossierWaiting> ReadAsync(
        DbContext context, DossierAccess access, Guid dossierId, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var standing = await Standing.ReadAsync(definitions, context, access, dossierId, organisation, today, cancellationToken);
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        var deadline = await context.Set<Deadline>().AsNoTracking().FirstOrDefaultAsync(row => row.DossierId == dossierId, cancellationToken);
        var sentences = new WaitSentences(
            standing, calendar, OfficeHours.Usual, time.GetUtcNow(), deadline is null ? null : DeadlineWords.Of(deadline.DueOn, deadline.State, today, calendar), NextRungOf(standing));
        var waits = standing.Incidents.Select(sentences.OfIncident).ToList();
        foreach (var wait in standing.Waits.Where(wait => !wait.IsLadder))
        {
            if (standing.ItemOf(wait) is { } item)
                waits.Add(sentences.OfWork(wait, item));
            else if (wait.Kind == WaitKinds.Receipts)
                waits.AddRange((await UnansweredAsync(context, standing.Dossier, cancellationToken)).Select(open => sentences.OfRecipient(wait, open.Dispatch, open.Title)));
            else if (wait.DueAt is { } due)
                waits.Add(sentences.OfTimer(wait, due));
            else
                waits.Add(sentences.OfEvent(wait, wait.Name == IssueNumber.FileBookmark));
        }

        return new DossierWaiting(waits is [var first, ..] ? first.Sentence : Nothing(standing), waits);
    }

    private static string Nothing(Standing standing) => standing.Dossier switch
    {
        { State: DossierState.Closed, ClosedAt: { } at } => $"Hồ sơ đã kết thúc ngày {VietnameseDates.Date(at)}, không còn chờ ai.",
        { State: DossierState.Cancelled } => "Hồ sơ đã hủy, không còn chờ ai.",
        { WorkflowInstanceId: null } => "Hồ sơ không chạy theo quy trình nào nên hệ thống không chờ ai; văn thư chuyển xử lý trực tiếp.",
        _ => "Quy trình của hồ sơ đã chạy xong, không còn chờ ai.",
    };

    // Only its numbers are kept with the wait; who is told stands in the definition.
    private static NextRung? NextRungOf(Standing standing)
    {
        if (standing.Waits.FirstOrDefault(wait => wait.IsLadder) is not { DueAt: { } at } wait
            || standing.Graph?.FindById(wait.ActivityId) is not RemindAndEscalate ladder || (int?)wait.Facts?["Rung"] is not { } days)
            return null;
        var open = standing.Items.Where(item => item.State == WorkItemState.Open && item.BookmarkId is not null).ToList();
        var told = RemindAndEscalate.InOrder(ExpectedPeople.ValueOf(ladder.Ladder)).Where(rung => rung.WorkingDays == days).SelectMany(rung => rung.Notify)
            .SelectMany(who => RemindAndEscalate.Receivers(who, standing.Organisation, standing.Dossier, open, standing.Today));
        var people = RoutePerson.Of(told, standing.Organisation, standing.Dossier, standing.Today);
        var when = $"{VietnameseDates.Time(at)} ngày {VietnameseDates.Date(at)}";
        var whom = people.Count > 0 ? RouteWords.Names(people) : "người phụ trách";
        return new NextRung(at, days switch
        {
            < 0 => $"{when}, trước hạn {-days} ngày làm việc, hệ thống nhắc {whom}",
            0 => $"{when}, đúng ngày hết hạn, hệ thống nhắc {whom}",
            _ => $"{when} hồ sơ quá hạn {days} ngày làm việc và hệ thống báo cáo {whom}",
        }, people);
    }

    private static async Task<IReadOnlyList<(Dispatch Dispatch, string Title)>> UnansweredAsync(DbContext context, Dossier dossier, CancellationToken cancellationToken)
    {
        var document = await context.Set<OutgoingDocument>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == dossier.OutgoingDocumentId, cancellationToken);
        if (document is null)
            return [];
        var title = document.Number is { } number ? new DocumentNumber(number, document.Symbol).ToString() : document.Subject;
        var open = await context.Set<Dispatch>().AsNoTracking().Where(row => row.DocumentId == document.Id && Unanswered.Contains(row.StatusCode))
            .OrderBy(row => row.SentAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return [.. open.Select(row => (row, title))];
    }
}

/// <summary>The sentences; everything they need is at hand.</summary>
internal sealed class WaitSentences(Standing standing, WorkingCalendar calendar, OfficeHours hours, DateTimeOffset now, DeadlineWords? deadline, NextRung? rung)
{
    private static readonly WaitHelp Administrator = new("administrator", "Quản trị viên giao lại cho người khác khi người xử lý vắng mặt hoặc thôi giữ chức vụ", []);

    public Wait OfWork(OpenWait wait, WorkItem item)
    {
        var people = standing.PeopleOf(item);
        var again = item.Round > 1 ? $", lần {item.Round}" : "";
        var leaders = LeadersAbove(people);
        List<WaitHelp> help = [new("holder", $"Người được giao làm việc “{item.Title}”", people)];
        if (leaders.Count > 0)
            help.Add(new("leader", "Lãnh đạo phụ trách đôn đốc hoặc chỉ đạo giao người khác", leaders));
        return Of(
            WaitKinds.Work, item.Title, wait.ActivityId, item.Id, item.CreatedAt, people, RouteWords.Who(people),
            (who, since) => $"Chờ {who} làm việc “{item.Title}”{again}, {since}", [.. help, Administrator], hasLadder: true);
    }

    public Wait OfRecipient(OpenWait wait, Dispatch dispatch, string title)
    {
        var arrived = dispatch.StatusCode == DispatchStatusCodes.Arrived;
        var clerks = standing.Organisation.HoldersInAgency(standing.Dossier.AgencyId, PositionCodes.Registry, standing.Today).Select(RoutePerson.Of).ToList();
        return Of(
            WaitKinds.Receipts, standing.TitleOf(wait.ActivityId), wait.ActivityId, null, dispatch.SentAt ?? wait.Since, [], dispatch.RecipientName,
            (who, since) => $"Chờ {who} tiếp nhận văn bản {title} ({(arrived ? "đã đến nơi" : "đang chuyển")}), {since}",
            [
                new("recipient", $"Văn thư {dispatch.RecipientName} tiếp nhận, hoặc từ chối có nêu lý do", []),
                new("registry", "Văn thư cơ quan liên hệ nơi nhận, gửi lại khi chuyển không được", clerks),
            ],
            hasLadder: true);
    }

    public Wait OfTimer(OpenWait wait, DateTimeOffset due) => Of(
        WaitKinds.Timer, standing.TitleOf(wait.ActivityId), wait.ActivityId, null, wait.Since, [], "đồng hồ",
        (_, since) => $"Chờ đến {VietnameseDates.Time(due)} ngày {VietnameseDates.Date(due)} ở bước “{standing.TitleOf(wait.ActivityId)}” rồi tự chạy tiếp, {since}",
        [new("clock", "Không ai phải làm gì: đến giờ hẹn quy trình tự chạy tiếp", [])], hasLadder: false);

    public Wait OfEvent(OpenWait wait, bool isIssuedFile) => Of(
        WaitKinds.Event, standing.TitleOf(wait.ActivityId), wait.ActivityId, null, wait.Since, [], "hệ thống",
        (_, since) => isIssuedFile
            ? $"Chờ hệ thống ghi tệp văn bản đã cấp số, {since}"
            : $"Chờ kết quả từ bên ngoài ở bước “{standing.TitleOf(wait.ActivityId)}”, {since}",
        [
            isIssuedFile
                ? new("administrator", "Quản trị viên kiểm tra hàng đợi gửi khi quá vài phút mà chưa xong", [])
                : new("administrator", "Nơi được hỏi trả kết quả; quản trị viên báo thay khi đã có kết quả", []),
        ],
        hasLadder: true);

    public Wait OfIncident(IncidentRow incident) => Of(
        WaitKinds.Incident, standing.TitleOf(incident.ActivityId), incident.ActivityId, null, incident.At, [], "quản trị viên",
        (_, since) => $"Dừng vì sự cố ở bước “{standing.TitleOf(incident.ActivityId)}”, {since}: {incident.Message.TrimEnd('.')}",
        [new("administrator", "Quản trị viên khắc phục nguyên nhân rồi chọn “Chạy lại” ở trang Sự cố", [])], hasLadder: true);

    private Wait Of(
        string kind, string step, string activityId, Guid? workItemId, DateTimeOffset since, IReadOnlyList<RoutePerson> people, string who, Func<string, string, string> say,
        IReadOnlyList<WaitHelp> help, bool hasLadder)
    {
        var worked = hours.Between(since, now, calendar);
        var waited = WorkingTimeText.Of(worked, hours);
        var lasted = worked < TimeSpan.FromMinutes(1) ? waited : $"đã {waited}";
        var sentence = say(who, $"từ {VietnameseDates.Time(since)} ngày {VietnameseDates.Date(since)} ({lasted})");
        if (deadline is { DueOn: { } due })
            sentence += $"; hạn xử lý {VietnameseDates.Date(due)}, {char.ToLowerInvariant(deadline.Text[0])}{deadline.Text[1..]}";
        var next = hasLadder ? rung : null;
        if (next is not null)
            sentence += $"; nếu chưa xong, {next.Text}";
        return new Wait(kind, $"{sentence}.", step, activityId, workItemId, since, (int)worked.TotalMinutes, waited, people, who, deadline, help, next);
    }

    // Of people in units their heads; above a head, and above those who belong to no unit, the head of the agency.
    private List<RoutePerson> LeadersAbove(IReadOnlyList<RoutePerson> people)
    {
        var own = people.Select(person => person.PersonId).ToHashSet();
        var heads = people.SelectMany(person => standing.Organisation.PositionsOf(person.PersonId, standing.Today).Where(held => held.Agency.Id == standing.Dossier.AgencyId).Take(1))
            .Select(held => held.Unit?.Id).OfType<Guid>().Distinct().SelectMany(unit => standing.Organisation.UnitHeads(unit, standing.Today)).ToList();
        var above = heads.Count > 0 && !heads.Exists(head => own.Contains(head.Person.Id)) ? heads : [.. standing.Organisation.AgencyHeads(standing.Dossier.AgencyId, standing.Today)];
        return [.. above.Where(head => !own.Contains(head.Person.Id)).DistinctBy(head => head.Person.Id).Select(RoutePerson.Of)];
    }
}
