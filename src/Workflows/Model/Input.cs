namespace LienThong.Workflows.Model;

/// <summary>An input of an activity: the expression that gives its value.</summary>
public abstract class Input
{
    public Expression Expression { get; internal set; } = Expression.Nothing;

    /// <summary>Where its value lies among the evaluated inputs of an execution.</summary>
    internal int Slot { get; set; } = -1;

    public abstract Type ValueType { get; }
}

/// <inheritdoc cref="Input"/>
public sealed class Input<T> : Input
{
    public Input(Expression expression) => Expression = expression;

    public Input(T literal) => Expression = Expression.Of(literal);

    public override Type ValueType => typeof(T);

    public static implicit operator Input<T>(T literal) => new(literal);
}

/// <summary>An output of an activity: the variable id or workflow output name it is bound to (elsa-format §2.2).</summary>
public abstract class Output
{
    /// <summary>Id of a variable, or name of a workflow output; null when nobody captures it.</summary>
    public string? Target { get; internal set; }

    /// <summary>Name of the property that holds it, set when the graph is built.</summary>
    internal string Name { get; set; } = "";

    public abstract Type ValueType { get; }
}

/// <inheritdoc cref="Output"/>
public sealed class Output<T> : Output
{
    public Output(string? target = null) => Target = target;

    public override Type ValueType => typeof(T);
}

/// <summary>An expression of a definition: its language and its text or value.</summary>
/// <param name="Type">Literal, Object, Variable, Input, JavaScript…</param>
/// <param name="Value">For a literal the value; for others the text; a JSON element where the definition has an object.</param>
public sealed record Expression(string Type, object? Value)
{
    public static readonly Expression Nothing = new("Literal", null);

    /// <summary>What the evaluator of its language made of it once; expressions are shared by all runs.</summary>
    internal object? Compiled { get; set; }

    public static Expression Of(object? literal) => new("Literal", literal);

    public static Expression JavaScript(string code) => new("JavaScript", code);

    public bool Equals(Expression? other) => other is not null && Type == other.Type && Equals(Value, other.Value);

    public override int GetHashCode() => HashCode.Combine(Type, Value);
}
