using LienThong.Activities.Checks;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Scheduling;

/// <summary>
/// Runs the invariant checker every night at two o'clock in Viet Nam and tells the log what does not hold (architecture, promise P4); then deletes the
/// events that nobody heard and the idempotency keys that were kept long enough.
/// </summary>
internal sealed class NightlyCheck(InvariantChecker checker, Database database, HostSettings settings, TimeProvider time, ILogger<NightlyCheck> log)
{
    public const string Alarm = "nightly-check";

    private static readonly TimeOnly Hour = new(2, 0);

    private DateTimeOffset? _next;

    /// <summary>Checks when it is time.</summary>
    /// <returns>The next night.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Rung at start and by the safety sweep too: by day that costs nothing.
        _next ??= NightAfter(now);
        if (now < _next)
            return _next;
        _next = NightAfter(now);
        var findings = await checker.RunAsync(FileReading.Content, cancellationToken);
        foreach (var finding in findings)
            log.LogError("Invariant {Code}: {Text}", finding.Code, finding.Text);
        log.LogInformation("The nightly check found {Count} deviations", findings.Count);
        var deleted = await EarlyStimuli.DeleteExpiredAsync(database, now.AddDays(-settings.Engine.KeepExpiredEventsDays), cancellationToken);
        if (deleted > 0)
            log.LogInformation("{Count} events that nobody heard were deleted after {Days} days", deleted, settings.Engine.KeepExpiredEventsDays);
        var unheard = await database.ReadAsync((context, ct) => context.Set<StimulusRow>().CountAsync(kept => kept.ExpiresAt <= now, ct), cancellationToken);
        if (unheard > 0)
            log.LogWarning("{Count} events that nobody heard in their time are kept for an administrator", unheard);
        var forgotten = await CommandRunner.DeleteExpiredAsync(database, now.AddDays(-settings.Engine.KeepIdempotencyKeysDays), cancellationToken);
        if (forgotten > 0)
            log.LogInformation("{Count} idempotency keys were forgotten after {Days} days", forgotten, settings.Engine.KeepIdempotencyKeysDays);
        return _next;
    }

    private static DateTimeOffset NightAfter(DateTimeOffset now)
    {
        var today = VietnamTime.At(VietnamTime.DateOf(now), Hour);
        return now < today ? today : VietnamTime.At(VietnamTime.DateOf(now).AddDays(1), Hour);
    }
}
