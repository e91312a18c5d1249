using LienThong.Workflows.Persistence;

namespace LienThong.Host.Settings;

/// <summary>Every option of the program with its default; appsettings.json lists the same.</summary>
internal sealed record HostSettings
{
    public DataSettings Data { get; init; } = new();
    public DatabaseSettings Database { get; init; } = new();
    public ServerSettings Server { get; init; } = new();
    public SignInSettings SignIn { get; init; } = new();
    public SchedulingSettings Scheduling { get; init; } = new();
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

internal sealed record SchedulingSettings
{
    /// <summary>The sweep looks for due work at least so often, whatever the alarm clock lost; 1 to 3600.</summary>
    [Between(1, 3600)] public int SafetySweepSeconds { get; init; } = 30;
}

internal sealed record DemoSettings
{
    /// <summary>Null: demo people exist in Development on loopback only. True is refused elsewhere.</summary>
    public bool? People { get; init; }
}

/// <summary>Least and greatest value that start-up accepts.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BetweenAttribute(int least, int greatest) : Attribute
{
    public int Least => least;
    public int Greatest => greatest;
}
