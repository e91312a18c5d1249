using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>The value of a variable, named by its id.</summary>
public sealed class VariableLanguage : IExpressionLanguage
{
    public string Name => "Variable";

    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken)
    {
        var id = expression.Compiled as string ?? (string)(expression.Compiled = JsonReference.Read(expression.Value, "id"));
        return context.TryGetVariableById(id, out var value)
            ? value
            : throw new InvalidOperationException($"Không có biến \"{id}\" trong phạm vi của bước này.");
    }
}

/// <summary>An input of the workflow, by name.</summary>
public sealed class InputLanguage : IExpressionLanguage
{
    public string Name => "Input";

    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken) =>
        context.WorkflowInput(expression.Compiled as string ?? (string)(expression.Compiled = JsonReference.Read(expression.Value, "name")));
}

/// <summary>A reference kept as an object, or as the JSON of one: {"id": …} or {"name": …}.</summary>
internal static class JsonReference
{
    public static string Read(object? value, string key)
    {
        if (value is string text)
        {
            if (!text.TrimStart().StartsWith('{'))
                return text;
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement, key);
        }

        return value is JsonElement { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(key, out var found) && found.ValueKind == JsonValueKind.String
            ? found.GetString()!
            : throw new InvalidOperationException($"Biểu thức tham chiếu thiếu khóa \"{key}\".");
    }
}
