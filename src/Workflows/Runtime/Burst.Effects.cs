using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Runtime;

// What a burst leaves behind: ended executions, bookmarks, incidents, journal, outputs.
internal sealed partial class Burst
{
    private readonly List<(ActivityExecution Execution, Bookmark Bookmark)> _withdrawn = [];

    /// <summary>Cancels the whole instance: bookmarks and executions go, the queue is emptied (elsa-format §7.8).</summary>
    public async ValueTask CancelInstanceAsync(CancellationToken cancellationToken)
    {
        _queue.Clear();
        Log(Instance.Executions[0], JournalEvents.WorkflowCancelled);
        for (var i = Instance.Executions.Count - 1; i >= 0; i--)
            End(Instance.Executions[i], ActivityStatus.Canceled, null, null);
        await TellWithdrawnAsync(cancellationToken);
        Instance.Status = WorkflowStatus.Finished;
        Instance.SubStatus = WorkflowSubStatus.Cancelled;
        Instance.FinishedAt = Instance.UpdatedAt = Clock.GetUtcNow();
        TellParent();
    }

    /// <summary>The way back of the resume that this burst ran; null where something would be left that taking it back cannot mend.</summary>
    public WayBack? WayBackTo(Bookmark resumed, byte[] before, TakeBackTerms terms) =>
        // A wait that was withdrawn has put its work away, an incident that was closed and a message that left cannot be called back.
        _withdrawn.Count > 0 || ClosedIncidents.Count > 0 || RenamedInstance || StartedChild || Messages.Exists(m => m.Kind != terms.HarmlessMessages)
        || Instance.Status != WorkflowStatus.Running
            ? null
            : new WayBack { BookmarkId = resumed.Id, Before = before, Facts = terms.Facts };

    /// <summary>
    /// Brings the instance, which is as it was before a resume, up to what the clock did since, and withdraws what waits in the one as it is now.
    /// Null when the clock's steps would lead on from here.
    /// </summary>
    public async ValueTask<IReadOnlyList<Bookmark>?> TakeOverAsync(Burst now, WayBack way, CancellationToken cancellationToken)
    {
        var left = now.Instance;
        (Instance.Bursts, Instance.NextExecution, Instance.NextJournalEntry) = (left.Bursts, left.NextExecution, left.NextJournalEntry);
        var resumed = Instance.Bookmarks.Find(b => b.Id == way.BookmarkId);
        if (resumed is null || Instance.Executions.Find(e => e.Number == resumed.Execution) is not { } waiting)
            return null;
        foreach (var (number, outcomes) in way.MovedByClock)
        {
            if (Instance.Executions.Find(e => e.Number == number) is not { } execution)
                return null;
            if (outcomes is not null)
            {
                await CompleteAsync(execution, outcomes, cancellationToken);
            }
            else if (left.Executions.Find(e => e.Number == number) is { } moved)
            {
                (execution.StoredState, execution.Variables) = (moved.StoredState, moved.Variables);
                Instance.Bookmarks.RemoveAll(b => b.Execution == number);
                Instance.Bookmarks.AddRange(left.Bookmarks.Where(b => b.Execution == number));
            }
        }

        if (_queue.Count > 0 || NewIncidents.Count > 0)
            return null;
        // The rows are those of now, whatever the replay above did to the ones of before.
        BurnedBookmarks.Clear();
        BurnedBookmarks.AddRange(left.Bookmarks.Where(b => !Instance.Bookmarks.Exists(kept => kept.Id == b.Id)));
        NewBookmarks.AddRange(Instance.Bookmarks.Where(b => !left.Bookmarks.Exists(known => known.Id == b.Id)));
        ClosedIncidents.AddRange(left.Incidents.Where(i => !Instance.Incidents.Exists(kept => kept.Id == i.Id)));
        foreach (var gone in BurnedBookmarks)
        {
            if (left.Executions.Find(e => e.Number == gone.Execution) is { } execution)
                await execution.Activity.WithdrawnAsync(execution, gone.Payload, cancellationToken);
        }

        Messages.AddRange(now.Messages);
        Log(waiting, JournalEvents.TakenBack);
        Settle();
        return [.. BurnedBookmarks];
    }

    /// <summary>Burns the bookmark, unless it stays, and gives the execution that waited for it; null when it was not there.</summary>
    public ActivityExecution? Burn(string bookmarkId)
    {
        var index = Instance.Bookmarks.FindIndex(b => b.Id == bookmarkId);
        if (index < 0)
            return null;
        var bookmark = Instance.Bookmarks[index];
        if (bookmark.AutoBurn)
        {
            Instance.Bookmarks.RemoveAt(index);
            BurnedBookmarks.Add(bookmark);
        }

        return Instance.Executions.Find(e => e.Number == bookmark.Execution);
    }

