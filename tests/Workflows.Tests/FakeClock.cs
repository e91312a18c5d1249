namespace LienThong.Workflows.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public FakeClock() : this(new DateTimeOffset(2024, 1, 24, 1, 0, 0, TimeSpan.Zero)) { }

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan span) => _now += span;

    public void MoveTo(DateTimeOffset instant) => _now = instant;
}
