using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Runtime;

/// <summary>Loads an instance, runs a burst and saves it, all in the caller's session and so in one commit with what caused it.</summary>
public sealed partial class WorkflowEngine(WorkflowRunner runner, DefinitionStore definitions, IServiceProvider services)
{
    /// <summary>Told after a commit that set timers: the earliest due time.</summary>
    public Action<DateTimeOffset>? TimerSet { get; set; }

    /// <summary>Told after a commit that put messages into the outbox.</summary>
    public Action? OutboxFilled { get; set; }

    /// <summary>Told after every commit of a burst.</summary>
    public Action? Committed { get; set; }

    /// <summary>Starts an instance of this version.</summary>
    public async Task<BurstOutcome> StartAsync(WriteSession session, WorkflowDefinition definition, StartRequest request, CancellationToken cancellationToken)
    {
        var outcome = await runner.StartAsync(definition, request with { Services = new BurstServices(session, services) }, cancellationToken);
        InstanceRows.Insert(session, outcome.Burst);
        WakeAfterCommit(session, outcome.Burst);
        return outcome;
    }

    /// <summary>Burns the bookmark and runs on. Null when nothing waits there any more: somebody was faster, or the instance has ended.</summary>
    public Task<BurstOutcome?> ResumeAsync(
        WriteSession session, string instanceId, string bookmarkId, IReadOnlyDictionary<string, object?> input, CancellationToken cancellationToken) =>
        ResumeAsync(session, instanceId, bookmarkId, input, null, cancellationToken);

    /// <summary>The same, and with terms it can be taken back until somebody goes on from it.</summary>
    public async Task<BurstOutcome?> ResumeAsync(
        WriteSession session, string instanceId, string bookmarkId, IReadOnlyDictionary<string, object?> input, TakeBackTerms? terms, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<InstanceRow>(instanceId, cancellationToken) is not { Status: "Running" } row)
            return null;
        var instance = await LoadAsync(session, row, cancellationToken);
        var before = terms is null ? null : WayBack.WithoutIt(row.State);
        return await SaveAsync(session, row, await runner.ResumeAsync(instance, bookmarkId, input, before, terms, new BurstServices(session, services), cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Takes back the resume of this bookmark: the instance waits there again as before, and what came after it is withdrawn. Null when somebody
    /// went on from it, or it was not resumed so that it could be.
    /// </summary>
    public async Task<TakenBack?> TakeBackAsync(WriteSession session, string instanceId, string bookmarkId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<InstanceRow>(instanceId, cancellationToken) is not { Status: "Running" } row)
            return null;
        var now = await LoadAsync(session, row, cancellationToken);
        var before = new WorkflowInstance(now.Definition, row.Id, row.CreatedAt) { CorrelationId = row.CorrelationId, Name = row.Name, ParentInstanceId = row.ParentInstanceId };
        var back = await runner.TakeBackAsync(now, before, bookmarkId, new BurstServices(session, services), cancellationToken);
        if (back is not null)
            await SaveAsync(session, row, back.Outcome, cancellationToken);
        return back;
    }

    /// <summary>The bookmark whose resume can be taken back, of an instance as it is kept; null when none can.</summary>
    public static string? MayBeTakenBack(InstanceRow row) => row.Status == "Running" ? WayBack.BookmarkIn(row.State) : null;

    /// <summary>Runs the step of an incident again. Null when the incident is not open.</summary>
    public Task<BurstOutcome?> RetryAsync(WriteSession session, string incidentId, string resolution, CancellationToken cancellationToken) =>
        RetryAsync(session, incidentId, resolution, new Dictionary<string, object?>(), cancellationToken);

    /// <summary>The same with input that holds for this burst only.</summary>
    public Task<BurstOutcome?> RetryAsync(
        WriteSession session, string incidentId, string resolution, IReadOnlyDictionary<string, object?> input, CancellationToken cancellationToken) =>
        ResolveAsync(session, incidentId, resolution, (instance, burst) => runner.RetryAsync(instance, incidentId, input, burst, cancellationToken), cancellationToken);

    /// <summary>Ends the step of an incident with this outcome, as if it had been done. Null when the incident is not open.</summary>
    public Task<BurstOutcome?> SkipAsync(WriteSession session, string incidentId, string outcome, string resolution, CancellationToken cancellationToken) =>
        ResolveAsync(session, incidentId, resolution, (instance, burst) => runner.SkipAsync(instance, incidentId, outcome, burst, cancellationToken), cancellationToken);

    private async Task<BurstOutcome?> ResolveAsync(
        WriteSession session, string incidentId, string resolution, Func<WorkflowInstance, BurstServices, ValueTask<BurstOutcome?>> run, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<IncidentRow>(incidentId, cancellationToken) is not { ResolvedAt: null } incident
            || await session.FindAsync<InstanceRow>(incident.InstanceId, cancellationToken) is not { } row)
            return null;
        var instance = await LoadAsync(session, row, cancellationToken);
        var outcome = await SaveAsync(session, row, await run(instance, new BurstServices(session, services)), cancellationToken);
        if (outcome is null)
            return null;
        incident.ResolvedAt = session.Clock.GetUtcNow();
        incident.Resolution = resolution;
        session.Update(incident);
        return outcome;
    }

