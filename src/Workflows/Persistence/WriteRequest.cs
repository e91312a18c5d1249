using LienThong.Workflows.Persistence.Sessions;

namespace LienThong.Workflows.Persistence;

/// <summary>A write that waits in the queue of the SQLite writer.</summary>
internal abstract class WriteRequest(CancellationToken cancellationToken)
{
    // Tracing, logging scopes and culture of the caller; the writer's own loop has none.
    private readonly ExecutionContext? callerContext = ExecutionContext.Capture();

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What to run after the commit, once the work is done.</summary>
    public IReadOnlyList<Action> AfterCommit { get; set; } = [];

    public Task RunAsync(RowSession session, CancellationToken limit)
    {
        if (callerContext is null)
            return WorkAsync(session, limit);
        Task? running = null;
        ExecutionContext.Run(callerContext, _ => running = WorkAsync(session, limit), null);
        return running!; // Run has called it
    }

    public abstract void Succeed();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();

    protected abstract Task WorkAsync(RowSession session, CancellationToken limit);
}

internal sealed class WriteRequest<T>(Func<WriteSession, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    : WriteRequest(cancellationToken)
{
    // Callers go on elsewhere: their code may not run between two transactions of the writer.
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Answer => answer.Task;

    public override void Succeed() => answer.TrySetResult(result!); // set by WorkAsync, and null only where T allows it

    public override void Fail(Exception exception) => answer.TrySetException(exception);

    public override void Cancel() => answer.TrySetCanceled(CancellationToken);

    protected override async Task WorkAsync(RowSession session, CancellationToken limit)
    {
        session.Enter();
        result = await work(session, limit);
    }
}
