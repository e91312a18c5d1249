using LienThong.Workflows.Migration;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

// What somebody changes from outside: executions cancelled or run again, and the whole moved to another version.
internal sealed partial class Burst
{
    /// <summary>Waits that were there before and now belong to a step of another name.</summary>
    public List<Bookmark> MovedBookmarks { get; } = [];

    /// <summary>Incidents that were there before and now belong to a step of another name.</summary>
    public List<Incident> MovedIncidents { get; } = [];

    /// <summary>Of those that were closed, whose step runs again; the steps of the others ended.</summary>
    public List<Incident> RunAgainIncidents { get; } = [];

    /// <summary>Why incidents were closed; null where their step ended with what held it.</summary>
    public string? Resolution { get; set; }

    /// <summary>When all alterations are made, the instance is cancelled instead of run on.</summary>
    public bool WillBeCancelled { get; set; }

    public bool HasQueued => _queue.Count > 0;

    /// <summary>What is to run, in its order, with the container and its tag.</summary>
    public IEnumerable<(Activity Activity, ActivityExecution? Owner, string? Tag)> Queued => _queue.Select(work => (work.Activity, work.Owner, work.Tag));

    public IEnumerable<(Activity Activity, string? Tag)> QueuedBelow(ActivityExecution container) =>
        _queue.Where(work => work.Owner == container && work.Execution is null).Select(work => (work.Activity, work.Tag));

    /// <summary>Waits that ended without being resumed so far.</summary>
    public IEnumerable<Bookmark> WithdrawnBookmarks => _withdrawn.Select(w => w.Bookmark);

    /// <summary>Takes a faulted instance up again; false when it has ended for good.</summary>
    public bool Reopen()
    {
        if (Instance.Status == WorkflowStatus.Running)
            return true;
        if (Instance.SubStatus != WorkflowSubStatus.Faulted)
            return false;
        (Instance.Status, Instance.FinishedAt) = (WorkflowStatus.Running, null);
        TakeUp();
        return true;
    }

    /// <summary>Cancels one execution with all below it; its container is told and goes on as it does after a child that was cancelled.</summary>
    public async ValueTask CancelExecutionAsync(ActivityExecution execution, CancellationToken cancellationToken)
    {
        CancelBelow(execution);
        End(execution, ActivityStatus.Canceled, JournalEvents.Canceled, null);
        await TellParentAsync(execution, completed: false, [], cancellationToken);
    }

    /// <summary>Runs an execution again from its beginning, a faulted one too: what it waited for and what lies below it goes first.</summary>
    public void RunAgain(ActivityExecution execution)
    {
        CancelBelow(execution);
        Withdraw(execution);
        foreach (var incident in Instance.Incidents.FindAll(i => i.Execution == execution.Number))
        {
            ClosedIncidents.Add(incident);
            RunAgainIncidents.Add(incident);
            Instance.Incidents.Remove(incident);
        }

        execution.Status = ActivityStatus.Running;
        Enqueue(execution, resumption: null);
        EnqueueLeft();
    }

    /// <summary>One line that says who changed what.</summary>
    public void LogChange(ActivityExecution at, string journalEvent, string message) => Log(at, journalEvent, message);

    /// <summary>Carries out what was found to fit: everything keeps its number and its id, and belongs to the other version.</summary>
    public void MoveTo(InstanceMove move)
    {
        var from = Instance.Definition.Graph;
        foreach (var (execution, target, tag, state, variables) in move.Executions)
        {
            execution.MoveTo(target);
            (execution.Tag, execution.StoredState, execution.Variables) = (tag, state, variables);
        }

        for (var n = _queue.Count; n > 0; n--)
        {
            var work = _queue.Dequeue();
            _queue.Enqueue(work with { Activity = move.CounterpartOf(work.Activity) ?? work.Activity, Tag = move.TagOf(work.Tag, work.Activity, work.Owner?.Activity) });
        }

        Rename(id => from.FindById(id) is { } activity ? move.CounterpartOf(activity) : null);
        var outputs = Instance.ActivityOutputs.ToList();
        Instance.ActivityOutputs.Clear();
        foreach (var (nodeId, values) in outputs)
        {
            if (from.FindByNodeId(nodeId) is { } activity && move.CounterpartOf(activity) is { } target)
                Instance.ActivityOutputs[target.NodeId] = values;
        }

        var starts = Instance.Starts.ToList();
        Instance.Starts.Clear();
        foreach (var (id, count) in starts)
        {
            if (from.FindById(id) is { } activity && move.CounterpartOf(activity) is { } target)
                Instance.Starts[target.Id] = count;
        }

        // Its state is that of the version before.
        Instance.WayBack = null;
        Instance.Definition = move.To;
    }

    /// <summary>Makes the instance, as it was before a move, the one that is kept instead of the one as it is now.</summary>
    public void TakeOverFromMoved(WorkflowInstance now)
    {
        (Instance.Bursts, Instance.NextExecution, Instance.NextJournalEntry) = (now.Bursts, now.NextExecution, now.NextJournalEntry);
        MovedBookmarks.AddRange(Instance.Bookmarks.Where(b => now.Bookmarks.Find(n => n.Id == b.Id)?.ActivityId != b.ActivityId));
        MovedIncidents.AddRange(Instance.Incidents.Where(i => now.Incidents.Find(n => n.Id == i.Id)?.ActivityNodeId != i.ActivityNodeId));
    }

    /// <summary>Runs what alterations queued; where they queued and ended nothing, the instance stays as it stands.</summary>
    public async ValueTask RunAfterChangeAsync(bool wasFaulted, CancellationToken cancellationToken)
    {
        if (WillBeCancelled)
        {
            await CancelInstanceAsync(cancellationToken);
            return;
        }

        // What faulted and was not mended keeps it faulted.
        if (!HasQueued && wasFaulted && Instance.Incidents.Count > 0)
        {
            await TellWithdrawnAsync(cancellationToken);
            (Instance.Status, Instance.SubStatus, Instance.UpdatedAt) = (WorkflowStatus.Finished, WorkflowSubStatus.Faulted, Clock.GetUtcNow());
            Instance.FinishedAt ??= Instance.UpdatedAt;
        }
        else if (HasQueued || _withdrawn.Count > 0 || Instance.Executions.Count == 0 || wasFaulted)
        {
            await RunAsync(cancellationToken);
        }
        else
        {
            Instance.UpdatedAt = Clock.GetUtcNow();
        }
    }

    private void Rename(Func<string, Activity?> counterpart)
    {
        for (var i = 0; i < Instance.Bookmarks.Count; i++)
        {
            var old = Instance.Bookmarks[i];
            if (counterpart(old.ActivityId) is not { } target || target.Id == old.ActivityId)
                continue;
            var moved = old with { ActivityId = target.Id };
            Instance.Bookmarks[i] = moved;
            MovedBookmarks.RemoveAll(b => b.Id == moved.Id);
            MovedBookmarks.Add(moved);
        }

        for (var i = 0; i < Instance.Incidents.Count; i++)
        {
            var old = Instance.Incidents[i];
            if (counterpart(old.ActivityId) is not { } target || target.NodeId == old.ActivityNodeId)
                continue;
            var moved = old with { ActivityId = target.Id, ActivityNodeId = target.NodeId };
            Instance.Incidents[i] = moved;
            MovedIncidents.RemoveAll(x => x.Id == moved.Id);
            MovedIncidents.Add(moved);
        }
    }
}
