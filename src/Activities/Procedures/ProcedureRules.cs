using LienThong.Activities.Work;
using LienThong.Workflows.Model;

namespace LienThong.Activities.Procedures;

/// <summary>What a procedure with steps for people must keep to beyond the engine's own rules.</summary>
public static class ProcedureRules
{
    /// <exception cref="InvalidDefinitionException">
    /// <c>definition.incident-strategy</c>: one step that fails would fault the whole dossier, and what others decide meanwhile would be lost.
    /// </exception>
    public static void MustHold(WorkflowDefinition definition)
    {
        if (definition.Options.ContinuesWithIncidents || !definition.Graph.Nodes.Any(n => n is HumanTask))
            return;
        throw new InvalidDefinitionException(
            "definition.incident-strategy",
            $"Quy trình \"{definition.Name ?? definition.DefinitionId}\" có bước do người xử lý nên phải chạy tiếp khi một bước gặp sự cố: đặt options.incidentStrategyType là ContinueWithIncidentsStrategy.");
    }
}
