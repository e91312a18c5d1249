using System.Data;
using LienThong.Workflows.Persistence.Dialects;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Persistence;

/// <summary>SQL Server or PostgreSQL: a transaction for each write, row locks instead of a queue, another run after a deadlock.</summary>
public sealed class ServerDatabase<TContext> : Database where TContext : WorkflowsDbContext
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly DatabaseOptions options;
    private readonly Func<DbContextOptions, TContext> createContext;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly Dialect dialect;
    private readonly DbContextOptions readOptions;
    private readonly ReaderPool<TContext> readers;
    private readonly RowTables tables;

    public ServerDatabase(DatabaseOptions options, Func<DbContextOptions, TContext> createContext, TimeProvider clock, ILogger<Database> logger)
    {
        options.Validate();
        this.options = options;
        this.createContext = createContext;
        this.clock = clock;
        this.logger = logger;
        dialect = Dialect.Of(options.Provider);
        readOptions = Options().Options;
        readers = new ReaderPool<TContext>(_ => Task.FromResult(createContext(readOptions)), options.MaxIdleReaders);
        tables = new RowTables(
            () =>
            {
                using var context = createContext(readOptions);
                return context.Model;
            },
            dialect);
    }

    internal override async Task<T> WriteInsideAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        RowSession.MustNotBeWithin(tables);
        using var limit = new CancellationTokenSource(options.MaxWriteTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        for (var attempt = 0; ; attempt++)
            try
            {
                return await TryWriteAsync(work, either.Token);
            }
            catch (Exception exception) when (attempt < options.MaxRetries && IsTransient(exception) && !either.IsCancellationRequested)
            {
                logger.LogDebug(exception, "A write lost against another one and is run again.");
                await Task.Delay(Pause(attempt), clock, either.Token);
            }
            catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The write took longer than {options.MaxWriteTime} and was given up.", exception);
            }
    }

    public override Task<T> ReadAsync<T>(Func<DbContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        readers.ReadAsync(read, cancellationToken);

    public override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var context = createContext(readOptions);
        await MigrateAsync(context, options, cancellationToken);
    }

    public override ValueTask DisposeAsync() => readers.DisposeAsync();

    private async Task<T> TryWriteAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var interceptor = new SessionInterceptor(Commands);
        await using var context = createContext(Options().AddInterceptors(interceptor).Options);
        Commands.Begin();
        await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        using var commands = new RowCommands(context.Database.GetDbConnection(), transaction.GetDbTransaction(), dialect.KeepsCommands, Commands);
        var session = new RowSession(tables, commands, new Lazy<DbContext>(context), interceptor, clock);
        session.Enter();
        T answer;
        try
        {
            answer = await work(session, cancellationToken);
            await session.CompleteAsync(cancellationToken);
        }
        finally
        {
            session.Close();
        }
        Commands.Commit();
        // A commit that was sent may have happened; cancelling the wait for it would only lose the answer.
        await transaction.CommitAsync(CancellationToken.None);
        RunAfterCommit(session.AfterCommitActions, logger);
        return answer;
    }

    private bool IsTransient(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (dialect.IsTransient(cause))
                return true;
        return false;
    }

    // Twice as long each time, and at random, so that two that met once do not meet again.
#pragma warning disable CA5394 // no secret is made of it
    private static TimeSpan Pause(int attempt) =>
        Random.Shared.NextDouble() * TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(attempt, 16)));
#pragma warning restore CA5394

    private DbContextOptionsBuilder<TContext> Options()
    {
        var builder = new DbContextOptionsBuilder<TContext>();
        builder.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        dialect.Use(builder, options.ConnectionString!); // Validate asks for it
        return builder;
    }
}
