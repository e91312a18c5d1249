using LienThong.Activities.Agencies;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Delegations;

/// <summary>The person in whose place somebody acts, for a page.</summary>
public sealed record OnBehalfOf(Guid PersonId, string FullName, string Title);

/// <summary>A person replaced today, with the work that this covers.</summary>
/// <param name="DelegationId">By which delegation.</param>
/// <param name="Of">Who is replaced, in the position that is replaced or the primary one.</param>
/// <param name="AskedPositions">Words by which procedures ask for the position; null for all positions.</param>
/// <param name="UnitId">The position's unit; null for all, and for the leaders of an agency.</param>
/// <param name="Kinds">Kinds of work; empty for all.</param>
/// <param name="Authorisation">Number of the written authority to sign.</param>
public sealed record Replacement(
    Guid DelegationId, Holding Of, IReadOnlyList<string>? AskedPositions, Guid? UnitId, IReadOnlyList<string> Kinds, string? Authorisation)
{
    public Guid PersonId => Of.Person.Id;

    public Guid AgencyId => Of.Agency.Id;

    public OnBehalfOf View => new(PersonId, Of.Person.FullName, Of.ActingAs);

    /// <summary>The work is of a kind and position that was passed on; whose it is is not asked here.</summary>
    public bool Covers(WorkItem item) =>
        item.AgencyId == AgencyId
        && (Kinds.Count == 0 || Kinds.Contains(item.Kind))
        && (AskedPositions is null || item.NamedPersonId is not null || item.AskedPosition is null
            || (AskedPositions.Contains(item.AskedPosition) && (UnitId is null || item.AskedUnitId is null || item.AskedUnitId == UnitId)));
}

/// <summary>Whose work somebody sees and may decide today: his own, and that of those he replaces. The one place that says so.</summary>
public sealed class Reach
{
    private readonly string personText;

    private readonly IReadOnlyList<Guid> agencies;

    private Reach(Guid personId, IReadOnlyList<Guid> agencies, IReadOnlyList<Replacement> replaced) =>
        (PersonId, this.agencies, Replaced, personText) = (personId, agencies, replaced, personId.ToString("D"));

    public Guid PersonId { get; }

    /// <summary>Where he holds a position today.</summary>
    public IReadOnlyList<Guid> Agencies => agencies;

    /// <summary>One level only: who replaces somebody does not reach those whom that one replaces.</summary>
    public IReadOnlyList<Replacement> Replaced { get; }

    /// <summary>Without anybody else's work.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="agencies">Where he holds a position today: who has left an agency keeps nothing of it (P7).</param>
    public static Reach Own(Guid personId, IReadOnlyList<Guid> agencies) => new(personId, agencies, []);

    /// <summary>One small query by an index.</summary>
    public static async Task<Reach> OfAsync(DbContext context, Organisation organisation, Guid personId, DateOnly today, CancellationToken cancellationToken)
    {
        var delegations = await context.Set<Delegation>().AsNoTracking()
            .Where(row => row.ToPersonId == personId && row.LastDay >= today && row.FirstDay <= today && row.RevokedAt == null)
            .OrderBy(row => row.SetAt).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return Of(personId, delegations, organisation, today);
    }

    private static Reach Of(Guid personId, List<Delegation> delegations, Organisation organisation, DateOnly today)
    {
        List<Guid> agencies = [.. organisation.PositionsOf(personId, today).Select(held => held.Agency.Id).Distinct()];
        if (delegations.Count == 0)
            return Own(personId, agencies);
        return new Reach(personId, agencies, [.. delegations.Where(row => agencies.Contains(row.AgencyId)).Select(row => ReplacementOf(row, organisation, today)).OfType<Replacement>()]);
    }

