using System.Security.Cryptography;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

internal enum CodeCheck { Wrong, Right, Locked }

/// <summary>The second factor of accounts: an authenticator's codes, and codes on paper for the day when it is lost.</summary>
internal sealed class SecondFactors(Database database, Sessions sessions, IDataProtectionProvider protection, HostSettings settings)
{
    private const int RecoveryCodeCount = 10;

    // 50 bits a code, hashed so slowly that a stolen database does not give them away.
    private const string RecoveryLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Iterations = 100_000;

    private readonly IDataProtector _protector = protection.CreateProtector("LienThong.SecondFactor");

    /// <summary>Checks a code and counts it: right ones open once, too many wrong ones lock.</summary>
    /// <param name="accountId">Whose code it should be.</param>
    /// <param name="code">Of the authenticator, or from the paper.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<CodeCheck> CheckAsync(Guid accountId, string code, CancellationToken cancellationToken) =>
        database.WriteAsync((session, ct) => CheckAsync(session, accountId, code, ct), cancellationToken);

    /// <summary>How many recovery codes are left.</summary>
    public Task<int> RecoveryCodesLeftAsync(Guid accountId, CancellationToken cancellationToken) => database.ReadAsync(
        async (context, ct) => await context.Set<SecondFactor>().SingleOrDefaultAsync(factor => factor.AccountId == accountId, ct) is { } factor ? HashesOf(factor).Count : 0, cancellationToken);

    /// <summary>A new key for the authenticator; it counts when its first code was given.</summary>
    /// <exception cref="RuleViolation"><c>second-factor.exists</c>.</exception>
    public async Task<Enrolment> BeginAsync(CurrentUser user, CancellationToken cancellationToken)
    {
        var secret = Totp.NewSecret();
        await database.WriteAsync(async (session, ct) =>
        {
            var account = await AccountAsync(session, user, ct);
            if (account.SecondFactorSince is not null)
                throw new RuleViolation("second-factor.exists", "Tài khoản đã bật xác thực hai lớp. Muốn dùng thiết bị khác thì tắt rồi bật lại.");
            if (await session.FindAsync<SecondFactor>(user.AccountId, ct) is { } begun)
            {
                (begun.Secret, begun.LastStep, begun.FailedAttempts, begun.LockedUntil) = (Sealed(secret), 0, 0, null);
                session.Update(begun);
            }
            else
            {
                session.Insert(new SecondFactor { AccountId = user.AccountId, Secret = Sealed(secret), CreatedAt = session.Clock.GetUtcNow() });
            }

            return true;
        }, cancellationToken);
        return new Enrolment(Totp.Grouped(secret), Totp.Uri(secret, user.UserName));
    }

    /// <summary>Turns it on with the authenticator's first code; the other sessions, which began without it, end.</summary>
    /// <returns>The recovery codes, which are shown this once.</returns>
    /// <exception cref="RuleViolation"><c>second-factor.not-begun</c>, <c>second-factor.exists</c>, <c>second-factor.wrong</c>.</exception>
    public async Task<IReadOnlyList<string>> ConfirmAsync(CurrentUser user, string code, CancellationToken cancellationToken)
    {
        var (codes, salt, hashes) = NewRecoveryCodes();
        MustBeRight(await database.WriteAsync(async (session, ct) =>
        {
            var account = await AccountAsync(session, user, ct);
            if (account.SecondFactorSince is not null)
                throw new RuleViolation("second-factor.exists", "Tài khoản đã bật xác thực hai lớp.");
            if (await session.FindAsync<SecondFactor>(user.AccountId, ct) is not { } factor)
                throw new RuleViolation("second-factor.not-begun", "Chưa có mã bí mật để xác nhận. Bắt đầu lại từ bước quét mã.");
            var check = await CheckAsync(session, user.AccountId, code, ct);
            if (check != CodeCheck.Right)
                return check;
            (factor.RecoverySalt, factor.RecoveryHashes) = (salt, hashes);
            session.Update(factor);
            account.SecondFactorSince = session.Clock.GetUtcNow();
            await KeepOnlyAsync(session, account, user.SessionId, ct);
            await AuditTrail.AppendAsync(session, user.Actor, "second-factor.enabled", new AuditSubject("account", user.AccountId), new { user.UserName }, ct);
            return check;
        }, cancellationToken));
        return codes;
    }

