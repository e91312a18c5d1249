using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Persistence;

/// <summary>Contexts for reading, kept with what they hold open, because making one costs more than most queries.</summary>
internal sealed class ReaderPool<TContext>(Func<CancellationToken, Task<TContext>> open, int maxIdle) : IAsyncDisposable where TContext : DbContext
{
    private readonly ConcurrentBag<TContext> idle = [];
    private int idleCount;
    private volatile bool disposed;

    public async Task<T> ReadAsync<T>(Func<DbContext, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (idle.TryTake(out var context))
            Interlocked.Decrement(ref idleCount);
        else
            context = await open(cancellationToken);
        var returned = false;
        try
        {
            var answer = await read(context, cancellationToken);
            // A context that failed may be in any state; only one that answered is used again.
            context.ChangeTracker.Clear();
            if (!disposed && Interlocked.Increment(ref idleCount) <= maxIdle)
            {
                idle.Add(context);
                returned = true;
            }
            else
                Interlocked.Decrement(ref idleCount);
            return answer;
        }
        finally
        {
            if (!returned)
                await context.DisposeAsync();
            else if (disposed)
                await DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        while (idle.TryTake(out var context))
            await context.DisposeAsync();
    }
}
