using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Opinions;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Approvals;

/// <summary>Something to look at before approving: a stable code, "error" or "warning", and words.</summary>
public sealed record ReviewRisk(string Code, string Severity, string Text);

/// <summary>Why an item cannot be approved together with others.</summary>
public sealed record ReviewExclusion(string Code, string Detail);

/// <summary>One item of the review sheet.</summary>
/// <param name="WorkItemId">The item.</param>
/// <param name="RowVersion">To be sent back with the approval; null when there is no such item for this person.</param>
/// <param name="Title">What is asked.</param>
/// <param name="Subject">Of the dossier.</param>
/// <param name="DraftSubject">Of the draft.</param>
/// <param name="Deadline">Null when there is none.</param>
/// <param name="Risks">The gravest first.</param>
/// <param name="Excluded">Set when it cannot be approved here.</param>
public sealed record ReviewLine(
    Guid WorkItemId, int? RowVersion, string? Title, string? Subject, string? DraftSubject, DeadlineWords? Deadline, IReadOnlyList<ReviewRisk> Risks, ReviewExclusion? Excluded);

/// <summary>Bảng duyệt: many approvals before one person, one line each with its risks, the riskiest on top.</summary>
public static class BulkReview
{
    private const string Error = "error";
    private const string Warning = "warning";

    /// <exception cref="RuleViolation"><c>bulk.items</c>.</exception>
    public static async Task<IReadOnlyList<ReviewLine>> ReadAsync(
        DbContext context, Reach reach, IReadOnlyList<Guid> ids, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var wanted = ids.Distinct().ToList();
        if (wanted.Count is 0 or > ApproveTogether.Most)
            throw RuleViolation.Invalid("bulk.items", $"Chọn từ 1 đến {ApproveTogether.Most} việc.");
        var items = (await context.Set<WorkItem>().AsNoTracking().Where(item => wanted.Contains(item.Id)).ToListAsync(cancellationToken))
            .FindAll(reach.Sees);
        var facts = await FactsAsync(context, items, cancellationToken);
        var lines = wanted.Select(id => items.Find(item => item.Id == id) is { } item
            ? LineOf(item, facts, organisation, today)
            : new ReviewLine(id, null, null, null, null, null, [], ExclusionOf(WorkDecision.NotFound())));
        return
        [
            .. lines.OrderBy(line => line.Excluded is not null)
                .ThenByDescending(line => line.Risks.Count(risk => risk.Severity == Error)).ThenByDescending(line => line.Risks.Count)
                .ThenBy(line => line.Deadline?.DueOn ?? DateOnly.MaxValue).ThenBy(line => line.WorkItemId),
        ];
    }

    /// <summary>Why this open or decided item is none to approve together with others.</summary>
    internal static RuleViolation Exclusion(WorkItem item) => item switch
    {
        { State: WorkItemState.Done } => new("work-item.decided", "Việc này đã được xử lý."),
        { State: WorkItemState.Cancelled } => new("work-item.cancelled", "Việc này không còn phải xử lý: hồ sơ đã đi sang bước khác."),
        { Kind: WorkKinds.Sign } => new("bulk.sign", "Ký ban hành phải thực hiện từng văn bản. Mở việc này để ký."),
        _ => new("bulk.not-approve", $"Việc \"{item.Title}\" không phải là duyệt. Mở việc này để xử lý."),
    };

    private static ReviewExclusion ExclusionOf(RuleViolation violation) => new(violation.Code, violation.Message);

    private static ReviewLine LineOf(WorkItem item, Facts facts, Organisation organisation, DateOnly today)
    {
        var dossier = facts.Dossiers[item.DossierId];
        var draft = dossier.OutgoingDocumentId is { } id ? facts.Drafts.GetValueOrDefault(id) : null;
        var deadline = facts.Deadlines.GetValueOrDefault(item.DossierId) is { } found ? DeadlineWords.Of(found.DueOn, found.State, today, facts.Calendar) : null;
        var excluded = item is { State: WorkItemState.Open, Kind: WorkKinds.Approve } ? null : ExclusionOf(Exclusion(item));
        var risks = excluded is not null ? [] : RisksOf(item, draft, deadline, facts, organisation, today).OrderBy(risk => risk.Severity == Warning).ToList();
        return new ReviewLine(item.Id, item.RowVersion, item.Title, dossier.Subject, draft?.Subject, deadline, risks, excluded);
    }

