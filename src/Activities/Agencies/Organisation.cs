using System.Collections.Frozen;

namespace LienThong.Activities.Agencies;

/// <summary>Somebody in a position on a date.</summary>
public sealed record Holding(Person Person, Position Position, Unit? Unit, Agency Agency, bool Primary)
{
    /// <summary>Position and place, as the history shows it: Trưởng phòng - Phòng Quản lý Khoa học.</summary>
    public string ActingAs => $"{Position.Title} - {Unit?.Name ?? Agency.Name}";
}

/// <summary>
/// The whole organisation with its past and planned future, as it was when it was read. Shared between threads: its rows are not to be
/// changed.
/// </summary>
public sealed class Organisation
{
    private readonly FrozenDictionary<Guid, Agency> agencies;
    private readonly FrozenDictionary<Guid, Unit> units;
    private readonly FrozenDictionary<Guid, Position> positions;
    private readonly FrozenDictionary<Guid, Person> people;
    private readonly ILookup<Guid, Appointment> byPerson;
    private readonly ILookup<Guid, Appointment> byPosition;
    private readonly ILookup<Guid, Position> positionsOfAgency;

    public Organisation(
        Guid stamp, IEnumerable<Agency> agencies, IEnumerable<Unit> units, IEnumerable<Position> positions, IEnumerable<Person> people,
        IReadOnlyCollection<Appointment> appointments)
    {
        Stamp = stamp;
        this.agencies = agencies.ToFrozenDictionary(agency => agency.Id);
        this.units = units.ToFrozenDictionary(unit => unit.Id);
        this.positions = positions.ToFrozenDictionary(position => position.Id);
        this.people = people.ToFrozenDictionary(person => person.Id);
        byPerson = appointments.ToLookup(appointment => appointment.PersonId);
        byPosition = appointments.ToLookup(appointment => appointment.PositionId);
        positionsOfAgency = this.positions.Values.ToLookup(position => position.AgencyId);
    }

    /// <summary>Another stamp, another organisation.</summary>
    public Guid Stamp { get; }

    public Agency? FindAgency(Guid id) => agencies.GetValueOrDefault(id);

    public Unit? FindUnit(Guid id) => units.GetValueOrDefault(id);

    public Position? FindPosition(Guid id) => positions.GetValueOrDefault(id);

    public Person? FindPerson(Guid id) => people.GetValueOrDefault(id);

    /// <summary>The agency with this code of the exchange axis on the date.</summary>
    public Agency? FindAgencyByEdocCode(string edocCode, DateOnly on) =>
        agencies.Values.FirstOrDefault(agency => agency.EdocCode == edocCode && agency.ExistsOn(on));

    public IReadOnlyList<Agency> AgenciesOn(DateOnly on) =>
        [.. agencies.Values.Where(agency => agency.ExistsOn(on))
            .OrderBy(agency => agency.EdocCode, StringComparer.Ordinal).ThenBy(agency => agency.Id)];

    public IReadOnlyList<Unit> UnitsOf(Guid agencyId, DateOnly on) =>
        [.. units.Values.Where(unit => unit.AgencyId == agencyId && unit.ExistsOn(on))
            .OrderBy(unit => unit.Kind).ThenBy(unit => unit.Name, StringComparer.Ordinal)];

    /// <summary>What a position code is called in the agency; null when the agency has no such position.</summary>
    public string? TitleOf(Guid agencyId, string positionCode) => PositionOf(agencyId, positionCode)?.Title;

    /// <summary>A position of the agency with this code, the highest when there are several.</summary>
    public Position? PositionOf(Guid agencyId, string positionCode) =>
        positionsOfAgency[agencyId].Where(position => position.Code == positionCode).MinBy(position => position.Rank);

    /// <summary>Every position of the agency, the highest first, those of the past too.</summary>
    public IEnumerable<Position> PositionsOfAgency(Guid agencyId) => positionsOfAgency[agencyId].OrderBy(position => position.Rank);

