using System.Globalization;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>What one person asks of others beside the procedure: it lies in their inboxes like all work, but nothing waits for it.</summary>
/// <param name="Kind">See <see cref="WorkKinds"/>.</param>
/// <param name="Title">What is asked, as a verb.</param>
/// <param name="Question">In the words of who asks.</param>
internal sealed record AskedWork(string Kind, string Title, string? Question)
{
    public DateOnly? AnswerBy { get; init; }
    public DateOnly? RequestedDueOn { get; init; }

    public Guid? ForUnitId { get; init; }

    /// <summary>The work item from which it is asked; with it, it is withdrawn.</summary>
    public WorkItem? From { get; init; }

    /// <summary>Puts it before these people, of whom one answers.</summary>
    /// <param name="session">The write.</param>
    /// <param name="dossier">Where it belongs.</param>
    /// <param name="people">At least one.</param>
    /// <param name="asker">Who asks, and as what.</param>
    public WorkItem Put(WriteSession session, Dossier dossier, IReadOnlyList<Guid> people, (Guid PersonId, string? ActingAs) asker)
    {
        var item = new WorkItem
        {
            Id = session.NewId(),
            AgencyId = dossier.AgencyId,
            WorkflowInstanceId = dossier.WorkflowInstanceId ?? "",
            ActivityId = From?.ActivityId ?? "",
            Kind = Kind,
            Title = Title,
            // Who asks does not answer, also not in the place of who was asked.
            ExcludedPeople = From is null ? null : asker.PersonId.ToString("D"),
            SentById = asker.PersonId,
            SentByAs = asker.ActingAs,
            State = WorkItemState.Open,
            CreatedAt = session.Clock.GetUtcNow(),
            AskedFromId = From?.Id,
            Question = Question,
            AnswerBy = AnswerBy,
            RequestedDueOn = RequestedDueOn,
            ForUnitId = ForUnitId,
        }.About(dossier);
        item.LayBefore(people);
        session.Insert(item);
        foreach (var candidate in item.Candidates())
            session.Insert(candidate);
        Notices.Add(session, NoticeKinds.Assigned, people, dossier.Id, Shortened($"{Title}: {dossier.Subject}{(Question is null ? "" : $". {asker.ActingAs}: {Question}")}"));
        return item;
    }

    /// <summary>Withdraws what was asked from this item and is still open, and tells those who were asked.</summary>
    /// <returns>What was withdrawn.</returns>
    public static async Task<IReadOnlyList<Guid>> WithdrawAsync(WriteSession session, WorkItem from, CancellationToken cancellationToken) =>
        await WithdrawAsync(session, session.Context.Set<WorkItem>().Where(item => item.AskedFromId == from.Id), from.DossierId, cancellationToken);

    /// <summary>The same with everything of a kind in the dossier; all kinds when none is named.</summary>
    public static async Task<IReadOnlyList<Guid>> WithdrawAsync(WriteSession session, Guid dossierId, string? kind, CancellationToken cancellationToken) =>
        await WithdrawAsync(
            session, session.Context.Set<WorkItem>().Where(item => item.DossierId == dossierId && item.BookmarkId == null && (kind == null || item.Kind == kind)), dossierId, cancellationToken);

    /// <summary>Asks again what was withdrawn.</summary>
    public static async Task ReopenAsync(WriteSession session, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await session.FindAsync<WorkItem>(id, cancellationToken) is not { State: WorkItemState.Cancelled } item)
                continue;
            item.Reopen((await session.FindAsync<Dossier>(item.DossierId, cancellationToken))!); // a work item belongs to a dossier
            session.Update(item);
            foreach (var candidate in item.Candidates())
                session.Insert(candidate);
            Notices.Add(session, NoticeKinds.Assigned, item.People, item.DossierId, Shortened($"{item.Title}: lại cần ý kiến của đồng chí. {item.Question}"));
        }
    }

    /// <summary>What fits into a notice.</summary>
    public static string Shortened(string text) => text.Length <= 900 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 899)}…");

    private static async Task<IReadOnlyList<Guid>> WithdrawAsync(WriteSession session, IQueryable<WorkItem> items, Guid dossierId, CancellationToken cancellationToken)
    {
        var ids = await items.Where(item => item.State == WorkItemState.Open).OrderBy(item => item.Id).Select(item => item.Id).ToListAsync(cancellationToken);
        var withdrawn = new List<Guid>();
        foreach (var id in ids)
        {
            // Found, and so locked: somebody may be answering.
            if (await session.FindAsync<WorkItem>(id, cancellationToken) is not { State: WorkItemState.Open } item)
                continue;
            item.Close(WorkItemState.Cancelled);
            session.Update(item);
            foreach (var candidate in item.Candidates())
                session.Delete(candidate);
            Notices.Add(session, NoticeKinds.Information, item.People, dossierId, Shortened($"Không còn phải trả lời: {item.Title}. {item.Question}"));
            withdrawn.Add(id);
        }

        return withdrawn;
    }
}
