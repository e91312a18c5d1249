using System.Threading.Channels;
using LienThong.Workflows.Persistence.Dialects;
using LienThong.Workflows.Persistence.Sessions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Persistence;

/// <summary>
/// The only writer of the file. Requests that wait while one runs join its transaction, each under a savepoint of its own,
/// so that they share the one slow thing, the flush of the disk; all are answered after the commit.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private static readonly TimeSpan InterruptPeriod = TimeSpan.FromMilliseconds(100);

    private readonly Channel<WriteRequest> queue = Channel.CreateUnbounded<WriteRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly Func<SqliteConnection, SessionInterceptor, DbContext> createContext;
    private readonly DatabaseOptions options;
    private readonly CommandCounter counter;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly RowTables tables;
    private readonly RowCommands commands;
    private readonly SessionInterceptor interceptor;
    private readonly List<WriteRequest> group = [];
    private readonly List<(WriteRequest Request, Exception Exception)> refused = [];
    private readonly Task loop;
    // Only for queries: building the model takes longer than everything else until the first write.
    private Lazy<DbContext> context;

    public SqliteWriter(
        SqliteConnection connection, Func<SqliteConnection, SessionInterceptor, DbContext> createContext,
        DatabaseOptions options, CommandCounter counter, TimeProvider clock, ILogger logger)
    {
        this.connection = connection;
        this.createContext = createContext;
        this.options = options;
        this.counter = counter;
        this.clock = clock;
        this.logger = logger;
        interceptor = new SessionInterceptor(counter);
        context = NewContext();
        tables = new RowTables(() => context.Value.Model, new SqliteDialect());
        commands = new RowCommands(connection, null, keep: true, counter);
        using (ExecutionContext.SuppressFlow())
            loop = Task.Run(LoopAsync);
    }

    public Task<T> WriteAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        RowSession.MustNotBeWithin(tables);
        var request = new WriteRequest<T>(work, cancellationToken);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(request), this);
        return request.Answer;
    }

    /// <summary>Writes what is in the queue, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await ForgetContextAsync();
        commands.Dispose();
        await connection.DisposeAsync();
    }

    private async Task LoopAsync()
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
            while (queue.Reader.TryRead(out var request))
                try
                {
                    await WriteGroupAsync(request);
                }
#pragma warning disable CA1031 // everybody in the group has an answer; without the loop nobody would get one any more
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    logger.LogCritical(exception, "A transaction could not be ended.");
                }
    }

    private async Task WriteGroupAsync(WriteRequest first)
    {
        group.Clear();
        refused.Clear();
        try
        {
            if (!await RunAsync(first))
                return;
            var start = clock.GetTimestamp();
            while (group.Count < options.MaxGroupSize && clock.GetElapsedTime(start) < options.MaxGroupTime && queue.Reader.TryRead(out var next))
                await RunAsync(next);
            counter.Commit();
            Control(SqliteDialect.Commit);
        }
#pragma warning disable CA1031 // whatever ends the transaction is the answer of everybody in it, and the writer goes on
        catch (Exception exception)
#pragma warning restore CA1031
        {
            foreach (var member in group)
                member.Fail(exception);
            // They were refused for what never came to be.
            foreach (var member in refused)
                member.Request.Fail(exception);
            EndTransaction();
            return;
        }
        // Before the answer, as on a server database: who has it finds them done.
        foreach (var member in group)
            Database.RunAfterCommit(member.AfterCommit, logger);
        foreach (var member in group)
            member.Succeed();
        foreach (var member in refused)
            member.Request.Fail(member.Exception);
    }

    /// <summary>True when the request is now part of the open transaction. Throws when the transaction is lost for the whole group.</summary>
    private async Task<bool> RunAsync(WriteRequest request)
    {
        if (request.CancellationToken.IsCancellationRequested)
        {
            request.Cancel();
            return false;
        }
        var isAlone = group.Count == 0;
        try
        {
            counter.Begin();
            Control(isAlone ? SqliteDialect.Begin : SqliteDialect.Savepoint);
            await WorkAsync(request);
            if (!isAlone)
                Control(SqliteDialect.Release);
        }
#pragma warning disable CA1031 // the exception is the caller's answer
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // Whatever failed, the caller hears of it, even if the clean-up fails too. Within a group only after the commit: a refusal may rest on
            // what an earlier member wrote, and its caller must then find that when he looks.
            if (isAlone)
            {
                request.Fail(exception);
                EndTransaction();
                return false;
            }

            refused.Add((request, exception));
            if (SqliteDialect.IsInTransaction(connection))
                Control(SqliteDialect.RollbackToSavepoint);
            else
                throw;
            return false;
        }
        group.Add(request);
        return true;
    }

    private async Task WorkAsync(WriteRequest request)
    {
        interceptor.Failure = null;
        var session = new RowSession(tables, commands, context, interceptor, clock);
        using var limit = new CancellationTokenSource();
        // Again and again, because an interrupt that falls between two statements, or just before one begins, ends nothing.
        await using var interruption = clock.CreateTimer(_ => Interrupt(limit), null, options.MaxWriteTime, InterruptPeriod);
        try
        {
            var work = request.RunAsync(session, limit.Token);
            if (!work.IsCompleted)
                await WaitAsync(work, limit.Token);
            await work;
            await session.CompleteAsync(limit.Token);
            request.AfterCommit = session.AfterCommitActions;
        }
        catch (Exception exception) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"The write took longer than {options.MaxWriteTime} and was given up.", exception);
        }
        finally
        {
            session.Close();
            // What a query was told to track would be given, outdated, to the next write.
            if (context.IsValueCreated)
                context.Value.ChangeTracker.Clear();
        }
    }

    private void Interrupt(CancellationTokenSource limit)
    {
        limit.Cancel();
        SqliteDialect.Interrupt(connection);
    }

    /// <summary>A work that does not heed its token is left behind; the context that it may still hold goes with it.</summary>
    private async Task WaitAsync(Task work, CancellationToken limit)
    {
        try
        {
            await work.WaitAsync(limit);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            await ForgetContextAsync();
            throw;
        }
    }

    private Lazy<DbContext> NewContext() => new(() => createContext(connection, interceptor));

    private async Task ForgetContextAsync()
    {
        if (context.IsValueCreated)
            await context.Value.DisposeAsync();
        context = NewContext();
    }

    private void Control(string sql) => commands.Take(sql).ExecuteNonQuery();

    private void EndTransaction()
    {
        if (SqliteDialect.IsInTransaction(connection))
            Control(SqliteDialect.Rollback);
    }
}