    /// <summary>Hash of a wait or of a stimulus: the same facts give the same hash (elsa-format §7.2). The first half of SHA-256 in upper-case hexadecimal digits.</summary>
    public static string HashOf(string name, JsonObject? payload, string? activityInstanceId = null)
    {
        var text = string.Concat(name, payload is null ? null : "|" + payload.ToJsonString(), activityInstanceId is null ? null : "|" + activityInstanceId);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        // 128 bits: no two facts of one installation meet by chance, and every wait has it twice in the database.
        return Convert.ToHexString(hash[..(hash.Length / 2)]);
    }

    public void RecordOutput(ActivityExecution execution, string name, object? value)
    {
        if (!Instance.ActivityOutputs.TryGetValue(execution.Activity.NodeId, out var outputs))
            Instance.ActivityOutputs[execution.Activity.NodeId] = outputs = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        outputs[name] = value;
        RecordGiven(execution, name, value);
        ReachedOut = true;
        if (name == "Result")
            Instance.LastResult = value;
    }

    public object? OutputOf(Activity asker, string activityNameOrId, string outputName) =>
        Instance.Definition.Graph.FindByNameOrId(activityNameOrId, asker) is { } activity
        && Instance.ActivityOutputs.TryGetValue(activity.NodeId, out var outputs)
            ? outputs.GetValueOrDefault(outputName)
            : null;

