using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>A value written in the definition.</summary>
public sealed class LiteralLanguage : IExpressionLanguage
{
    public string Name => "Literal";

    // A literal never changes, so it is converted once for the type its input wants.
    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken)
    {
        if (expression.Compiled is Converted known && known.Target == target)
            return known.Value;
        var value = Conversion.To(expression.Value, target);
        // Lists and maps could be changed by who gets them, so they are made anew each time.
        if (value is null or string or ValueType)
            expression.Compiled = new Converted(target, value);
        return value;
    }

    private sealed record Converted(Type Target, object? Value);
}
