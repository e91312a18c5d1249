using LienThong.Activities.Agencies;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Delegations;

public enum DelegationState { Upcoming, Active, Past, Revoked }

/// <summary>A person with what he holds, for a page.</summary>
public sealed record PersonRef(Guid Id, string FullName, string? Title);

/// <summary>A delegation for a page.</summary>
/// <param name="Id">Its key.</param>
/// <param name="AgencyId">Of both people.</param>
/// <param name="From">Who is away.</param>
/// <param name="To">Who does the work meanwhile.</param>
/// <param name="PositionId">Null for all positions.</param>
/// <param name="PositionTitle">Its title.</param>
/// <param name="Kinds">Empty for all kinds.</param>
/// <param name="FirstDay">In Viet Nam.</param>
/// <param name="LastDay">The last day that counts.</param>
/// <param name="Reason">Why.</param>
/// <param name="Authorisation">Number of the written authority to sign TUQ.</param>
/// <param name="SetBy">Full name.</param>
/// <param name="SetAt">When.</param>
/// <param name="RevokedBy">Full name; null while it stands.</param>
/// <param name="RevokedAt">When.</param>
/// <param name="RevokeReason">Why.</param>
/// <param name="State">Today.</param>
/// <param name="MayRevoke">Whether the reader may end it now.</param>
public sealed record DelegationView(
    Guid Id, Guid AgencyId, PersonRef From, PersonRef To, Guid? PositionId, string? PositionTitle, IReadOnlyList<string> Kinds, DateOnly FirstDay, DateOnly LastDay,
    string Reason, string? Authorisation, string? SetBy, DateTimeOffset SetAt, string? RevokedBy, DateTimeOffset? RevokedAt, string? RevokeReason, DelegationState State, bool MayRevoke);

/// <summary>Delegations to look at.</summary>
public static class DelegationQuery
{
    private const int PastDays = 366;

    /// <summary>What this person gave and received, newest first: of the last year and to come.</summary>
    public static async Task<(IReadOnlyList<DelegationView> Given, IReadOnlyList<DelegationView> Received)> OfPersonAsync(
        DbContext context, DelegationActor reader, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var (personId, since) = (reader.PersonId, today.AddDays(-PastDays));
        var rows = await context.Set<Delegation>().AsNoTracking().Where(row => (row.FromPersonId == personId || row.ToPersonId == personId) && row.LastDay >= since)
            .OrderByDescending(row => row.FirstDay).ThenByDescending(row => row.Id).ToListAsync(cancellationToken);
        return (
            [.. rows.Where(row => row.FromPersonId == personId).Select(row => ViewOf(row, reader, organisation, today))],
            [.. rows.Where(row => row.ToPersonId == personId).Select(row => ViewOf(row, reader, organisation, today))]);
    }

    /// <param name="context">Where to read.</param>
    /// <param name="agencies">Whose; null for all agencies.</param>
    /// <param name="state">Null for all.</param>
    /// <param name="reader">Who looks.</param>
    /// <param name="organisation">For names.</param>
    /// <param name="today">In Viet Nam.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<(IReadOnlyList<DelegationView> Items, int Total)> ListAsync(
        DbContext context, IReadOnlyList<Guid>? agencies, DelegationState? state, DelegationActor reader, Organisation organisation, DateOnly today, int skip, int take,
        CancellationToken cancellationToken)
    {
        var rows = context.Set<Delegation>().AsNoTracking();
        if (agencies is not null)
            rows = rows.Where(row => agencies.Contains(row.AgencyId));
        rows = state switch
        {
            DelegationState.Active => rows.Where(row => row.RevokedAt == null && row.FirstDay <= today && row.LastDay >= today),
            DelegationState.Upcoming => rows.Where(row => row.RevokedAt == null && row.FirstDay > today),
            DelegationState.Past => rows.Where(row => row.RevokedAt == null && row.LastDay < today),
            DelegationState.Revoked => rows.Where(row => row.RevokedAt != null),
            _ => rows,
        };
        var page = await rows.OrderByDescending(row => row.FirstDay).ThenByDescending(row => row.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return ([.. page.Select(row => ViewOf(row, reader, organisation, today))], await rows.CountAsync(cancellationToken));
    }

    public static DelegationView ViewOf(Delegation row, DelegationActor reader, Organisation organisation, DateOnly today)
    {
        var state = row.RevokedAt is not null ? DelegationState.Revoked
            : row.LastDay < today ? DelegationState.Past
            : row.FirstDay > today ? DelegationState.Upcoming : DelegationState.Active;
        return new DelegationView(
            row.Id, row.AgencyId, Ref(row.FromPersonId), Ref(row.ToPersonId), row.PositionId, row.PositionId is { } position ? organisation.FindPosition(position)?.Title : null,
            row.KindList, row.FirstDay, row.LastDay, row.Reason, row.Authorisation, Name(row.SetBy), row.SetAt, Name(row.RevokedBy), row.RevokedAt, row.RevokeReason, state,
            state is DelegationState.Active or DelegationState.Upcoming && reader.MayRevoke(row));

        string? Name(Guid? id) => id is { } person ? organisation.FindPerson(person)?.FullName : null;

        PersonRef Ref(Guid id) => new(
            id, Name(id) ?? "",
            organisation.PositionsOf(id, row.FirstDay).FirstOrDefault(held => held.Agency.Id == row.AgencyId)?.ActingAs);
    }
}