    // Databases keep microseconds; cut off, a timer could fire a moment early.
    private static DateTimeOffset RoundUp(DateTimeOffset instant)
    {
        var rest = instant.UtcTicks % TimeSpan.TicksPerMicrosecond;
        return rest == 0 ? instant.ToUniversalTime() : new DateTimeOffset(instant.UtcTicks - rest + TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }

    private async ValueTask TellWithdrawnAsync(CancellationToken cancellationToken)
    {
        foreach (var (execution, bookmark) in _withdrawn)
            await execution.Activity.WithdrawnAsync(execution, bookmark.Payload, cancellationToken);
    }

    private void AddBookmark(ActivityExecution execution, BookmarkRequest request)
    {
        var bookmark = new Bookmark
        {
            Id = request.Id ?? SortableId.New(Clock),
            Name = request.Name,
            IsOpenToStimuli = !request.OnlyThisActivityInstance,
            Payload = request.Payload,
            Details = request.Details,
            ActivityId = execution.Activity.Id,
            InstanceId = Instance.Id,
            Execution = execution.Number,
            CreatedAt = Clock.GetUtcNow(),
            DueAt = request.DueAt is { } due ? RoundUp(due) : null,
            AutoBurn = request.AutoBurn,
        };
        Instance.Bookmarks.Add(bookmark);
        NewBookmarks.Add(bookmark);
    }

    private void Fault(ActivityExecution execution, Exception exception, Resumption? resumption = null)
    {
        execution.Status = ActivityStatus.Faulted;
        var incident = new Incident
        {
            Id = SortableId.New(Clock),
            ActivityId = execution.Activity.Id,
            ActivityNodeId = execution.Activity.NodeId,
            ActivityType = execution.Activity.Type,
            Execution = execution.Number,
            Code = exception is ActivityFault fault ? fault.Code : "activity.failed",
            Message = exception.Message,
            Detail = exception is ActivityFault ? null : exception.ToString(),
            Timestamp = Clock.GetUtcNow(),
            Resumption = resumption,
        };
        Instance.Incidents.Add(incident);
        NewIncidents.Add(incident);
        Log(execution, JournalEvents.Faulted, exception.Message);
        // Items already queued still run, whatever the strategy (elsa-format §7).
        if (!Instance.Definition.Options.ContinuesWithIncidents)
            Instance.SubStatus = WorkflowSubStatus.Faulted;
    }

    private void WithdrawQueued(ActivityExecution container, Activity child)
    {
        for (var n = _queue.Count; n > 0; n--)
        {
            var work = _queue.Dequeue();
            if (work.Owner != container || work.Activity != child)
            {
                _queue.Enqueue(work);
                continue;
            }

            container.LiveChildren--;
            if (work.Execution is { } execution)
                End(execution, ActivityStatus.Canceled, JournalEvents.Canceled, null);
        }
    }

    private async ValueTask CancelChildAsync(ActivityExecution container, Activity child, CancellationToken cancellationToken)
    {
        var running = Instance.Executions.FindAll(e => e.ParentExecution == container && e.Activity == child && e.Status is ActivityStatus.Running or ActivityStatus.Faulted);
        foreach (var execution in running)
        {
            CancelBelow(execution);
            End(execution, ActivityStatus.Canceled, JournalEvents.Canceled, null);
            await TellParentAsync(execution, completed: false, [], cancellationToken);
        }
    }

    /// <summary>
    /// Runs a faulted execution again: the resume that failed, else from its beginning. From there a container starts its children and every
    /// activity its waits anew, so the old ones go first. Null where it has ended with what held it: only what stood still with it goes on.
    /// </summary>
    public void Restart(ActivityExecution? execution, Resumption? resumption)
    {
        TakeUp();
        if (resumption is null && execution is not null)
        {
            CancelBelow(execution);
            Withdraw(execution);
        }

        if (execution is not null)
            Enqueue(execution, resumption);
        EnqueueLeft();
    }

    // What stood still with a fault goes on; once, however many executions are run again in one burst.
    private void EnqueueLeft()
    {
        var queued = _queue.Select(work => work.Execution).ToHashSet();
        foreach (var left in Instance.Executions.FindAll(e => e.Status == ActivityStatus.Pending && !queued.Contains(e)))
            Enqueue(left, resumption: null);
    }

    // The instance is not faulted any more, and incidents whose step is over keep nobody from going on.
    private void TakeUp()
    {
        Instance.SubStatus = WorkflowSubStatus.Executing;
        foreach (var over in Instance.Incidents.FindAll(i => !Instance.Executions.Exists(e => e.Number == i.Execution)))
        {
            ClosedIncidents.Add(over);
            Instance.Incidents.Remove(over);
        }
    }

    /// <summary>Ends a faulted execution with an outcome that somebody chose; what stood still with it goes on.</summary>
    public async ValueTask SkipAsync(ActivityExecution? execution, string outcome, CancellationToken cancellationToken)
    {
        EnqueueLeft();
        TakeUp();
        if (execution is null)
            return;
        execution.Status = ActivityStatus.Running;
        await CompleteAsync(execution, [outcome], cancellationToken);
    }

    // Withdraws what is queued below an execution and cancels what runs there, without telling it: it ends itself or is cancelled too.
    private void CancelBelow(ActivityExecution execution)
    {
        for (var n = _queue.Count; n > 0; n--)
        {
            var work = _queue.Dequeue();
            if (!IsBelow(work.Owner, execution) && work.Execution != execution)
                _queue.Enqueue(work);
        }

        for (var i = Instance.Executions.Count - 1; i >= 0; i--)
        {
            if (Instance.Executions[i] is var below && below != execution && IsBelow(below.ParentExecution, execution))
                End(below, ActivityStatus.Canceled, JournalEvents.Canceled, null);
        }

        execution.LiveChildren = 0;
    }

    private static bool IsBelow(ActivityExecution? candidate, ActivityExecution ancestor)
    {
        for (; candidate is not null; candidate = candidate.ParentExecution)
        {
            if (candidate == ancestor)
                return true;
        }

        return false;
    }

    // The execution leaves the instance with its bookmarks and variables.
    private void End(ActivityExecution execution, ActivityStatus status, string? journalEvent, IReadOnlyList<string>? outcomes)
    {
        execution.Status = status;
        if (journalEvent is not null)
            Log(execution, journalEvent, null, outcomes);
        Withdraw(execution);
        if (execution.ParentExecution is null)
            Instance.FinalVariables = Instance.Variables;
        // What faulted the instance stays open though its step is over: a retry of it is the only way on.
        if (Instance.Incidents.Count > 0 && Instance.SubStatus != WorkflowSubStatus.Faulted)
            CloseIncidentsOf(execution.Number);
        Instance.Executions.Remove(execution);
    }

    private void CloseIncidentsOf(int execution)
    {
        ClosedIncidents.AddRange(Instance.Incidents.Where(i => i.Execution == execution));
        Instance.Incidents.RemoveAll(i => i.Execution == execution);
    }

    private void Withdraw(ActivityExecution execution)
    {
        for (var i = Instance.Bookmarks.Count - 1; i >= 0; i--)
        {
            if (Instance.Bookmarks[i].Execution != execution.Number)
                continue;
            BurnedBookmarks.Add(Instance.Bookmarks[i]);
            _withdrawn.Add((execution, Instance.Bookmarks[i]));
            Instance.Bookmarks.RemoveAt(i);
        }
    }

    private void Log(ActivityExecution execution, string journalEvent, string? message = null, IReadOnlyList<string>? outcomes = null) =>
        Journal.Add(new JournalEntry(
            Instance.NextJournalEntry++, Clock.GetUtcNow(), execution.Activity, execution.Number, journalEvent, message, outcomes,
            journalEvent == JournalEvents.Started ? execution.ParentExecution?.Number : null));
}
