using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

/// <summary>One line of an instance's technical journal (elsa-format §7.7). The audit trail is another thing.</summary>
public readonly record struct JournalEntry(
    long Sequence,
    DateTimeOffset Timestamp,
    Activity Activity,
    int Execution,
    string Event,
    string? Message = null,
    IReadOnlyList<string>? Outcomes = null,
    int? Parent = null)
{
    public string ActivityId => Activity.Id;

    public string ActivityNodeId => Activity.NodeId;

    public string ActivityType => Activity.Type;

    public string? ActivityName => Activity.Name;
}

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

    /// <summary>Ours: somebody altered the instance; the message says who and what.</summary>
    public const string Altered = "Altered";

    /// <summary>Ours: the instance goes on by another version; the message says who and from which to which.</summary>
    public const string Migrated = "Migrated";

    /// <summary>Ours: it is back on the version before, as it was.</summary>
    public const string MigrationUndone = "Migration undone";

    /// <summary>Elsa writes events of this name too.</summary>
    public static bool IsElsas(string name) => name is not (TakenBack or Altered or Migrated or MigrationUndone);
}
