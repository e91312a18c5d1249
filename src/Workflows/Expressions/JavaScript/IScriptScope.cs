namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>The functions and values the host offers to a script by name.</summary>
public interface IScriptScope
{
    /// <summary>Asked when a script first uses a name that it did not declare; the answer is kept for the rest of the run.</summary>
    bool TryGet(string name, out object? value);
}

/// <summary>A function of the host; takes and returns .NET values. What it throws can be caught by the script as an Error.</summary>
public delegate object? HostFunction(ReadOnlySpan<object?> arguments);
