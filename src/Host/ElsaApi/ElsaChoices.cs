using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Form;
using LienThong.Host.Auth;
using LienThong.Workflows.Model;

namespace LienThong.Host.ElsaApi;

/// <summary>What lists of an activity's form offer: what the activity itself names, or positions, units, agencies, people and types of documents of the province.</summary>
/// <remarks>What is not in a list, because it depends on the dossier, is written as an expression.</remarks>
internal sealed class ElsaChoices(Organisation organisation, DateOnly on)
{
    // Means the dossier's lead unit to every step that people do.
    private const string LeadUnit = "chu-tri";

    private static readonly ElsaChoice None = new("Không nêu", "");

    private static readonly IReadOnlyList<ElsaChoice> DocumentKinds = [.. DocumentTypes.All.Select(type => new ElsaChoice($"{type.Name} ({type.Key})", type.Key))];

    private readonly Lazy<IReadOnlyList<ElsaChoice>> _positions = new(() => Positions(organisation, on));
    private readonly Lazy<IReadOnlyList<ElsaChoice>> _units = new(() => Units(organisation, on));
    private readonly Lazy<IReadOnlyList<ElsaChoice>> _people = new(() => [None, .. People(organisation, on)]);

    /// <summary>They are those of this organisation on this day.</summary>
    public bool AreOf(Organisation of, DateOnly day) => (organisation.Stamp, on) == (of.Stamp, day);

    /// <summary>Too many to send with every description: asked for when the form is opened.</summary>
    public static bool IsAskedFor(string hint) => hint == "person-picker";

    public IReadOnlyList<ElsaChoice> Of(InputAttribute facts) => facts.UIHint switch
    {
        "position-picker" => _positions.Value,
        "unit-picker" => _units.Value,
        "agency-picker" => [None, .. organisation.AgenciesOn(on).DistinctBy(a => a.Symbol).Select(a => new ElsaChoice($"{a.Name} ({a.Symbol})", a.Symbol))],
        "person-picker" => _people.Value,
        "document-type-picker" => DocumentKinds,
        _ => ElsaControls.Choices(facts),
    };

    /// <summary>The same and what is stored, where that is no longer offered: without it Studio would show an empty field.</summary>
    public IReadOnlyList<ElsaChoice> Of(InputAttribute facts, string? stored)
    {
        var offered = Of(facts);
        if (string.IsNullOrEmpty(stored) || offered.Any(choice => choice.Value == stored))
            return offered;
        var name = Guid.TryParse(stored, out var id) ? organisation.FindPerson(id)?.FullName : null;
        return [.. offered, new ElsaChoice($"{name ?? stored} (không còn trong danh sách)", stored)];
    }

    // One role has one code in every agency, whatever its title there.
    private static IReadOnlyList<ElsaChoice> Positions(Organisation organisation, DateOnly on) =>
    [
        None,
        .. organisation.AgenciesOn(on).SelectMany(agency => organisation.PositionsOfAgency(agency.Id)).Where(position => position.ExistsOn(on))
            .GroupBy(position => position.Code, StringComparer.Ordinal).Select(role => new ElsaChoice($"{TitleOf(role.Key, role.First())} ({role.Key})", role.Key)),
    ];

    private static string TitleOf(string code, Position position) => PositionTitles.Of(code) is var title && title != code ? title : position.Title;

    // Several agencies have a unit of the same symbol; the dossier's agency decides which one is meant.
    private static IReadOnlyList<ElsaChoice> Units(Organisation organisation, DateOnly on) =>
    [
        None,
        new ElsaChoice("Đơn vị chủ trì (chu-tri)", LeadUnit),
        .. organisation.AgenciesOn(on).SelectMany(agency => organisation.UnitsOf(agency.Id, on)).GroupBy(unit => unit.Symbol, StringComparer.Ordinal)
            .Select(units => new ElsaChoice($"{units.First().Name} ({units.Key})", units.Key)),
    ];

    private static IEnumerable<ElsaChoice> People(Organisation organisation, DateOnly on) =>
        organisation.AgenciesOn(on).SelectMany(agency => organisation.PeopleOfAgency(agency.Id, on)).DistinctBy(held => held.Person.Id)
            .Select(held => new ElsaChoice($"{held.Person.FullName} - {held.ActingAs}", held.Person.Id.ToString("D")));
}
