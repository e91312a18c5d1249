namespace LienThong.Host.Demo;

/// <summary>The clock of the demonstration: it stands still and is moved from step to step, so that two weeks pass in a second.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public override DateTimeOffset GetUtcNow() => _now.ToUniversalTime();

    /// <summary>Time does not run backwards within a run.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > _now)
            _now = instant;
    }
}
