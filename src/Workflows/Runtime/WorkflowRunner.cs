using System.Collections.ObjectModel;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Runtime;

/// <summary>Runs instances in memory: starts them, resumes what they wait for, cancels them, runs a faulted step again.</summary>
/// <remarks>
/// It keeps nothing itself: the workflow engine loads, runs and saves in one transaction.
/// An instance whose burst threw is not to be used again: load it anew.
/// </remarks>
public sealed partial class WorkflowRunner(ExpressionEvaluator evaluator, TimeProvider clock, IServiceProvider services, RunnerOptions options)
{
    /// <summary>Makes an instance and runs its first burst.</summary>
    public async ValueTask<BurstOutcome> StartAsync(WorkflowDefinition definition, StartRequest request, CancellationToken cancellationToken)
    {
        var id = request.InstanceId ?? SortableId.New(clock);
        var instance = new WorkflowInstance(definition, id, clock.GetUtcNow())
        {
            CorrelationId = request.CorrelationId,
            Name = request.Name,
            ParentInstanceId = request.ParentInstanceId,
            FlowchartMode = request.FlowchartMode,
            ParentWait = request.ParentWait,
            Lineage = request.Lineage,
        };
        foreach (var (name, value) in request.Input)
            instance.Input[name] = value;
        var burst = NewBurst(instance, request.Services);
        if (request.Within is { } outer)
            burst.RunWithin(outer);
        if (request.TriggerActivityId is { } triggerId)
        {
            burst.TriggerActivity = definition.Graph.FindById(triggerId)
                ?? throw new ArgumentException($"Quy trình \"{definition.DefinitionId}\" không có bước \"{triggerId}\".", nameof(request));
        }

        // Each activity once, mostly; growing on the way would cost as much again.
        var expected = Math.Min(definition.Graph.Nodes.Count, 32);
        burst.Journal.EnsureCapacity(2 * expected);
        burst.Enqueue(definition.Graph.Root, null);
        return await RunAsync(burst, cancellationToken);
    }

    /// <summary>Burns the bookmark and runs on from it. Null when the instance does not wait for it (any more), or has ended.</summary>
    public ValueTask<BurstOutcome?> ResumeAsync(
        WorkflowInstance instance, string bookmarkId, IReadOnlyDictionary<string, object?> input, IServiceProvider? burstServices, CancellationToken cancellationToken) =>
        ResumeAsync(instance, bookmarkId, input, null, null, burstServices, cancellationToken);

    /// <summary>The same so that it can be taken back: the state before and on which terms.</summary>
    internal async ValueTask<BurstOutcome?> ResumeAsync(
        WorkflowInstance instance, string bookmarkId, IReadOnlyDictionary<string, object?> input, byte[]? before, TakeBackTerms? terms,
        IServiceProvider? burstServices, CancellationToken cancellationToken)
    {
        if (instance.Status != WorkflowStatus.Running)
            return null;
        var burst = Adopt(instance, burstServices);
        var bookmark = instance.Bookmarks.Find(b => b.Id == bookmarkId);
        if (bookmark is null || burst.Burn(bookmarkId) is not { } execution)
            return null;
        foreach (var (name, value) in input)
            instance.Input[name] = value;
        var (way, next) = (instance.WayBack, instance.NextExecution);
        instance.WayBack = null;
        burst.Enqueue(execution, new Resumption(bookmark.Name, bookmark.Payload, input));
        var outcome = await RunAsync(burst, cancellationToken);
        if (before is not null && terms is not null)
            instance.WayBack = burst.WayBackTo(bookmark, before, terms);
        else if (way?.Survives(burst, bookmark, next) == true)
            instance.WayBack = way;
        return outcome;
    }

