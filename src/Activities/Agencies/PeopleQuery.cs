using LienThong.Activities.Texts;

namespace LienThong.Activities.Agencies;

/// <summary>A position of somebody, to choose by.</summary>
public sealed record PickedPosition(Guid PositionId, string Code, string Title, string ActingAs, Guid AgencyId, Guid? UnitId, bool Primary)
{
    public static PickedPosition Of(Holding held) =>
        new(held.Position.Id, held.Position.Code, held.Position.Title, held.ActingAs, held.Agency.Id, held.Unit?.Id, held.Primary);
}

/// <summary>Somebody to choose: names and positions only.</summary>
public sealed record PersonPick(Guid Id, string FullName, IReadOnlyList<PickedPosition> Positions);

/// <summary>Finds people by words of their names, positions and units, without regard to marks and case.</summary>
public static class PeopleQuery
{
    /// <param name="organisation">In memory: nothing is read.</param>
    /// <param name="agencyId">Whose people.</param>
    /// <param name="on">Who holds something on this day.</param>
    /// <param name="text">All its words must occur; null or empty for everybody.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="wanted">Of one position, whether it is enough.</param>
    public static IReadOnlyList<PersonPick> Find(Organisation organisation, Guid agencyId, DateOnly on, string? text, int take, Func<Holding, bool> wanted)
    {
        var words = Fold.Of(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. organisation.PeopleOfAgency(agencyId, on).GroupBy(held => held.Person.Id)
                .Where(person => person.Any(wanted) && Matches(person))
                .Take(take)
                .Select(person => new PersonPick(person.Key, person.First().Person.FullName, [.. person.Select(PickedPosition.Of)])),
        ];

        bool Matches(IEnumerable<Holding> person)
        {
            if (words.Length == 0)
                return true;
            var folded = Fold.Of(string.Join(' ', person.Select(held => $"{held.Person.FullName} {held.ActingAs}")));
            return Array.TrueForAll(words, word => folded.Contains(word, StringComparison.Ordinal));
        }
    }
}
