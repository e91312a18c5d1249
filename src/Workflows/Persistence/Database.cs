using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Persistence;

/// <summary>Where everything is kept: one write is one transaction, answered after its commit.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>What the writes of this database cost so far.</summary>
    public CommandCounter Commands { get; } = new();

    /// <summary>No other process has it while this one does: what was in hand when it was opened is in nobody's.</summary>
    public virtual bool IsOfOneProcess => false;

    /// <summary>
    /// Runs the work in one transaction and commits it. The work may run again after a deadlock, so it changes nothing but the session.
    /// It does no slow I/O: on SQLite all writes stand in one queue.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was called within a work of this database, or the work swallowed a failure.</exception>
    /// <exception cref="TimeoutException">The work took longer than <see cref="DatabaseOptions.MaxWriteTime"/>; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        OutsideWork.RunAsync(WriteInsideAsync, work, cancellationToken);

    /// <summary>The same for who cannot wait for others: where the work needs something from outside, nothing is done.</summary>
    /// <exception cref="OutsideWorkException">Somewhere in what is thrown: it needs something from outside.</exception>
    internal abstract Task<T> WriteInsideAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs queries on a context of their own, which never tracks. Within a write, ask the session's context instead.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DbContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>The same, with all queries seeing one moment: for what must fit together. On SQL Server it holds up writers of what it has read.</summary>
    public Task<T> ReadSnapshotAsync<T>(Func<DbContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(
            async (context, ct) =>
            {
                await using var transaction = await context.Database.BeginTransactionAsync(SnapshotLevel, ct);
                return await read(context, ct);
            },
            cancellationToken);

    private protected virtual IsolationLevel SnapshotLevel => IsolationLevel.RepeatableRead;

    /// <summary>Brings the schema to the newest migration.</summary>
    /// <exception cref="InvalidOperationException">There are no migrations, and the options do not allow to go without.</exception>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Opens the database that the options name. The factory makes the context that belongs to the provider.</summary>
    /// <exception cref="DatabaseSettingsException">A setting is missing or out of range.</exception>
    /// <exception cref="DatabaseInUseException">Another process has the SQLite data folder.</exception>
    public static Database Open<TContext>(
        DatabaseOptions options, Func<DbContextOptions, TContext> createContext, TimeProvider clock, ILogger<Database> logger)
        where TContext : WorkflowsDbContext
    {
        options.Validate();
        return options.Provider == DatabaseProvider.Sqlite
            ? new SqliteDatabase<TContext>(options, createContext, clock, logger)
            : new ServerDatabase<TContext>(options, createContext, clock, logger);
    }

    private protected static async Task MigrateAsync(DbContext context, DatabaseOptions options, CancellationToken cancellationToken)
    {
        if (context.Database.GetMigrations().Any())
            await context.Database.MigrateAsync(cancellationToken);
        else if (options.CreateWithoutMigrations)
            await CreateAsync(context, cancellationToken);
        else
            throw new InvalidOperationException($"{context.GetType().Name} has no migrations.");
    }

    private static async Task CreateAsync(DbContext context, CancellationToken cancellationToken)
    {
        if (await context.Database.EnsureCreatedAsync(cancellationToken) && context.Database.IsSqlite())
            await context.Database.ExecuteSqlRawAsync(EngineUpgrade.JournalWithoutRowId, cancellationToken);
    }

    /// <summary>Does something to many rows, some at a time in a short transaction each: on SQLite all writes stand in one queue.</summary>
    /// <param name="most">How many rows one part takes; with fewer it was the last.</param>
    /// <param name="part">Answers how many rows it took.</param>
    /// <param name="cancellationToken">Leaves what the parts before did.</param>
    /// <returns>How many rows all parts took.</returns>
    public async Task<int> WriteInPartsAsync(int most, Func<WriteSession, CancellationToken, Task<int>> part, CancellationToken cancellationToken)
    {
        var (all, last) = (0, most);
        while (last == most)
            all += last = await WriteAsync(part, cancellationToken);
        return all;
    }

    /// <summary>The commit stands whatever these do, so their exceptions are logged and the answer goes out.</summary>
    internal static void RunAfterCommit(IReadOnlyList<Action> actions, ILogger logger)
    {
        foreach (var action in actions)
            try
            {
                action();
            }
#pragma warning disable CA1031 // anything may come out of a wake-up, and nothing of it may reach the caller of a write that is committed
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogError(exception, "An action after a commit failed.");
            }
    }
}
