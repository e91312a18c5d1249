using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>Names of strategies that nobody knows: they count as if they were not there (elsa-format §7.6, §7.7), which whoever wrote them did not mean.</summary>
internal static class StrategyChecks
{
    private const string CommitKey = "commitStrategyName";

    private static readonly string[] OfWorkflows = ["WorkflowExecuting", "WorkflowExecuted", "ActivityExecuting", "ActivityExecuted", "Periodic"];

    private static readonly string[] OfActivities = ["CommitAlways", "CommitNever", "Executing", "Executed"];

    /// <summary>Findings at an activity, and at the workflow itself, whose custom properties are those of the definition.</summary>
    public static IEnumerable<Finding> Of(Activity activity)
    {
        var isWorkflow = activity is Workflow;
        var properties = activity is Workflow workflow ? workflow.Definition.CustomProperties : activity.CustomProperties;
        if (CommitOf(activity) is { } name && !(isWorkflow ? OfWorkflows : OfActivities).Contains(name, StringComparer.Ordinal))
        {
            yield return Finding.Warning(
                activity, isWorkflow ? "workflow.unknown-commit-strategy" : "activity.unknown-commit-strategy",
                $"đặt cách lưu \"{name}\" mà hệ thống không có, nên không có tác dụng. Chọn một trong: {string.Join(", ", isWorkflow ? OfWorkflows : OfActivities)}, hoặc bỏ trống.");
        }

        foreach (var mode in LogPersistenceReader.UnknownModes(properties))
        {
            yield return Finding.Warning(
                activity, "log-persistence.unknown", $"đặt chế độ ghi giá trị \"{mode}\" mà hệ thống không có, nên không có tác dụng. Chọn Include, Exclude hoặc Inherit.");
        }
    }

    private static string? CommitOf(Activity activity)
    {
        var name = activity is Workflow workflow ? workflow.Definition.Options.CommitStrategyName
            : activity.CustomProperties.TryGetValue(CommitKey, out var json) && json.ValueKind == System.Text.Json.JsonValueKind.String ? json.GetString() : null;
        return string.IsNullOrWhiteSpace(name) ? null : name;
    }
}
