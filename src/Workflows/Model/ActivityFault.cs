namespace LienThong.Workflows.Model;

/// <summary>An activity cannot go on: it becomes an incident with this stable code and Vietnamese text that says what happened and who can mend it.</summary>
public sealed class ActivityFault(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
