namespace LienThong.Workflows.Model;

/// <summary>Whether the values of a run are kept for those who look at it afterwards (elsa-format §7.7).</summary>
public enum LogPersistenceMode
{
    /// <summary>As what is around it says.</summary>
    Inherit,
    Include,
    Exclude,
}

/// <summary>What an activity, or a workflow for all its activities, says of its values; what it says of one value counts more than its default.</summary>
public sealed record LogPersistence
{
    public LogRule? Default { get; init; }

    /// <summary>By the input's name without regard to case.</summary>
    public IReadOnlyDictionary<string, LogRule> Inputs { get; init; } = new Dictionary<string, LogRule>();

    /// <summary>By the output's name without regard to case.</summary>
    public IReadOnlyDictionary<string, LogRule> Outputs { get; init; } = new Dictionary<string, LogRule>();
}

/// <summary>A mode, or the expression that gives its name when the activity runs.</summary>
public sealed record LogRule(LogPersistenceMode Mode, Expression? Expression = null);
