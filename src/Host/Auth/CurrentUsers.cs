using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Finds out, for every request anew, who the holder of a session is today.</summary>
/// <remarks>Three queries, by keys, and nothing is kept in memory: so a session that is ended on one node is over on all of them with the next request.</remarks>
internal sealed class CurrentUsers(Database database, Sessions sessions, OrganisationCache organisations, HostSettings settings, TimeProvider time)
{
    /// <summary>Null when the session was ended, the account is locked, or its stamp changed since the session began.</summary>
    public async Task<CurrentUser?> FindAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(async (context, ct) =>
        {
            var row = await (
                from session in context.Set<AccountSession>()
                join account in context.Set<Account>() on session.AccountId equals account.Id
                where session.Id == sessionId && session.EndedAt == null && session.Stamp == account.SecurityStamp && account.LockedAt == null
                select new { session, account }).SingleOrDefaultAsync(ct);
            if (row is null)
                return default;
            var organisation = await organisations.GetAsync(context, ct);
            // With every request anew: a delegation that is revoked opens nothing any more.
            return (row.session, row.account, Organisation: organisation, Reach: await Reach.OfAsync(context, organisation, row.account.PersonId, VietnamTime.Today(time), ct));
        }, cancellationToken);
        if (found.session is null || found.Organisation.FindPerson(found.account.PersonId) is not { } person)
            return null;
        await sessions.TouchAsync(found.session, cancellationToken);
        var (account, confirmedUntil) = (found.account, found.session.ConfirmedAt + TimeSpan.FromMinutes(settings.Signing.ConfirmationMinutes));
        return new CurrentUser(
            account.Id, person.Id, person.FullName, account.UserName, account.IsAdministrator, found.Organisation.PositionsOf(person.Id, VietnamTime.Today(time)))
        {
            Reach = found.Reach,
            SessionId = sessionId,
            MustChangePassword = account.MustChangePassword,
            PagePreferences = account.Preferences,
            HasSecondFactor = account.SecondFactorSince is not null,
            ConfirmedUntil = confirmedUntil > time.GetUtcNow() ? confirmedUntil : null,
        };
    }
}
