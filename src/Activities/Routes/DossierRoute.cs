namespace LienThong.Activities.Routes;

/// <summary>The way of a dossier through its procedure: what was done, where it stands, what is still to come on the usual way.</summary>
public sealed record DossierRoute(IReadOnlyList<PastStep> Past, IReadOnlyList<PresentStep> Present, IReadOnlyList<AheadStep> Ahead);

/// <summary>A step that somebody did.</summary>
public sealed record PastStep(string ActivityId, string Title, string Kind, int Round, string? By, string? ActingAs, DateTimeOffset At, string Outcome, string? Comment);

/// <summary>A step where the dossier stands.</summary>
/// <param name="ActivityId">In the definition.</param>
/// <param name="Title">What is asked, as a verb, or the step's name.</param>
/// <param name="Kind">Of the work item; receipts, timer, event or incident for what is no work of ours.</param>
/// <param name="WorkItemId">Null when nobody of ours is asked.</param>
/// <param name="Since">When it came here.</param>
/// <param name="People">Who may do it.</param>
public sealed record PresentStep(string ActivityId, string Title, string Kind, Guid? WorkItemId, DateTimeOffset Since, IReadOnlyList<RoutePerson> People);

/// <summary>A step of the usual way that is still to come.</summary>
/// <param name="ActivityId">In the definition.</param>
/// <param name="Title">What is asked, as a verb, or the step's name.</param>
/// <param name="Automatic">Nobody is asked: the system does it.</param>
/// <param name="People">Who would get it today.</param>
/// <param name="Who">The same in words; "chưa xác định" where that is open.</param>
/// <param name="ReturnsTo">Where it goes on when it is sent back from there.</param>
public sealed record AheadStep(string ActivityId, string Title, bool Automatic, IReadOnlyList<RoutePerson> People, string Who, StepName? ReturnsTo);

/// <summary>A step by its id in the definition and by what people call it.</summary>
public sealed record StepName(string ActivityId, string Title);

/// <summary>What a dossier waits for, as kinds of <see cref="PresentStep"/> and <see cref="Wait"/>.</summary>
public static class WaitKinds
{
    public const string Work = "work";
    public const string Receipts = "receipts";
    public const string Timer = "timer";
    public const string Incident = "incident";
    public const string Event = "event";
}