    /// <summary>
    /// Takes the last resume back: the instance as it was before it, with what the clock did since. Null when it was not the resume of this
    /// bookmark, or somebody went on from it.
    /// </summary>
    /// <param name="now">The instance as it is; not to be used afterwards.</param>
    /// <param name="before">An empty instance of the same id and definition, which becomes the one.</param>
    /// <param name="bookmarkId">The wait that was resumed.</param>
    /// <param name="burstServices">For the activities whose waits are withdrawn.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal async ValueTask<TakenBack?> TakeBackAsync(
        WorkflowInstance now, WorkflowInstance before, string bookmarkId, IServiceProvider? burstServices, CancellationToken cancellationToken)
    {
        if (now.Status != WorkflowStatus.Running || now.WayBack is not { } way || way.BookmarkId != bookmarkId)
            return null;
        var burst = Adopt(Load(before, way.Before), burstServices);
        if (await burst.TakeOverAsync(Adopt(now, burstServices), way, cancellationToken) is not { } withdrawn)
            return null;
        before.Bursts++;
        return new TakenBack(way.Facts, withdrawn, new BurstOutcome(burst));
    }

    /// <summary>Runs a faulted step again, also when the instance is Faulted. Null when no execution waits in that incident.</summary>
    public ValueTask<BurstOutcome?> RetryAsync(WorkflowInstance instance, string incidentId, IServiceProvider? burstServices, CancellationToken cancellationToken) =>
        RetryAsync(instance, incidentId, new Dictionary<string, object?>(), burstServices, cancellationToken);

    /// <summary>The same with input that holds for this burst only.</summary>
    public async ValueTask<BurstOutcome?> RetryAsync(
        WorkflowInstance instance, string incidentId, IReadOnlyDictionary<string, object?> input, IServiceProvider? burstServices, CancellationToken cancellationToken)
    {
        var burst = Adopt(instance, burstServices);
        if (Reopen(burst, incidentId) is not { } open)
            return null;
        foreach (var (name, value) in input)
            instance.Input[name] = value;
        burst.Restart(open.Execution, open.Incident.Resumption);
        var outcome = await RunAsync(burst, cancellationToken);
        foreach (var name in input.Keys)
            instance.Input.Remove(name);
        return outcome;
    }

    /// <summary>Ends a faulted step with this outcome, as if it had been done, and runs on. Null when no execution waits in that incident.</summary>
    public async ValueTask<BurstOutcome?> SkipAsync(
        WorkflowInstance instance, string incidentId, string outcome, IServiceProvider? burstServices, CancellationToken cancellationToken)
    {
        var burst = Adopt(instance, burstServices);
        if (Reopen(burst, incidentId) is not { } open)
            return null;
        await burst.SkipAsync(open.Execution, outcome, cancellationToken);
        return await RunAsync(burst, cancellationToken);
    }

    // Without an execution where that has ended with what held it.
    private static (Incident Incident, ActivityExecution? Execution)? Reopen(Burst burst, string incidentId)
    {
        var instance = burst.Instance;
        if (instance.Incidents.Find(i => i.Id == incidentId) is not { } incident)
            return null;
        var execution = instance.Executions.Find(e => e.Number == incident.Execution);
        if (execution is not null and not { Status: ActivityStatus.Faulted } || !burst.Reopen())
            return null;
        instance.Incidents.Remove(incident);
        instance.WayBack = null;
        return (incident, execution);
    }

    /// <summary>Cancels a running instance. Null when it has ended.</summary>
    public async ValueTask<BurstOutcome?> CancelAsync(WorkflowInstance instance, IServiceProvider? burstServices, CancellationToken cancellationToken)
    {
        if (instance.Status != WorkflowStatus.Running)
            return null;
        var burst = Adopt(instance, burstServices);
        await burst.CancelInstanceAsync(cancellationToken);
        instance.Bursts++;
        return new BurstOutcome(burst);
    }

    private Burst Adopt(WorkflowInstance instance, IServiceProvider? burstServices)
    {
        var burst = NewBurst(instance, burstServices);
        foreach (var execution in instance.Executions)
            execution.HandTo(burst);
        return burst;
    }

    private Burst NewBurst(WorkflowInstance instance, IServiceProvider? burstServices) =>
        new(instance, evaluator, clock, burstServices ?? services, options);

    /// <summary>Where a child of this instance stands.</summary>
    /// <exception cref="ActivityFault">That is too far below.</exception>
    internal Lineage LineageBelow(WorkflowInstance parent, bool isAwaited)
    {
        var lineage = Lineage.Below(parent, isAwaited);
        if (lineage.Nesting > options.MaxNesting)
        {
            throw new ActivityFault(
                "composition.too-deep", $"Các quy trình con lồng nhau quá {options.MaxNesting} cấp: có quy trình gọi lại chính nó không dừng. Quản trị viên cần sửa quy trình.");
        }

        return lineage.InARow <= options.MaxDispatchesInARow
            ? lineage
            : throw new ActivityFault(
                "composition.too-many-in-a-row",
                $"Quá {options.MaxDispatchesInARow} lượt chạy nối nhau mà không lượt nào dừng chờ: có quy trình gọi lại chính nó không có lối ra. Quản trị viên cần sửa quy trình.");
    }

    /// <summary>An instance as it was kept.</summary>
    internal WorkflowInstance Load(WorkflowInstance instance, ReadOnlyMemory<byte> state)
    {
        InstanceState.Read(state, instance, NewBurst(instance, null));
        return instance;
    }

    private static async ValueTask<BurstOutcome> RunAsync(Burst burst, CancellationToken cancellationToken)
    {
        await burst.RunAsync(cancellationToken);
        burst.Instance.Bursts++;
        return new BurstOutcome(burst);
    }
}

