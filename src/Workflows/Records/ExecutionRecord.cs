using System.Text.Json;

namespace LienThong.Workflows.Records;

/// <summary>One time that an activity ran within an instance (elsa-format §7.7), told from the journal and from what the instance still holds.</summary>
public sealed record ExecutionRecord
{
    /// <summary>Unique within its instance; they were started in this order.</summary>
    public required int Number { get; init; }

    /// <summary>Id of the execution, as expressions and incidents know it.</summary>
    public required string Id { get; init; }

    public required string ActivityId { get; init; }

    /// <summary>Where the activity stands in the definition.</summary>
    public required string ActivityNodeId { get; init; }

    public required string ActivityType { get; init; }
    public string? ActivityName { get; init; }

    /// <summary>Pending, Running, Completed, Canceled or Faulted.</summary>
    public required string Status { get; init; }

    /// <summary>Null where the journal that told it is gone.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, in whatever way; null while it runs, waits or is faulted.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>It waits for somebody or for the clock.</summary>
    public bool HasBookmarks { get; init; }

    /// <summary>By which it was left.</summary>
    public IReadOnlyList<string>? Outcomes { get; init; }

    /// <summary>Open faults of it and of everything that runs below it.</summary>
    public int AggregateFaultCount { get; init; }

    /// <summary>The execution that held it; null for the workflow itself.</summary>
    public int? Parent { get; init; }
}

/// <summary>A record with all that is kept of it.</summary>
/// <param name="Record">As in lists.</param>
/// <param name="Inputs">By name, as evaluated last; without those that log persistence excludes, and without secrets.</param>
/// <param name="Outputs">By name, as given last; likewise.</param>
/// <param name="State">What the activity keeps for itself, while it has not ended.</param>
/// <param name="Faults">Every time that it faulted, oldest first.</param>
/// <param name="CallStack">What holds it, the workflow itself first.</param>
public sealed record ExecutionDetail(
    ExecutionRecord Record, IReadOnlyDictionary<string, JsonElement> Inputs, IReadOnlyDictionary<string, JsonElement> Outputs, JsonElement? State,
    IReadOnlyList<ExecutionFault> Faults, IReadOnlyList<ExecutionRecord> CallStack);

/// <summary>A fault of an execution.</summary>
/// <param name="IncidentId">The incident that it became.</param>
/// <param name="Code">What happened, for programs.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="Exception">Type and stack of the exception, for those who mend programs; null where the activity faulted by itself.</param>
/// <param name="At">When.</param>
/// <param name="ResolvedAt">Null: open.</param>
public sealed record ExecutionFault(string IncidentId, string Code, string Message, string? Exception, DateTimeOffset At, DateTimeOffset? ResolvedAt);

/// <summary>How often an activity ran in an instance, for the designer.</summary>
/// <param name="ActivityId">Which one.</param>
/// <param name="ActivityNodeId">Where it stands.</param>
/// <param name="Started">Executions so far.</param>
/// <param name="Completed">Of those, ended: cancelled ones too.</param>
/// <param name="Uncompleted">Of those, not ended.</param>
/// <param name="Canceled">Of those, cancelled.</param>
/// <param name="Faulted">Of those, faulted now.</param>
/// <param name="IsBlocked">One of them waits.</param>
/// <param name="AggregateFaultCount">Open faults of it and of everything below it.</param>
public sealed record ActivityStatistics(
    string ActivityId, string ActivityNodeId, int Started, int Completed, int Uncompleted, int Canceled, int Faulted, bool IsBlocked, int AggregateFaultCount);
