using System.Runtime.CompilerServices;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Counts what one run consumes and ends it at the limits.</summary>
internal sealed class Budget
{
    private const int StepsBetweenChecks = 1024;

    /// <summary>256 characters count as a step, so a run of a million steps holds at most half a gigabyte of text.</summary>
    private const int CharactersPerStepShift = 8;
    private readonly TimeProvider clock;
    private readonly CancellationToken cancellationToken;
    private readonly long started;
    private long steps;
    private long nextCheck;
    /// <summary>Calls in progress; a catch puts it back to its own level.</summary>
    public int Depth;


    public Budget(ScriptLimits limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        Limits = limits;
        this.clock = clock;
        this.cancellationToken = cancellationToken;
        started = clock.GetTimestamp();
        nextCheck = Math.Min(StepsBetweenChecks, limits.MaxSteps);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public ScriptLimits Limits { get; }

    /// <summary>Offset in the source of what runs now; read only when an error leaves the script.</summary>
    public int Position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (++steps > nextCheck)
            Check();
    }

    public void Charge(long count)
    {
        steps += count;
        if (steps > nextCheck)
            Check();
    }

    /// <summary>Long strings cost steps too, otherwise a thousand of them would pass between two looks at the clock.</summary>
    public string Text(string text)
    {
        CheckLength(text.Length);
        return text;
    }

    public void CheckLength(long length)
    {
        if (length > Limits.MaxStringLength)
            throw new ScriptLimitException($"A string would exceed {Limits.MaxStringLength} characters.");
        Charge(length >> CharactersPerStepShift);
    }

    public void CheckArray(double length)
    {
        if (length > Limits.MaxArrayLength)
            throw new ScriptLimitException($"An array would exceed {Limits.MaxArrayLength} elements.");
    }

    public void Enter()
    {
        Step();
        if (++Depth > Limits.MaxDepth)
            throw new ScriptLimitException($"Calls are nested deeper than {Limits.MaxDepth}.");
        CheckStack();
    }

    public void Leave() => Depth--;

    public static void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ScriptLimitException("The script is nested too deeply.");
    }

    public TimeSpan Remaining => Limits.Timeout - clock.GetElapsedTime(started);

    public void Check()
    {
        if (steps > Limits.MaxSteps)
            throw new ScriptLimitException($"The script took more than {Limits.MaxSteps} steps.");
        cancellationToken.ThrowIfCancellationRequested();
        if (Remaining < TimeSpan.Zero)
            throw new ScriptLimitException($"The script ran longer than {Limits.Timeout.TotalSeconds} seconds.");
        nextCheck = Math.Min(steps + StepsBetweenChecks, Limits.MaxSteps);
    }
}
