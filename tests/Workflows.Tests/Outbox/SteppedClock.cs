namespace LienThong.Workflows.Tests.Outbox;

/// <summary>The time of another clock, with timers that elapse when this one is moved.</summary>
internal sealed class SteppedClock(FakeClock now) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];

    public override DateTimeOffset GetUtcNow() => now.GetUtcNow();

    /// <summary>Moves the other clock too; what comes due on the way elapses, the earliest first.</summary>
    public void Advance(TimeSpan span)
    {
        var until = now.GetUtcNow() + span;
        while (Next(until) is { } timer)
        {
            if (timer.DueAt > now.GetUtcNow())
                now.MoveTo(timer.DueAt);
            timer.Elapse();
        }

        now.MoveTo(until);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_lock)
            _timers.Add(timer);
        return timer;
    }

    private Timer? Next(DateTimeOffset until)
    {
        lock (_lock)
            return _timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
    }

    private sealed class Timer(SteppedClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        public void Elapse()
        {
            DueAt = _period > TimeSpan.Zero ? DueAt + _period : DateTimeOffset.MaxValue;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            DueAt = dueTime >= TimeSpan.Zero ? clock.GetUtcNow() + dueTime : DateTimeOffset.MaxValue;
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
