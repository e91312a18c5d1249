namespace LienThong.Workflows.Model;

/// <summary>Whether a switch takes the first case that holds, or all of them.</summary>
public enum SwitchMode { MatchFirst, MatchAny }

/// <summary>One case of a switch: its outcome or label, when it holds, and what it runs (none in a flowchart switch).</summary>
public sealed record SwitchCase(string Label, Expression Condition, Activity? Activity = null)
{
    /// <summary>The cases that hold, evaluated in their order and no further than the mode asks for.</summary>
    public static IReadOnlyList<SwitchCase> Matching(IReadOnlyList<SwitchCase> cases, SwitchMode mode, ActivityContext context, CancellationToken cancellationToken)
    {
        var holding = cases.Where(c => context.Evaluate<bool>(c.Condition, cancellationToken));
        return mode == SwitchMode.MatchAny ? [.. holding] : [.. holding.Take(1)];
    }
}
