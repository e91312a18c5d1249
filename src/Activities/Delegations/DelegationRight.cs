using LienThong.Activities.Agencies;

namespace LienThong.Activities.Delegations;

/// <summary>Who may set and revoke delegations of others: the one place that says so.</summary>
public static class DelegationRight
{
    /// <summary>Agencies whose people this person assists: where he is Chánh Văn phòng.</summary>
    public static IReadOnlyList<Guid> AssistedAgencies(IEnumerable<Holding> positions) =>
        [.. positions.Where(held => held.Position.Code == PositionCodes.ChiefOfOffice).Select(held => held.Agency.Id).Distinct()];

    /// <summary>The person himself, his assistant, or an administrator.</summary>
    public static bool MaySet(Guid actorId, IEnumerable<Holding> actorPositions, bool isAdministrator, Guid fromPersonId, Guid agencyId) =>
        isAdministrator || actorId == fromPersonId || AssistedAgencies(actorPositions).Contains(agencyId);

    /// <summary>Whoever might set it, and who set it.</summary>
    public static bool MayRevoke(Guid actorId, IEnumerable<Holding> actorPositions, bool isAdministrator, Delegation delegation) =>
        delegation.SetBy == actorId || MaySet(actorId, actorPositions, isAdministrator, delegation.FromPersonId, delegation.AgencyId);
}

/// <summary>Who sets or revokes a delegation.</summary>
/// <param name="Actor">As the audit trail names him.</param>
/// <param name="PersonId">Who he is.</param>
/// <param name="Positions">What he holds today.</param>
/// <param name="IsAdministrator">Whether he administers the system.</param>
public sealed record DelegationActor(Audit.Actor Actor, Guid PersonId, IReadOnlyList<Holding> Positions, bool IsAdministrator)
{
    public bool MaySet(Guid fromPersonId, Guid agencyId) => DelegationRight.MaySet(PersonId, Positions, IsAdministrator, fromPersonId, agencyId);

    public bool MayRevoke(Delegation delegation) => DelegationRight.MayRevoke(PersonId, Positions, IsAdministrator, delegation);
}
