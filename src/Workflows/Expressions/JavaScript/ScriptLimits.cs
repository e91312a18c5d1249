namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>What one run of a script may consume before it ends in a <see cref="ScriptLimitException"/>.</summary>
public sealed record ScriptLimits
{
    public static ScriptLimits Default { get; } = new();

    /// <summary>Statements, calls, loop rounds and elements handled by standard functions; long strings cost extra.</summary>
    public long MaxSteps { get; init; } = 1_000_000;

    /// <summary>Nested calls.</summary>
    public int MaxDepth { get; init; } = 1000;

    /// <summary>UTF-16 units of one string.</summary>
    public int MaxStringLength { get; init; } = 10_000_000;

    /// <summary>Elements of one array.</summary>
    public int MaxArrayLength { get; init; } = 1_000_000;

    /// <summary>Wall time, by the machine and not by the run's clock, which may be a virtual one.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
