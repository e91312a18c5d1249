using LienThong.Activities.Approvals;
using LienThong.Activities.Work;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Procedures;

/// <summary>What a procedure with steps for people must keep to beyond the engine's own rules.</summary>
public static class ProcedureRules
{
    /// <summary>
    /// The rule that the definition breaks, null when it keeps all of them.
    /// <c>definition.incident-strategy</c>: one step that fails would fault the whole dossier, and what others decide meanwhile would be lost.
    /// <c>definition.rejection</c>: a rejection would end the procedure and leave the dossier open with nobody to close it, or go on as if there had been none.
    /// </summary>
    public static InvalidDefinitionException? BrokenBy(WorkflowDefinition definition)
    {
        if (!definition.Options.ContinuesWithIncidents && definition.Graph.Nodes.Any(n => n is HumanTask))
        {
            return new InvalidDefinitionException(
                "definition.incident-strategy",
                $"Quy trình \"{NameOf(definition)}\" có bước do người xử lý nên phải chạy tiếp khi một bước gặp sự cố: đặt options.incidentStrategyType là ContinueWithIncidentsStrategy.");
        }

        if (definition.Graph.Nodes.OfType<Approval>().FirstOrDefault(EndsNowhere) is { } step)
        {
            return new InvalidDefinitionException(
                "definition.rejection",
                $"Bước \"{step.DisplayText}\" của quy trình \"{NameOf(definition)}\" cho phép từ chối nhưng không có mũi tên nào đi từ kết quả từ chối. Đặt bước ấy trong sơ đồ và nối tới bước kết thúc hồ sơ.");
        }

        return null;
    }

    private static bool EndsNowhere(Approval step) =>
        step.AllowReject?.Expression is { } expression && (expression.Type != "Literal" || string.Equals(expression.Value?.ToString(), bool.TrueString, StringComparison.OrdinalIgnoreCase))
        // Elsewhere than in a chart the next step follows on any outcome: what was rejected would go on to be signed.
        && !(step.Parent is Flowchart chart && chart.Connections.Any(arrow => arrow.Source == step && arrow.SourcePort == "Rejected"));

    private static string NameOf(WorkflowDefinition definition) => definition.Name ?? definition.DefinitionId;
}
