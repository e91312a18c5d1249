using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Finds out, for every request anew, who the holder of a session is today.</summary>
internal sealed class CurrentUsers(Database database, OrganisationCache organisations, TimeProvider time)
{
    /// <summary>Null when the account is gone or its stamp changed since the session began.</summary>
    public Task<CurrentUser?> FindAsync(Guid accountId, string securityStamp, CancellationToken cancellationToken) =>
        database.ReadAsync(async (context, ct) =>
        {
            var account = await context.Set<Account>().SingleOrDefaultAsync(account => account.Id == accountId && account.SecurityStamp == securityStamp, ct);
            if (account is null)
                return null;
            var organisation = await organisations.GetAsync(context, ct);
            var today = VietnamTime.Today(time);
            return organisation.FindPerson(account.PersonId) is { } person
                ? new CurrentUser(accountId, person.Id, person.FullName, account.UserName, account.IsAdministrator, organisation.PositionsOf(person.Id, today))
                {
                    // With every request anew: a delegation that is revoked opens nothing any more.
                    Reach = await Reach.OfAsync(context, organisation, person.Id, today, ct),
                }
                : null;
        }, cancellationToken);
}
