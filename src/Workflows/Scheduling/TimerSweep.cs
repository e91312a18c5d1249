using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Scheduling;

/// <summary>Resumes what is due. The timer rows are the truth; whatever wakes the sweep may come late, twice or never before a restart.</summary>
/// <remarks>What needs something from outside goes on from the outbox, under its lease: a slow server holds up no other timer, and no two of ours ask it for the same one.</remarks>
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
                cancellationToken.ThrowIfCancellationRequested();
                // The one in hand is finished, whatever stops the program: it waits for nobody outside.
                if (!await FireAsync(timer))
                    failed.Add(timer.Id);
            }
        }

        return await database.ReadAsync(NextAsync, cancellationToken);
    }

    private async Task<bool> FireAsync(TimerRow timer)
    {
        try
        {
            return await FireOrHandOverAsync(timer.Id);
        }
#pragma warning disable CA1031 // one timer that fails may not hold up the others; it stays due and the next sweep tries again
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogError(e, "Timer {Id} of instance {Instance} could not be fired.", timer.Id, timer.InstanceId);
            return false;
        }
    }

    private async Task<bool> FireOrHandOverAsync(string timerId)
    {
        try
        {
            return await database.WriteInsideAsync((session, ct) => FireAsync(session, timerId, ct), CancellationToken.None);
        }
        catch (Exception e) when (OutsideWorkException.In(e) is not null)
        {
            return await database.WriteAsync((session, ct) => HandOverAsync(session, timerId, ct), CancellationToken.None);
        }
    }

    // Under the timer's own id, so that it is handed over once.
    private async Task<bool> HandOverAsync(WriteSession session, string timerId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<TimerRow>(timerId, cancellationToken) is null || await session.FindAsync<OutboxRow>(timerId, cancellationToken) is not null)
            return true;
        DueTimer.Ask(session, timerId);
        if (engine.OutboxFilled is { } filled)
            session.AfterCommit(filled);
        return true;
    }

    internal async Task<bool> FireAsync(WriteSession session, string timerId, CancellationToken cancellationToken)
    {
        // Fired meanwhile by another sweep, or moved: the row says so.
        if (await session.FindAsync<TimerRow>(timerId, cancellationToken) is not { } timer || timer.DueAt > clock.GetUtcNow())
            return true;
        if (timer.Kind != InstanceRows.BookmarkTimer)
        {
            await FireOtherAsync(session, timer, cancellationToken);
            return true;
        }

        if (await engine.ResumeAsync(session, timer.InstanceId, timer.Id, NoInput, cancellationToken) is not null)
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

    // Those that were handed over are in the outbox's hands, until it has fired them or was told by an administrator to.
    private static IQueryable<TimerRow> Live(DbContext context) =>
        context.Set<TimerRow>().Where(t => !context.Set<OutboxRow>().Any(m => m.Id == t.Id) && (t.InstanceId == "" || context.Set<InstanceRow>().Any(i => i.Id == t.InstanceId && i.Status == "Running")));
}