    /// <summary>New recovery codes in place of the old ones.</summary>
    /// <exception cref="RuleViolation"><c>second-factor.not-enrolled</c>, <c>second-factor.wrong</c>, <c>second-factor.locked</c>.</exception>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(CurrentUser user, string code, CancellationToken cancellationToken)
    {
        MustHave(user);
        var (codes, salt, hashes) = NewRecoveryCodes();
        MustBeRight(await database.WriteAsync(async (session, ct) =>
        {
            var check = await CheckAsync(session, user.AccountId, code, ct);
            if (check != CodeCheck.Right)
                return check;
            var factor = (await session.FindAsync<SecondFactor>(user.AccountId, ct))!;
            (factor.RecoverySalt, factor.RecoveryHashes) = (salt, hashes);
            session.Update(factor);
            await AuditTrail.AppendAsync(session, user.Actor, "second-factor.codes-renewed", new AuditSubject("account", user.AccountId), new { user.UserName }, ct);
            return check;
        }, cancellationToken));
        return codes;
    }

    /// <summary>Turns it off; the password was checked before.</summary>
    /// <exception cref="RuleViolation"><c>second-factor.not-enrolled</c>, <c>second-factor.wrong</c>, <c>second-factor.locked</c>.</exception>
    public async Task DisableAsync(CurrentUser user, string code, CancellationToken cancellationToken)
    {
        MustHave(user);
        MustBeRight(await database.WriteAsync(async (session, ct) =>
        {
            var check = await CheckAsync(session, user.AccountId, code, ct);
            if (check == CodeCheck.Right)
                await RemoveAsync(session, await AccountAsync(session, user, ct), user.Actor, "second-factor.disabled", user.SessionId, ct);
            return check;
        }, cancellationToken));
    }

    /// <summary>For somebody who has lost the authenticator and the codes: an administrator turns it off, and all sessions end.</summary>
    /// <exception cref="RuleViolation"><c>account.not-found</c>.</exception>
    public Task ResetAsync(Guid personId, Actor actor, CancellationToken cancellationToken) => database.WriteAsync(async (session, ct) =>
    {
        var account = await Accounts.OfPersonAsync(session, personId, ct);
        await RemoveAsync(session, account, actor, "second-factor.reset", keptSession: null, ct);
        return true;
    }, cancellationToken);

    /// <summary>Gives the second factor once more, for what asks for it again.</summary>
    /// <returns>Until when it counts.</returns>
    /// <exception cref="RuleViolation"><c>second-factor.not-enrolled</c>, <c>second-factor.wrong</c>, <c>second-factor.locked</c>.</exception>
    public async Task<DateTimeOffset> ConfirmSessionAsync(CurrentUser user, string code, CancellationToken cancellationToken)
    {
        MustHave(user);
        var (check, at) = await database.WriteAsync(async (session, ct) =>
        {
            var now = session.Clock.GetUtcNow();
            var found = await CheckAsync(session, user.AccountId, code, ct);
            if (found == CodeCheck.Right && await session.FindAsync<AccountSession>(user.SessionId, ct) is { } own)
            {
                own.ConfirmedAt = now;
                session.Update(own);
            }

            return (found, now);
        }, cancellationToken);
        MustBeRight(check, RuleKind.Forbidden);
        return at + TimeSpan.FromMinutes(settings.Signing.ConfirmationMinutes);
    }

    internal static RuleViolation NotEnrolled() => RuleViolation.Forbidden(
        "second-factor.not-enrolled", "Tài khoản chưa bật xác thực hai lớp. Mở trang Tài khoản, mục Xác thực hai lớp để bật rồi làm lại.");

