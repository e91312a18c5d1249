using System.Data;
using System.Globalization;
using LienThong.Workflows.Persistence.Dialects;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Persistence;

/// <summary>One file in a folder that belongs to this process. Writes go through one queue and share commits; reads run beside them.</summary>
public sealed class SqliteDatabase<TContext> : Database where TContext : WorkflowsDbContext
{
    private readonly DatabaseOptions options;
    private readonly FileStream folderLock;
    private readonly SqliteWriter writer;
    private readonly ReaderPool<TContext> readers;
    private readonly Func<DbContextOptions, TContext> createContext;

    /// <exception cref="DatabaseInUseException">Another process has the data folder.</exception>
    public SqliteDatabase(DatabaseOptions options, Func<DbContextOptions, TContext> createContext, TimeProvider clock, ILogger<Database> logger)
    {
        options.Validate();
        this.options = options;
        this.createContext = createContext;
        var folder = Path.GetFullPath(options.DataFolder!); // Validate asks for it
        folderLock = Lock(folder);
        try
        {
            FilePath = Path.Combine(folder, "lienthong.db");
            readers = new ReaderPool<TContext>(OpenReaderAsync, options.MaxIdleReaders);
            writer = new SqliteWriter(OpenConnection(SqliteDialect.PrepareWriter), CreateSessionContext, options, Commands, clock, logger);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>The database file; its WAL lies beside it.</summary>
    public string FilePath { get; }

    internal override Task<T> WriteInsideAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        writer.WriteAsync(work, cancellationToken);

    public override Task<T> ReadAsync<T>(Func<DbContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        readers.ReadAsync(read, cancellationToken);

    // The driver's word for a transaction that begins as a reader; in WAL it sees one moment and holds up nobody.
    private protected override IsolationLevel SnapshotLevel => IsolationLevel.ReadUncommitted;

    public override bool IsOfOneProcess => true;

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.CreateWithoutMigrations && typeof(TContext) == typeof(WorkflowsDbContext))
        {
            // What EF would come to when it has built its model.
            await using var connection = OpenConnection(SqliteDialect.PrepareWriter);
            SqliteDialect.CreateEngineTables(connection);
            return;
        }

        await using var context = createContext(Options(builder => builder.UseSqlite(ConnectionString())).Options);
        await context.Database.ExecuteSqlRawAsync(SqliteDialect.ForgetMigrationLock, cancellationToken);
        await MigrateAsync(context, options, cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await readers.DisposeAsync();
        await folderLock.DisposeAsync();
    }

    // The operating system lets go of the lock when the process ends, however it ends.
    private static FileStream Lock(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DatabaseOptions.Wrong(nameof(DatabaseOptions.DataFolder), $"không tạo được thư mục {folder}", exception);
        }
        try
        {
            return new FileStream(Path.Combine(folder, "lienthong.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new DatabaseInUseException(folder, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw DatabaseOptions.Wrong(nameof(DatabaseOptions.DataFolder), $"không ghi được vào {folder}", exception);
        }
    }

    private string ConnectionString() =>
        new SqliteConnectionStringBuilder { DataSource = FilePath, Pooling = false, ForeignKeys = true }.ConnectionString;

    private SqliteConnection OpenConnection(string prepare)
    {
        var connection = new SqliteConnection(ConnectionString());
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant of SqliteDialect and a number
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{prepare}; PRAGMA mmap_size = {(long)options.MappedMegabytes << 20}");
#pragma warning restore CA2100
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private TContext CreateSessionContext(SqliteConnection connection, SessionInterceptor interceptor) =>
        createContext(Options(builder => builder.UseSqlite(connection).AddInterceptors(interceptor)).Options);

    private Task<TContext> OpenReaderAsync(CancellationToken cancellationToken)
    {
        var connection = OpenConnection(SqliteDialect.PrepareReader);
        return Task.FromResult(createContext(Options(builder => builder.UseSqlite(connection, contextOwnsConnection: true)).Options));
    }

    private static DbContextOptionsBuilder<TContext> Options(Action<DbContextOptionsBuilder> provider)
    {
        var builder = new DbContextOptionsBuilder<TContext>().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        provider(builder);
        return builder;
    }
}
