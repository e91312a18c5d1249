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

    private const string Returned = "Returned";

    private static readonly Dictionary<string, string> OutcomeWords = new(StringComparer.Ordinal)
    {
        ["Default"] = "Nhánh mặc định",
        ["Done"] = "Coi như đã xong",
        ["Failed"] = "Coi như không đạt",
        ["False"] = "Nhánh \"Sai\"",
        ["Passed"] = "Coi như đạt",
        [Returned] = "Trả lại bước trước",
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
        // What else people do can go back to people, as far as the procedure says to whom, but nothing counts as decided that nobody decided.
        if (step is HumanTask)
            return GoesBackToPeople(step) ? [Returned] : [];
        IEnumerable<string> declared = ActivityDescriptor.Of(step.GetType()).Facts?.Outcomes ?? [];
        var cases = step is FlowSwitch choice ? choice.Cases.Select(label => label.Label) : [];
        var arrows = step.Parent is Flowchart chart ? chart.Connections.Where(arrow => arrow.Source == step).Select(arrow => arrow.SourcePort ?? ActivityResult.DoneOutcome) : [];
        List<string> all = [.. declared.Concat(cases).Concat(arrows).Distinct(StringComparer.Ordinal)];
        return all.Count > 0 ? all : [ActivityResult.DoneOutcome];
    }

    // A return that leads elsewhere is a refusal: of a bút phê it sends the letter back to its sender and closes the dossier, in the leader's name.
    private static bool GoesBackToPeople(Activity step)
    {
        var arrows = step.Parent is Flowchart chart ? chart.Connections.Where(arrow => arrow.Source == step && arrow.SourcePort == Returned).ToList() : [];
        return arrows.Count > 0 && arrows.TrueForAll(arrow => arrow.Target is HumanTask);
    }

    /// <summary>Whether it is one of the outcomes that only people can give.</summary>
    public static bool IsDecision(Activity? step, string? outcome) =>
        step is HumanTask && outcome is not null && ActivityDescriptor.Of(step.GetType()).Facts?.Outcomes.Contains(outcome) == true && !OutcomesOf(step).Contains(outcome);

    public static string Words(string outcome) => OutcomeWords.GetValueOrDefault(outcome, outcome);
}
