using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>Placeholder.</summary>
public sealed class JavaScriptLanguage : IExpressionLanguage
{
    public string Name => "JavaScript";

    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken) => throw new NotImplementedException();
}
