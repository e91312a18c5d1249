using System.Data.Common;
using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Runtime;

/// <summary>Everything from a start or a resume until nothing is scheduled: a loop over a queue, first in, first out (elsa-format §7).</summary>
internal sealed partial class Burst : WorkflowFacts
{
    private bool _hasTriggered;
    private readonly Queue<QueuedWork> _queue = new();
    private int _steps;

    public Burst(WorkflowInstance instance, ExpressionEvaluator evaluator, TimeProvider clock, IServiceProvider services, RunnerOptions options)
    {
        Instance = instance;
        Evaluator = evaluator;
        Clock = clock;
        Services = services;
        MaxSteps = options.MaxActivitiesPerBurst;
        _keepsByDefault = options.LogPersistence == LogPersistenceMode.Include;
        FlowchartMode = instance.FlowchartMode ?? options.FlowchartMode;
    }

    public WorkflowInstance Instance { get; }
    public ExpressionEvaluator Evaluator { get; }
    public TimeProvider Clock { get; }
    public IServiceProvider Services { get; }
    public int MaxSteps { get; }

    /// <summary>The trigger that started the run.</summary>
    public Activity? TriggerActivity { get; set; }

    public List<JournalEntry> Journal { get; } = [];
    public List<string> Lines { get; } = [];
    public List<OutgoingMessage> Messages { get; } = [];
    public List<Bookmark> NewBookmarks { get; } = [];
    public List<Bookmark> BurnedBookmarks { get; } = [];
    public List<Incident> NewIncidents { get; } = [];

    /// <summary>Something outside the executions that ran was changed: a variable around them, an output, the instance itself.</summary>
    public bool ReachedOut { get; set; }

    /// <summary>Name or correlation, which are kept beside the state, were changed.</summary>
    public bool RenamedInstance { get; set; }

    /// <summary>Incidents of executions that ended without a retry: nothing is left to run again.</summary>
    public List<Incident> ClosedIncidents { get; } = [];

    public override string InstanceId => Instance.Id;
    public override string DefinitionId => Instance.Definition.DefinitionId;
    public override string DefinitionVersionId => Instance.Definition.Id;
    public override int DefinitionVersion => Instance.Definition.Version;
    public override FlowchartMode FlowchartMode { get; }
    public override string? CorrelationId => Instance.CorrelationId;
    public override string? Name => Instance.Name;

    /// <summary>Queues an activity below an execution, or the workflow itself.</summary>
    public void Enqueue(Activity activity, ActivityExecution? parent, string? tag = null, IReadOnlyDictionary<string, object?>? variables = null)
    {
        if (parent is not null)
            parent.LiveChildren++;
        _queue.Enqueue(new QueuedWork(activity, parent, tag, variables, null, null));
    }

    /// <summary>Queues an execution that exists: to go on after its bookmark, or to run again after an incident.</summary>
    public void Enqueue(ActivityExecution execution, Resumption? resumption) =>
        _queue.Enqueue(new QueuedWork(execution.Activity, execution.ParentExecution, execution.Tag, null, execution, resumption));

    public bool IsQueued(ActivityExecution owner, Activity child)
    {
        foreach (var work in _queue)
        {
            if (work.Owner == owner && work.Activity == child)
                return true;
        }

        return false;
    }

    /// <summary>Runs until nothing is queued, then settles the instance's status.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        Instance.SubStatus = WorkflowSubStatus.Executing;
        while (_queue.TryDequeue(out var work))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var execution = work.Execution ?? Create(work);
            if (++_steps > MaxSteps)
            {
                Fault(execution, new ActivityFault(
                    "burst.too-long",
                    $"Quy trình chạy quá {MaxSteps} bước liền mà không dừng chờ ai: có vòng lặp không có lối ra. Quản trị viên cần sửa quy trình."));
                LeaveQueue();
                break;
            }

