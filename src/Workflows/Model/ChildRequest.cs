namespace LienThong.Workflows.Model;

/// <summary>A child that an activity wants to have run: an instance of the published version of another definition.</summary>
public sealed record ChildRequest(string DefinitionId)
{
    public IReadOnlyDictionary<string, object?> Input { get; init; } = new Dictionary<string, object?>();

    public string? CorrelationId { get; init; }

    /// <summary>Id of the bookmark of this activity that the child's end resumes; null when nobody waits for it.</summary>
    public string? Wait { get; init; }
}

/// <summary>A child as it stands: ended, or waiting for something.</summary>
/// <param name="InstanceId">Its instance.</param>
/// <param name="Status">Running or Finished.</param>
/// <param name="SubStatus">What exactly: Suspended, Finished, Faulted, Cancelled.</param>
/// <param name="Output">What it gave out so far, by name.</param>
public sealed record ChildRun(string InstanceId, string Status, string SubStatus, IReadOnlyDictionary<string, object?> Output)
{
    private const string InstanceKey = "WorkflowInstanceId";
    private const string StatusKey = "WorkflowStatus";
    private const string SubStatusKey = "WorkflowSubStatus";
    private const string OutputKey = "WorkflowOutput";

    public bool HasEnded => Status == "Finished";

    public bool IsFaulted => SubStatus == "Faulted";

    public bool IsFinished => SubStatus == "Finished";

    /// <summary>What comes with the resume of the parent's wait.</summary>
    public IReadOnlyDictionary<string, object?> AsInput() =>
        new Dictionary<string, object?> { [InstanceKey] = InstanceId, [StatusKey] = Status, [SubStatusKey] = SubStatus, [OutputKey] = Output };

    /// <summary>The child that a resume tells of.</summary>
    public static ChildRun Of(Resumption resumption) => new(
        Text(resumption, InstanceKey), Text(resumption, StatusKey), Text(resumption, SubStatusKey),
        resumption.Input.GetValueOrDefault(OutputKey) as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>());

    private static string Text(Resumption resumption, string key) => resumption.Input.GetValueOrDefault(key) as string ?? "";
}
