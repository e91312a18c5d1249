namespace LienThong.Workflows.Model;

/// <summary>One case of a switch: its outcome or label, when it holds, and what it runs (none in a flowchart switch).</summary>
public sealed record SwitchCase(string Label, Expression Condition, Activity? Activity = null);