    private static IEnumerable<ReviewRisk> RisksOf(WorkItem item, OutgoingDocument? draft, DeadlineWords? deadline, Facts facts, Organisation organisation, DateOnly today)
    {
        foreach (var opinion in facts.Opinions[item.Id])
        {
            var name = organisation.FindPerson(opinion.DecidedBy ?? opinion.People[0])?.FullName;
            if (opinion.State == WorkItemState.Open)
                yield return new ReviewRisk("opinion.missing", Warning, $"{name} chưa cho ý kiến");
            else if (opinion.Agrees == GiveOpinion.No)
                yield return new ReviewRisk("opinion.against", Error, $"{name} không đồng ý: {opinion.Comment}");
        }

        if (draft is not null)
        {
            var findings = FormCheck.Check(OutgoingForm.Of(draft, organisation), IssueState.BeforeIssue, new FormExpectation { AgencyCode = organisation.FindAgency(draft.AgencyId)?.Symbol });
            foreach (var finding in findings.Where(finding => finding.Severity is FindingSeverity.Error or FindingSeverity.Warning))
                yield return finding.Severity == FindingSeverity.Error ? new ReviewRisk("form.error", Error, finding.Message) : new ReviewRisk("form.warning", Warning, finding.Message);
            // The last time it was looked at: by this step's earlier round, else by whoever approved it before.
            var reviewed = facts.Reviews[item.DossierId].Where(review => item.Round == 1 || review.ActivityId == item.ActivityId).Max(review => review.DecidedAt);
            if (reviewed is { } at && facts.LastVersions.TryGetValue(draft.Id, out var written) && written > at)
                yield return new ReviewRisk("draft.changed", Warning, $"Dự thảo đã sửa sau lần xem xét {VietnameseDates.DateAndTime(at)}");
        }

        if (deadline?.DueOn is { } due && due <= today)
            yield return due < today ? new ReviewRisk("deadline.late", Error, deadline.Text) : new ReviewRisk("deadline.today", Warning, deadline.Text);
    }

    // One query a table, however many items.
    private static async Task<Facts> FactsAsync(DbContext context, List<WorkItem> items, CancellationToken cancellationToken)
    {
        var (ids, dossierIds) = (items.Select(item => item.Id).ToList(), items.Select(item => item.DossierId).Distinct().ToList());
        var dossiers = await context.Set<Dossier>().AsNoTracking().Where(dossier => dossierIds.Contains(dossier.Id)).ToDictionaryAsync(dossier => dossier.Id, cancellationToken);
        var draftIds = dossiers.Values.Select(dossier => dossier.OutgoingDocumentId).OfType<Guid>().ToList();
        return new Facts(
            dossiers,
            await context.Set<OutgoingDocument>().AsNoTracking().Where(draft => draftIds.Contains(draft.Id)).ToDictionaryAsync(draft => draft.Id, cancellationToken),
            await context.Set<Deadline>().AsNoTracking().Where(deadline => dossierIds.Contains(deadline.DossierId)).ToDictionaryAsync(deadline => deadline.DossierId, cancellationToken),
            (await context.Set<WorkItem>().AsNoTracking().Where(item => item.AskedFromId != null && ids.Contains(item.AskedFromId.Value) && item.Kind == WorkKinds.Opinion)
                .ToListAsync(cancellationToken)).ToLookup(item => item.AskedFromId!.Value), // asked for above
            (await context.Set<WorkItem>().AsNoTracking().Where(item => dossierIds.Contains(item.DossierId) && item.State == WorkItemState.Done && item.Kind == WorkKinds.Approve)
                .Select(item => new Review(item.DossierId, item.ActivityId, item.DecidedAt)).ToListAsync(cancellationToken)).ToLookup(review => review.DossierId),
            (await context.Set<DocumentVersion>().Where(version => draftIds.Contains(version.DocumentId) && version.Kind == VersionKind.Draft)
                .Select(version => new { version.DocumentId, version.CreatedAt }).ToListAsync(cancellationToken))
                .GroupBy(version => version.DocumentId).ToDictionary(g => g.Key, g => g.Max(version => version.CreatedAt)),
            await CalendarTable.LoadAsync(context, cancellationToken));
    }

    private sealed record Review(Guid DossierId, string ActivityId, DateTimeOffset? DecidedAt);

    private sealed record Facts(
        Dictionary<Guid, Dossier> Dossiers, Dictionary<Guid, OutgoingDocument> Drafts, Dictionary<Guid, Deadline> Deadlines, ILookup<Guid, WorkItem> Opinions,
        ILookup<Guid, Review> Reviews, Dictionary<Guid, DateTimeOffset> LastVersions, WorkingCalendar Calendar);
}
