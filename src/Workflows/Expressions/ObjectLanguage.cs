using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>A value written as JSON text; "Json" is its old name.</summary>
public sealed class ObjectLanguage(string name) : IExpressionLanguage
{
    public string Name => name;

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken)
    {
        if (expression.Value is not string text)
            return expression.Value;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        // An input of type Object gets the raw text (elsa-format §4): activities of such inputs parse it themselves.
        if (target == typeof(object) || target == typeof(string))
            return text;
        if (expression.Compiled is not JsonElement parsed)
        {
            using var document = JsonDocument.Parse(text);
            expression.Compiled = parsed = document.RootElement.Clone();
        }

        return Conversion.To(parsed, target);
    }
}
