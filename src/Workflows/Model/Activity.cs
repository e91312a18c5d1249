using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Model;

/// <summary>One step of a definition: its inputs, outputs and ports, and what it does when its turn comes.</summary>
/// <remarks>
/// An activity belongs to a definition that many instances share, so it holds no state of a run. It answers with an
/// <see cref="ActivityResult"/>; only the runner changes an instance.
/// </remarks>
public abstract class Activity
{
    private static readonly IReadOnlyDictionary<string, JsonElement> Nothing = new Dictionary<string, JsonElement>();

    /// <summary>Unique within the definition's graph.</summary>
    public string Id { get; set; } = "";

    /// <summary>What expressions and people call it; null when it was never named.</summary>
    public string? Name { get; set; }

    /// <summary>Type name as in the definition, such as <c>Elsa.If</c>.</summary>
    public string Type { get; set; } = "";

    public int Version { get; set; } = 1;

    /// <summary>Ids from the workflow activity down, joined with a colon; computed when the graph is built, never read.</summary>
    public string NodeId { get; internal set; } = "";

    /// <summary>The activity may start the workflow (elsa-format §2, customProperties).</summary>
    public bool CanStartWorkflow { get; set; }

    /// <summary>Kept for tools; honoured only for activities of kind Task or Job.</summary>
    public bool RunAsynchronously { get; set; }

    /// <summary>The free properties as read, known keys among them; written back as they were.</summary>
    public IReadOnlyDictionary<string, JsonElement> CustomProperties { get; set; } = Nothing;

    /// <summary>What it says of keeping its values; null when it says nothing.</summary>
    internal LogPersistence? LogPersistence { get; set; }

    /// <summary>What the designer keeps: position, size, display text; written back as it was.</summary>
    public JsonElement? Metadata { get; set; }

    /// <summary>The object it was read from, unknown keys among them, so that writing loses nothing; null when made in code.</summary>
    internal JsonElement? AsRead { get; set; }

    /// <summary>It belongs to a workflow that is used as an activity, and not to the definition itself.</summary>
    public bool IsNested { get; internal set; }

    /// <summary>Unique within the graph of an instance: the id, and within a workflow used as an activity the node id.</summary>
    internal string ScopedId => IsNested ? NodeId : Id;

    /// <summary>The container that holds this activity; null for the root.</summary>
    public Activity? Parent { get; internal set; }

    /// <summary>Position in <see cref="WorkflowGraph.Nodes"/>.</summary>
    internal int Index { get; set; }

    /// <summary>Inputs by slot, filled when the graph is built; a missing input is null.</summary>
    internal Input?[] Inputs { get; set; } = [];

    /// <summary>What people see: the designer's display text, else the name, else the id.</summary>
    public string DisplayText =>
        Metadata is { ValueKind: JsonValueKind.Object } metadata
        && metadata.TryGetProperty("displayText", out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } shown
            ? shown
            : string.IsNullOrEmpty(Name) ? Id : Name;

    /// <summary>Whether it asks in which round it is; what is counted is kept with every instance.</summary>
    public virtual bool CountsRounds => false;

    /// <summary>
    /// Does the step's work. An exception becomes an incident; what was written to the session before it is committed with the incident, so an
    /// activity looks and checks first and writes last.
    /// </summary>
    public abstract ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken);

    /// <summary>Goes on after a bookmark of this activity was resumed; by default the activity is done.</summary>
    public virtual ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
        new(ActivityResult.Done);

    /// <summary>Goes on after a child that this activity scheduled has ended; by default the activity is done.</summary>
    public virtual ValueTask<ActivityResult> ChildEndedAsync(ActivityContext context, ChildEnd child, CancellationToken cancellationToken) =>
        new(ActivityResult.Done);

    /// <summary>Hears a signal that a descendant sent up; null lets it travel on.</summary>
    public virtual ActivityResult? Receive(ActivityContext context, Signal signal) => null;

    /// <summary>Puts away what belonged to a wait that ended without being resumed: its container ended, or it was cancelled.</summary>
    public virtual ValueTask WithdrawnAsync(ActivityContext context, JsonObject? bookmarkPayload, CancellationToken cancellationToken) => default;

    /// <summary>When it is the trigger of a definition: what starts it (name and payload of each stimulus); empty when it starts nothing.</summary>
    public virtual IEnumerable<Stimulus> Triggers(TriggerContext context) => [];

    /// <summary>When it is the trigger of a definition that the clock starts: the next time after this one; null when the clock starts nothing.</summary>
    public virtual DateTimeOffset? NextStart(TriggerContext context, DateTimeOffset after) => null;

    /// <summary>Activities directly below this one, by port.</summary>
    public virtual IEnumerable<(string Port, Activity Child)> Children() => ActivityDescriptor.Of(GetType()).ChildrenOf(this);

    /// <summary>The outcomes it may have; null when only a run can tell.</summary>
    public virtual PossibleOutcomes? DeclaredOutcomes =>
        new(ActivityDescriptor.Of(GetType()).Facts?.Outcomes is { Length: > 0 } declared ? declared : [ActivityResult.DoneOutcome]);

    /// <summary>It may wait for somebody or for the clock, so a loop through it does not run without end in one burst.</summary>
    public virtual bool MayWait => ActivityDescriptor.Of(GetType()).Facts is { Kind: ActivityKind.Trigger or ActivityKind.Task };

    /// <summary>It declares an output of this name, in whatever case.</summary>
    public virtual bool HasOutput(string name) => ActivityDescriptor.Of(GetType()).Outputs.Exists(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A Complete below it ends here and not further up: the workflow, and a workflow used as an activity.</summary>
    public virtual bool IsComposite => false;

    /// <summary>The activity ends its container at once when it completes: Break, Complete, End, Finish (elsa-format §5).</summary>
    public virtual bool IsTerminal => false;
}