            await StepAsync(execution, work.Resumption, cancellationToken);
        }

        await TellWithdrawnAsync(cancellationToken);
        Settle();
    }

    // Its other branches are not lost with it: a retry takes them up again.
    private void LeaveQueue()
    {
        while (_queue.TryDequeue(out var left))
            (left.Execution ?? Create(left)).Status = ActivityStatus.Pending;
    }

    private ActivityExecution Create(in QueuedWork work)
    {
        var execution = new ActivityExecution(this, work.Activity, work.Owner, Instance.NextExecution++) { Tag = work.Tag, StartedRun = work.Activity == TriggerActivity && !_hasTriggered };
        _hasTriggered |= execution.StartedRun;
        if (work.Variables is { } variables)
        {
            foreach (var (name, value) in variables)
                execution.DeclareVariable(name, value);
        }

        execution.OpenScope();
        Instance.Executions.Add(execution);
        if (work.Activity.CountsRounds)
            Instance.Starts[work.Activity.ScopedId] = Instance.Starts.GetValueOrDefault(work.Activity.ScopedId) + 1;
        return execution;
    }

    private async ValueTask StepAsync(ActivityExecution execution, Resumption? resumption, CancellationToken cancellationToken)
    {
        execution.Status = ActivityStatus.Running;
        Log(execution, resumption is null ? JournalEvents.Started : JournalEvents.Resumed);
        var messages = Messages.Count;
        try
        {
            ActivityResult result;
            try
            {
                execution.EvaluateInputs(Evaluator, cancellationToken);
                RecordTaken(execution, cancellationToken);
                result = resumption is null
                    ? await execution.Activity.ExecuteAsync(execution, cancellationToken)
                    : await execution.Activity.ResumeAsync(execution, resumption, cancellationToken);
            }
            catch
            {
                // Nobody is told of what did not come to be.
                Messages.RemoveRange(messages, Messages.Count - messages);
                throw;
            }

            await ApplyAsync(execution, result, cancellationToken);
        }
        catch (Exception e) when (IsActivitysOwn(e))
        {
            Fault(execution, e, resumption);
        }
    }

    // A failing database, a cancelled or a refused burst is no fault of the activity: nothing of the burst is kept, and it can be run again.
    private static bool IsActivitysOwn(Exception e) =>
        e is not (OperationCanceledException or DbException or StaleRowException or DuplicateRowException or OutOfMemoryException or OutsideWorkException or RefusedBurstException);

    /// <summary>Carries out what an activity answered.</summary>
    private async ValueTask ApplyAsync(ActivityExecution execution, ActivityResult result, CancellationToken cancellationToken)
    {
        if (execution.Status != ActivityStatus.Running)
            return;
        // Counted through, here and below: an enumerator of an interface is an object, and this runs twice a step.
        for (var i = 0; i < result.Withdrawn.Count; i++)
        {
            WithdrawQueued(execution, result.Withdrawn[i]);
            await CancelChildAsync(execution, result.Withdrawn[i], cancellationToken);
        }

        // Scheduled before cancelled: what is cancelled tells the container, which must see that work is still to come (elsa-format §6.1, WaitAny).
        for (var i = 0; i < result.Scheduled.Count; i++)
        {
            var child = result.Scheduled[i];
            Enqueue(child.Child, execution, child.Tag, child.Variables);
        }

        for (var i = 0; i < result.Cancelled.Count; i++)
            await CancelChildAsync(execution, result.Cancelled[i], cancellationToken);
        if (result.Bookmarks.Count > 0)
        {
            foreach (var request in result.Bookmarks)
                AddBookmark(execution, request);
            Log(execution, JournalEvents.Suspended);
        }

        var heard = result.Raised is { } signal ? Raise(execution, signal) : null;
        switch (result.Kind)
        {
            case ResultKind.Complete:
                await CompleteAsync(execution, result.Outcomes, cancellationToken);
                break;
            case ResultKind.CompleteComposite:
                await CompleteCompositeAsync(execution, result.Outcomes, cancellationToken);
                break;
            case ResultKind.Finish:
                Finish(execution);
                break;
        }

        // Whoever heard the signal acts on it when the sender has ended, and with it the containers between them.
        if (heard is { } listener)
            await ApplyAsync(listener.Execution, listener.Answer, cancellationToken);
    }

    private async ValueTask CompleteAsync(ActivityExecution execution, IReadOnlyList<string> outcomes, CancellationToken cancellationToken)
    {
        if (execution.Status != ActivityStatus.Running)
            return;
        if (execution.LiveChildren > 0)
            CancelBelow(execution);
        End(execution, ActivityStatus.Completed, JournalEvents.Completed, outcomes);
        await TellParentAsync(execution, completed: true, outcomes, cancellationToken);
    }

    private async ValueTask TellParentAsync(ActivityExecution execution, bool completed, IReadOnlyList<string> outcomes, CancellationToken cancellationToken)
    {
        if (execution.ParentExecution is not { } parent)
            return;
        parent.LiveChildren--;
        if (parent.Status != ActivityStatus.Running)
            return;
        try
        {
            if (!parent.InputsEvaluated)
            {
                parent.EvaluateInputs(Evaluator, cancellationToken);
                RecordTaken(parent, cancellationToken);
            }

            var answer = await parent.Activity.ChildEndedAsync(parent, new ChildEnd(execution.Activity, execution.Tag, completed, outcomes), cancellationToken);
            await ApplyAsync(parent, answer, cancellationToken);
        }
        catch (Exception e) when (IsActivitysOwn(e))
        {
            Fault(parent, e);
        }
    }

    private async ValueTask CompleteCompositeAsync(ActivityExecution execution, IReadOnlyList<string> outcomes, CancellationToken cancellationToken)
    {
        var composite = execution;
        while (!composite.Activity.IsComposite && composite.ParentExecution is { } parent)
            composite = parent;
        End(execution, ActivityStatus.Completed, JournalEvents.Completed, outcomes);
        if (execution.ParentExecution is { } container)
            container.LiveChildren--;
        await CompleteAsync(composite, outcomes, cancellationToken);
    }

    private static (ActivityExecution Execution, ActivityResult Answer)? Raise(ActivityExecution from, Signal signal)
    {
        for (var ancestor = from.ParentExecution; ancestor is not null; ancestor = ancestor.ParentExecution)
        {
            if (ancestor.Activity.Receive(ancestor, signal) is { } answer)
                return (ancestor, answer);
        }

        return null;
    }

    // Elsa's Finish: callbacks, queue and bookmarks are gone, nothing else runs.
    private void Finish(ActivityExecution execution)
    {
        End(execution, ActivityStatus.Completed, JournalEvents.Completed, [ActivityResult.DoneOutcome]);
        _queue.Clear();
        for (var i = Instance.Executions.Count - 1; i > 0; i--)
            End(Instance.Executions[i], ActivityStatus.Canceled, null, null);
        if (Instance.Executions is [var workflow])
            End(workflow, ActivityStatus.Completed, JournalEvents.Completed, [ActivityResult.DoneOutcome]);
    }

    private void Settle()
    {
        var now = Clock.GetUtcNow();
        Instance.UpdatedAt = now;
        if (Instance.SubStatus == WorkflowSubStatus.Faulted)
        {
            Instance.Status = WorkflowStatus.Finished;
            Instance.FinishedAt = now;
        }
        else if (Instance.Executions.Count == 0)
        {
            Instance.Status = WorkflowStatus.Finished;
            Instance.SubStatus = WorkflowSubStatus.Finished;
            Instance.FinishedAt = now;
        }
        else
        {
            Instance.SubStatus = WorkflowSubStatus.Suspended;
        }

        TellParent();
    }

    private readonly record struct QueuedWork(
        Activity Activity,
        ActivityExecution? Owner,
        string? Tag,
        IReadOnlyDictionary<string, object?>? Variables,
        ActivityExecution? Execution,
        Resumption? Resumption);
}

/// <summary>A message for the outbox.</summary>
internal sealed record OutgoingMessage(string Kind, JsonObject Payload);