    /// <summary>Of many people at once, in one small query.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Reach>> OfAllAsync(
        DbContext context, Organisation organisation, IReadOnlyCollection<Guid> people, DateOnly today, CancellationToken cancellationToken)
    {
        var delegations = (await context.Set<Delegation>().AsNoTracking()
            .Where(row => people.Contains(row.ToPersonId) && row.LastDay >= today && row.FirstDay <= today && row.RevokedAt == null)
            .OrderBy(row => row.SetAt).ThenBy(row => row.Id).ToListAsync(cancellationToken)).ToLookup(row => row.ToPersonId);
        return people.ToDictionary(person => person, person => Of(person, [.. delegations[person]], organisation, today));
    }

    /// <summary>Open work of all of them, each item once.</summary>
    public IQueryable<WorkItem> OpenItems(DbContext context)
    {
        var (assigned, offered) = Of(context, OpenAtOwnAgencies(context), PersonId);
        // Nearly everybody replaces nobody: then nothing has to be made distinct.
        return Replaced.Count == 0 ? assigned.Concat(offered) : assigned.Union(offered).Union(ReplacedItems(context));
    }

    /// <summary>One's own open work, and that of each person replaced; an item may be in both.</summary>
    public IEnumerable<(Guid PersonId, IQueryable<WorkItem> Items)> OpenItemsByPerson(DbContext context)
    {
        var (assigned, offered) = Of(context, OpenAtOwnAgencies(context), PersonId);
        yield return (PersonId, assigned.Concat(offered));
        foreach (var replaced in Replaced)
        {
            (assigned, offered) = Of(context, Covered(context, replaced), replaced.PersonId);
            yield return (replaced.PersonId, assigned.Concat(offered));
        }
    }

    /// <summary>Open work of those replaced.</summary>
    /// <exception cref="InvalidOperationException">Nobody is replaced.</exception>
    public IQueryable<WorkItem> ReplacedItems(DbContext context)
    {
        IQueryable<WorkItem>? all = null;
        foreach (var replaced in Replaced)
        {
            var (assigned, offered) = Of(context, Covered(context, replaced), replaced.PersonId);
            all = all is null ? assigned.Union(offered) : all.Union(assigned).Union(offered);
        }

        return all ?? throw new InvalidOperationException("Nobody is replaced.");
    }

    /// <summary>The item is, was or is offered to this person, or lies open before one whom he replaces: what that one did before is none of his.</summary>
    public bool Sees(WorkItem item) =>
        (agencies.Contains(item.AgencyId) && (item.WasOfferedTo(PersonId) || item.DecidedBy == PersonId || item.WasHandedOverBy(PersonId)))
        || (item.State == WorkItemState.Open && ReplacementFor(item) is not null);

    /// <summary>For whom this person would decide the item; null when it is his own, or nothing to him.</summary>
    public Replacement? ReplacementFor(WorkItem item) =>
        item.WasOfferedTo(PersonId) ? null : Replaced.FirstOrDefault(replaced => item.WasOfferedTo(replaced.PersonId) && replaced.Covers(item));

    private IQueryable<WorkItem> OpenAtOwnAgencies(DbContext context) =>
        context.Set<WorkItem>().AsNoTracking().Where(item => item.State == WorkItemState.Open && agencies.Contains(item.AgencyId));

    private IQueryable<WorkItem> Covered(DbContext context, Replacement replaced)
    {
        var (agencyId, kinds, positions, unitId) = (replaced.AgencyId, replaced.Kinds, replaced.AskedPositions, replaced.UnitId);
        // Four eyes: what one may not decide oneself one does not see for another either.
        var items = context.Set<WorkItem>().AsNoTracking().Where(item =>
            item.State == WorkItemState.Open && item.AgencyId == agencyId && (item.ExcludedPeople == null || !item.ExcludedPeople.Contains(personText)));
        if (kinds.Count > 0)
            items = items.Where(item => kinds.Contains(item.Kind));
        if (positions is not null)
            items = items.Where(item => item.NamedPersonId != null || item.AskedPosition == null || positions.Contains(item.AskedPosition));
        if (positions is not null && unitId is not null)
            items = items.Where(item => item.NamedPersonId != null || item.AskedUnitId == null || item.AskedUnitId == unitId);
        return items;
    }

    // Two searches and not one with "or": each then finds its rows by an index.
    private static (IQueryable<WorkItem> Assigned, IQueryable<WorkItem> Offered) Of(DbContext context, IQueryable<WorkItem> items, Guid personId) => (
        items.Where(item => item.AssigneeId == personId),
        from candidate in context.Set<WorkItemCandidate>()
        where candidate.PersonId == personId
        join item in items on candidate.WorkItemId equals item.Id
        where item.AssigneeId == null
        select item);

    // Who has left the position has nothing to pass on any more.
    private static Replacement? ReplacementOf(Delegation row, Organisation organisation, DateOnly today)
    {
        var held = organisation.PositionsOf(row.FromPersonId, today)
            .FirstOrDefault(held => held.Agency.Id == row.AgencyId && (row.PositionId is null || held.Position.Id == row.PositionId));
        return held is null ? null : new Replacement(
            row.Id, held, row.PositionId is null ? null : AskedPost.WordsFor(held.Position), row.PositionId is null ? null : held.Unit?.Id, row.KindList, row.Authorisation);
    }
}
