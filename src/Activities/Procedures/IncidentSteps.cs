using LienThong.Activities.Approvals;
using LienThong.Activities.Exchange;
using LienThong.Activities.Registers;
using LienThong.Activities.Work;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Procedures;

/// <summary>What can be done about a step that faulted.</summary>
internal static class IncidentSteps
{
    public const string Retry = "retry";
    public const string Reassign = "reassign";
    public const string Skip = "skip";

    private static readonly Dictionary<string, string> OutcomeWords = new(StringComparer.Ordinal)
    {
        ["Approved"] = "Coi như đã duyệt",
        ["Assigned"] = "Coi như đã phân công",
        ["Default"] = "Nhánh mặc định",
        ["Done"] = "Coi như đã xong",
        ["Failed"] = "Coi như không đạt",
        ["False"] = "Nhánh \"Sai\"",
        ["Passed"] = "Coi như đạt",
        ["Rejected"] = "Coi như từ chối",
        ["Returned"] = "Coi như trả lại",
        ["Submitted"] = "Coi như đã trình",
        ["True"] = "Nhánh \"Đúng\"",
    };

    public static IReadOnlyList<string> ActionsFor(Activity? step) =>
        [Retry, .. step is HumanTask ? [Reassign] : Array.Empty<string>(), .. OutcomesOf(step).Count > 0 ? [Skip] : Array.Empty<string>()];

    /// <summary>Outcomes with which the step may be skipped; empty when it may not be.</summary>
    public static IReadOnlyList<string> OutcomesOf(Activity? step)
    {
        // What signs, numbers or sends is never taken as done; what holds other steps has no outcome of its own to choose.
        if (step is null or SignDocument or IssueNumber or SubmitDocument || step.Children().Any())
            return [];
        IEnumerable<string> declared = ActivityDescriptor.Of(step.GetType()).Facts?.Outcomes ?? [];
        var cases = step is FlowSwitch choice ? choice.Cases.Select(label => label.Label) : [];
        var arrows = step.Parent is Flowchart chart ? chart.Connections.Where(arrow => arrow.Source == step).Select(arrow => arrow.SourcePort ?? ActivityResult.DoneOutcome) : [];
        List<string> all = [.. declared.Concat(cases).Concat(arrows).Distinct(StringComparer.Ordinal)];
        return all.Count > 0 ? all : [ActivityResult.DoneOutcome];
    }

    public static string Words(string outcome) => OutcomeWords.GetValueOrDefault(outcome, outcome);
}
