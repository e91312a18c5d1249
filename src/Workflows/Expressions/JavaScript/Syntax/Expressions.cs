namespace LienThong.Workflows.Expressions.JavaScript.Syntax;

internal sealed class Literal(object? value) : Expression
{
    public object? Value { get; } = value;
}

internal sealed class RegexLiteral(string pattern, string flags) : Expression
{
    public string Pattern { get; } = pattern;
    public string Flags { get; } = flags;
}

internal sealed class Identifier(string name) : Expression
{
    public string Name { get; } = name;
}

internal sealed class This : Expression;

internal sealed class NewTarget : Expression;

/// <summary>The super of super.x in a method of an object literal; only ever the target of a <see cref="Member"/>.</summary>
internal sealed class Super : Expression;

internal sealed class TemplateLiteral(List<string?> cooked, List<string> raw, List<Expression> values) : Expression
{
    public List<string?> Cooked { get; } = cooked;
    public List<string> Raw { get; } = raw;
    public List<Expression> Values { get; } = values;
}

internal sealed class TaggedTemplate(Expression tag, TemplateLiteral template) : Expression
{
    public Expression Tag { get; } = tag;
    public TemplateLiteral Template { get; } = template;
}

/// <summary>An element is null for a hole.</summary>
internal sealed class ArrayLiteral(List<Expression?> elements) : Expression
{
    public List<Expression?> Elements { get; } = elements;

    /// <summary>A comma after the last element; no rest element may have one when the literal turns out to be a pattern.</summary>
    public bool TrailingComma { get; init; }
}

internal sealed class Spread(Expression value) : Expression
{
    public Expression Value { get; } = value;
}

internal enum PropertyKind { Value, Shorthand, Getter, Setter, Spread, Prototype }

/// <remarks>Initializer: The "= 1" of "{a = 1}", which is legal only where the literal turns out to be a pattern.</remarks>
internal sealed record PropertyNode(PropertyKind Kind, Expression Key, Expression Value, Expression? Initializer = null);

internal sealed class ObjectLiteral(List<PropertyNode> properties) : Expression
{
    public List<PropertyNode> Properties { get; } = properties;
}

internal sealed class FunctionExpression(Function function) : Expression
{
    public Function Function { get; } = function;
}

internal sealed class Unary(string op, Expression operand) : Expression
{
    public string Operator { get; } = op;
    public Expression Operand { get; } = operand;
}

internal sealed class Update(bool prefix, int delta, Expression target) : Expression
{
    public bool Prefix { get; } = prefix;
    public int Delta { get; } = delta;
    public Expression Target { get; } = target;
}

/// <summary>Binary operators and the logical ones, which look at the right side only when needed.</summary>
internal sealed class Binary(string op, Expression left, Expression right) : Expression
{
    public string Operator { get; } = op;
    public Expression Left { get; } = left;
    public Expression Right { get; } = right;
}

internal sealed class Conditional(Expression test, Expression whenTrue, Expression whenFalse) : Expression
{
    public Expression Test { get; } = test;
    public Expression WhenTrue { get; } = whenTrue;
    public Expression WhenFalse { get; } = whenFalse;
}

/// <summary>The target is an identifier, a member or, for plain "=", a pattern.</summary>
internal sealed class Assignment(string op, Node target, Expression value) : Expression
{
    public string Operator { get; } = op;
    public Node Target { get; } = target;
    public Expression Value { get; } = value;

    /// <summary>Whether an anonymous function gets the name of the target: not where that stands in parentheses.</summary>
    public bool GivesName { get; init; }
}

internal sealed class Sequence(List<Expression> items) : Expression
{
    public List<Expression> Items { get; } = items;
}

internal sealed class Member(Expression target, Expression key, bool optional) : Expression
{
    public Expression Target { get; } = target;
    public Expression Key { get; } = key;
    public bool Optional { get; } = optional;
}

internal sealed class Call(Expression callee, List<Expression> arguments, bool optional) : Expression
{
    public Expression Callee { get; } = callee;
    public List<Expression> Arguments { get; } = arguments;
    public bool Optional { get; } = optional;
}

internal sealed class New(Expression callee, List<Expression> arguments) : Expression
{
    public Expression Callee { get; } = callee;
    public List<Expression> Arguments { get; } = arguments;
}

/// <summary>The whole of a?.b.c: where a is missing, all of it is undefined.</summary>
internal sealed class OptionalChain(Expression chain) : Expression
{
    public Expression Chain { get; } = chain;
}
