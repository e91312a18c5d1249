namespace LienThong.Workflows.Persistence;

public enum DatabaseProvider { Sqlite, SqlServer, PostgreSql }

/// <summary>Where the data is and how much may be asked of it at once; read from the section <see cref="Section"/>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>SQLite maps no more of a file.</summary>
    public const int MaxMappedMegabytes = 2047;

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>For SQL Server and PostgreSQL.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For SQLite: the folder of the database file and of the lock that keeps a second process out.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Writes that share one commit on SQLite, at most.</summary>
    public int MaxGroupSize { get; set; } = 64;

    /// <summary>How long a commit on SQLite takes in further writes that are already waiting; it never waits for any.</summary>
    public TimeSpan MaxGroupTime { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>A write that runs longer is cancelled, so that it cannot block the others for ever.</summary>
    public TimeSpan MaxWriteTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a write is run again after a deadlock on SQL Server or PostgreSQL.</summary>
    public int MaxRetries { get; set; } = 8;

    /// <summary>Contexts for reading that are kept for reuse.</summary>
    public int MaxIdleReaders { get; set; } = 16;

    /// <summary>
    /// MiB of the SQLite file that are read as memory instead of by a system call for each page. It is memory of the system's file cache, which takes it
    /// back when it is short, though it counts as the process's own while it is there. 0 reads by system calls.
    /// </summary>
    public int MappedMegabytes { get; set; } = 1024;

    /// <summary>Makes the schema from the model where there are no migrations. For tests: such a database cannot be upgraded.</summary>
    public bool CreateWithoutMigrations { get; set; }

    /// <exception cref="DatabaseSettingsException">A setting is missing or out of range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Provider))
            throw Wrong(nameof(Provider), "phải là Sqlite, SqlServer hoặc PostgreSql");
        if (Provider == DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(DataFolder))
            throw Wrong(nameof(DataFolder), "phải ghi thư mục dữ liệu khi dùng SQLite");
        if (Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(ConnectionString))
            throw Wrong(nameof(ConnectionString), "phải ghi chuỗi kết nối khi dùng SQL Server hoặc PostgreSQL");
        if (MaxGroupSize is < 1 or > 10_000)
            throw Wrong(nameof(MaxGroupSize), "phải từ 1 đến 10000");
        if (MaxGroupTime < TimeSpan.Zero || MaxGroupTime > TimeSpan.FromSeconds(10))
            throw Wrong(nameof(MaxGroupTime), "phải từ 0 đến 10 giây");
        if (MaxWriteTime <= TimeSpan.Zero || MaxWriteTime > TimeSpan.FromHours(1))
            throw Wrong(nameof(MaxWriteTime), "phải lớn hơn 0 và không quá 1 giờ");
        if (MaxRetries is < 0 or > 100)
            throw Wrong(nameof(MaxRetries), "phải từ 0 đến 100");
        if (MaxIdleReaders is < 0 or > 1_000)
            throw Wrong(nameof(MaxIdleReaders), "phải từ 0 đến 1000");
        if (MappedMegabytes is < 0 or > MaxMappedMegabytes)
            throw Wrong(nameof(MappedMegabytes), $"phải từ 0 đến {MaxMappedMegabytes}");
    }

    internal static DatabaseSettingsException Wrong(string setting, string rule, Exception? inner = null) =>
        new($"Cấu hình {Section}:{setting} không hợp lệ: {rule}.", inner);
}

/// <summary>A setting of the database cannot be used; the message names it in one line.</summary>
public sealed class DatabaseSettingsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process has the SQLite data folder.</summary>
public sealed class DatabaseInUseException(string folder, Exception inner) : Exception(
    $"Thư mục dữ liệu {folder} đang được một tiến trình khác sử dụng; SQLite chỉ cho phép một tiến trình. "
    + "Hãy dừng tiến trình kia, hoặc dùng SQL Server hay PostgreSQL.", inner);
