using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Identity;

namespace LienThong.Host.Auth;

/// <summary>One's own password: checked before what needs it again, and replaced.</summary>
internal sealed class PasswordChange(
    UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Accounts accounts, Sessions sessions, Database database)
{
    /// <summary>Takes the next password in place of the present one; other sessions of the account end, this one stays.</summary>
    /// <exception cref="RuleViolation"><c>password.wrong</c>, <c>password.locked</c>, <c>password.same</c>, <c>password.contains-name</c>, <c>password.too-short</c>, <c>password.too-simple</c>.</exception>
    public async Task RunAsync(CurrentUser user, string present, string next, CancellationToken cancellationToken)
    {
        var known = await CheckAsync(user, present);
        if (present == next)
            throw RuleViolation.Invalid("password.same", "Mật khẩu mới trùng với mật khẩu đang dùng. Chọn mật khẩu khác.");
        if (Contains(next, user.UserName.Split('@')[0]) || Contains(next, user.FullName))
            throw RuleViolation.Invalid("password.contains-name", "Mật khẩu chứa tên đăng nhập hoặc họ tên nên dễ đoán. Chọn mật khẩu khác.");
        await accounts.CheckPasswordAsync(known, next);
        var hash = hasher.HashPassword(known, next);
        await database.WriteAsync(async (session, ct) =>
        {
            var account = await session.FindAsync<Account>(user.AccountId, ct);
            // Changed since it was checked: of two changes at the same moment one wins.
            if (account is null || account.PasswordHash != known.PasswordHash)
                throw new RuleViolation("stale", "Mật khẩu vừa được thay đổi ở nơi khác. Hãy đăng nhập lại.");
            Accounts.WithPassword(account, hash);
            account.MustChangePassword = false;
            session.Update(account);
            if (await session.FindAsync<AccountSession>(user.SessionId, ct) is { } own)
            {
                own.Stamp = account.SecurityStamp;
                session.Update(own);
            }

            sessions.TellAfter(session);
            await AuditTrail.AppendAsync(session, user.Actor, "account.password-changed", new AuditSubject("account", account.Id), new { account.UserName }, ct);
            return true;
        }, cancellationToken);
    }

    /// <summary>The account, when this is its password; wrong ones count as at sign-in.</summary>
    /// <exception cref="RuleViolation"><c>password.wrong</c>, <c>password.locked</c>.</exception>
    public async Task<Account> CheckAsync(CurrentUser user, string present)
    {
        var account = await users.FindByIdAsync(user.AccountId.ToString()) ?? throw new InvalidOperationException($"Account {user.AccountId} is gone.");
        var result = await signIn.CheckPasswordSignInAsync(account, present, lockoutOnFailure: true);
        if (result.Succeeded)
            return account;
        throw result.IsLockedOut
            ? RuleViolation.Invalid("password.locked", "Mật khẩu bị nhập sai nhiều lần nên tài khoản tạm khoá. Hãy thử lại sau ít phút.")
            : RuleViolation.Invalid("password.wrong", "Mật khẩu đang dùng không đúng. Kiểm tra lại rồi nhập lại.");
    }

    private static bool Contains(string password, string name)
    {
        var folded = Fold.Of(name).Replace(" ", "", StringComparison.Ordinal);
        return folded.Length >= 4 && Fold.Of(password).Replace(" ", "", StringComparison.Ordinal).Contains(folded, StringComparison.Ordinal);
    }
}
