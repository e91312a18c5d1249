using LienThong.Activities;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Notifications.Mail;
using LienThong.Host.Scheduling;
using LienThong.Host.Settings;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;

namespace LienThong.Host.Persistence;

/// <summary>The engine and the domain, with what they need of this machine: files, mail, and the alarms that wake them.</summary>
internal static class DomainSetup
{
    public const string TimersAlarm = "due-timers";
    public const string OutboxAlarm = "outbox";

    public static void AddDomain(this WebApplicationBuilder builder)
    {
        var folder = builder.DataFolder();
        var mail = builder.Configuration.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
        builder.Services.AddLienThong();
        builder.Services.AddSingleton(_ => new FileStore(folder.Files));
        builder.Services.AddSingleton(Path.IsPathRooted(mail.Folder) ? mail : mail.In(folder.Path));
        builder.Services.AddSingleton<IMailTransport>(services => string.IsNullOrEmpty(mail.Host)
            ? ActivatorUtilities.CreateInstance<MailFolderTransport>(services)
            : ActivatorUtilities.CreateInstance<SmtpTransport>(services));
        builder.Services.AddSingleton<InitialContent>();
        builder.Services.AddHostedService<InitialContentStart>();
        builder.Services.AddSingleton<NightlyCheck>();
        var scheduling = builder.Settings().Scheduling;
        builder.Services.AddAlarm(scheduling, TimersAlarm, services => services.GetRequiredService<TimerSweep>().RunAsync);
        builder.Services.AddAlarm(scheduling, OutboxAlarm, services => services.GetRequiredService<OutboxDelivery>().RunAsync);
        builder.Services.AddAlarm(scheduling, NightlyCheck.Alarm, services => services.GetRequiredService<NightlyCheck>().RunAsync);
    }

    /// <summary>Lets commits ring the alarms; without it they ring by themselves, later.</summary>
    public static void ConnectAlarms(this WebApplication app)
    {
        var engine = app.Services.GetRequiredService<WorkflowEngine>();
        var timers = app.Services.GetRequiredKeyedService<AlarmClock>(TimersAlarm);
        var outbox = app.Services.GetRequiredKeyedService<AlarmClock>(OutboxAlarm);
        engine.TimerSet = timers.Wake;
        engine.OutboxFilled = () => outbox.Wake(DateTimeOffset.MinValue);
    }
}