    private async Task<CodeCheck> CheckAsync(WriteSession session, Guid accountId, string code, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        if (await session.FindAsync<SecondFactor>(accountId, cancellationToken) is not { } factor)
            return CodeCheck.Wrong;
        if (factor.LockedUntil > now)
            return CodeCheck.Locked;
        var right = IsRight(factor, code.Trim(), now);
        if (right)
        {
            (factor.FailedAttempts, factor.LockedUntil) = (0, null);
        }
        else if (++factor.FailedAttempts >= settings.SignIn.MaxFailedAttempts)
        {
            (factor.FailedAttempts, factor.LockedUntil) = (0, now + TimeSpan.FromMinutes(settings.SignIn.LockoutMinutes));
        }

        session.Update(factor);
        return right ? CodeCheck.Right : CodeCheck.Wrong;
    }

    private bool IsRight(SecondFactor factor, string code, DateTimeOffset now)
    {
        if (code.Contains('-', StringComparison.Ordinal))
        {
            var left = HashesOf(factor);
            var given = HashOf(code.ToLowerInvariant(), factor.RecoverySalt);
            var found = left.FindIndex(hash => CryptographicOperations.FixedTimeEquals(Convert.FromHexString(hash), given));
            if (found < 0)
                return false;
            left.RemoveAt(found);
            factor.RecoveryHashes = string.Join(',', left);
            return true;
        }

        if (Totp.Check(_protector.Unprotect(Convert.FromBase64String(factor.Secret)), code, now, factor.LastStep) is not { } step)
            return false;
        factor.LastStep = step;
        return true;
    }

    private async Task RemoveAsync(WriteSession session, Account account, Actor actor, string action, Guid? keptSession, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<SecondFactor>(account.Id, cancellationToken) is { } factor)
            session.Delete(factor);
        account.SecondFactorSince = null;
        await KeepOnlyAsync(session, account, keptSession, cancellationToken);
        await AuditTrail.AppendAsync(session, actor, action, new AuditSubject("account", account.Id), new { account.UserName }, cancellationToken);
    }

    private async Task KeepOnlyAsync(WriteSession session, Account account, Guid? kept, CancellationToken cancellationToken)
    {
        account.SecurityStamp = Accounts.NewStamp();
        session.Update(account);
        if (kept is { } id && await session.FindAsync<AccountSession>(id, cancellationToken) is { } own)
        {
            own.Stamp = account.SecurityStamp;
            session.Update(own);
        }

        sessions.TellAfter(session);
    }

    private static async Task<Account> AccountAsync(WriteSession session, CurrentUser user, CancellationToken cancellationToken) =>
        await session.FindAsync<Account>(user.AccountId, cancellationToken) ?? throw new InvalidOperationException($"Account {user.AccountId} is gone.");

    private static void MustHave(CurrentUser user)
    {
        if (!user.HasSecondFactor)
            throw NotEnrolled();
    }

    private static void MustBeRight(CodeCheck check, RuleKind kind = RuleKind.Invalid)
    {
        if (check == CodeCheck.Wrong)
            throw new RuleViolation("second-factor.wrong", "Mã xác thực không đúng hoặc đã dùng. Chờ mã mới trên ứng dụng xác thực rồi nhập lại.", kind);
        if (check == CodeCheck.Locked)
            throw new RuleViolation("second-factor.locked", "Mã xác thực bị nhập sai nhiều lần nên tạm khoá. Hãy thử lại sau ít phút.", kind);
    }

    private string Sealed(byte[] secret) => Convert.ToBase64String(_protector.Protect(secret));

    private static List<string> HashesOf(SecondFactor factor) => [.. factor.RecoveryHashes.Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static (IReadOnlyList<string> Codes, string Salt, string Hashes) NewRecoveryCodes()
    {
        var salt = RandomNumberGenerator.GetHexString(32);
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodeCount).Select(_ => $"{RandomNumberGenerator.GetString(RecoveryLetters, 5)}-{RandomNumberGenerator.GetString(RecoveryLetters, 5)}")];
        return (codes, salt, string.Join(',', codes.Select(code => Convert.ToHexString(HashOf(code, salt)))));
    }

    private static byte[] HashOf(string code, string salt) =>
        salt.Length == 0 ? [] : Rfc2898DeriveBytes.Pbkdf2(code, Convert.FromHexString(salt), Iterations, HashAlgorithmName.SHA256, 32);
}

/// <summary>What an authenticator needs to know, told once.</summary>
internal sealed record Enrolment(string Secret, string Uri);
