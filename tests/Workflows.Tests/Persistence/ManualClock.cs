using System.Collections.Concurrent;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>A clock whose timers elapse when the test says so, however long they were set for.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, bool> timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timers.TryAdd(timer, true);
        return timer;
    }

    public void LetTimersElapse()
    {
        foreach (var timer in timers.Keys)
            timer.Elapse();
    }

    private sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public void Elapse() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => clock.timers.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
