using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Host.Errors;
using LienThong.Host.Persistence;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Auth;

/// <summary>Accounts for the people of the demonstration: only in Development and only where nobody else can reach the server.</summary>
internal sealed class DemoAccounts(Accounts accounts, Database database)
{
    public const string Administrator = "quan-tri" + MailDomain;

    // No real person has an address there (RFC 2606 in spirit); only the demonstration's people do.
    private const string MailDomain = "@example.vn";

    /// <exception cref="StartupException">Demo people are asked for where they may not be.</exception>
    public static bool AreWanted(HostSettings settings, IHostEnvironment environment, IConfiguration configuration)
    {
        var allowed = environment.IsDevelopment() && HostConfiguration.ListensOnLoopbackOnly(configuration, settings);
        if (settings.Demo.People == true && !allowed)
            throw SettingsReader.Refuse(configuration,
                "Demo:People", "tài khoản mẫu chỉ được phép trong môi trường Development và khi máy chủ chỉ lắng nghe trên chính máy này");
        return allowed && settings.Demo.People != false;
    }

    /// <summary>Makes an account for every demo person who has none, and a demo administrator. The password is kept nowhere in clear.</summary>
    /// <returns>The new common password, or null when there was nobody to make an account for.</returns>
    /// <remarks>Where demo accounts exist already their password is unknown, so all get the new one.</remarks>
    public async Task<string?> CreateAsync(CancellationToken cancellationToken)
    {
        var people = await database.ReadAsync(async (context, ct) =>
            await context.Set<Person>().Where(person => person.Email!.EndsWith(MailDomain) && !context.Set<Account>().Any(account => account.PersonId == person.Id))
                .OrderBy(person => person.Email).Select(person => new { person.Id, person.Email }).ToListAsync(ct), cancellationToken);
        if (people.Count == 0)
            return null;

        var password = Accounts.NewPassword();
        if (await accounts.FindAsync(Administrator) is null)
            await accounts.CreateAdministratorAsync(Administrator, "Quản trị viên mẫu", password, isDemo: true, cancellationToken);
        await accounts.CreateDemoAsync([.. people.Select(person => (person.Id, person.Email!))], password, cancellationToken);
        return password;
    }

    /// <summary>Gives all demo accounts one new password and ends their sessions.</summary>
    public async Task<string> ResetPasswordAsync(CancellationToken cancellationToken)
    {
        var password = Accounts.NewPassword();
        await accounts.CreateDemoAsync([], password, cancellationToken);
        return password;
    }
}

/// <summary>Brings the demonstration's people and accounts into an empty data folder, and says once how to sign in.</summary>
internal sealed class DemoStart(
    IServiceProvider services, Database database, HostSettings settings, IHostEnvironment environment, IConfiguration configuration,
    TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        DemoAccounts.AreWanted(settings, environment, configuration) ? FirstStart.FillAsync(FillAsync, cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync((session, ct) => DemoOrganisation.CreateAsync(session, VietnamTime.Today(time).Year, ct), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var password = await scope.ServiceProvider.GetRequiredService<DemoAccounts>().CreateAsync(cancellationToken);
        await Console.Out.WriteLineAsync(password is null
            ? "Tài khoản mẫu đã có từ trước; quên mật khẩu thì dừng máy chủ và chạy «admin reset-demo-password»."
            : $"Tài khoản mẫu: {DemoAccounts.Administrator} và mọi người trong tổ chức mẫu. Mật khẩu chung (chỉ hiện lần này): {password}");
    }
}
