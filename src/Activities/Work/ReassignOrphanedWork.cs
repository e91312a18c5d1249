using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>Moves open work to who holds its position now, after the organisation has changed and when a day begins on which appointments begin or end.</summary>
/// <remarks>
/// Until it has run, who has left cannot decide: <see cref="WorkDecision"/> asks the organisation itself. Work whose position nobody holds stays where it
/// is, marked, before administrators.
/// </remarks>
public sealed class ReassignOrphanedWork(Database database, OrganisationCache organisations, TimeProvider clock)
{
    private (Guid Stamp, DateOnly Day)? done;

    /// <summary>Does nothing but one small query while neither the organisation nor the day is another one.</summary>
    /// <returns>When the next day begins.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        var today = VietnamTime.Today(clock);
        var tomorrow = VietnamTime.At(today.AddDays(1), TimeOnly.MinValue);
        var organisation = await database.ReadAsync(organisations.GetAsync, cancellationToken);
        if (done == (organisation.Stamp, today))
            return tomorrow;
        foreach (var id in await FindAsync(organisation, today, cancellationToken))
            await database.WriteAsync(async (session, ct) => { await MendAsync(session, id, ct); return 0; }, cancellationToken);
        done = (organisation.Stamp, today);
        return tomorrow;
    }

    // All work that is asked of the same people in the same words stands or falls together, so a hundred thousand items are a few hundred questions.
    private Task<List<Guid>> FindAsync(Organisation organisation, DateOnly today, CancellationToken cancellationToken) => database.ReadAsync(
        async (context, ct) =>
        {
            var open = context.Set<WorkItem>().AsNoTracking().Where(item => item.State == WorkItemState.Open);
            var groups = await open.Select(item => new
            {
                item.AgencyId,
                item.AssigneeId,
                item.OfferedTo,
                item.AskedPosition,
                item.AskedUnitId,
                item.NamedPersonId,
                item.ExcludedPeople,
                IsOrphaned = item.OrphanedAt != null,
            }).Distinct().ToListAsync(ct);
            var found = new List<Guid>();
            foreach (var group in groups)
            {
                var like = new WorkItem
                {
                    WorkflowInstanceId = "",
                    BookmarkId = "",
                    ActivityId = "",
                    Kind = "",
                    Title = "",
                    AgencyId = group.AgencyId,
                    AssigneeId = group.AssigneeId,
                    OfferedTo = group.OfferedTo,
                    AskedPosition = group.AskedPosition,
                    AskedUnitId = group.AskedUnitId,
                    NamedPersonId = group.NamedPersonId,
                    ExcludedPeople = group.ExcludedPeople,
                };
                if (!group.IsOrphaned && PeopleNow(like, organisation, today) is { } now && now.SequenceEqual(like.People))
                    continue;
                if (group.IsOrphaned && PeopleNow(like, organisation, today) is null)
                    continue;
                found.AddRange(await open
                    .Where(item => item.AgencyId == group.AgencyId && item.AssigneeId == group.AssigneeId && item.OfferedTo == group.OfferedTo
                        && item.AskedPosition == group.AskedPosition && item.AskedUnitId == group.AskedUnitId && item.NamedPersonId == group.NamedPersonId
                        && item.ExcludedPeople == group.ExcludedPeople)
                    .OrderBy(item => item.Id).Select(item => item.Id).ToListAsync(ct));
            }

            return found;
        },
        cancellationToken);

    /// <summary>Before whom it should lie: the same people as long as they fit, else the present holders; null when there is nobody.</summary>
    private static IReadOnlyList<Guid>? PeopleNow(WorkItem item, Organisation organisation, DateOnly today)
    {
        var people = item.People;
        if (item.AssigneeId is not null || item.AskedPosition is null || item.NamedPersonId is not null)
        {
            if (people.Any(person => item.StillFits(person, organisation, today)))
                return people;
            if (item.AskedPosition is null || item.NamedPersonId is not null)
                return null;
        }

        var holders = item.Asked.Holders(organisation, today).Select(held => held.Person.Id).Distinct().Where(person => !item.Excludes(person)).ToList();
        // Somebody who newly holds it is asked with the others; the same people in another order are the same.
        return holders.Count == 0 ? null : holders.ToHashSet().SetEquals(people) ? people : holders;
    }

    private async Task MendAsync(WriteSession session, Guid id, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<WorkItem>(id, cancellationToken) is not { State: WorkItemState.Open } item)
            return;
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var (before, now) = (item.People, PeopleNow(item, organisation, VietnamTime.Today(session.Clock)));
        var subject = new AuditSubject("work-item", item.Id, item.DossierId);
        if (now is null)
        {
            if (item.OrphanedAt is not null)
                return;
            item.OrphanedAt = session.Clock.GetUtcNow();
            session.Update(item);
            await AuditTrail.AppendAsync(
                session, Actor.System, "work-item.orphaned", subject,
                new { item.ActivityId, item.Title, Before = HandOver.Names(organisation, before), AskedOf = item.Asked.Text(organisation) }, cancellationToken);
            return;
        }

        if (item.OrphanedAt is null && now.SequenceEqual(before))
            return;
        item.OrphanedAt = null;
        if (!now.SequenceEqual(before))
            await MoveAsync(session, item, organisation, before, now, cancellationToken);
        session.Update(item);
    }

    private static async Task MoveAsync(
        WriteSession session, WorkItem item, Organisation organisation, IReadOnlyList<Guid> before, IReadOnlyList<Guid> now, CancellationToken cancellationToken)
    {
        var rows = item.Candidates().ToDictionary(candidate => candidate.PersonId);
        item.LayBefore(now);
        var next = item.Candidates().ToDictionary(candidate => candidate.PersonId);
        foreach (var gone in rows.Values.Where(row => !next.ContainsKey(row.PersonId)))
            session.Delete(gone);
        foreach (var come in next.Values.Where(row => !rows.ContainsKey(row.PersonId)))
            session.Insert(come);
        item.HandedOverBy = HandOver.Kept(item.HandedOverBy, before.Except(now));
        await AuditTrail.AppendAsync(
            session, Actor.System, "work-item.reassigned", new AuditSubject("work-item", item.Id, item.DossierId),
            new { item.ActivityId, item.Title, From = HandOver.Names(organisation, before), To = string.Join(", ", HandOver.Names(organisation, now)), Reason = "Thay đổi người giữ chức vụ" },
            cancellationToken);
        var subject = (await session.FindAsync<Dossier>(item.DossierId, cancellationToken))?.Subject;
        Notices.Add(session, NoticeKinds.Assigned, now.Except(before), item.DossierId, $"{item.Title}: {subject}. Việc chuyển đến do thay đổi người giữ chức vụ.");
        Notices.Add(session, NoticeKinds.Information, before.Except(now), null, $"Việc \"{item.Title}\" đã chuyển cho {string.Join(", ", HandOver.Names(organisation, now))} do thay đổi người giữ chức vụ.");
    }
}
