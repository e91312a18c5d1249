using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Finds out, for every request anew, who the holder of a session is today.</summary>
internal sealed class CurrentUsers(Database database, TimeProvider time)
{
    /// <summary>Null when the account is gone or its stamp changed since the session began.</summary>
    public Task<CurrentUser?> FindAsync(Guid accountId, string securityStamp, CancellationToken cancellationToken) =>
        database.ReadAsync(async (context, ct) =>
        {
            var account = await (from a in context.Set<Account>()
                                 join person in context.Set<Person>() on a.PersonId equals person.Id
                                 where a.Id == accountId && a.SecurityStamp == securityStamp
                                 select new { a.PersonId, a.UserName, a.IsAdministrator, person.FullName }).SingleOrDefaultAsync(ct);
            return account is null
                ? null
                : new CurrentUser(accountId, account.PersonId, account.FullName, account.UserName, account.IsAdministrator, await PositionsAsync(context, account.PersonId, ct));
        }, cancellationToken);

    private async Task<List<HeldPosition>> PositionsAsync(DbContext context, Guid personId, CancellationToken cancellationToken)
    {
        var today = VietnamTime.Today(time);
        return await (from appointment in context.Set<Appointment>()
                      where appointment.PersonId == personId && appointment.From <= today && (appointment.To == null || today <= appointment.To)
                      join position in context.Set<Position>() on appointment.PositionId equals position.Id
                      where position.ValidFrom <= today && (position.ValidTo == null || today <= position.ValidTo)
                      join agency in context.Set<Agency>() on position.AgencyId equals agency.Id
                      join unit in context.Set<Unit>() on position.UnitId equals unit.Id into units
                      from unit in units.DefaultIfEmpty()
                      orderby appointment.Primary descending, position.Rank
                      select new HeldPosition(position.Id, position.Code, position.Title, position.Kind, agency.Id, agency.Name, position.UnitId, unit == null ? null : unit.Name))
            .ToListAsync(cancellationToken);
    }
}
