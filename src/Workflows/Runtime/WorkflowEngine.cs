using System.Text.Json;
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

    /// <summary>Told after every commit of a burst, with what its activities wrote.</summary>
    public Action<IReadOnlyList<string>>? LinesWritten { get; set; }

    /// <summary>Starts an instance of this version.</summary>
    /// <exception cref="ActivationRefusedException">Its activation strategy allows no further one now.</exception>
    public async Task<BurstOutcome> StartAsync(
        WriteSession session, WorkflowDefinition definition, StartRequest request, CancellationToken cancellationToken, IServiceProvider? burstServices = null) =>
        await TryStartAsync(session, definition, request, cancellationToken, burstServices) ?? throw new ActivationRefusedException(definition, request.CorrelationId);

    /// <summary>Starts an instance of this version. Null when its activation strategy allows no further one now.</summary>
    public async Task<BurstOutcome?> TryStartAsync(
        WriteSession session, WorkflowDefinition definition, StartRequest request, CancellationToken cancellationToken, IServiceProvider? burstServices = null)
    {
        if (!await MayStartAsync(session, definition, request.CorrelationId, cancellationToken))
            return null;
        var outcome = await runner.StartAsync(
            definition, request with { InstanceId = request.InstanceId ?? NewInstanceId(session, definition), Services = new BurstServices(session, services, burstServices) }, cancellationToken);
        InstanceRows.Insert(session, outcome.Burst);
        await SettleAsync(session, outcome.Burst, cancellationToken);
        return outcome;
    }

    // The same when the write is run again: whoever was asked outside has been told it.
    private static string NewInstanceId(WriteSession session, WorkflowDefinition definition) => session.Once($"instance of {definition.Id}", () => SortableId.New(session.Clock));

    /// <summary>Burns the bookmark and runs on. Null when nothing waits there any more: somebody was faster, or the instance has ended.</summary>
    public Task<BurstOutcome?> ResumeAsync(
        WriteSession session, string instanceId, string bookmarkId, IReadOnlyDictionary<string, object?> input, CancellationToken cancellationToken) =>
        ResumeAsync(session, instanceId, bookmarkId, input, null, cancellationToken);

    /// <summary>The same, and with terms it can be taken back until somebody goes on from it.</summary>
    public async Task<BurstOutcome?> ResumeAsync(
        WriteSession session, string instanceId, string bookmarkId, IReadOnlyDictionary<string, object?> input, TakeBackTerms? terms, CancellationToken cancellationToken,
        IServiceProvider? burstServices = null)
    {
        if (await session.FindAsync<InstanceRow>(instanceId, cancellationToken) is not { Status: "Running" } row)
            return null;
        var instance = await LoadAsync(session, row, cancellationToken);
        var before = terms is null ? null : WayBack.WithoutIt(row.State);
        return await SaveAsync(
            session, row, await runner.ResumeAsync(instance, bookmarkId, input, before, terms, new BurstServices(session, services, burstServices), cancellationToken), cancellationToken);
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

    /// <summary>What is kept of an instance, with names for those who look at it.</summary>
    public static JsonElement StateOf(InstanceRow row) => KeptState.View(row.State);

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

    /// <summary>An instance as it is kept, to look at.</summary>
    public async Task<WorkflowInstance?> FindAsync(DbContext context, string instanceId, CancellationToken cancellationToken) =>
        await context.Set<InstanceRow>().FirstOrDefaultAsync(i => i.Id == instanceId, cancellationToken) is { } row
            ? Fill(row, await definitions.GetVersionAsync(context, row.DefinitionVersionId, cancellationToken))
            : null;

    /// <summary>An instance from its row.</summary>
    public async Task<WorkflowInstance> LoadAsync(WriteSession session, InstanceRow row, CancellationToken cancellationToken) =>
        Fill(row, await definitions.GetVersionAsync(session, row.DefinitionVersionId, cancellationToken));

    private WorkflowInstance Fill(InstanceRow row, WorkflowDefinition definition) => runner.Load(NewInstance(row, definition), row.State);

    private static WorkflowInstance NewInstance(InstanceRow row, WorkflowDefinition definition) => new(definition, row.Id, row.CreatedAt)
    {
        Status = Enum.Parse<WorkflowStatus>(row.Status),
        SubStatus = Enum.Parse<WorkflowSubStatus>(row.SubStatus),
        CorrelationId = row.CorrelationId,
        Name = row.Name,
        ParentInstanceId = row.ParentInstanceId,
        UpdatedAt = row.UpdatedAt,
        FinishedAt = row.FinishedAt,
    };

    private async Task<BurstOutcome?> SaveAsync(WriteSession session, InstanceRow row, BurstOutcome? outcome, CancellationToken cancellationToken)
    {
        if (outcome is null)
            return null;
        var wasFaulted = row.SubStatus == nameof(WorkflowSubStatus.Faulted);
        InstanceRows.Update(session, outcome.Burst, row);
        await SettleAsync(session, outcome.Burst, cancellationToken);
        if (outcome.Instance.SubStatus == WorkflowSubStatus.Cancelled)
            await CancelChildrenAsync(session, row.Id, cancellationToken);
        else if (wasFaulted)
            await HearOfChildrenAsync(session, outcome.Instance, cancellationToken);
        if (wasFaulted)
            await EarlyStimuli.ReleaseToMendedAsync(session, outcome.Instance, cancellationToken);
        return outcome;
    }

    private async Task SettleAsync(WriteSession session, Burst burst, CancellationToken cancellationToken)
    {
        await EarlyStimuli.ReleaseToAsync(session, burst, cancellationToken);
        WakeAfterCommit(session, burst);
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
        if (LinesWritten is { } written && burst.Lines.Count > 0)
            session.AfterCommit(() => written(burst.Lines));
    }

    /// <summary>What activities of a burst may ask for: the session they write through, and the program's services.</summary>
    private sealed class BurstServices(WriteSession session, IServiceProvider services, IServiceProvider? ofThisBurst = null) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(WriteSession) ? session : ofThisBurst?.GetService(serviceType) ?? services.GetService(serviceType);
    }
}
