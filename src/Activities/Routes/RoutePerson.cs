using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;

namespace LienThong.Activities.Routes;

/// <summary>Somebody on the way of a dossier, with position and place: Trưởng phòng - Phòng Quản lý Khoa học.</summary>
public sealed record RoutePerson(Guid PersonId, string Name, string ActingAs)
{
    internal static RoutePerson Of(Holding holding) => new(holding.Person.Id, holding.Person.FullName, holding.ActingAs);

    /// <summary>People by their ids, as what they are in the dossier's agency on the day; unknown ids are left out.</summary>
    internal static IReadOnlyList<RoutePerson> Of(IEnumerable<Guid> ids, Organisation organisation, Dossier dossier, DateOnly on) =>
    [
        .. ids.Distinct().Select(organisation.FindPerson).OfType<Person>().Select(person => new RoutePerson(
            person.Id, person.FullName,
            organisation.PositionsOf(person.Id, on).FirstOrDefault(held => held.Agency.Id == dossier.AgencyId)?.ActingAs ?? "hiện không giữ chức vụ ở cơ quan")),
    ];
}

/// <summary>People in words.</summary>
internal static class RouteWords
{
    private const int Named = 4;

    /// <summary>"Nguyễn Văn A (Trưởng phòng - Phòng Kế hoạch)", "một trong 3 người: …", "chưa xác định".</summary>
    public static string Who(IReadOnlyList<RoutePerson> people) => people.Count switch
    {
        0 => "chưa xác định",
        1 => $"{people[0].Name} ({people[0].ActingAs})",
        <= Named => $"một trong {people.Count} người: {Names(people)}",
        _ => $"một trong {people.Count} người",
    };

    /// <summary>"A, B, C", or how many there are.</summary>
    public static string Names(IReadOnlyList<RoutePerson> people) =>
        people.Count <= Named ? string.Join(", ", people.Select(person => person.Name)) : $"{people.Count} người";
}
