using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Host.Settings;

/// <summary>Every option of the program with its default; appsettings.json lists the same.</summary>
internal sealed record HostSettings
{
    public DataSettings Data { get; init; } = new();
    public DatabaseSettings Database { get; init; } = new();
    public ServerSettings Server { get; init; } = new();
    public SignInSettings SignIn { get; init; } = new();
    public SigningSettings Signing { get; init; } = new();
    public LiveSettings Live { get; init; } = new();
    public NoticeSettings Notices { get; init; } = new();
    public SchedulingSettings Scheduling { get; init; } = new();
    public DefinitionSettings Definitions { get; init; } = new();
    public EngineSettings Engine { get; init; } = new();
    public OutboxSettings Outbox { get; init; } = new();
    public ComparisonSettings Comparison { get; init; } = new();
    public MailSettings Mail { get; init; } = new();
    public HttpSettings Http { get; init; } = new();
    public InboxSettings Inbox { get; init; } = new();
    public DemoSettings Demo { get; init; } = new();
}

internal sealed record DataSettings
{
    /// <summary>Empty: "data" in the current directory in Development; elsewhere it must be set.</summary>
    public string Folder { get; init; } = "";
}

internal sealed record DatabaseSettings
{
    /// <summary>sqlite, sqlserver or postgresql.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Only for the server databases; SQLite lies in the data folder.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>False: start-up refuses an older schema and leaves the change to <c>db migrate</c>.</summary>
    public bool MigrateAtStart { get; init; } = true;

    /// <summary>MiB of the SQLite file that are read as memory; 0 for none.</summary>
    [Between(0, DatabaseOptions.MaxMappedMegabytes)] public int MappedMegabytes { get; init; } = 1024;

    /// <summary>Writes that share one commit on SQLite, at most.</summary>
    [Between(1, 10_000)] public int MaxGroupSize { get; init; } = 64;

    /// <summary>How long one commit on SQLite takes in further writes that already wait.</summary>
    [Between(0, 10_000)] public int MaxGroupMilliseconds { get; init; } = 20;

    /// <summary>A write that runs longer is given up.</summary>
    [Between(1, 3600)] public int MaxWriteSeconds { get; init; } = 30;

    /// <summary>How often a write is run again after a deadlock on a server database.</summary>
    [Between(0, 100)] public int MaxRetries { get; init; } = 8;
}

internal sealed record ServerSettings
{
    /// <summary>Used when neither --urls nor ASPNETCORE_URLS is given.</summary>
    public string Url { get; init; } = "http://localhost:5080";

    /// <summary>Largest body of a request that carries no file; 16 to 16384.</summary>
    [Between(16, 16384)] public int MaxBodyKilobytes { get; init; } = 1024;

    /// <summary>Largest file; 1 to 1024.</summary>
    [Between(1, 1024)] public int MaxUploadMegabytes { get; init; } = 50;

    /// <summary>How long running requests may take to end when the program is stopped; 1 to 300.</summary>
    [Between(1, 300)] public int ShutdownSeconds { get; init; } = 20;
}

internal sealed record SignInSettings
{
    [Between(1, 100)] public int MaxFailedAttempts { get; init; } = 5;

    [Between(1, 1440)] public int LockoutMinutes { get; init; } = 15;

    /// <summary>Sign-ins per client address, right or wrong.</summary>
    [Between(1, 10000)] public int AttemptsPerMinute { get; init; } = 30;

    /// <summary>A session ends after so many hours without a request.</summary>
    [Between(1, 168)] public int SessionHours { get; init; } = 8;

    /// <summary>True where a proxy ends TLS: cookies are marked Secure although the request comes in plain.</summary>
    public bool SecureCookieAlways { get; init; }
}

internal sealed record SigningSettings
{
    /// <summary>True: who has no second factor does not sign.</summary>
    public bool RequireSecondFactor { get; init; }

    /// <summary>For how long the second factor counts for signing and giving numbers once it was asked for.</summary>
    [Between(1, 60)] public int ConfirmationMinutes { get; init; } = 5;
}

internal sealed record LiveSettings
{
    /// <summary>How often each node looks for what other nodes did, while somebody is connected.</summary>
    [Between(1, 60)] public int PollSeconds { get; init; } = 3;

    [Between(1, 300)] public int HeartbeatSeconds { get; init; } = 20;

    /// <summary>Pages of one person that are told at the same time.</summary>
    [Between(1, 100)] public int ConnectionsPerPerson { get; init; } = 6;

    /// <summary>Connections of one person's pages of Elsa Studio; each page that shows an instance has three.</summary>
    [Between(1, 10_000)] public int StudioConnectionsPerPerson { get; init; } = 120;

    /// <summary>Pages of all people on this node.</summary>
    [Between(1, 100_000)] public int Connections { get; init; } = 2000;
}

internal sealed record NoticeSettings
{
    /// <summary>Mail about a document marked «hỏa tốc» does not wait for the end of the quiet hours.</summary>
    public bool UrgentPassesQuietHours { get; init; } = true;

    /// <summary>Time of the morning digest on working days, in Viet Nam; HH:mm.</summary>
    public string DigestAt { get; init; } = "07:30";
}

internal sealed record SchedulingSettings
{
    /// <summary>The sweep looks for due work at least so often, whatever the alarm clock lost; 1 to 3600.</summary>
    [Between(1, 3600)] public int SafetySweepSeconds { get; init; } = 30;
}

