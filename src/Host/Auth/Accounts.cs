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
    UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, Sessions sessions, Database database, TimeProvider time)
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
        if (account is null || await users.IsLockedOutAsync(account))
        {
            // As much work as for an account that can be used, so that the time taken tells neither names nor locks.
            hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, NewPassword()), password);
            return null;
        }

        return (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded && account.LockedAt is null ? account : null;
    }

    /// <summary>An administrator's account, in one transaction: for the person known by this mail address, or for a new one without appointment.</summary>
    /// <returns>The name of the person who was known already, else null.</returns>
    /// <exception cref="RuleViolation">The name is taken, the person has an account, or the password is too weak.</exception>
    public async Task<string?> CreateAdministratorAsync(string userName, string fullName, string password, bool isDemo, CancellationToken cancellationToken)
    {
        var account = await NewAccountAsync(Guid.Empty, userName, password);
        account.IsAdministrator = true;
        account.IsDemo = isDemo;
        return await database.WriteAsync(async (session, ct) =>
        {
            var known = await FindByMailAsync(session, account.NormalizedUserName, ct);
            account.PersonId = known?.Id ?? await PersonChanges.CreateAsync(session, new NewPerson(fullName, userName), Actor.System, ct);
            await InsertAsync(session, account, Actor.System, ct);
            return known?.FullName;
        }, cancellationToken);
    }

    /// <summary>An account for somebody who is known; what it may do follows from the person's appointments.</summary>
    /// <param name="personId">Who has no account yet.</param>
    /// <param name="userName">Null for the person's mail address.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>person.not-found</c>, <c>account.exists</c>, <c>account.name</c>.</exception>
    public async Task<NewSecret> CreateForPersonAsync(Guid personId, string? userName, Actor actor, CancellationToken cancellationToken)
    {
        var person = await database.ReadAsync((context, ct) => context.Set<Person>().SingleOrDefaultAsync(person => person.Id == personId, ct), cancellationToken)
            ?? throw RuleViolation.NotFound("person.not-found", "Không tìm thấy người này. Chọn lại trong danh mục.");
        // Before the name is looked at: sent again, the person's own account would be reported as somebody's who has the name.
        if (await database.ReadAsync((context, ct) => HasAccountAsync(context, personId, ct), cancellationToken))
            throw PersonHasAccount();
        var name = (userName ?? person.Email)?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > Account.MaxUserName)
            throw RuleViolation.Invalid("account.name", "Thiếu tên đăng nhập, hoặc tên quá dài: nhập thư điện tử của người này hoặc tên đăng nhập riêng.");

        var password = NewPassword();
        var account = await NewAccountAsync(personId, name, password);
        account.MustChangePassword = true;
        await database.WriteAsync(async (session, ct) =>
        {
            await InsertAsync(session, account, actor, ct);
            return true;
        }, cancellationToken);
        return new NewSecret(account.UserName, password);
    }

    /// <summary>A new password for the person's account, to be changed at the next sign-in: ends its sessions, and the lock that followed from wrong passwords.</summary>
    /// <exception cref="RuleViolation"><c>account.not-found</c>.</exception>
    public async Task<NewSecret> ResetPasswordAsync(Guid personId, Actor actor, CancellationToken cancellationToken)
    {
        var password = NewPassword();
        var hash = hasher.HashPassword(Nobody, password);
        var userName = await database.WriteAsync(async (session, ct) =>
        {
            var account = WithPassword(await OfPersonAsync(session, personId, ct), hash);
            account.MustChangePassword = true;
            session.Update(account);
            sessions.TellAfter(session);
            await AuditTrail.AppendAsync(session, actor,
                "account.password-reset", new AuditSubject("account", account.Id), new { account.UserName, account.PersonId }, ct);
            return account.UserName;
        }, cancellationToken);
        return new NewSecret(userName, password);
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

    private static async Task InsertAsync(WriteSession session, Account account, Actor actor, CancellationToken cancellationToken)
    {
        if (await HasAccountAsync(session.Context, account.PersonId, cancellationToken))
            throw PersonHasAccount();
        session.Insert(account);
        await AuditTrail.AppendAsync(session, actor,
            "account.created", new AuditSubject("account", account.Id), new { account.UserName, account.PersonId, account.IsAdministrator }, cancellationToken);
    }

    private static async Task<Person?> FindByMailAsync(WriteSession session, string normalizedMail, CancellationToken cancellationToken)
    {
#pragma warning disable CA1304, CA1311, CA1862 // Runs in the database, where there is no culture to name.
        var people = await session.Context.Set<Person>().Where(person => person.Email!.ToUpper() == normalizedMail).Take(2).ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311, CA1862
        return people.Count < 2 ? people.SingleOrDefault()
            : throw new RuleViolation("account.person-ambiguous", "Nhiều người trong danh mục cùng dùng địa chỉ thư điện tử này. Sửa lại danh mục trước.");
    }

    private static Task<bool> HasAccountAsync(DbContext context, Guid personId, CancellationToken cancellationToken) =>
        context.Set<Account>().AnyAsync(account => account.PersonId == personId, cancellationToken);

    private static RuleViolation PersonHasAccount() => new("account.exists", "Người này đã có tài khoản.");

    internal static Account WithPassword(Account account, string hash)
    {
        account.PasswordHash = hash;
        account.SecurityStamp = NewStamp();
        account.FailedAttempts = 0;
        account.LockedUntil = null;
        return account;
    }

    /// <summary>The account of the person, to be changed in this write.</summary>
    /// <exception cref="RuleViolation"><c>account.not-found</c>.</exception>
    internal static async Task<Account> OfPersonAsync(WriteSession session, Guid personId, CancellationToken cancellationToken)
    {
        var id = await session.Context.Set<Account>().Where(account => account.PersonId == personId).Select(account => (Guid?)account.Id).SingleOrDefaultAsync(cancellationToken);
        return (id is { } found ? await session.FindAsync<Account>(found, cancellationToken) : null)
            ?? throw RuleViolation.NotFound("account.not-found", "Người này chưa có tài khoản. Hãy tạo tài khoản trước.");
    }

    internal static string NewStamp() => RandomNumberGenerator.GetHexString(40, lowercase: true);

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

    /// <exception cref="RuleViolation"><c>password.too-short</c>, <c>password.too-simple</c>.</exception>
    internal async Task CheckPasswordAsync(Account account, string password)
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

/// <summary>What is told once to whoever made an account or a new password; only the hash is kept.</summary>
internal sealed record NewSecret(string UserName, string Password);
