using LienThong.Activities.Audit;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Live;

/// <summary>How many things wait in an inbox, and since when the newest does: together they change whenever the inbox does.</summary>
internal sealed record InboxState(int Count, DateTimeOffset? Newest)
{
    public static InboxState Empty { get; } = new(0, null);
}

/// <summary>What was committed since a cursor, for all who are connected at once: the number of queries does not grow with the people.</summary>
internal sealed record LiveChanges(
    LiveCursor Next, bool More, HashSet<Guid> OpenSessions, IReadOnlyList<ChangedDossier> Dossiers, IReadOnlyList<DecidedItem> Decided, ILookup<Guid, SaidNotice> Notices,
    IReadOnlyDictionary<Guid, InboxState>? Inboxes)
{
    // Audit entries looked at in one go.
    private const int AtOnce = 1000;

    // A notice gets its time before its commit, and a commit may take a while: so we look back a little and drop what was told already.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(40);

    /// <param name="context">Where to read.</param>
    /// <param name="from">The oldest cursor of those connected.</param>
    /// <param name="reach">Who is connected, with whose work they see.</param>
    /// <param name="sessionIds">Their sessions.</param>
    /// <param name="withInboxes">Count the inboxes although nothing changed: somebody has just come.</param>
    /// <param name="sessions">Knows which sessions are open.</param>
    /// <param name="now">What the next cursor says of notices.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<LiveChanges> ReadAsync(
        DbContext context, LiveCursor from, IReadOnlyDictionary<Guid, Reach> reach, IReadOnlyCollection<Guid> sessionIds, bool withInboxes, Sessions sessions, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var people = reach.Keys.ToList();
        var open = await sessions.StillOpenAsync(context, sessionIds, cancellationToken);
        var entries = await context.Set<AuditEntry>().Where(entry => entry.Seq > from.Seq).OrderBy(entry => entry.Seq).Take(AtOnce)
            .Select(entry => new { entry.Seq, entry.SubjectKind, entry.SubjectId, entry.DossierId }).ToListAsync(cancellationToken);
        var since = from.NoticesAfter - Overlap;
        var notices = await NotificationQuery.Said(context, context.Set<Notification>().Where(notice => notice.DeliveredAt > since && people.Contains(notice.PersonId)))
            .OrderBy(said => said.Notice.DeliveredAt).ToListAsync(cancellationToken);

        var latest = entries.Where(entry => entry.DossierId is not null).GroupBy(entry => entry.DossierId!.Value).ToDictionary(group => group.Key, group => group.Max(entry => entry.Seq));
        var dossiers = latest.Count == 0 ? [] : await DossiersAsync(context, latest, cancellationToken);
        var decidedAt = entries.Where(entry => entry.SubjectKind == "work-item").GroupBy(entry => Guid.Parse(entry.SubjectId)).ToDictionary(group => group.Key, group => group.Max(entry => entry.Seq));
        return new LiveChanges(
            new LiveCursor(entries.Count == 0 ? from.Seq : entries[^1].Seq, now.ToUnixTimeMilliseconds()), entries.Count == AtOnce, [.. open], dossiers,
            [.. dossiers.SelectMany(dossier => dossier.Work).Where(item => decidedAt.ContainsKey(item.Id)).Select(item => new DecidedItem(item, decidedAt[item.Id]))],
            notices.ToLookup(said => said.Notice.PersonId),
            withInboxes || entries.Count > 0 || notices.Count > 0 ? await InboxesAsync(context, people, reach, cancellationToken) : null);
    }

    private static async Task<IReadOnlyList<ChangedDossier>> DossiersAsync(DbContext context, Dictionary<Guid, long> latest, CancellationToken cancellationToken)
    {
        var ids = latest.Keys.ToList();
        var dossiers = await context.Set<Dossier>().Where(dossier => ids.Contains(dossier.Id)).ToListAsync(cancellationToken);
        var work = (await context.Set<WorkItem>().Where(item => ids.Contains(item.DossierId)).ToListAsync(cancellationToken)).ToLookup(item => item.DossierId);
        var tasks = (await context.Set<AssignedTask>().Where(task => ids.Contains(task.DossierId) && task.State != TaskState.Cancelled).ToListAsync(cancellationToken)).ToLookup(task => task.DossierId);
        return [.. dossiers.Select(dossier => new ChangedDossier(dossier, [.. work[dossier.Id]], [.. tasks[dossier.Id].Select(task => task.UnitId)], latest[dossier.Id]))];
    }

    private static async Task<IReadOnlyDictionary<Guid, InboxState>> InboxesAsync(
        DbContext context, IReadOnlyCollection<Guid> people, IReadOnlyDictionary<Guid, Reach> reach, CancellationToken cancellationToken)
    {
        var items = context.Set<WorkItem>().Where(item => item.State == WorkItemState.Open);
        var assigned = await items.Where(item => item.AssigneeId != null && people.Contains(item.AssigneeId.Value)).GroupBy(item => new { Person = item.AssigneeId!.Value, item.AgencyId })
            .Select(group => new { group.Key.Person, group.Key.AgencyId, Count = group.Count(), Newest = group.Max(item => item.CreatedAt) }).ToListAsync(cancellationToken);
        var offered = await (
            from candidate in context.Set<WorkItemCandidate>()
            where people.Contains(candidate.PersonId)
            join item in items on candidate.WorkItemId equals item.Id
            where item.AssigneeId == null
            group item by new { Person = candidate.PersonId, item.AgencyId } into own
            select new { own.Key.Person, own.Key.AgencyId, Count = own.Count(), Newest = own.Max(item => item.CreatedAt) }).ToListAsync(cancellationToken);
        // Work left at an agency that somebody has left is in nobody's inbox (P7).
        var inboxes = assigned.Concat(offered).Where(part => reach[part.Person].Agencies.Contains(part.AgencyId)).GroupBy(part => part.Person)
            .ToDictionary(part => part.Key, part => new InboxState(part.Sum(p => p.Count), part.Max(p => p.Newest)));
        // Few replace somebody on a given day; theirs are counted one by one.
        foreach (var (person, seen) in reach.Where(one => one.Value.Replaced.Count > 0))
        {
            var work = seen.OpenItems(context);
            inboxes[person] = new InboxState(await work.CountAsync(cancellationToken), await work.MaxAsync(item => (DateTimeOffset?)item.CreatedAt, cancellationToken));
        }

        return inboxes;
    }
}

/// <summary>A dossier of which the audit trail tells something new, with what decides who may read it.</summary>
internal sealed record ChangedDossier(Dossier Dossier, IReadOnlyList<WorkItem> Work, IReadOnlyList<Guid> TaskUnits, long Seq);

internal sealed record DecidedItem(WorkItem Item, long Seq);
