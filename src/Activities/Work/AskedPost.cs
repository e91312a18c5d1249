using LienThong.Activities.Agencies;

namespace LienThong.Activities.Work;

/// <summary>Of whom a procedure asks something, so that it can be asked again when the organisation has changed.</summary>
/// <param name="AgencyId">Where.</param>
/// <param name="Position">Code of the position, or a word that stands for one; null when a person was named.</param>
/// <param name="UnitId">Null for the whole agency.</param>
public sealed record AskedPost(Guid AgencyId, string? Position, Guid? UnitId)
{
    /// <summary>Position that stands for the head of whatever agency it is, so that one procedure fits all.</summary>
    public const string AgencyHead = "thu-truong";

    /// <summary>All words by which this position may be asked for.</summary>
    public static IReadOnlyList<string> WordsFor(Position position) =>
    [
        position.Code,
        .. position.IsAgencyHead ? [AgencyHead] : Array.Empty<string>(),
        // Whatever its own title is, the head of a unit is asked for as such.
        .. position.IsUnitHead && position.Code != PositionCodes.UnitHead ? [PositionCodes.UnitHead] : Array.Empty<string>(),
    ];

    /// <summary>Everybody who holds it on the day; one person may stand there twice.</summary>
    public IReadOnlyList<Holding> Holders(Organisation organisation, DateOnly on) => (Position, UnitId) switch
    {
        (null, _) => [],
        (PositionCodes.UnitHead, { } unit) => organisation.UnitHeads(unit, on),
        (var position, { } unit) => organisation.HoldersInUnit(unit, position, on),
        (AgencyHead, null) => organisation.AgencyHeads(AgencyId, on),
        (var position, null) => organisation.HoldersInAgency(AgencyId, position, on),
    };

    /// <summary>What is asked for in words: Phó Giám đốc - Sở Khoa học và Công nghệ.</summary>
    public string Text(Organisation organisation)
    {
        var title = Position switch
        {
            null => "Người được chỉ định",
            AgencyHead => organisation.HeadPositionOf(AgencyId)?.Title ?? "Thủ trưởng cơ quan",
            // Heads of units have titles of their own: Chánh Thanh tra, Giám đốc Trung tâm.
            var code => organisation.PositionsOfAgency(AgencyId).FirstOrDefault(position => (UnitId is null || position.UnitId == UnitId) && WordsFor(position).Contains(code))?.Title ?? code,
        };
        return $"{title} - {(UnitId is { } unit ? organisation.FindUnit(unit)?.Name : organisation.FindAgency(AgencyId)?.Name)}";
    }
}
