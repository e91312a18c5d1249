namespace LienThong.Host.CommandLine.Runs;

/// <summary>Stands still until it is put forward.</summary>
internal sealed class RunClock(DateTimeOffset now) : TimeProvider
{
    // Due times are kept in whole microseconds, rounded up: from a whole second on, an hour later is an hour later.
    public DateTimeOffset Now { get; set; } = new(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
