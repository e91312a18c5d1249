namespace LienThong.Workflows.Runtime;

/// <summary>One line of an instance's technical journal (elsa-format §7.7). The audit trail is another thing.</summary>
public readonly record struct JournalEntry(
    long Sequence,
    DateTimeOffset Timestamp,
    string ActivityId,
    string ActivityNodeId,
    string ActivityType,
    string? ActivityName,
    int Execution,
    string Event,
    string? Message = null,
    IReadOnlyList<string>? Outcomes = null);

/// <summary>Event names as Elsa writes them.</summary>
public static class JournalEvents
{
    public const string Started = "Started";
    public const string Resumed = "Resumed";
    public const string Suspended = "Suspended";
    public const string Completed = "Completed";
    public const string Canceled = "Canceled";
    public const string Faulted = "Faulted";
    public const string WorkflowCancelled = "Workflow cancelled";

    /// <summary>Ours: a resume was taken back, and the activity waits again.</summary>
    public const string TakenBack = "Taken back";
}
