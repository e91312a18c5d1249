using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions.Checks;

/// <summary>Looks a definition through without running it.</summary>
/// <param name="evaluator">Knows the languages of expressions.</param>
/// <param name="rules">What the domain asks beyond what the engine asks.</param>
public sealed class DefinitionChecker(ExpressionEvaluator evaluator, params IReadOnlyList<Func<WorkflowDefinition, IEnumerable<Finding>>> rules)
{
    /// <summary>All findings: of the workflow, then step by step in the order of the definition, then those of the domain.</summary>
    public IReadOnlyList<Finding> Check(WorkflowDefinition definition)
    {
        var findings = new List<Finding>();
        findings.AddRange(ArgumentChecks.Of(definition));
        var bindings = new BindingChecks(definition, evaluator);
        foreach (var activity in definition.Graph.Nodes.Where(n => !n.IsNested))
        {
            if (activity is NotFoundActivity missing)
                findings.Add(Finding.Error(activity, "activity.unknown-type", $"thuộc loại \"{missing.MissingTypeName}\" mà hệ thống không có. Đổi loại bước."));
            if (activity is IVariableScope scope)
                findings.AddRange(ArgumentChecks.Of(activity, scope.Variables));
            findings.AddRange(StrategyChecks.Of(activity));
            findings.AddRange(bindings.Of(activity));
            findings.AddRange(ClockAndRouteChecks.Of(activity));
            if (activity is Flowchart chart)
                findings.AddRange(FlowchartChecks.Of(chart));
        }

        foreach (var rule in rules)
            findings.AddRange(rule(definition));
        return findings;
    }
}
