using System.Threading.Channels;
using Quartz;

namespace LienThong.Host.Scheduling;

/// <summary>Runs one sweep (does what is due, answers when the next thing will be, null when nothing waits) whenever something may be due: at the time that the sweep itself named, when woken, and at least every safety interval.</summary>
/// <remarks>
/// What is due is known by the rows that the sweep reads; Quartz only rings. A ring that is lost costs at most the safety interval, a ring too many costs one query.
/// One sweep runs at a time in this process, and rings that come meanwhile are answered by the next one.
/// </remarks>
internal sealed class AlarmClock(
    string name, Alarm alarm, ISchedulerFactory schedulers, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<AlarmClock> log)
    : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<DateTimeOffset> _rings = Channel.CreateUnbounded<DateTimeOffset>(new UnboundedChannelOptions { SingleReader = true });
    private DateTimeOffset _armed = DateTimeOffset.MaxValue;
    private DateTimeOffset _leftDue = DateTimeOffset.MinValue;

    public string Name => name;

    /// <summary>Something will be due at this time. Returns at once; for a time that is past the sweep runs without a detour over Quartz.</summary>
    public void Wake(DateTimeOffset due) => _rings.Writer.TryWrite(due);

    /// <summary>Quartz rings.</summary>
    internal void Ring() => Wake(DateTimeOffset.MinValue);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What fell due while the program was down.
        Ring();
        // Not only when it is this service's turn: by then running requests may have used up the time there is for an orderly end.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (await _rings.Reader.WaitToReadAsync(stopping.Token))
                await AnswerAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program ends.
        }
        finally
        {
            // When what is in hand has: also after a sweep that the stop made fail.
            await alarm.Rest();
        }
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        var due = DateTimeOffset.MaxValue;
        while (_rings.Reader.TryRead(out var ring))
            due = ring < due ? ring : due;
        try
        {
            if (due <= time.GetUtcNow())
            {
                _armed = DateTimeOffset.MaxValue;
                due = await alarm.Sweep(cancellationToken) ?? DateTimeOffset.MaxValue;
            }

            if (due > time.GetUtcNow())
                await ArmAsync(due, cancellationToken);
            else if (due == _leftDue)
                // Named a second time: it could not be done, and at once it could not be done either.
                await ArmAsync(time.GetUtcNow() + ShortestPause, cancellationToken);
            else
                Wake(_leftDue = due);
        }
#pragma warning disable CA1031 // whatever one sweep throws, the clock goes on: the safety sweep tries again
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(exception, "The sweep {Alarm} failed and is tried again at the next ring", name);
        }
    }

    private async Task ArmAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        if (due >= _armed)
            return;
        var key = new TriggerKey("next", name);
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(RingAlarm.KeyOf(name)).StartAt(due).Build();
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (await scheduler.RescheduleJob(key, trigger, cancellationToken) is null)
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
        _armed = due;
    }
}

/// <summary>What an alarm clock runs.</summary>
/// <param name="Sweep">Does what is due, answers when the next thing will be; its token ends when the program stops.</param>
internal sealed record Alarm(Func<CancellationToken, Task<DateTimeOffset?>> Sweep)
{
    /// <summary>Ends when what a sweep left in hand is finished or put down; called once, after the last one.</summary>
    public Func<Task> Rest { get; init; } = () => Task.CompletedTask;
}

/// <summary>The only job that Quartz knows: it rings the alarm clock of its name.</summary>
internal sealed class RingAlarm(IEnumerable<AlarmClock> clocks) : IJob
{
    public static JobKey KeyOf(string alarm) => new(alarm, "alarms");

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // A clustered store may still hold an alarm of another version of the program; nobody here answers it.
        clocks.FirstOrDefault(clock => KeyOf(clock.Name).Equals(context.JobDetail.Key))?.Ring();
        return ValueTask.CompletedTask;
    }
}