    /// <summary>Cancels an instance and its children. Null when it has ended already.</summary>
    public async Task<BurstOutcome?> CancelAsync(WriteSession session, string instanceId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<InstanceRow>(instanceId, cancellationToken) is not { Status: "Running" } row)
            return null;
        var instance = await LoadAsync(session, row, cancellationToken);
        return await SaveAsync(session, row, await runner.CancelAsync(instance, new BurstServices(session, services), cancellationToken), cancellationToken);
    }

    /// <summary>Tells everybody who waits for this stimulus: instances are resumed, and definitions that it triggers are started.</summary>
    /// <returns>What each of them did.</returns>
    public async Task<IReadOnlyList<BurstOutcome>> DeliverAsync(
        WriteSession session, Stimulus stimulus, IReadOnlyDictionary<string, object?> input, string? correlationId, CancellationToken cancellationToken)
    {
        var hash = Burst.HashOf(stimulus.Name, stimulus.Payload);
        var waiting = await session.Context.Set<BookmarkRow>()
            .Where(b => b.Hash == hash && (correlationId == null || b.CorrelationId == correlationId))
            .OrderBy(b => b.Id).Select(b => new { b.InstanceId, b.Id }).ToListAsync(cancellationToken);
        var triggers = await session.Context.Set<TriggerRow>().Where(t => t.Hash == hash).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        var outcomes = new List<BurstOutcome>();
        foreach (var trigger in triggers)
        {
            var definition = await definitions.GetVersionAsync(session.Context, trigger.DefinitionVersionId, cancellationToken);
            outcomes.Add(await StartAsync(
                session, definition, new StartRequest { Input = input, CorrelationId = correlationId, TriggerActivityId = trigger.ActivityId }, cancellationToken));
        }

        foreach (var wait in waiting)
        {
            if (await ResumeAsync(session, wait.InstanceId, wait.Id, input, cancellationToken) is { } outcome)
                outcomes.Add(outcome);
        }

        return outcomes;
    }

    /// <summary>An instance as it is kept, to look at.</summary>
    public async Task<WorkflowInstance?> FindAsync(DbContext context, string instanceId, CancellationToken cancellationToken) =>
        await context.Set<InstanceRow>().FirstOrDefaultAsync(i => i.Id == instanceId, cancellationToken) is { } row
            ? Fill(row, await definitions.GetVersionAsync(context, row.DefinitionVersionId, cancellationToken))
            : null;

    private async Task<WorkflowInstance> LoadAsync(WriteSession session, InstanceRow row, CancellationToken cancellationToken) =>
        Fill(row, await definitions.GetVersionAsync(session.Context, row.DefinitionVersionId, cancellationToken));

    private WorkflowInstance Fill(InstanceRow row, WorkflowDefinition definition) => runner.Load(
        new WorkflowInstance(definition, row.Id, row.CreatedAt)
        {
            Status = Enum.Parse<WorkflowStatus>(row.Status),
            SubStatus = Enum.Parse<WorkflowSubStatus>(row.SubStatus),
            CorrelationId = row.CorrelationId,
            Name = row.Name,
            ParentInstanceId = row.ParentInstanceId,
            UpdatedAt = row.UpdatedAt,
            FinishedAt = row.FinishedAt,
        },
        row.State);

    private async Task<BurstOutcome?> SaveAsync(WriteSession session, InstanceRow row, BurstOutcome? outcome, CancellationToken cancellationToken)
    {
        if (outcome is null)
            return null;
        var wasFaulted = row.SubStatus == nameof(WorkflowSubStatus.Faulted);
        InstanceRows.Update(session, outcome.Burst, row);
        WakeAfterCommit(session, outcome.Burst);
        if (outcome.Instance.SubStatus == WorkflowSubStatus.Cancelled)
            await CancelChildrenAsync(session, row.Id, cancellationToken);
        else if (wasFaulted)
            await HearOfChildrenAsync(session, outcome.Instance, cancellationToken);
        return outcome;
    }

    // Only shortens the wait: what is written is found by the next sweep anyway.
    private void WakeAfterCommit(WriteSession session, Burst burst)
    {
        if (TimerSet is { } timerSet && burst.NewBookmarks.Min(b => b.DueAt) is { } due)
            session.AfterCommit(() => timerSet(due));
        if (OutboxFilled is { } filled && burst.Messages.Count > 0)
            session.AfterCommit(filled);
        if (Committed is { } committed)
            session.AfterCommit(committed);
    }

    /// <summary>What activities of a burst may ask for: the session they write through, and the program's services.</summary>
    private sealed class BurstServices(WriteSession session, IServiceProvider services) : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(WriteSession) ? session : services.GetService(serviceType);
    }
}
