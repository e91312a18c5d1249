using LienThong.Workflows.Model;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>How much a finding matters: an error fails or never runs as written, a warning may be meant.</summary>
public enum FindingSeverity { Error, Warning }

/// <summary>Something in a definition that is wrong or looks so.</summary>
/// <param name="ActivityId">The step; null when it is about the workflow as a whole.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">Stable name of the kind of finding.</param>
/// <param name="Text">What is wrong, where, and what to do, in Vietnamese.</param>
public sealed record Finding(string? ActivityId, FindingSeverity Severity, string Code, string Text)
{
    /// <summary>An error at a step; the text goes on after the step's name.</summary>
    public static Finding Error(Activity activity, string code, string text) => new(IdOf(activity), FindingSeverity.Error, code, $"{Name(activity)} {text}");

    /// <summary>A warning at a step; the text goes on after the step's name.</summary>
    public static Finding Warning(Activity activity, string code, string text) => new(IdOf(activity), FindingSeverity.Warning, code, $"{Name(activity)} {text}");

    private static string? IdOf(Activity activity) => activity is Workflow ? null : activity.Id;

    private static string Name(Activity activity) =>
        activity is Workflow ? "Quy trình"
        : activity.DisplayText == activity.Id ? $"Bước \"{activity.Id}\"" : $"Bước \"{activity.DisplayText}\" (mã {activity.Id})";
}
