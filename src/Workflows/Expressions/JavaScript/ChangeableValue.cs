namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>A value that a script may change in place, as <c>getX().push(4)</c> does, although its .NET object cannot take the change.</summary>
/// <param name="Value">What the script sees.</param>
/// <param name="Replace">Told at the end of the run what became of it, if it was changed and its object did not take that.</param>
public sealed record ChangeableValue(object Value, Action<object?> Replace);
