using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>A work item before another person.</summary>
/// <param name="WorkItemId">The item.</param>
/// <param name="ToPersonId">Before whom it lies now.</param>
/// <param name="RowVersion">Of the item as it was written.</param>
public sealed record HandedOver(Guid WorkItemId, Guid ToPersonId, int RowVersion);

/// <summary>Chuyển xử lý: a work item goes to another person of the agency who may do it, with a reason that the history keeps.</summary>
public sealed class HandOver(OrganisationCache organisations)
{
    /// <summary>In the history, with the reason.</summary>
    internal const string HandedOverAction = "work-item.handed-over";

    /// <summary>The same, by an administrator.</summary>
    internal const string ReassignedAction = "work-item.reassigned";

    private const int MostKept = 100;

    /// <summary>By the person before whom it lies. Who acts for another may not pass it on.</summary>
    /// <exception cref="RuleViolation"><c>hand-over.reason</c>, <c>hand-over.person</c>, <c>hand-over.not-competent</c>, <c>work-item.four-eyes</c>,
    /// <c>work-item.not-found</c>, <c>work-item.handed-over</c>, <c>work-item.moved</c>, <c>work-item.decided</c>, <c>person.no-position</c>.</exception>
    public async Task<HandedOver> RunAsync(WriteSession session, Guid personId, Guid workItemId, Guid toPersonId, string? reason, CancellationToken cancellationToken)
    {
        var item = await session.FindAsync<WorkItem>(workItemId, cancellationToken) ?? throw WorkDecision.NotFound();
        var organisation = await organisations.GetAsync(session, cancellationToken);
        if (!item.WasOfferedTo(personId))
            throw item.WasHandedOverBy(personId) ? WorkDecision.HandedOver(item, organisation) : WorkDecision.NotFound();
        var by = organisation.PositionsOf(personId, VietnamTime.Today(session.Clock)).FirstOrDefault(held => held.Agency.Id == item.AgencyId) ?? throw WorkDecision.NoPosition();
        if (item.State == WorkItemState.Open)
            WorkDecision.MustStillFit(item, personId, organisation, VietnamTime.Today(session.Clock));
        (item.SentById, item.SentByAs) = (personId, by.ActingAs);
        return await MoveAsync(session, item, organisation, toPersonId, reason, new Actor(personId, by.Person.FullName, by.ActingAs), HandedOverAction, [personId], cancellationToken);
    }

    /// <summary>By an administrator, for any open work: when somebody has left, or a step lies in the wrong place.</summary>
    /// <param name="session">The write.</param>
    /// <param name="workItemId">The item.</param>
    /// <param name="toPersonId">Who is to do it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="actor">The administrator.</param>
    /// <param name="mustBe">Refuses a row version other than the one that was seen.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation">Those of <see cref="RunAsync"/>.</exception>
    public async Task<HandedOver> ReassignAsync(
        WriteSession session, Guid workItemId, Guid toPersonId, string? reason, Actor actor, Action<int> mustBe, CancellationToken cancellationToken)
    {
        var item = await session.FindAsync<WorkItem>(workItemId, cancellationToken) ?? throw RuleViolation.NotFound("work-item.not-found", "Không có việc này.");
        if (item.State == WorkItemState.Open)
            mustBe(item.RowVersion);
        var organisation = await organisations.GetAsync(session, cancellationToken);
        return await MoveAsync(session, item, organisation, toPersonId, reason, actor, ReassignedAction, item.People, cancellationToken);
    }

    /// <summary>Those who may take it over, the nearest first: holders of the position asked, then by rank.</summary>
    public static IReadOnlyList<PersonPick> Candidates(Organisation organisation, WorkItem item, string? text, DateOnly on) => Candidates(
        organisation, item.Asked, item.Kind, text, on, personId => !item.Excludes(personId) && item.AssigneeId != personId);

    internal static IReadOnlyList<PersonPick> Candidates(Organisation organisation, AskedPost asked, string kind, string? text, DateOnly on, Func<Guid, bool> mayBe)
    {
        const int most = 200;
        var holders = asked.Holders(organisation, on).Select(held => held.Person.Id).ToHashSet();
        var found = PeopleQuery.Find(
            organisation, asked.AgencyId, on, text, int.MaxValue, held => mayBe(held.Person.Id) && Competence.Suffices(organisation, held, asked, kind, on));
        return [.. found.OrderByDescending(person => holders.Contains(person.Id)).Take(most)];
    }

    private static async Task<HandedOver> MoveAsync(
        WriteSession session, WorkItem item, Organisation organisation, Guid toPersonId, string? reason, Actor actor, string action, IReadOnlyList<Guid> from,
        CancellationToken cancellationToken)
    {
        var why = GivenText.Lines(reason, "Lý do chuyển", "hand-over.reason", 500);
        if (item.State != WorkItemState.Open)
            throw WorkDecision.DecidedAlready(item, organisation);
        if (item.AssigneeId == toPersonId || actor.PersonId == toPersonId && action == HandedOverAction)
            throw RuleViolation.Invalid("hand-over.person", "Việc này đang ở chính người được chọn. Chọn người khác.");
        var to = Competence.MustSuffice(organisation, toPersonId, item.Asked, item.Kind, item.ExcludedPeople, VietnamTime.Today(session.Clock));
        var before = item.People;
        foreach (var candidate in item.Candidates())
            session.Delete(candidate);
        item.LayBefore([toPersonId]);
        // Who holds the position is asked as its holder, anybody else as the person he is.
        item.NamedPersonId = item.Asked.Holders(organisation, VietnamTime.Today(session.Clock)).Any(held => held.Person.Id == toPersonId) ? null : toPersonId;
        item.HandedOverBy = Kept(item.HandedOverBy, from);
        item.OrphanedAt = null;
        session.Update(item);
        await AuditTrail.AppendAsync(
            session, actor, action, new AuditSubject("work-item", item.Id, item.DossierId),
            new { item.ActivityId, item.Title, From = Names(organisation, before), To = to.Person.FullName, ToAs = to.ActingAs, Reason = why }, cancellationToken);
        var subject = (await session.FindAsync<Dossier>(item.DossierId, cancellationToken))?.Subject;
        Notices.Add(session, NoticeKinds.Assigned, [toPersonId], item.DossierId, $"{item.Title}: {subject}. {actor.Name} chuyển đến, lý do: {why}");
        Notices.Add(
            session, NoticeKinds.Information, before.Where(person => person != toPersonId), item.DossierId,
            $"{item.Title}: {subject}. Đã chuyển cho {to.Person.FullName} ({to.Position.Title}), lý do: {why}");
        // The version is counted when the row is sent.
        await session.FlushAsync(cancellationToken);
        return new HandedOver(item.Id, toPersonId, item.RowVersion);
    }

    internal static IReadOnlyList<string> Names(Organisation organisation, IEnumerable<Guid> people) =>
        [.. people.Select(organisation.FindPerson).OfType<Person>().Select(person => person.FullName)];

    internal static string? Kept(string? before, IEnumerable<Guid> more)
    {
        var all = (before ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(more.Select(id => id.ToString("D"))).Distinct().ToList();
        return all.Count == 0 ? null : string.Join(',', all.TakeLast(MostKept));
    }
}
