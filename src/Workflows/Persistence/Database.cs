using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence;

/// <summary>Where everything is kept: one write is one transaction, answered after its commit.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>
    /// Runs the work in one transaction and commits it. The work may run again after a deadlock, so it changes nothing but the session.
    /// It does no slow I/O: on SQLite all writes stand in one queue.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs queries on a context of their own, which never tracks.</summary>
    public abstract Task<T> ReadAsync<T>(Func<DbContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>Brings the schema to the newest migration.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
