namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>A script cannot be read, or threw an error that nothing caught.</summary>
public sealed class ScriptException(string message, int line, int column, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Line of the place where it went wrong, from 1; 0 where the place is unknown.</summary>
    public int Line { get; } = line;

    /// <summary>Column within the line, from 1; 0 where the place is unknown.</summary>
    public int Column { get; } = column;
}

/// <summary>A script used more steps, depth, memory or time than <see cref="ScriptLimits"/> allow; a script cannot catch it.</summary>
public sealed class ScriptLimitException(string message) : Exception(message);
