namespace LienThong.Workflows.Model;

/// <summary>Names an activity class for definitions and for the designer.</summary>
/// <param name="ns">First part of the type name, such as Elsa or LienThong.</param>
/// <param name="category">Group in the designer's palette.</param>
/// <param name="description">One sentence for the designer.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActivityAttribute(string ns, string category, string description) : Attribute
{
    public string Namespace { get; } = ns;
    public string Category { get; } = category;
    public string Description { get; } = description;

    /// <summary>Second part of the type name; the class name when not given.</summary>
    public string? Name { get; init; }

    /// <summary>What people see in the palette; the class name when not given.</summary>
    public string? DisplayName { get; init; }

    public ActivityKind Kind { get; init; } = ActivityKind.Action;

    /// <summary>Outcomes it may have; Done when none are given.</summary>
    public string[] Outcomes { get; init; } = [];

    /// <summary>What people see for each of the outcomes, in their order.</summary>
    public string[] OutcomeNames { get; init; } = [];

    /// <summary>What people see for an outcome: the name given here, else the outcome itself.</summary>
    public string NameOf(string outcome) =>
        Array.IndexOf(Outcomes, outcome) is >= 0 and var index && index < OutcomeNames.Length ? OutcomeNames[index]
        : outcome == ActivityResult.DoneOutcome ? "Xong"
        : outcome;
}

public enum ActivityKind { Action, Trigger, Job, Task }

/// <summary>Describes an input, or a plain property, for the designer's property form.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    public string? DisplayName { get; init; }
    public string? Description { get; init; }

    /// <summary>Which control to show, in Elsa's words: singleline, multiline, dropdown, checkbox, json; and ours: unit-picker, position-picker, person-picker, agency-picker, document-type-picker, calendar-picker, template-picker.</summary>
    public string UIHint { get; init; } = "singleline";

    public string? Category { get; init; }

    /// <summary>Values to choose from, for dropdown.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>What people see for each of the options, in their order; the option itself where none is given.</summary>
    public string[] OptionNames { get; init; } = [];

    /// <summary>It holds a password or a key: its value is never kept beside the journal.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Value that stands for an explicit null (elsa-format §2.1).</summary>
    public object? DefaultValue { get; init; }

    /// <summary>False: the activity evaluates it itself, when it needs it (elsa-format §4.2).</summary>
    public bool AutoEvaluate { get; init; } = true;
}

/// <summary>Names a property that holds activities for the designer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PortAttribute(string displayName) : Attribute
{
    public string DisplayName { get; } = displayName;
}

/// <summary>Describes an output for the designer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Kept with the instance even where no variable is bound to it, because later activities ask for it by the activity's id.</summary>
    public bool IsKept { get; init; }

    public string? DisplayName { get; init; }
    public string? Description { get; init; }
}
