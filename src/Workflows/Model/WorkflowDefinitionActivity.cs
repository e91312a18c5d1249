namespace LienThong.Workflows.Model;

/// <summary>A workflow used as an activity: it runs in the instance that uses it, with a scope of its own (elsa-format §5.4).</summary>
public sealed class WorkflowDefinitionActivity : Activity, IVariableScope
{
    private readonly IReadOnlyDictionary<string, Output<object>> _results;
    private readonly Workflow _workflow;

    /// <param name="definition">The version that it is pinned to, read for this place alone: its activities belong to no other graph.</param>
    /// <param name="arguments">Expressions by input name.</param>
    /// <param name="results">What outputs are bound to, by output name.</param>
    internal WorkflowDefinitionActivity(
        WorkflowDefinition definition, IReadOnlyDictionary<string, Input<object>> arguments, IReadOnlyDictionary<string, Output<object>> results)
    {
        // With the ids that it has by itself, so that the workflow around it takes the next free ones, as in Elsa.
        _workflow = (Workflow)definition.Graph.Root;
        _results = results;
        Arguments = arguments;
        Inputs = [.. arguments.Values];
        Variables =
        [
            .. definition.Inputs.Concat(definition.Outputs).Where(a => a.Name.Length > 0).DistinctBy(a => a.Name, StringComparer.Ordinal).Select(a => new Variable
            {
                Id = a.Name,
                Name = a.Name,
                TypeName = a.Type,
                IsArray = a.IsArray,
                // Evaluated once, when it starts; so it has to be there after a suspension.
                StorageDriverTypeName = "WorkflowInstanceStorageDriver",
            }),
        ];
    }

    /// <summary>The version that it is pinned to.</summary>
    public WorkflowDefinition Definition => _workflow.Definition;

    /// <summary>Expressions by input name; an input that the use leaves open is missing.</summary>
    public IReadOnlyDictionary<string, Input<object>> Arguments { get; }

    /// <summary>Its inputs and outputs, which are variables to what it holds.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    public override PossibleOutcomes? DeclaredOutcomes => new(Definition.Outcomes.Count > 0 ? Definition.Outcomes : [ActivityResult.DoneOutcome]);

    public override IEnumerable<(string Port, Activity Child)> Children() => [("Root", _workflow)];

    /// <summary>Whether it declares an output of this name.</summary>
    public override bool HasOutput(string name) => Definition.Outputs.Any(o => o.Name == name);

    /// <summary>The name of the input that is called so, in whatever case; null when there is none.</summary>
    public string? FindInput(string name) =>
        Definition.Inputs.FirstOrDefault(i => i.Name == name)?.Name ?? Definition.Inputs.FirstOrDefault(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name;

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        // In the scope of who uses it: its own variables may have the same names.
        foreach (var (name, argument) in Arguments)
            context.TrySetVariableById(name, context.EvaluateAround(argument, name, cancellationToken));
        return new(ActivityResult.Schedule(_workflow));
    }

    public override ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken)
    {
        foreach (var (name, result) in _results)
            context.Set(result, context.TryGetVariableById(name, out var value) ? value : null, name);
        return new(ActivityResult.Complete(child.Outcomes));
    }
}
