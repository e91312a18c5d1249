using LienThong.Host.Persistence;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;

namespace LienThong.Host.Scheduling;

/// <summary>Quartz with its rows kept, and the alarm clocks that it rings.</summary>
internal static class SchedulingSetup
{
    public static void AddScheduling(this WebApplicationBuilder builder)
    {
        var options = builder.Settings().Database;
        var folder = builder.DataFolder();
        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "LienThong");
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                switch (options.Provider)
                {
                    case DatabaseProvider.Sqlite:
                        store.UseSqlite(SqliteFactory.Instance,
                            new SqliteConnectionStringBuilder { DataSource = folder.QuartzFile }.ConnectionString);
                        break;
                    case DatabaseProvider.SqlServer:
                        store.UseSqlServer(SqlClientFactory.Instance, options.ConnectionString);
                        store.UseClustering();
                        break;
                    default:
                        store.UsePostgres(NpgsqlFactory.Instance, options.ConnectionString);
                        store.UseClustering();
                        break;
                }
            });
        });
        builder.Services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
    }

    /// <summary>Adds an alarm clock that other services take by its name, as a keyed service.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="settings">How often it rings at least.</param>
    /// <param name="name">Names it in Quartz; kebab-case.</param>
    /// <param name="sweep">Finds the sweep: does what is due, answers when the next thing will be.</param>
    public static void AddAlarm(this IServiceCollection services, SchedulingSettings settings, string name,
        Func<IServiceProvider, Func<CancellationToken, Task<DateTimeOffset?>>> sweep) => services.AddAlarm(settings, name, provider => new Alarm(sweep(provider)));

    /// <summary>The same for a sweep that leaves something in hand.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="settings">How often it rings at least.</param>
    /// <param name="name">Names it in Quartz; kebab-case.</param>
    /// <param name="alarm">Finds what it runs.</param>
    public static void AddAlarm(this IServiceCollection services, SchedulingSettings settings, string name, Func<IServiceProvider, Alarm> alarm)
    {
        services.AddKeyedSingleton(name, (provider, _) => ActivatorUtilities.CreateInstance<AlarmClock>(provider, name, alarm(provider)));
        services.AddSingleton(provider => provider.GetRequiredKeyedService<AlarmClock>(name));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<AlarmClock>(name));
        // Declared anew at every start: rows that Quartz lost come back.
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<RingAlarm>(job => job.WithIdentity(RingAlarm.KeyOf(name)).StoreDurably());
            quartz.AddTrigger(trigger => trigger.ForJob(RingAlarm.KeyOf(name)).WithIdentity("safety", name)
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(settings.SafetySweepSeconds)).RepeatForever()));
        });
    }
}
