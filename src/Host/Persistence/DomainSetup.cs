using System.Globalization;
using System.Security.Cryptography;
using LienThong.Activities;
using LienThong.Activities.Documents.Comparison;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Notifications;
using LienThong.Activities.Notifications.Mail;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using LienThong.Host.Demo;
using LienThong.Host.ElsaApi.Live;
using LienThong.Host.Live;
using LienThong.Host.Scheduling;
using LienThong.Host.Settings;
using LienThong.Workflows.Links;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using Microsoft.AspNetCore.DataProtection;

namespace LienThong.Host.Persistence;

/// <summary>The engine and the domain, with what they need of this machine: files, mail, and the alarms that wake them.</summary>
internal static class DomainSetup
{
    public const string TimersAlarm = "due-timers";
    public const string OutboxAlarm = "outbox";
    public const string OrphanedWorkAlarm = "orphaned-work";
    public const string DigestAlarm = "morning-digest";

    public static void AddDomain(this WebApplicationBuilder builder)
    {
        var folder = builder.DataFolder();
        var settings = builder.Settings();
        builder.Services.AddLienThong();
        builder.Services.AddSingleton(new RunnerOptions { MaxActivitiesPerBurst = settings.Engine.MaxActivitiesPerBurst, LogPersistence = settings.Engine.LogPersistence });
        builder.Services.AddSingleton(OptionsOf(settings));
        builder.Services.AddSingleton(new NoticeOptions { UrgentPassesQuietHours = settings.Notices.UrgentPassesQuietHours, DigestAt = DigestAt(builder, settings.Notices) });
        builder.Services.AddSingleton(new CompareLimits(settings.Comparison.MaxWords));
        builder.Services.AddSingleton(_ => new FileStore(folder.Files));
        builder.Services.AddSingleton(OptionsOf(settings.Mail, folder));
        builder.Services.AddSingleton<IMailTransport>(services => settings.Mail.Host.Length == 0
            ? ActivatorUtilities.CreateInstance<MailFolderTransport>(services)
            : ActivatorUtilities.CreateInstance<SmtpTransport>(services));
        builder.Services.AddSingleton<LinkAnswers>().AddSingleton(services => LinksOf(
            settings, services.GetRequiredService<IDataProtectionProvider>().CreateProtector("LienThong.Link.v1"), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<LiveFeed>().AddHostedService(services => services.GetRequiredService<LiveFeed>());
        builder.Services.AddSingleton<InitialContent>();
        builder.Services.AddHostedService<InitialContentStart>();
        builder.Services.AddHostedService<AbandonedMessages>();
        builder.AddDemoDossiers();
        builder.Services.AddHostedService<CatchUp>();
        builder.Services.AddSingleton<NightlyCheck>();
        builder.Services.AddAlarm(settings.Scheduling, TimersAlarm, services => services.GetRequiredService<TimerSweep>().RunAsync);
        builder.Services.AddAlarm(settings.Scheduling, OutboxAlarm, services =>
        {
            var outbox = services.GetRequiredService<OutboxDelivery>();
            return new Alarm(outbox.RunAsync) { Rest = outbox.RestAsync };
        });
        // The safety sweep finds changes of the organisation by its stamp; on this node a change rings at once.
        builder.Services.AddAlarm(settings.Scheduling, OrphanedWorkAlarm, services => services.GetRequiredService<ReassignOrphanedWork>().RunAsync);
        builder.Services.AddAlarm(settings.Scheduling, DigestAlarm, services => async cancellationToken =>
        {
            var next = await services.GetRequiredService<MorningDigest>().RunAsync(cancellationToken);
            services.GetRequiredKeyedService<AlarmClock>(OutboxAlarm).Wake(DateTimeOffset.MinValue);
            return next;
        });
        builder.Services.AddAlarm(settings.Scheduling, NightlyCheck.Alarm, services => services.GetRequiredService<NightlyCheck>().RunAsync);
    }

    /// <summary>Lets commits ring the alarms; without it they ring by themselves, later.</summary>
    public static void ConnectAlarms(this WebApplication app)
    {
        var engine = app.Services.GetRequiredService<WorkflowEngine>();
        var timers = app.Services.GetRequiredKeyedService<AlarmClock>(TimersAlarm);
        var outbox = app.Services.GetRequiredKeyedService<AlarmClock>(OutboxAlarm);
        engine.TimerSet = timers.Wake;
        engine.OutboxFilled = () => outbox.Wake(DateTimeOffset.MinValue);
        app.Services.GetRequiredService<OutboxDelivery>().Freed = () => outbox.Wake(DateTimeOffset.MinValue);
        var live = app.Services.GetRequiredService<LiveFeed>();
        var watched = app.Services.GetRequiredService<WatchedInstances>();
        engine.Committed = () =>
        {
            live.Signal();
            watched.Signal();
        };
        app.Services.GetRequiredService<NoticeDelivery>().Delivered = live.Signal;
        app.Services.GetRequiredService<Sessions>().Ended = () =>
        {
            live.Signal();
            watched.Signal();
        };
    }

    private static OutboxOptions OptionsOf(HostSettings settings) => new()
    {
        BatchSize = settings.Outbox.BatchSize,
        BesideAtOnce = settings.Outbox.BesideAtOnce,
        // Before the host ends waiting: what is given back is written down.
        StopWithin = TimeSpan.FromSeconds(Math.Min(settings.Outbox.StopSeconds, settings.Server.ShutdownSeconds * 3 / 4)),
        Lease = TimeSpan.FromSeconds(settings.Outbox.LeaseSeconds),
        LongestDelivery = TimeSpan.FromMinutes(settings.Outbox.LongestDeliveryMinutes),
        MaxAttempts = settings.Outbox.MaxAttempts,
        FirstPause = TimeSpan.FromSeconds(settings.Outbox.FirstPauseSeconds),
        LongestPause = TimeSpan.FromMinutes(settings.Outbox.LongestPauseMinutes),
    };

    private static MailOptions OptionsOf(MailSettings settings, DataFolder folder) => new()
    {
        Host = NullIfEmpty(settings.Host),
        Port = settings.Port,
        Tls = settings.Tls,
        User = NullIfEmpty(settings.User),
        Password = NullIfEmpty(settings.Password),
        Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
        Folder = folder.Mail,
        From = settings.From,
        BaseAddress = NullIfEmpty(settings.BaseAddress),
    };

    private static SignedLinks LinksOf(HostSettings settings, IDataProtector protector, TimeProvider clock)
    {
        return new SignedLinks(
            NullIfEmpty(settings.Mail.BaseAddress) ?? settings.Server.Url.Split(';')[0], TimeSpan.FromDays(settings.Http.LinkDays), protector.Protect, Unprotect, clock);

        string? Unprotect(string token)
        {
            try
            {
                return protector.Unprotect(token);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }

    private static TimeOnly DigestAt(WebApplicationBuilder builder, NoticeSettings settings) =>
        TimeOnly.TryParseExact(settings.DigestAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at < new TimeOnly(12, 0)
            ? at
            : throw SettingsReader.Refuse(builder.Configuration, "Notices:DigestAt", "phải là giờ buổi sáng dạng HH:mm, trước 12:00");

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
