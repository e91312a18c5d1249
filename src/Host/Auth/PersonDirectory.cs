using LienThong.Activities.Agencies;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>A person as the administrators' list shows them.</summary>
/// <param name="Id">The person.</param>
/// <param name="FullName">Name.</param>
/// <param name="Email">Address.</param>
/// <param name="RowVersion">Goes, in quotes, into If-Match of a change.</param>
/// <param name="Positions">Held today.</param>
/// <param name="UserName">Of the account; null without one.</param>
internal sealed record PersonView(Guid Id, string FullName, string? Email, int RowVersion, IReadOnlyList<string> Positions, string? UserName);

/// <summary>One appointment of a person, of the past, the present or to come.</summary>
internal sealed record AppointmentView(Guid Id, Guid PositionId, string Title, string? Unit, string Agency, DateOnly From, DateOnly? To, bool Primary);

/// <summary>A person with every appointment, the latest first.</summary>
internal sealed record PersonDetail(PersonView Person, IReadOnlyList<AppointmentView> Appointments);

/// <summary>Finds people for administrators.</summary>
/// <remarks>A text is looked for in memory, where diacritics can be left out: the people of a province are some thousands.</remarks>
internal static class PersonDirectory
{
    public static async Task<(IReadOnlyList<PersonView> Items, int Total)> ListAsync(
        DbContext context, Organisation organisation, string? text, DateOnly today, int skip, int take, CancellationToken cancellationToken)
    {
        var ordered = context.Set<Person>().AsNoTracking().OrderBy(person => person.FullName).ThenBy(person => person.Id);
        var wanted = Fold.Of(text?.Trim() ?? "");
        if (wanted.Length == 0)
            return (await ViewsAsync(context, organisation, await ordered.Skip(skip).Take(take).ToListAsync(cancellationToken), today, cancellationToken),
                await context.Set<Person>().CountAsync(cancellationToken));
        var found = (await ordered.ToListAsync(cancellationToken)).Where(person => Fold.Of(
            $"{person.FullName} {person.Email} {string.Join(' ', organisation.PositionsOf(person.Id, today).Select(held => $"{held.ActingAs} {held.Agency.ShortName}"))}")
            .Contains(wanted, StringComparison.Ordinal)).ToList();
        return (await ViewsAsync(context, organisation, [.. found.Skip(skip).Take(take)], today, cancellationToken), found.Count);
    }

    /// <exception cref="RuleViolation"><c>person.not-found</c>.</exception>
    public static async Task<PersonDetail> FindAsync(DbContext context, Organisation organisation, Guid id, DateOnly today, CancellationToken cancellationToken)
    {
        var person = await context.Set<Person>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
            ?? throw RuleViolation.NotFound("person.not-found", "Không tìm thấy người này. Chọn lại trong danh mục.");
        var appointments = await context.Set<Appointment>().AsNoTracking().Where(row => row.PersonId == id)
            .OrderByDescending(row => row.From).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var views = await ViewsAsync(context, organisation, [person], today, cancellationToken);
        return new PersonDetail(views[0], [.. appointments.Select(appointment => ViewOf(appointment, organisation))]);
    }

    private static AppointmentView ViewOf(Appointment appointment, Organisation organisation)
    {
        var position = organisation.FindPosition(appointment.PositionId)!;
        var unit = position.UnitId is { } unitId ? organisation.FindUnit(unitId) : null;
        return new AppointmentView(
            appointment.Id, position.Id, position.Title, unit?.Name, organisation.FindAgency(position.AgencyId)!.Name, appointment.From, appointment.To, appointment.Primary);
    }

    private static async Task<IReadOnlyList<PersonView>> ViewsAsync(
        DbContext context, Organisation organisation, List<Person> people, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = people.Select(person => person.Id).ToList();
        var names = await context.Set<Account>().Where(account => ids.Contains(account.PersonId))
            .Select(account => new { account.PersonId, account.UserName }).ToDictionaryAsync(row => row.PersonId, row => row.UserName, cancellationToken);
        return [.. people.Select(person => new PersonView(
            person.Id, person.FullName, person.Email, person.RowVersion, [.. organisation.PositionsOf(person.Id, today).Select(held => held.ActingAs)],
            names.GetValueOrDefault(person.Id)))];
    }
}
