using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LienThong.Workflows.Expressions.JavaScript.Runtime;

/// <summary>Counts what one run consumes and ends it at the limits.</summary>
internal sealed class Budget
{
    /// <summary>Few, because one step may compare texts of millions of characters.</summary>
    private const int StepsBetweenChecks = 64;

    /// <summary>128 characters count as a step, so a run of a million steps holds at most a quarter of a gigabyte of text.</summary>
    private const int CharactersPerStepShift = 7;

    /// <summary>Reading costs less than writing: 4096 characters a step.</summary>
    private const int CharactersReadPerStepShift = 12;
    private readonly CancellationToken cancellationToken;
    private readonly long started;
    private long steps;
    private long nextCheck;

    /// <summary>Calls in progress; a catch puts it back to its own level.</summary>
    public int Depth;

    /// <remarks>Time is that of the machine: the clock of a run may be a virtual one, which stands still meanwhile.</remarks>
    public Budget(ScriptLimits limits, CancellationToken cancellationToken)
    {
        Limits = limits;
        this.cancellationToken = cancellationToken;
        started = Stopwatch.GetTimestamp();
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

    /// <summary>What a standard function may have to read.</summary>
    public void ChargeReading(object? value)
    {
        if (value is string { Length: >= 1 << CharactersReadPerStepShift } text)
            Charge(text.Length >> CharactersReadPerStepShift);
        else if (value is BigInteger number)
            Charge(BigInts.Cost(number));
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

    public TimeSpan Remaining => Limits.Timeout - Stopwatch.GetElapsedTime(started);

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
