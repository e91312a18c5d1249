using LienThong.Workflows.Expressions.JavaScript;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>Code that people write in definitions; it sees only the functions of <see cref="JavaScriptScope"/> (elsa-format §4.1).</summary>
public sealed class JavaScriptLanguage(ScriptLimits limits) : IExpressionLanguage
{
    public JavaScriptLanguage() : this(ScriptLimits.Default) { }

    public string Name => "JavaScript";

    /// <exception cref="ScriptException">The code is wrong or threw; line and column are named.</exception>
    /// <exception cref="ScriptLimitException">It took too many steps, too deep calls, too much memory or time.</exception>
    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken)
    {
        var script = expression.Compiled as Script ?? (Script)(expression.Compiled = Script.Compile(Conversion.To<string>(expression.Value) ?? ""));
        return script.Run(new JavaScriptScope(context), limits, context.Clock, cancellationToken);
    }
}
