using System.Collections;
using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Host.ElsaApi;

/// <summary>One choice of a list.</summary>
internal sealed record ElsaChoice(string Text, string Value);

/// <summary>The controls that Studio has, and what each is told.</summary>
internal static class ElsaControls
{
    private const string DropDown = "dropdown";
    private const string CheckList = "checklist";
    private const string Code = "code-editor";
    private const string DynamicOutcomes = "dynamic-outcomes";

    // Our names for controls, which are those of Elsa's descriptors at one time or another, as Studio calls them now.
    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["multi-text"] = "multitext",
        ["json"] = "json-editor",
        ["datetime"] = "datetime-picker",
        ["cron"] = "singleline",
        ["position-picker"] = DropDown,
        ["unit-picker"] = DropDown,
        ["agency-picker"] = DropDown,
        ["person-picker"] = DropDown,
        ["document-type-picker"] = CheckList,
    };

    // Those that need nothing but the value: a workflow does not say what its lists offer.
    private static readonly HashSet<string> OfArguments = new(StringComparer.Ordinal)
    {
        "singleline", "multiline", "checkbox", "multitext", "json-editor", "code-editor", "datetime-picker", "variable-picker", "workflow-definition-picker", "type-picker",
    };

    /// <summary>Studio's control for one of ours.</summary>
    public static string HintOf(InputAttribute facts) => HintOf(facts.UIHint);

    /// <summary>The control for an input of a workflow that is used as an activity; what Studio does not have is a line of text.</summary>
    public static string HintOf(ArgumentDefinition input) =>
        HintOf(input.UIHint ?? "") is var hint && OfArguments.Contains(hint) ? hint
        : input.IsArray ? "multitext"
        : input.Type.Equals("Boolean", StringComparison.OrdinalIgnoreCase) ? "checkbox"
        : "singleline";

    private static string HintOf(string hint) => Hints.GetValueOrDefault(hint, hint);

    /// <summary>The language in which a new value is written.</summary>
    public static string SyntaxOf(string hint) => hint switch
    {
        // The editor writes a literal whatever this says; by it the editor knows what it offers while one types.
        Code => "JavaScript",
        "multitext" or "json-editor" or CheckList or DynamicOutcomes => "Object",
        _ => "Literal",
    };

    /// <summary>What the control is told.</summary>
    /// <param name="hint">Studio's name of it.</param>
    /// <param name="choices">What a list offers.</param>
    public static IReadOnlyDictionary<string, object> Specifications(string hint, IReadOnlyList<ElsaChoice> choices) => hint switch
    {
        DropDown => new Dictionary<string, object> { [DropDown] = new { selectList = new { items = choices, isFlagsEnum = false } } },
        CheckList => new Dictionary<string, object> { [CheckList] = new { checkList = new { items = choices, isFlagsEnum = false } } },
        Code => new Dictionary<string, object> { [Code] = new { language = "javascript" } },
        DynamicOutcomes => new Dictionary<string, object> { ["DynamicOutcomesOptions"] = new { fixedOutcomes = new[] { ActivityResult.DoneOutcome } } },
        _ => new Dictionary<string, object>(),
    };

    /// <summary>A list that is asked for each time a form with it is opened.</summary>
    public static IReadOnlyDictionary<string, object> AskedFor { get; } = new Dictionary<string, object> { ["Refresh"] = true };

    /// <summary>The choices that the activity itself names.</summary>
    public static IReadOnlyList<ElsaChoice> Choices(InputAttribute facts) =>
        [.. facts.Options.Select((option, i) => new ElsaChoice(i < facts.OptionNames.Length ? facts.OptionNames[i] : option, option))];

    /// <summary>A value that a class begins with, in the form in which the control takes it.</summary>
    public static object? DefaultOf(object? value) => value switch
    {
        null or string or bool or int or long or double or decimal => value,
        IEnumerable items => JsonSerializer.Serialize(items, ElsaJson.Options),
        _ => value.ToString(),
    };
}
