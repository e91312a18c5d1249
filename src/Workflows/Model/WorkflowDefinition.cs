using System.Text.Json;

namespace LienThong.Workflows.Model;

/// <summary>One version of a workflow definition (elsa-format §1). Immutable; a change is a new version.</summary>
public sealed record WorkflowDefinition
{
    private static readonly IReadOnlyDictionary<string, JsonElement> None = new Dictionary<string, JsonElement>();

    private WorkflowGraph? _graph;

    /// <summary>Id of this version.</summary>
    public required string Id { get; init; }

    /// <summary>Id that all versions share.</summary>
    public required string DefinitionId { get; init; }

    public string? TenantId { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public DateTimeOffset? CreatedAt { get; init; }
    public int Version { get; init; } = 1;
    public string? ToolVersion { get; init; }
    public IReadOnlyList<Variable> Variables { get; init; } = [];
    public IReadOnlyList<ArgumentDefinition> Inputs { get; init; } = [];
    public IReadOnlyList<ArgumentDefinition> Outputs { get; init; } = [];

    /// <summary>Its ports when it is used as an activity.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    public IReadOnlyDictionary<string, JsonElement> CustomProperties { get; init; } = None;
    public WorkflowOptions Options { get; init; } = new();

    /// <summary>What it says of keeping the values of its activities; null when it says nothing.</summary>
    internal LogPersistence? LogPersistence { get; init; }

    /// <summary>Obsolete twin of the option of that name; counts only where the option is absent.</summary>
    public bool? UsableAsActivity { get; init; }

    public bool IsReadonly { get; init; }
    public bool IsSystem { get; init; }
    public bool IsLatest { get; init; }
    public bool IsPublished { get; init; }

    /// <summary>What the workflow runs.</summary>
    public required Activity Root { get; init; }

    /// <summary>The object it was read from, unknown keys among them, so that writing loses nothing; null when made in code.</summary>
    internal JsonElement? AsRead { get; init; }

    /// <summary>All activities of the definition, found once.</summary>
    // A copy made by "with" takes the field along, and with it the graph of what it was copied from.
    public WorkflowGraph Graph =>
        _graph is { Root: Workflow workflow } known && ReferenceEquals(workflow.Definition, this) ? known : _graph = WorkflowGraph.Build(new Workflow(this));
}

/// <summary>An input or output of a workflow (elsa-format §1.2).</summary>
public sealed record ArgumentDefinition
{
    public required string Name { get; init; }

    /// <summary>Type alias (elsa-format §1.4).</summary>
    public string Type { get; init; } = "Object";

    public bool IsArray { get; init; }
    public string? DisplayName { get; init; }
    public string? Description { get; init; }

    /// <summary>Group in the form of an activity that uses the workflow.</summary>
    public string? Category { get; init; }

    /// <summary>Which control that form shows, in Elsa's words.</summary>
    public string? UIHint { get; init; }

    /// <summary>Only inputs with a workflow driver are kept when the instance is suspended.</summary>
    public string? StorageDriverType { get; init; }

    /// <summary>Kept when the instance is suspended.</summary>
    public bool IsPersistent => Variable.IsWorkflowDriver(StorageDriverType);
}

/// <summary>Settings of a definition (elsa-format §1.3).</summary>
public sealed record WorkflowOptions
{
    public string? ActivationStrategyType { get; init; }
    public bool? UsableAsActivity { get; init; }
    public bool AutoUpdateConsumingWorkflows { get; init; }
    public string? ActivityCategory { get; init; }
    public string? IncidentStrategyType { get; init; }
    public string? CommitStrategyName { get; init; }

    /// <summary>When a further instance may be started (elsa-format §7.5): found in whatever way the type's name is written.</summary>
    public ActivationStrategy Activation => ActivationStrategyType switch
    {
        { } name when name.Contains("CorrelatedSingleton", StringComparison.Ordinal) => ActivationStrategy.CorrelatedSingleton,
        { } name when name.Contains("CorrelationStrategy", StringComparison.Ordinal) => ActivationStrategy.Correlation,
        { } name when name.Contains("SingletonStrategy", StringComparison.Ordinal) => ActivationStrategy.Singleton,
        _ => ActivationStrategy.AllowAlways,
    };

    /// <summary>After a fault the other branches go on and the instance is not faulted (elsa-format §7.4).</summary>
    public bool ContinuesWithIncidents =>
        IncidentStrategyType?.Contains("ContinueWithIncidentsStrategy", StringComparison.Ordinal) == true;
}

/// <summary>When a further instance may be started (elsa-format §7.5).</summary>
public enum ActivationStrategy
{
    AllowAlways,

    /// <summary>While no instance of the definition runs, whatever its version.</summary>
    Singleton,

    /// <summary>While no instance of any definition runs under the same correlation id.</summary>
    Correlation,

    /// <summary>While no instance of the definition runs under the same correlation id.</summary>
    CorrelatedSingleton,
}

/// <summary>The workflow itself as the outermost activity: it holds the workflow's variables and runs the root.</summary>
public sealed class Workflow : Activity, IVariableScope
{
    public Workflow(WorkflowDefinition definition)
    {
        Definition = definition;
        Type = "Elsa.Workflow";
        Name = definition.Name;
        LogPersistence = definition.LogPersistence;
    }

    public WorkflowDefinition Definition { get; }

    public IReadOnlyList<Variable> Variables => Definition.Variables;

    public override bool IsComposite => true;

    public override IEnumerable<(string Port, Activity Child)> Children() => [("Root", Definition.Root)];

    public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
        new(ActivityResult.Schedule(Definition.Root));
}