/// <summary>How an instance is to be started.</summary>
public sealed record StartRequest
{
    /// <summary>The id to use; null takes a new one.</summary>
    public string? InstanceId { get; init; }

    public IReadOnlyDictionary<string, object?> Input { get; init; } = ReadOnlyDictionary<string, object?>.Empty;
    public string? CorrelationId { get; init; }
    public string? Name { get; init; }
    public string? ParentInstanceId { get; init; }

    /// <summary>The wait of the parent that its end resumes; null when nobody waits for it.</summary>
    public string? ParentWait { get; init; }

    internal Lineage Lineage { get; init; }

    /// <summary>The burst that it is started in, when it is not one of its own.</summary>
    internal Burst? Within { get; init; }

    /// <summary>Id of the trigger activity that starts it.</summary>
    public string? TriggerActivityId { get; init; }

    /// <summary>How the flowcharts of this instance go on, whatever the runner's option says; null takes the option.</summary>
    public FlowchartMode? FlowchartMode { get; init; }

    /// <summary>Services for the activities of this burst; null takes the runner's.</summary>
    public IServiceProvider? Services { get; init; }
}

/// <summary>Limits of the runner.</summary>
public sealed record RunnerOptions
{
    /// <summary>Activities in one burst before it counts as a loop without end; default 10,000.</summary>
    public int MaxActivitiesPerBurst { get; init; } = 10_000;

    /// <summary>How deep children may nest of which each is waited for or run inline; default 50.</summary>
    public int MaxNesting { get; init; } = 50;

    /// <summary>How often an instance may dispatch another that nobody waits for, and that one the next, without any of them ever waiting; default 1,000.</summary>
    public int MaxDispatchesInARow { get; init; } = 1_000;

    /// <summary>Whether inputs and outputs are kept where no definition says it; default not, which keeps databases small. Inherit counts as Exclude.</summary>
    public LogPersistenceMode LogPersistence { get; init; } = LogPersistenceMode.Exclude;

    /// <summary>How flowcharts go on where the instance does not say; default by counting.</summary>
    public FlowchartMode FlowchartMode { get; init; } = FlowchartMode.CounterBased;
}

/// <summary>What a burst did to an instance.</summary>
public sealed class BurstOutcome
{
    internal BurstOutcome(Burst burst) => Burst = burst;

    internal Burst Burst { get; }

    public WorkflowInstance Instance => Burst.Instance;

    /// <summary>The resume that ran this burst can be taken back.</summary>
    public bool MayBeTakenBack => Instance.WayBack is not null;

    /// <summary>Lines that activities wrote.</summary>
    public IReadOnlyList<string> Lines => Burst.Lines;

    public IReadOnlyList<JournalEntry> Journal => Burst.Journal;

    /// <summary>Incidents of this burst.</summary>
    public IReadOnlyList<Incident> NewIncidents => Burst.NewIncidents;
}