internal sealed record DefinitionSettings
{
    /// <summary>Definitions loaded at start; beside the program when not absolute.</summary>
    public string Folder { get; init; } = "definitions";
}

internal sealed record EngineSettings
{
    /// <summary>Activities in one burst before it counts as a loop without end and becomes an incident.</summary>
    [Between(100, 1_000_000)] public int MaxActivitiesPerBurst { get; init; } = 10_000;

    /// <summary>How long events that nobody heard in their time stay to be seen and sent again, before a night deletes them.</summary>
    [Between(1, 3650)] public int KeepExpiredEventsDays { get; init; } = 30;

    /// <summary>How long a command that is sent again gets its first answer, before a night forgets its key.</summary>
    [Between(1, 3650)] public int KeepIdempotencyKeysDays { get; init; } = 30;

    /// <summary>Keep inputs and outputs of steps beside the journal (include) or not (exclude), where a definition does not say it.</summary>
    public LogPersistenceMode LogPersistence { get; init; } = LogPersistenceMode.Exclude;
}

internal sealed record OutboxSettings
{
    /// <summary>Messages taken at once.</summary>
    [Between(1, 1000)] public int BatchSize { get; init; } = 4;

    /// <summary>
    /// Messages that may wait for somebody outside (mail, files, other servers) while the others go on: so many of the kinds that always do, and so many
    /// others. 0 delivers strictly one after the other.
    /// </summary>
    [Between(0, 256)] public int BesideAtOnce { get; init; } = 8;

    /// <summary>How long what is in hand may still take when the program is stopped, at most three quarters of Server:ShutdownSeconds; then it is given back.</summary>
    [Between(0, 300)] public int StopSeconds { get; init; } = 10;

    /// <summary>How long a message belongs to who took it, if he does not renew it; a worker that died holds it up for so long.</summary>
    [Between(5, 3600)] public int LeaseSeconds { get; init; } = 120;

    /// <summary>How long one delivery may take, however often its lease is renewed; then it is ended and counts as failed.</summary>
    [Between(1, 1440)] public int LongestDeliveryMinutes { get; init; } = 30;

    /// <summary>Attempts before a message is laid aside for an administrator.</summary>
    [Between(1, 100)] public int MaxAttempts { get; init; } = 18;

    /// <summary>Pause after the first failure, doubled after each further one.</summary>
    [Between(1, 3600)] public int FirstPauseSeconds { get; init; } = 10;

    [Between(1, 10_080)] public int LongestPauseMinutes { get; init; } = 480;
}

internal sealed record ComparisonSettings
{
    /// <summary>Words of one version, at most; a longer text is not compared.</summary>
    [Between(1000, 2_000_000)] public int MaxWords { get; init; } = 200_000;
}

internal sealed record MailSettings
{
    /// <summary>The mail server; empty: letters are written into the folder "mail" of the data folder.</summary>
    public string Host { get; init; } = "";

    [Between(1, 65_535)] public int Port { get; init; } = 25;

    /// <summary>Encrypt by STARTTLS, and refuse a server that cannot.</summary>
    public bool Tls { get; init; } = true;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string From { get; init; } = "lien-thong@localhost";

    /// <summary>Where people open the application, for links in letters; empty writes none.</summary>
    public string BaseAddress { get; init; } = "";

    /// <summary>How long one letter may take.</summary>
    [Between(1, 600)] public int TimeoutSeconds { get; init; } = 30;
}

internal sealed record HttpSettings
{
    /// <summary>What stands before the paths at which definitions take requests.</summary>
    public string BasePath { get; init; } = "/workflows";

    /// <summary>Largest body of such a request.</summary>
    [Between(1, 102_400)] public int MaxBodyKilobytes { get; init; } = 4096;

    /// <summary>How long one may take, all that its workflow asks of other servers included.</summary>
    [Between(1, 600)] public int RequestSeconds { get; init; } = 60;

    /// <summary>Such requests per client address.</summary>
    [Between(1, 1_000_000)] public int RequestsPerMinute { get; init; } = 600;

    /// <summary>Hosts on this machine or in a private network that definitions may ask, separated by commas; * allows all.</summary>
    public string AllowedPrivateHosts { get; init; } = "";

    /// <summary>How long a server that a definition asks may take.</summary>
    [Between(1, 600)] public int SendSeconds { get; init; } = 30;

    /// <summary>Largest answer of such a server; it becomes part of the instance.</summary>
    [Between(1, 102_400)] public int MaxAnswerKilobytes { get; init; } = 4096;

    /// <summary>Redirects that are followed.</summary>
    [Between(0, 20)] public int MaxRedirects { get; init; } = 5;

    /// <summary>How long a link holds by which an instance goes on, where nobody names an end.</summary>
    [Between(1, 366)] public int LinkDays { get; init; } = 30;
}

internal sealed record DemoSettings
{
    /// <summary>Null: demo people exist in Development on loopback only. True is refused elsewhere.</summary>
    public bool? People { get; init; }

    /// <summary>Null: wherever demo people exist, an empty database gets dossiers to look at. True is refused elsewhere.</summary>
    public bool? Dossiers { get; init; }
}

/// <summary>Least and greatest value that start-up accepts.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BetweenAttribute(int least, int greatest) : Attribute
{
    public int Least => least;
    public int Greatest => greatest;
}

internal sealed record InboxSettings
{
    /// <summary>"Due soon" begins with so many working days left; 0 to 30.</summary>
    [Between(0, 30)] public int DueSoonDays { get; init; } = 3;
}
