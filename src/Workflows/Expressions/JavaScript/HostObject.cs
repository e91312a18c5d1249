namespace LienThong.Workflows.Expressions.JavaScript;

/// <summary>An object whose members the host provides; takes and returns .NET values, the script sees them converted.</summary>
public abstract class HostObject
{
    /// <summary>Names shown by enumeration such as Object.keys.</summary>
    public virtual IEnumerable<string> Keys => [];

    /// <summary>Whether the script may call the object like a function.</summary>
    public virtual bool IsCallable => false;

    /// <summary>Whether the script may use the object with new.</summary>
    public virtual bool IsConstructor => false;

    public abstract bool TryGet(string name, out object? value);

    /// <summary>False when the member cannot be written.</summary>
    public virtual bool Set(string name, object? value) => false;

    public virtual bool Has(string name) => TryGet(name, out _);

    public virtual object? Call(ReadOnlySpan<object?> arguments) => throw new NotSupportedException();

    public virtual object? Construct(ReadOnlySpan<object?> arguments) => throw new NotSupportedException();

    /// <summary>What the object becomes where a string or number is needed; null for "[object Object]".</summary>
    public virtual object? ToPrimitive() => null;
}
