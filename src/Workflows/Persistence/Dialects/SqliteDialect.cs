using System.Data.Common;
using System.Linq.Expressions;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace LienThong.Workflows.Persistence.Dialects;

/// <summary>All of our SQL that only SQLite understands.</summary>
internal sealed class SqliteDialect : Dialect
{
    public const string Begin = "BEGIN IMMEDIATE";
    public const string Commit = "COMMIT";
    public const string Rollback = "ROLLBACK";
    public const string Savepoint = "SAVEPOINT member";
    public const string Release = "RELEASE member";
    public const string RollbackToSavepoint = "ROLLBACK TO member; RELEASE member";

    /// <summary>FULL: a commit in WAL mode is on the disk before it is answered.</summary>
    public const string PrepareWriter =
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16384";

    public const string PrepareReader = "PRAGMA query_only = ON; PRAGMA busy_timeout = 10000";

    private const string EngineTables = "engine-tables.sqlite.sql";

    /// <summary>EF keeps its migration lock in a table, where a killed process leaves it for ever; our lock on the folder is the better one.</summary>
    public const string ForgetMigrationLock = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";

    // SQLite has no type for an instant that sorts; ticks in UTC do.
    public static readonly Expression<Func<DateTimeOffset, long>> ToTicks = instant => instant.UtcTicks;
    public static readonly Expression<Func<long, DateTimeOffset>> FromTicks = ticks => new DateTimeOffset(ticks, TimeSpan.Zero);

    public override string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public override int MaxParameters => 32_766;

    // Each count of rows is a prepared statement of its own that stays in memory.
    public override int MaxRows => 32;

    public override bool KeepsCommands => true;

    public override RowShape? ShapeOf(Type row) => SqliteRows.ShapeOf(row);

    public override bool IsDuplicate(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY };

    /// <summary>Never: the one writer has nobody to lose against.</summary>
    public override bool IsTransient(Exception exception) => false;

    public override void Use(DbContextOptionsBuilder builder, string connectionString) => builder.UseSqlite(connectionString);

    /// <summary>Makes the engine's tables in an empty file, as EF would make them from its model; a test compares.</summary>
    public static void CreateEngineTables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table')";
        if (command.ExecuteScalar() is 1L)
            return;
        using var script = new StreamReader(typeof(SqliteDialect).Assembly.GetManifestResourceStream(EngineTables)!); // embedded by the project
#pragma warning disable CA2100 // our own file
        command.CommandText = $"{Begin}; {script.ReadToEnd()}; {Commit}";
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>Some errors (disk full, I/O, interrupt) make SQLite roll back the whole transaction by itself.</summary>
    public static bool IsInTransaction(SqliteConnection connection) => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Ends the statement that is running on the connection, if any; may be called from another thread.</summary>
    public static void Interrupt(SqliteConnection connection)
    {
        if (connection.Handle is { } handle)
            raw.sqlite3_interrupt(handle);
    }
}
