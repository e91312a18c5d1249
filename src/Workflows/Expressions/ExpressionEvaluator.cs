using LienThong.Workflows.Expressions.JavaScript;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Expressions;

/// <summary>A language that expressions of a definition may be written in (elsa-format §4).</summary>
public interface IExpressionLanguage
{
    /// <summary>The name in definitions, such as JavaScript.</summary>
    string Name { get; }

    /// <summary>Gives the value; the evaluator converts it to the target type.</summary>
    object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken);
}

/// <summary>Finds the language of an expression and converts its value to what the input wants.</summary>
public sealed class ExpressionEvaluator
{
    private readonly Dictionary<string, IExpressionLanguage> _languages;

    public ExpressionEvaluator(IEnumerable<IExpressionLanguage> languages) =>
        _languages = languages.ToDictionary(l => l.Name, StringComparer.Ordinal);

    /// <summary>With the languages that every host has, and the limits for scripts of a burst.</summary>
    public static ExpressionEvaluator Standard { get; } = With(BurstLimits);

    /// <summary>A script runs while others wait to write: it gets two seconds and a megabyte of text, not what a script could use alone.</summary>
    public static ScriptLimits BurstLimits => ScriptLimits.Default with { Timeout = TimeSpan.FromSeconds(2), MaxStringLength = 1_000_000, MaxArrayLength = 100_000 };

    /// <summary>With the languages that every host has.</summary>
    public static ExpressionEvaluator With(ScriptLimits limits) => new(
        [new LiteralLanguage(), new ObjectLanguage("Object"), new ObjectLanguage("Json"), new VariableLanguage(), new InputLanguage(), new JavaScriptLanguage(limits)]);

    /// <summary>Whether expressions may be written in the language.</summary>
    public bool Knows(string language) => _languages.ContainsKey(language);

    public object? Evaluate(Expression expression, Type target, ActivityContext context, CancellationToken cancellationToken)
    {
        // An unknown language makes the input null (elsa-format §2.1).
        if (!_languages.TryGetValue(expression.Type, out var language))
            return Conversion.DefaultOf(target);
        var value = language.Evaluate(expression, target, context, cancellationToken);
        return value is not null && target.IsInstanceOfType(value) ? value : Conversion.To(value, target);
    }
}
