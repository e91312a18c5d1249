using System.Runtime.CompilerServices;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>Every open work item lies before somebody who may do it, a procedure or who asked waits for each and for no other, and none is left in a closed dossier.</summary>
internal sealed class OpenWork(OrganisationCache organisations, TimeProvider clock) : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(context, cancellationToken);
        var on = VietnamTime.Today(clock);
        var open = await context.Set<WorkItem>().Where(i => i.State == WorkItemState.Open).OrderBy(i => i.Id).ToListAsync(cancellationToken);
        var candidates = (await context.Set<WorkItemCandidate>().ToListAsync(cancellationToken)).ToLookup(c => c.WorkItemId, c => c.PersonId);
        var waits = (await context.Set<BookmarkRow>().Where(b => b.Name == HumanTask.BookmarkName).Select(b => b.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        foreach (var item in open)
        {
            if (item.BookmarkId is { } bookmark ? !waits.Remove(bookmark) : item.AskedFromId is { } from && !open.Exists(i => i.Id == from))
                yield return new("work-item.nothing-waits", $"Không quy trình hoặc người hỏi nào chờ việc \"{item.Title}\" đang mở.", [item.Id.ToString("D"), item.DossierId.ToString("D")]);
            Guid[] people = item.AssigneeId is { } assignee ? [assignee] : [.. candidates[item.Id]];
            if (!people.Any(person => organisation.PositionsOf(person, on).Count > 0))
                yield return new("work-item.nobody", $"Việc \"{item.Title}\" đang mở nhưng không ai đang giữ chức vụ xử lý được.", [item.Id.ToString("D"), item.DossierId.ToString("D")]);
            if (!candidates[item.Id].ToHashSet().SetEquals(item.Candidates().Select(c => c.PersonId)))
                yield return new("candidate.differs", $"Việc \"{item.Title}\" đang mở nhưng danh sách người được mời xử lý không khớp.", [item.Id.ToString("D")]);
        }

        foreach (var wait in waits)
            yield return new("bookmark.no-work-item", $"Quy trình chờ ở điểm {wait} nhưng không có việc nào đang mở cho điểm đó.", [wait]);
        foreach (var item in candidates.Select(c => c.Key).Except(open.Where(i => i.AssigneeId is null).Select(i => i.Id)))
            yield return new("candidate.orphan", "Còn người được mời xử lý một việc đã xong.", [item.ToString("D")]);
        var closed = context.Set<Dossier>().Where(d => d.State == DossierState.Closed || d.State == DossierState.Cancelled).Select(d => d.Id);
        var late = await context.Set<WorkItem>().Where(i => i.State == WorkItemState.Open && closed.Contains(i.DossierId)).OrderBy(i => i.Id).ToListAsync(cancellationToken);
        foreach (var item in late)
            yield return new("dossier.closed-with-work", $"Hồ sơ đã kết thúc nhưng việc \"{item.Title}\" còn mở.", [item.DossierId.ToString("D"), item.Id.ToString("D")]);
    }
}
