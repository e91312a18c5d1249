using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Scheduling;

/// <summary>Resumes what is due. The timer rows are the truth; whatever wakes the sweep may come late, twice or never before a restart.</summary>
public sealed class TimerSweep(Database database, WorkflowEngine engine, TimeProvider clock, ILogger<TimerSweep> logger)
{
    private const int BatchSize = 100;

    private static readonly Dictionary<string, object?> NoInput = [];

    /// <summary>Fires every timer that is due, each in a transaction of its own, oldest first.</summary>
    /// <returns>When the next timer is due; null when there is none.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var due = await database.ReadAsync((context, ct) => DueAsync(context, BatchSize + failed.Count, ct), cancellationToken);
            due.RemoveAll(timer => failed.Contains(timer.Id));
            if (due.Count == 0)
                break;
            foreach (var timer in due)
            {
                if (!await FireAsync(timer, cancellationToken))
                    failed.Add(timer.Id);
            }
        }

        return await database.ReadAsync(NextAsync, cancellationToken);
    }

    private async Task<bool> FireAsync(TimerRow timer, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync((session, ct) => FireAsync(session, timer.Id, ct), cancellationToken);
        }
#pragma warning disable CA1031 // one timer that fails may not hold up the others; it stays due and the next sweep tries again
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogError(e, "Timer {Id} of instance {Instance} could not be fired.", timer.Id, timer.InstanceId);
            return false;
        }
    }

    private async Task<bool> FireAsync(WriteSession session, string timerId, CancellationToken cancellationToken)
    {
        // Fired meanwhile by another sweep, or moved: the row says so.
        if (await session.FindAsync<TimerRow>(timerId, cancellationToken) is not { } timer || timer.DueAt > clock.GetUtcNow())
            return true;
        if (timer.Kind != InstanceRows.BookmarkTimer)
        {
            await FireOtherAsync(session, timer, cancellationToken);
            return true;
        }

        if (await engine.ResumeAsync(session, timer.InstanceId, timer.BookmarkId, NoInput, cancellationToken) is not null)
            return true;
        logger.LogError("Timer {Id} of instance {Instance} has nothing to resume.", timer.Id, timer.InstanceId);
        return false;
    }

    private Task FireOtherAsync(WriteSession session, TimerRow timer, CancellationToken cancellationToken) => timer.Kind switch
    {
        TriggerIndex.TimerKind => TriggerIndex.FireAsync(session, engine, timer, cancellationToken),
        EarlyStimuli.TimerKind => EarlyStimuli.LookAgainAsync(session, engine, timer, cancellationToken),
        _ => throw new InvalidOperationException($"A timer of the unknown kind \"{timer.Kind}\"."),
    };

    // Timers of an instance that is faulted rest until it is mended and runs again.
    private async Task<List<TimerRow>> DueAsync(DbContext context, int most, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await Live(context).Where(t => t.DueAt <= now).OrderBy(t => t.DueAt).Take(most).ToListAsync(cancellationToken);
    }

    private static Task<DateTimeOffset?> NextAsync(DbContext context, CancellationToken cancellationToken) =>
        Live(context).OrderBy(t => t.DueAt).Select(t => (DateTimeOffset?)t.DueAt).FirstOrDefaultAsync(cancellationToken);

    private static IQueryable<TimerRow> Live(DbContext context) =>
        context.Set<TimerRow>().Where(t => t.InstanceId == "" || context.Set<InstanceRow>().Any(i => i.Id == t.InstanceId && i.Status == "Running"));
}