    /// <summary>The position of the agency's head.</summary>
    public Position? HeadPositionOf(Guid agencyId) => positionsOfAgency[agencyId].FirstOrDefault(position => position.IsAgencyHead);

    /// <summary>Who holds the position with this code in the unit.</summary>
    public IReadOnlyList<Holding> HoldersInUnit(Guid unitId, string positionCode, DateOnly on) =>
        units.TryGetValue(unitId, out var unit)
            ? Holders(unit.AgencyId, on, position => position.UnitId == unitId && position.Code == positionCode)
            : [];

    /// <summary>Who holds the position with this code anywhere in the agency, its units included.</summary>
    public IReadOnlyList<Holding> HoldersInAgency(Guid agencyId, string positionCode, DateOnly on) =>
        Holders(agencyId, on, position => position.Code == positionCode);

    /// <summary>Who holds this position.</summary>
    public IReadOnlyList<Holding> HoldersOf(Guid positionId, DateOnly on) =>
        positions.TryGetValue(positionId, out var found) ? Holders(found.AgencyId, on, position => position.Id == positionId) : [];

    /// <summary>Everybody in the agency, its leaders first.</summary>
    public IReadOnlyList<Holding> PeopleOfAgency(Guid agencyId, DateOnly on) => Holders(agencyId, on, _ => true);

    public IReadOnlyList<Holding> AgencyHeads(Guid agencyId, DateOnly on) => Holders(agencyId, on, position => position.IsAgencyHead);

    public IReadOnlyList<Holding> UnitHeads(Guid unitId, DateOnly on) => InUnit(unitId, on, position => position.IsUnitHead);

    /// <summary>Everybody in the unit, the head first.</summary>
    public IReadOnlyList<Holding> PeopleInUnit(Guid unitId, DateOnly on) => InUnit(unitId, on, _ => true);

    /// <summary>All positions of the person on the date, the primary one first.</summary>
    public IReadOnlyList<Holding> PositionsOf(Guid personId, DateOnly on) =>
        [.. byPerson[personId].Select(appointment => HoldingOn(appointment, on)).OfType<Holding>()
            .OrderByDescending(holding => holding.Primary).ThenBy(holding => holding.Position.Rank).ThenBy(holding => holding.Position.Id)];

    /// <summary>
    /// The agency of the person's primary position, or of the only one; null for somebody without a position on the date.
    /// </summary>
    public Agency? AgencyOf(Guid personId, DateOnly on) => PositionsOf(personId, on) is [var first, ..] ? first.Agency : null;

    private IReadOnlyList<Holding> InUnit(Guid unitId, DateOnly on, Func<Position, bool> wanted) =>
        units.TryGetValue(unitId, out var unit)
            ? Holders(unit.AgencyId, on, position => position.UnitId == unitId && wanted(position))
            : [];

    // One order always, so that "the first of them" is the same person on every node.
    private IReadOnlyList<Holding> Holders(Guid agencyId, DateOnly on, Func<Position, bool> wanted) =>
        [.. positionsOfAgency[agencyId].Where(wanted)
            .SelectMany(position => byPosition[position.Id]).Select(appointment => HoldingOn(appointment, on)).OfType<Holding>()
            .OrderBy(holding => holding.Position.Rank)
            .ThenBy(holding => holding.Person.FullName, StringComparer.Ordinal).ThenBy(holding => holding.Person.Id)];

    private Holding? HoldingOn(Appointment appointment, DateOnly on)
    {
        if (!appointment.CountsOn(on)) return null;
        var position = positions[appointment.PositionId];
        var unit = position.UnitId is { } unitId ? units[unitId] : null;
        var agency = agencies[position.AgencyId];
        var exists = position.ExistsOn(on) && agency.ExistsOn(on) && (unit is null || unit.ExistsOn(on));
        return exists ? new Holding(people[appointment.PersonId], position, unit, agency, appointment.Primary) : null;
    }
}
