using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Locks accounts and makes administrators; there is always one administrator left who can sign in.</summary>
internal sealed class AccountRights(Database database, Sessions sessions, TimeProvider time)
{
    /// <summary>Nobody signs in with it until it is unlocked; its sessions end.</summary>
    /// <exception cref="RuleViolation"><c>account.not-found</c>, <c>account.self</c>, <c>account.last-administrator</c>.</exception>
    public Task LockAsync(CurrentUser user, Guid personId, CancellationToken cancellationToken) => ChangeAsync(user, personId, "account.locked", account =>
    {
        if (account.LockedAt is not null)
            return false;
        account.LockedAt = time.GetUtcNow();
        account.SecurityStamp = Accounts.NewStamp();
        return true;
    }, cancellationToken);

    /// <summary>Takes back the lock, also one that followed from wrong passwords.</summary>
    /// <exception cref="RuleViolation"><c>account.not-found</c>, <c>account.self</c>.</exception>
    public Task UnlockAsync(CurrentUser user, Guid personId, CancellationToken cancellationToken) => ChangeAsync(user, personId, "account.unlocked", account =>
    {
        if (account.LockedAt is null && account.LockedUntil is null)
            return false;
        (account.LockedAt, account.LockedUntil, account.FailedAttempts) = (null, null, 0);
        return true;
    }, cancellationToken);

    /// <exception cref="RuleViolation"><c>account.not-found</c>, <c>account.self</c>, <c>account.last-administrator</c>.</exception>
    public Task SetAdministratorAsync(CurrentUser user, Guid personId, bool isAdministrator, CancellationToken cancellationToken) => ChangeAsync(
        user, personId, isAdministrator ? "account.administrator-granted" : "account.administrator-withdrawn", account =>
        {
            if (account.IsAdministrator == isAdministrator)
                return false;
            account.IsAdministrator = isAdministrator;
            return true;
        }, cancellationToken);

    private Task<bool> ChangeAsync(CurrentUser user, Guid personId, string action, Func<Account, bool> change, CancellationToken cancellationToken) => database.WriteAsync(async (session, ct) =>
    {
        if (personId == user.PersonId)
            throw new RuleViolation("account.self", "Không thay đổi quyền hoặc khoá tài khoản của chính mình. Đề nghị quản trị viên khác làm.");
        var subject = await Accounts.OfPersonAsync(session, personId, ct);
        if (!change(subject))
            return false;
        // Before the others are counted, for it locks the end of the chain: two administrators who withdraw each other stand in line here.
        await AuditTrail.AppendAsync(session, user.Actor, action, new AuditSubject("account", subject.Id), new { subject.UserName, subject.PersonId }, ct);
        if ((subject.LockedAt is not null || !subject.IsAdministrator)
            && !await session.Context.Set<Account>().AnyAsync(other => other.Id != subject.Id && other.IsAdministrator && other.LockedAt == null, ct))
            throw new RuleViolation("account.last-administrator", "Đây là quản trị viên cuối cùng còn hoạt động. Cấp quyền cho người khác trước.");
        session.Update(subject);
        sessions.TellAfter(session);
        return true;
    }, cancellationToken);
}
