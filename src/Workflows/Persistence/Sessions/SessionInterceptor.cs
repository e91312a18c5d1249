using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LienThong.Workflows.Persistence.Sessions;

/// <summary>Watches the context that a session gives out for queries: counts them, and ends the session when one fails.</summary>
internal sealed class SessionInterceptor(CommandCounter counter) : DbCommandInterceptor, ISaveChangesInterceptor
{
    /// <summary>PostgreSQL answers COMMIT after a failed statement with a silent rollback, so such a session may not commit.</summary>
    public Exception? Failure { get; set; }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Count(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(command, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Count(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(command, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Count(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Count(command, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Failure ??= eventData.Exception;

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Failure ??= eventData.Exception;
        return Task.CompletedTask;
    }

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) => throw NoTracking();

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => throw NoTracking();

    private T Count<T>(DbCommand command, T result)
    {
        try
        {
            counter.Statement(command.CommandText);
            return result;
        }
        catch (Exception exception)
        {
            Failure ??= exception;
            throw;
        }
    }

    private static InvalidOperationException NoTracking() => new("A session's context is for queries; rows are written through the session.");
}
