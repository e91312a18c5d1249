namespace LienThong.Host.Demo;

/// <summary>The machine's clock, which can be held in the past for a while: so that what is made at the start has happened in the last weeks.</summary>
internal sealed class PastClock(TimeProvider real) : TimeProvider
{
    private DateTimeOffset? _held;

    /// <summary>The time that it is, whatever the clock shows.</summary>
    public DateTimeOffset Present => real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _held ?? real.GetUtcNow();

    public override long GetTimestamp() => real.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);

    /// <summary>Stands still at this instant until it is moved or released.</summary>
    public void HoldAt(DateTimeOffset instant) => _held = instant.ToUniversalTime();

    /// <summary>Shows the present again.</summary>
    public void Release() => _held = null;
}
