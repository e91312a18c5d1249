using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Reads what custom properties say of log persistence (elsa-format §7.7): <c>logPersistenceConfig</c>, and <c>logPersistenceMode</c> of older files where that one says nothing.</summary>
internal static class LogPersistenceReader
{
    public const string ModeKey = "logPersistenceMode";
    public const string ConfigKey = "logPersistenceConfig";

    /// <summary>Null when nothing is said.</summary>
    public static LogPersistence? Read(IReadOnlyDictionary<string, JsonElement> customProperties)
    {
        var older = Part(customProperties, ModeKey);
        var newer = Part(customProperties, ConfigKey);
        if (older is null && newer is null)
            return null;
        return new LogPersistence
        {
            Default = Rule(newer, "default") ?? Rule(older, "default") ?? (older is { } text ? RuleOf(text) : null),
            Inputs = Rules(older, newer, "inputs"),
            Outputs = Rules(older, newer, "outputs"),
        };
    }

    /// <summary>Every place that names a mode, with the name where it is none that there is.</summary>
    public static IEnumerable<string> UnknownModes(IReadOnlyDictionary<string, JsonElement> customProperties)
    {
        foreach (var part in new[] { Part(customProperties, ModeKey), Part(customProperties, ConfigKey) }.OfType<JsonElement>())
        {
            if (part.ValueKind != JsonValueKind.Object)
            {
                if (RuleOf(part) is null)
                    yield return part.ToString();
                continue;
            }

            var keys = new JsonKeys(part);
            var named = new[] { keys.Find("default") }
                .Concat(new[] { keys.Find("inputs"), keys.Find("outputs") }.SelectMany(values => values is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().Select(p => (JsonElement?)p.Value) : []));
            foreach (var rule in named.OfType<JsonElement>().Where(rule => rule.ValueKind != JsonValueKind.Null && RuleOf(rule) is null))
                yield return rule.ValueKind == JsonValueKind.Object ? new JsonKeys(rule).Text("strategyType") ?? "" : rule.ToString();
        }
    }

    private static JsonElement? Part(IReadOnlyDictionary<string, JsonElement> customProperties, string key) =>
        customProperties.TryGetValue(key, out var part) && part.ValueKind is JsonValueKind.Object or JsonValueKind.String ? part : null;

    private static LogRule? Rule(JsonElement? part, string key) =>
        part is { ValueKind: JsonValueKind.Object } json && new JsonKeys(json).Find(key) is { } rule ? RuleOf(rule) : null;

    private static Dictionary<string, LogRule> Rules(JsonElement? older, JsonElement? newer, string key)
    {
        var rules = new Dictionary<string, LogRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in new[] { older, newer })
        {
            if (part is not { ValueKind: JsonValueKind.Object } json || new JsonKeys(json).Find(key) is not { ValueKind: JsonValueKind.Object } values)
                continue;
            foreach (var value in values.EnumerateObject())
            {
                if (RuleOf(value.Value) is { } rule)
                    rules[value.Name] = rule;
            }
        }

        return rules;
    }

    // "Include", or {evaluationMode, strategyType, expression}; null when it names no mode.
    private static LogRule? RuleOf(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return Mode(json.GetString());
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var keys = new JsonKeys(json);
        if (keys.Text("evaluationMode") is "Expression")
            return keys.Find("expression") is { ValueKind: JsonValueKind.Object } expression ? new LogRule(LogPersistenceMode.Inherit, ActivityReader.ReadExpression(expression)) : null;
        return keys.Text("strategyType") is { } type ? Mode(type) : new LogRule(LogPersistenceMode.Inherit);
    }

    // The short name, or as Elsa writes it: Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core. "default" of older files inherits.
    private static LogRule? Mode(string? name)
    {
        var type = (name ?? "").Split(',')[0].Trim();
        var last = type[(type.LastIndexOf('.') + 1)..];
        return last.Equals("default", StringComparison.OrdinalIgnoreCase) ? new LogRule(LogPersistenceMode.Inherit)
            : Find(last) is { } mode ? new LogRule(mode)
            : null;
    }

    /// <summary>The mode of this name; null when there is none.</summary>
    public static LogPersistenceMode? Find(string? name) =>
        name is { Length: > 0 } && char.IsAsciiLetter(name[0]) && Enum.TryParse<LogPersistenceMode>(name, ignoreCase: true, out var mode) ? mode : null;
}
