namespace LienThong.Workflows.Model;

/// <summary>What an activity was given to begin or go on with is unacceptable: the burst is undone, and who gave it is told. Not for the definition's own mistakes.</summary>
public abstract class RefusedBurstException(string message) : Exception(message);

/// <summary>An activity cannot go on: it becomes an incident with this stable code and Vietnamese text that says what happened and who can mend it.</summary>
public sealed class ActivityFault(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
