using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using LienThong.Host.Settings;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Demo;

/// <summary>Three weeks of an office's work, done in a few seconds on an empty database, each step at its time and through the use cases that the API calls.</summary>
/// <remarks>
/// The run is written down when it begins and when it ends, and every step has a key of its own. So a run that was cut off goes on with the next start, and one that ended is never done again.
/// </remarks>
internal sealed class DemoDossiers(Database database, CommandRunner commands, PastClock clock, TimerSweep timers, OutboxDelivery outbox, DemoSteps steps, DemoTalk talk)
{
    private const int Workers = 6;

    private static readonly CommandKey Begun = new($"{DemoMoment.KeyStart}begun", "demo.begin", null);
    private static readonly CommandKey Ended = new($"{DemoMoment.KeyStart}ended", "demo.end", null);

    /// <summary>Does what has not been done yet.</summary>
    /// <returns>Whether there was anything to do.</returns>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        if ((await commands.FindAsync<bool>(Ended, cancellationToken)).Found)
            return false;
        var (isBegun, begunAt) = await commands.FindAsync<DateTimeOffset>(Begun, cancellationToken);
        if (!isBegun && await database.ReadAsync((context, ct) => context.Set<IncomingDocument>().AnyAsync(ct), cancellationToken))
            return false;
        var now = isBegun ? begunAt : await commands.RunAsync(Begun, (session, _) => Task.FromResult(session.Clock.GetUtcNow()), cancellationToken);
        try
        {
            await RunAsync(now, cancellationToken);
        }
        finally
        {
            clock.Release();
        }

        await commands.RunAsync(Ended, (_, _) => Task.FromResult(true), cancellationToken);
        return true;
    }

    private async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var moments = Moments(new DemoDays(now, await database.ReadAsync(CalendarTable.LoadAsync, cancellationToken)));
        // The first weeks of January lie in two years, each with its own registers.
        await database.WriteAsync((session, ct) => DemoOrganisation.CreateAsync(session, VietnamTime.DateOf(moments[0].At).Year, ct), cancellationToken);
        var done = await DoneAsync(cancellationToken);
        var day = VietnamTime.DateOf(moments[0].At);
        foreach (var moment in moments.Where(moment => !done.Contains(moment.Key)))
        {
            // Files of issued documents and notices come with the outbox; once a day is enough, and before a document is sent.
            if (VietnamTime.DateOf(moment.At) != day || moment.Step.Do == "send")
                await DeliverAsync(cancellationToken);
            day = VietnamTime.DateOf(moment.At);
            clock.HoldAt(moment.At);
            await timers.RunAsync(cancellationToken);
            if (!await steps.DoAsync(moment, cancellationToken))
                await talk.DoAsync(moment, cancellationToken);
        }

        await DeliverAsync(cancellationToken);
    }

    // Writes that wait together share one commit, and of the run's time most is waiting for the disk.
    private async Task DeliverAsync(CancellationToken cancellationToken) => await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => outbox.RunToRestAsync(cancellationToken)));

    // In the order of their times; at one instant in the order of the files.
    private static List<DemoMoment> Moments(DemoDays days)
    {
        var office = new DemoDossier { Key = "office", Number = "", Symbol = "", Subject = "", Steps = DemoScript.Office() };
        return [.. DemoScript.Dossiers().Prepend(office).SelectMany(dossier => dossier.Steps.Select((_, index) => new DemoMoment(dossier, index, days))).OrderBy(moment => moment.At)];
    }

    private async Task<HashSet<string>> DoneAsync(CancellationToken cancellationToken)
    {
        var keys = await database.ReadAsync(
            (context, ct) => context.Set<IdempotencyRow>().Where(row => row.Key.Contains(DemoMoment.KeyStart)).Select(row => row.Key).ToListAsync(ct), cancellationToken);
        return [.. keys.Select(key => key[key.IndexOf(DemoMoment.KeyStart, StringComparison.Ordinal)..])];
    }
}

/// <summary>What the dossiers need of the host; a clock that can be held never gets into production.</summary>
internal static class DemoDossiersSetup
{
    public static void AddDemoDossiers(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<DemoDossiersStart>();
        if (!builder.Environment.IsDevelopment() || builder.Settings().Demo.Dossiers == false)
            return;
        builder.Services.AddSingleton(new PastClock(TimeProvider.System)).AddSingleton<TimeProvider>(services => services.GetRequiredService<PastClock>());
        builder.Services.AddSingleton<DemoLetters>().AddSingleton<DemoSteps>().AddSingleton<DemoTalk>().AddSingleton<DemoDossiers>();
    }
}

/// <summary>Brings the dossiers in after the accounts and the procedures, before anything else works with the database.</summary>
internal sealed class DemoDossiersStart(IServiceProvider services, HostSettings settings, IHostEnvironment environment, IConfiguration configuration) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (AreWanted())
            await services.GetRequiredService<DemoDossiers>().EnsureAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool AreWanted()
    {
        var people = DemoAccounts.AreWanted(settings, environment, configuration);
        if (settings.Demo.Dossiers == true && !people)
            throw SettingsReader.Refuse(configuration, "Demo:Dossiers", "hồ sơ mẫu chỉ được phép cùng với tài khoản mẫu (Demo:People)");
        return people && settings.Demo.Dossiers != false;
    }
}
