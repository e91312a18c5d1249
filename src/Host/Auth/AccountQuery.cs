using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>An account as administrators see it.</summary>
/// <param name="PersonId">Whose it is.</param>
/// <param name="FullName">Of the person.</param>
/// <param name="UserName">To sign in with.</param>
/// <param name="Email">Of the person.</param>
/// <param name="IsAdministrator">May change the organisation and the definitions.</param>
/// <param name="IsDemo">Belongs to the demonstration.</param>
/// <param name="Locked">By an administrator.</param>
/// <param name="LockedUntil">After wrong passwords; null when that is over.</param>
/// <param name="MustChangePassword">Has not yet replaced the password that an administrator gave.</param>
/// <param name="HasSecondFactor">Signs in with an authenticator.</param>
/// <param name="LastSeenAt">Null for somebody who never signed in, or not for long.</param>
/// <param name="CreatedAt">Since when there is the account.</param>
/// <param name="Positions">Held today.</param>
internal sealed record AccountRow(
    Guid PersonId, string FullName, string UserName, string? Email, bool IsAdministrator, bool IsDemo, bool Locked, DateTimeOffset? LockedUntil, bool MustChangePassword,
    bool HasSecondFactor, DateTimeOffset? LastSeenAt, DateTimeOffset CreatedAt, IReadOnlyList<string> Positions);

/// <summary>Lists accounts by the names of their people.</summary>
/// <remarks>Found in memory, where diacritics can be left out: the accounts of a province are some thousands, and few look at them.</remarks>
internal sealed class AccountQuery(Database database, OrganisationCache organisations, TimeProvider time)
{
    public Task<(IReadOnlyList<AccountRow> Items, int Total)> ListAsync(string? text, int skip, int take, CancellationToken cancellationToken) => database.ReadAsync(async (context, ct) =>
    {
        var organisation = await organisations.GetAsync(context, ct);
        var wanted = Fold.Of(text?.Trim() ?? "");
        var found = (await context.Set<Account>().ToListAsync(ct))
            .Select(account => (account, person: organisation.FindPerson(account.PersonId)))
            .Where(row => wanted.Length == 0 || Fold.Of($"{row.person?.FullName} {row.account.UserName}").Contains(wanted, StringComparison.Ordinal))
            .OrderBy(row => row.person?.FullName, StringComparer.Ordinal).ThenBy(row => row.account.Id).ToList();
        var shown = found.Skip(skip).Take(take).ToList();
        var ids = shown.Select(row => row.account.Id).ToList();
        var seen = await context.Set<AccountSession>().Where(session => ids.Contains(session.AccountId)).GroupBy(session => session.AccountId)
            .Select(group => new { group.Key, At = group.Max(session => session.LastSeenAt) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var (now, today) = (time.GetUtcNow(), VietnamTime.Today(time));
        IReadOnlyList<AccountRow> rows =
        [
            .. shown.Select(row => new AccountRow(
                row.account.PersonId, row.person?.FullName ?? row.account.UserName, row.account.UserName, row.person?.Email, row.account.IsAdministrator, row.account.IsDemo,
                row.account.LockedAt is not null, row.account.LockedUntil > now ? row.account.LockedUntil : null, row.account.MustChangePassword,
                row.account.SecondFactorSince is not null, seen.TryGetValue(row.account.Id, out var at) ? at : null, row.account.CreatedAt,
                [.. organisation.PositionsOf(row.account.PersonId, today).Select(held => held.ActingAs)])),
        ];
        return (rows, found.Count);
    }, cancellationToken);
}
