using LienThong.Activities.Deadlines;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Procedures;

/// <summary>What the checks of a definition say of its steps for people.</summary>
public static class ProcedureFindings
{
    /// <summary>For <see cref="DefinitionChecker"/>.</summary>
    public static IReadOnlyList<Func<WorkflowDefinition, IEnumerable<Finding>>> Rules { get; } = [Broken, WithoutCandidates, WithoutDeadline];

    private static IEnumerable<Finding> Broken(WorkflowDefinition definition) =>
        ProcedureRules.BrokenBy(definition) is { } broken ? [new Finding(null, FindingSeverity.Error, broken.Code, broken.Message)] : [];

    private static IEnumerable<Finding> WithoutCandidates(WorkflowDefinition definition) =>
        definition.Graph.Nodes.OfType<HumanTask>()
            .Where(step => !IsGiven(step.Position) && !IsGiven(step.Unit) && !IsGiven(step.Person) && !IsGiven(step.SameAs))
            .Select(step => Finding.Error(step, "task.without-candidates", "chưa nói ai xử lý. Chọn chức vụ, đơn vị, người cụ thể hoặc bước mà chính người đã làm phải làm tiếp."));

    // The deadline is the dossier's: one step that sets it covers all steps of the procedure.
    private static IEnumerable<Finding> WithoutDeadline(WorkflowDefinition definition) =>
        definition.Graph.Nodes.Any(step => step is SetDeadline)
            ? []
            : definition.Graph.Nodes.OfType<HumanTask>()
                .Select(step => Finding.Warning(step, "task.without-deadline", "không có hạn xử lý vì quy trình không có bước \"Đặt hạn xử lý\". Thêm bước ấy trước các bước do người xử lý."));

    private static bool IsGiven(Input<string>? input) =>
        input?.Expression is { } expression && (expression.Type != "Literal" || !string.IsNullOrWhiteSpace(expression.Value?.ToString()));
}
