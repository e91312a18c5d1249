namespace LienThong.Workflows.Model;

/// <summary>A state of a state machine: what runs when it is entered and when it is left.</summary>
public sealed record MachineState(string Name, Activity? Entry = null, Activity? Exit = null);

/// <summary>A way from one state to another: what sets it off, whether it is allowed (absent: always), and what runs on it.</summary>
public sealed record MachineTransition(string From, string To, Activity? Trigger = null, Expression? Condition = null, Activity? Action = null)
{
    public string? Name { get; init; }

    public string? DisplayName { get; init; }
}
