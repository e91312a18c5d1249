using LienThong.Activities.Agencies;
using LienThong.Host.Errors;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Accounts for the people of the demonstration: only in Development and only where nobody else can reach the server.</summary>
internal sealed class DemoAccounts(Accounts accounts, Database database)
{
    /// <exception cref="StartupException">Demo people are asked for where they may not be.</exception>
    public static bool AreWanted(HostSettings settings, IHostEnvironment environment, IConfiguration configuration)
    {
        var allowed = environment.IsDevelopment() && HostConfiguration.ListensOnLoopbackOnly(configuration, settings);
        if (settings.Demo.People == true && !allowed)
            throw SettingsReader.Refuse(configuration, "Demo:People", "tài khoản mẫu chỉ được phép trong môi trường Development và khi máy chủ chỉ lắng nghe trên chính máy này");
        return allowed && settings.Demo.People != false;
    }

    /// <summary>Makes an account for every person who has a mail address and none yet. The password is kept nowhere in clear.</summary>
    /// <returns>The new common password, or null when there was nobody to make an account for.</returns>
    /// <remarks>Where demo accounts exist already their password is unknown, so all get the new one.</remarks>
    public async Task<string?> CreateAsync(CancellationToken cancellationToken)
    {
        var people = await database.ReadAsync(async (context, ct) =>
            await context.Set<Person>().Where(person => person.Email != null && !context.Set<Account>().Any(account => account.PersonId == person.Id))
                .OrderBy(person => person.Email).Select(person => new { person.Id, person.Email }).ToListAsync(ct), cancellationToken);
        if (people.Count == 0)
            return null;

        var password = await ResetPasswordAsync(cancellationToken);
        await accounts.CreateDemoAsync([.. people.Select(person => (person.Id, person.Email!))], password, cancellationToken);
        return password;
    }

    /// <summary>Gives all demo accounts one new password and ends their sessions.</summary>
    public async Task<string> ResetPasswordAsync(CancellationToken cancellationToken)
    {
        var password = Accounts.NewPassword();
        foreach (var account in await accounts.DemoAccountsAsync(cancellationToken))
            await accounts.SetPasswordAsync(account, password);
        return password;
    }

    /// <summary>Names by which the demo people sign in.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        [.. (await accounts.DemoAccountsAsync(cancellationToken)).Select(account => account.UserName)];
}
