using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

/// <summary>One run of a definition: what is kept between bursts. Only the runner changes it.</summary>
public sealed class WorkflowInstance
{
    internal WorkflowInstance(WorkflowDefinition definition, string id, DateTimeOffset createdAt)
    {
        Definition = definition;
        Id = id;
        CreatedAt = UpdatedAt = createdAt;
    }

    public string Id { get; }

    /// <summary>The version it is pinned to; only a migration changes it.</summary>
    public WorkflowDefinition Definition { get; internal set; }

    public WorkflowStatus Status { get; internal set; } = WorkflowStatus.Running;
    public WorkflowSubStatus SubStatus { get; internal set; } = WorkflowSubStatus.Pending;
    public string? CorrelationId { get; internal set; }
    public string? Name { get; internal set; }
    public string? ParentInstanceId { get; internal set; }

    /// <summary>The wait of the parent that its end resumes; null when nobody waits for it.</summary>
    internal string? ParentWait { get; set; }

    internal Lineage Lineage { get; set; }

    public DateTimeOffset CreatedAt { get; internal set; }
    public DateTimeOffset UpdatedAt { get; internal set; }
    public DateTimeOffset? FinishedAt { get; internal set; }

    /// <summary>Given at the start and with each resume; later values win.</summary>
    public Dictionary<string, object?> Input { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, object?> Output { get; } = new(StringComparer.Ordinal);

    /// <summary>What it waits for.</summary>
    public List<Bookmark> Bookmarks { get; } = [];

    public List<Incident> Incidents { get; } = [];

    /// <summary>How many bursts it has had; the journal is kept by burst.</summary>
    public int Bursts { get; internal set; }

    /// <summary>Executions that have not ended, the workflow's own first.</summary>
    internal List<ActivityExecution> Executions { get; } = [];

    /// <summary>Last outputs by activity, for expressions that ask for them.</summary>
    internal Dictionary<string, Dictionary<string, object?>> ActivityOutputs { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each activity that counts its rounds was started, by id.</summary>
    internal Dictionary<string, int> Starts { get; } = new(StringComparer.Ordinal);

    /// <summary>Null takes the runner's option.</summary>
    public FlowchartMode? FlowchartMode { get; internal set; }

    internal object? LastResult { get; set; }

    /// <summary>Null when the last resume cannot be taken back.</summary>
    internal WayBack? WayBack { get; set; }

    internal int NextExecution { get; set; } = 1;

    internal long NextJournalEntry { get; set; } = 1;

    /// <summary>The variables of the workflow itself, by name, as they are now.</summary>
    public IReadOnlyDictionary<string, object?> Variables => Executions.Count > 0 && Definition.Variables.Count > 0
        ? Definition.Variables.ToDictionary(v => v.Name, v => Executions[0].Variables?.GetValueOrDefault(v.Id))
        : FinalVariables;

    internal IReadOnlyDictionary<string, object?> FinalVariables { get; set; } = ReadOnlyDictionary<string, object?>.Empty;
}

/// <summary>Something an instance waits for (elsa-format §7.2).</summary>
public sealed record Bookmark
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>What a stimulus is matched by: of the name, the payload and, where it belongs to one execution only, that execution. Worked out when asked.</summary>
    public string Hash => Burst.HashOf(Name, Payload, IsOpenToStimuli ? null : ActivityInstanceId);

    public JsonObject? Payload { get; init; }
    public JsonObject? Details { get; init; }
    public required string ActivityId { get; init; }

    /// <summary>The instance that waits.</summary>
    public required string InstanceId { get; init; }

    /// <summary>The execution that waits.</summary>
    public required int Execution { get; init; }

    /// <summary>The same as expressions and alterations know it.</summary>
    public string ActivityInstanceId => ActivityExecution.IdOf(InstanceId, Execution);

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the clock resumes it; null waits for somebody.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The first resume ends it.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>Somebody who knows name and payload can resume it; otherwise only the execution that waits is meant.</summary>
    internal bool IsOpenToStimuli { get; init; } = true;
}

/// <summary>Something went wrong in an activity (elsa-format §7.4): what, where, and in Vietnamese why.</summary>
public sealed record Incident
{
    public required string Id { get; init; }
    public required string ActivityId { get; init; }
    public required string ActivityNodeId { get; init; }
    public required string ActivityType { get; init; }

    /// <summary>The execution that faulted; a retry runs it again.</summary>
    public required int Execution { get; init; }

    /// <summary>Stable, for programs.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>Type and stack of the exception, for those who mend programs.</summary>
    public string? Detail { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The resume in which it happened: what was decided is not asked for again. Null when the execution had just begun.</summary>
    [JsonInclude]
    internal Resumption? Resumption { get; init; }
}
