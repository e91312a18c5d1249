using System.Security.Cryptography;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Makes accounts and signs people in.</summary>
internal sealed class Accounts(
    UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Database database, TimeProvider time)
{
    // No letters or digits that are taken for one another when a password is typed from paper.
    private const string PasswordLetters = "abcdefghijkmnpqrstuvwxyz23456789";

    private static readonly Account Nobody = new() { Id = Guid.Empty, PersonId = Guid.Empty, UserName = "", CreatedAt = default };
    private static string? _nobodysHash;

    /// <summary>About 79 bits, in groups of four.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(PasswordLetters, 4)));

    /// <summary>The account when name and password are right and it is not locked, else null: the caller cannot tell which of the three it was.</summary>
    public async Task<Account?> CheckAsync(string userName, string password)
    {
        var account = await users.FindByNameAsync(userName);
        if (account is null)
        {
            // As much work as for an account that exists, so that the time taken does not tell names.
            hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, NewPassword()), password);
            return null;
        }

        return (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded ? account : null;
    }

    /// <summary>Makes the person, who holds no appointment yet, and the account, in one transaction.</summary>
    /// <exception cref="RuleViolation">The name is taken, or the password is too weak.</exception>
    public async Task CreateAdministratorAsync(string userName, string fullName, string password, bool isDemo, CancellationToken cancellationToken)
    {
        var account = await NewAccountAsync(Guid.Empty, userName, password);
        account.IsAdministrator = true;
        account.IsDemo = isDemo;
        await database.WriteAsync(async (session, ct) =>
        {
            account.PersonId = await PersonChanges.CreateAsync(session, new NewPerson(fullName, userName), Actor.System, ct);
            session.Insert(account);
            await AuditTrail.AppendAsync(session, Actor.System,
                "account.created", new AuditSubject("account", account.Id), new { account.UserName, account.PersonId, account.IsAdministrator }, ct);
            return true;
        }, cancellationToken);
    }

    /// <summary>Makes accounts for people who are already known and gives them and all older demo accounts one password; ends their sessions.</summary>
    public async Task CreateDemoAsync(IReadOnlyList<(Guid PersonId, string UserName)> people, string password, CancellationToken cancellationToken)
    {
        // One hash for all: they share the password anyway, and each hash costs a twentieth of a second by design.
        var hash = hasher.HashPassword(Nobody, password);
        var created = people.Select(person => Prepared(person.PersonId, person.UserName)).ToList();
        foreach (var account in created)
            account.IsDemo = true;

        await database.WriteAsync(async (session, ct) =>
        {
            foreach (var account in await session.Context.Set<Account>().Where(account => account.IsDemo).ToListAsync(ct))
                session.Update(WithPassword(account, hash));
            foreach (var account in created)
                session.Insert(WithPassword(account, hash));
            await AuditTrail.AppendAsync(session, Actor.System,
                "account.demo-password", new AuditSubject("account", "demo"), new { Created = created.Count }, ct);
            return true;
        }, cancellationToken);
    }

    public Task<Account?> FindAsync(string userName) => users.FindByNameAsync(userName);

    private static Account WithPassword(Account account, string hash)
    {
        account.PasswordHash = hash;
        account.SecurityStamp = NewStamp();
        account.FailedAttempts = 0;
        account.LockedUntil = null;
        return account;
    }

    private static string NewStamp() => RandomNumberGenerator.GetHexString(40, lowercase: true);

    private Account Prepared(Guid personId, string userName)
    {
        var now = time.GetUtcNow();
        return new Account
        {
            Id = Guid.CreateVersion7(now),
            PersonId = personId,
            UserName = userName,
            NormalizedUserName = users.NormalizeName(userName) ?? "",
            SecurityStamp = NewStamp(),
            CreatedAt = now,
        };
    }

    private async Task<Account> NewAccountAsync(Guid personId, string userName, string password)
    {
        var account = Prepared(personId, userName);
        foreach (var validator in users.UserValidators)
            Check(await validator.ValidateAsync(users, account));
        await CheckPasswordAsync(account, password);
        account.PasswordHash = hasher.HashPassword(account, password);
        return account;
    }

    private async Task CheckPasswordAsync(Account account, string password)
    {
        foreach (var validator in users.PasswordValidators)
            Check(await validator.ValidateAsync(users, account, password));
    }

    private static void Check(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        var error = result.Errors.First();
        throw error.Code switch
        {
            "PasswordTooShort" => RuleViolation.Invalid("password.too-short", "Mật khẩu phải có ít nhất 12 ký tự."),
            "PasswordRequiresUniqueChars" => RuleViolation.Invalid("password.too-simple", "Mật khẩu phải có ít nhất 5 ký tự khác nhau."),
            "DuplicateUserName" => new RuleViolation("account.exists", "Tài khoản này đã có."),
            "InvalidUserName" => RuleViolation.Invalid("account.name",
                "Tên đăng nhập phải là một địa chỉ thư điện tử, chỉ gồm chữ không dấu, chữ số và các dấu - . _ @ +."),
            "ConcurrencyFailure" => new RuleViolation("stale", "Tài khoản vừa được người khác thay đổi. Hãy thử lại."),
            _ => new InvalidOperationException($"{error.Code}: {error.Description}"),
        };
    }
}
