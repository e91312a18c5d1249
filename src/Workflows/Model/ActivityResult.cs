using System.Text.Json.Nodes;

namespace LienThong.Workflows.Model;

/// <summary>What an activity answers: it is done, it waits, it wants children run, or something wider ends.</summary>
/// <remarks>Immutable. The runner carries it out in this order: withdraw, schedule, cancel, bookmarks, then the end that <see cref="Kind"/> names.</remarks>
public sealed record ActivityResult
{
    /// <summary>The outcome of an activity that names none.</summary>
    public const string DoneOutcome = "Done";

    private static readonly IReadOnlyList<string> DoneOnly = [DoneOutcome];

    /// <summary>Complete with the outcome Done.</summary>
    public static readonly ActivityResult Done = new() { Kind = ResultKind.Complete, Outcomes = DoneOnly };

    /// <summary>Stay where it is: children are still at work, or nothing is to be done now.</summary>
    public static readonly ActivityResult Wait = new() { Kind = ResultKind.Wait };

    public ResultKind Kind { get; private init; }

    public IReadOnlyList<string> Outcomes { get; private init; } = [];

    public IReadOnlyList<ScheduledChild> Scheduled { get; private init; } = [];

    public IReadOnlyList<BookmarkRequest> Bookmarks { get; private init; } = [];

    /// <summary>Direct children whose running executions are to be cancelled, with all below them.</summary>
    public IReadOnlyList<Activity> Cancelled { get; private init; } = [];

    /// <summary>Direct children that are taken away before anything else happens, queued ones too.</summary>
    public IReadOnlyList<Activity> Withdrawn { get; private init; } = [];

    public Signal? Raised { get; private init; }

    /// <summary>Complete with these outcomes, which replace Done.</summary>
    public static ActivityResult Complete(params IReadOnlyList<string> outcomes) =>
        new() { Kind = ResultKind.Complete, Outcomes = outcomes.Count == 0 ? DoneOnly : outcomes };

    /// <summary>Run one child and wait for its end.</summary>
    public static ActivityResult Schedule(Activity child, string? tag = null) => Schedule([new ScheduledChild(child, tag)]);

    /// <summary>Queue children in this order (first in, first out) and wait for their ends.</summary>
    public static ActivityResult Schedule(IReadOnlyList<ScheduledChild> children) => new() { Kind = ResultKind.Wait, Scheduled = children };

    /// <summary>Wait until one of these bookmarks is resumed.</summary>
    public static ActivityResult Suspend(params IReadOnlyList<BookmarkRequest> bookmarks) => new() { Kind = ResultKind.Wait, Bookmarks = bookmarks };

    /// <summary>End the whole workflow now: nothing else runs (Elsa's Finish).</summary>
    public static ActivityResult Finish() => new() { Kind = ResultKind.Finish };

    /// <summary>Complete the nearest composite (else the workflow) with these outcomes (Elsa's Complete).</summary>
    public static ActivityResult CompleteComposite(params IReadOnlyList<string> outcomes) =>
        new() { Kind = ResultKind.CompleteComposite, Outcomes = outcomes.Count == 0 ? DoneOnly : outcomes };

    /// <summary>Also cancel running executions of these direct children.</summary>
    public ActivityResult AndCancel(IReadOnlyList<Activity> children) => children.Count == 0 ? this : this with { Cancelled = children };

    /// <summary>Before all else take these direct children away: queued executions never start, running ones are cancelled.</summary>
    public ActivityResult AndWithdraw(IReadOnlyList<Activity> children) => children.Count == 0 ? this : this with { Withdrawn = children };

    /// <summary>Also send a signal to the ancestors.</summary>
    public ActivityResult AndRaise(Signal signal) => this with { Raised = signal };
}

public enum ResultKind { Complete, Wait, Finish, CompleteComposite }

/// <summary>A child to run, what to remember with it, and variables that only it and its descendants see.</summary>
public readonly record struct ScheduledChild(Activity Child, string? Tag = null, IReadOnlyDictionary<string, object?>? Variables = null);

/// <summary>A wait to be kept: under which name and facts it can be resumed, and when by itself.</summary>
public sealed record BookmarkRequest(string Name)
{
    /// <summary>Facts that identify it. Together with the name they make its hash.</summary>
    public JsonObject? Payload { get; init; }

    /// <summary>Facts kept with it that are no part of the hash.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>The activity instance is part of the hash, so no outside stimulus of the same facts resumes it (timers, work items).</summary>
    public bool OnlyThisActivityInstance { get; init; }

    /// <summary>When it is resumed by the clock; null waits for somebody.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The first resume ends the wait; false when it may be resumed again and again until the activity ends.</summary>
    public bool AutoBurn { get; init; } = true;

    /// <summary>The id to use, when others must know it before it is stored (a work item); null takes a new one.</summary>
    public string? Id { get; init; }
}
