using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Runtime;

// Who hears a stimulus, and whether a definition may be started now.
public sealed partial class WorkflowEngine
{
    /// <summary>How long a stimulus that came before anybody waited for it is kept; default 10 minutes, as Elsa does.</summary>
    public TimeSpan EarlyStimulusLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>To how many listeners a stimulus that is sent goes in one transaction; more are told one by one, each in a transaction of its own. Default 10.</summary>
    public int MaxListenersAtOnce { get; init; } = 10;

    /// <summary>
    /// Tells everybody who waits for this stimulus now: instances are resumed, and definitions that it triggers are started. It is kept for instances that
    /// wait for it and are faulted, and for nobody else.
    /// </summary>
    /// <returns>What each of them did.</returns>
    public async Task<IReadOnlyList<BurstOutcome>> DeliverAsync(
        WriteSession session, Stimulus stimulus, IReadOnlyDictionary<string, object?> input, string? correlationId, CancellationToken cancellationToken) =>
        (await TellAsync(session, new SentStimulus(stimulus) { Input = input, CorrelationId = correlationId }, int.MaxValue, cancellationToken)).Outcomes;

    /// <summary>The same as it was sent: to one instance, or by its correlation.</summary>
    internal async Task<IReadOnlyList<BurstOutcome>> DeliverToAsync(WriteSession session, SentStimulus sent, CancellationToken cancellationToken) =>
        (await TellAsync(session, sent, int.MaxValue, cancellationToken)).Outcomes;

    /// <summary>The same, and what nobody hears is kept until somebody does (elsa-format §7.2).</summary>
    public async Task<Delivered> SendAsync(WriteSession session, SentStimulus sent, CancellationToken cancellationToken)
    {
        var told = await TellAsync(session, sent, MaxListenersAtOnce, cancellationToken);
        if (!told.IsTaken)
            EarlyStimuli.Keep(session, sent, EarlyStimulusLife);
        return new Delivered(told.Outcomes, IsKept: !told.IsHeard);
    }

    /// <summary>Delivers it; false when nobody heard it and it is kept for nobody.</summary>
    internal async Task<bool> HearAsync(WriteSession session, SentStimulus sent, CancellationToken cancellationToken) =>
        (await TellAsync(session, sent, MaxListenersAtOnce, cancellationToken)).IsTaken;

    /// <summary>Tells one of many listeners, if it listens still: an instance at each of its waits, so that it is kept once where it is faulted, or all triggers of a definition.</summary>
    internal async Task TellOneAsync(WriteSession session, SentStimulus sent, StimulusListener listener, CancellationToken cancellationToken)
    {
        if (listener.BookmarkIds is { } bookmarkIds)
        {
            await ResumeAllAsync(session, sent, bookmarkIds.Select(id => (listener.Id, id)), cancellationToken);
            return;
        }

        // Not by the triggers' or their steps' ids: a version that was published meanwhile starts in the place of the one that was there.
        var hash = sent.Hash;
        var triggers = await session.Context.Set<TriggerRow>().Where(t => t.DefinitionId == listener.Id && t.Hash == hash).OrderBy(t => t.Id).ToListAsync(cancellationToken);
        await StartAllAsync(session, sent, triggers, cancellationToken);
    }

    private async Task<Told> TellAsync(WriteSession session, SentStimulus sent, int maxListeners, CancellationToken cancellationToken)
    {
        var hash = sent.Hash;
        await session.FlushAsync(cancellationToken);
        // Both are looked up before anything runs: who is started by it does not hear it a second time.
        var waiting = (await session.Context.Set<BookmarkRow>()
            .Where(b => b.Hash == hash && (sent.CorrelationId == null || b.CorrelationId == sent.CorrelationId) && (sent.InstanceId == null || b.InstanceId == sent.InstanceId))
            .OrderBy(b => b.Id).Select(b => new { b.InstanceId, b.Id }).ToListAsync(cancellationToken))
            .ConvertAll(b => (b.InstanceId, BookmarkId: b.Id));
        var triggers = sent.InstanceId is null
            ? await session.Context.Set<TriggerRow>().Where(t => t.Hash == hash).OrderBy(t => t.Id).ToListAsync(cancellationToken)
            : [];
        if (waiting.Count + triggers.Count > maxListeners)
        {
            Spread(
                session,
                sent,
                [
                    .. triggers.Select(t => t.DefinitionId).Distinct().Select(id => new StimulusListener(id, null)),
                    .. waiting.GroupBy(w => w.InstanceId, w => w.BookmarkId).Select(own => new StimulusListener(own.Key, [.. own])),
                ]);
            return new Told([], IsHeard: true, 0);
        }

        var outcomes = await StartAllAsync(session, sent, triggers, cancellationToken);
        var (resumed, keptForFaulted) = await ResumeAllAsync(session, sent, waiting, cancellationToken);
        outcomes.AddRange(resumed);
        // A start that the activation strategy refuses was heard all the same.
        return new Told(outcomes, triggers.Count > 0 || outcomes.Count > 0, keptForFaulted);
    }

    private async Task<List<BurstOutcome>> StartAllAsync(WriteSession session, SentStimulus sent, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken)
    {
        var outcomes = new List<BurstOutcome>();
        foreach (var trigger in triggers)
        {
            if (await StartFromTriggerAsync(session, trigger, sent.Input, sent.CorrelationId, cancellationToken) is { } started)
                outcomes.Add(started);
        }

        return outcomes;
    }

    // Kept once for each instance that is faulted: a second copy would be heard by its next wait.
    private async Task<(List<BurstOutcome> Outcomes, int KeptForFaulted)> ResumeAllAsync(
        WriteSession session, SentStimulus sent, IEnumerable<(string InstanceId, string BookmarkId)> waiting, CancellationToken cancellationToken)
    {
        var outcomes = new List<BurstOutcome>();
        var faulted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (instanceId, bookmarkId) in waiting)
        {
            if (await ResumeAsync(session, instanceId, bookmarkId, sent.Input, cancellationToken) is { } outcome)
                outcomes.Add(outcome);
            else if (await IsHeldUpAsync(session, instanceId, bookmarkId, cancellationToken) && faulted.Add(instanceId))
                EarlyStimuli.KeepForFaulted(session, sent, instanceId);
        }

        return (outcomes, faulted.Count);
    }

    // Thousands of bursts in one transaction would hold up all others, and one that fails would take the rest with it.
    private void Spread(WriteSession session, SentStimulus sent, IEnumerable<StimulusListener> listeners)
    {
        var now = session.Clock.GetUtcNow();
        foreach (var listener in listeners)
            OutboxMessages.Add(session, SentStimulus.MessageKind, listener.AddTo(sent.ToMessage()), now);
        if (OutboxFilled is { } filled)
            session.AfterCommit(filled);
    }

    // Its waits stand while it is faulted: whoever mends it finds them, and what came for them.
    private static async Task<bool> IsHeldUpAsync(WriteSession session, string instanceId, string bookmarkId, CancellationToken cancellationToken) =>
        await session.FindAsync<InstanceRow>(instanceId, cancellationToken) is { SubStatus: nameof(WorkflowSubStatus.Faulted) }
        && await session.FindAsync<BookmarkRow>(bookmarkId, cancellationToken) is not null;

    /// <summary>Starts the version that a trigger belongs to; null when its activation strategy allows no further instance now.</summary>
    internal async Task<BurstOutcome?> StartFromTriggerAsync(
        WriteSession session, TriggerRow trigger, IReadOnlyDictionary<string, object?> input, string? correlationId, CancellationToken cancellationToken) =>
        await TryStartAsync(
            session,
            await definitions.GetVersionAsync(session, trigger.DefinitionVersionId, cancellationToken),
            new StartRequest { Input = input, CorrelationId = correlationId, TriggerActivityId = trigger.ActivityId },
            cancellationToken);

    internal ValueTask<WorkflowDefinition> TriggerDefinitionAsync(WriteSession session, TriggerRow trigger, CancellationToken cancellationToken) =>
        definitions.GetVersionAsync(session, trigger.DefinitionVersionId, cancellationToken);

    private static async Task<bool> MayStartAsync(WriteSession session, WorkflowDefinition definition, string? correlationId, CancellationToken cancellationToken)
    {
        var strategy = definition.Options.Activation;
        // Without a correlation id nothing can be of the same one.
        if (strategy == ActivationStrategy.AllowAlways || strategy == ActivationStrategy.Correlation && correlationId is null)
            return true;
        // On a server database two starts at once would see none of each other: they queue, whatever version each of them is of.
        await session.LockAsync(strategy == ActivationStrategy.Correlation ? $"activation/correlation/{correlationId}" : $"activation/definition/{definition.DefinitionId}", cancellationToken);
        await session.FlushAsync(cancellationToken);
        var running = session.Context.Set<InstanceRow>().Where(i => i.Status == nameof(WorkflowStatus.Running));
        if (strategy != ActivationStrategy.Correlation)
            running = running.Where(i => i.DefinitionId == definition.DefinitionId);
        if (strategy != ActivationStrategy.Singleton)
            running = running.Where(i => i.CorrelationId == correlationId);
        return !await running.AnyAsync(cancellationToken);
    }

    private sealed record Told(List<BurstOutcome> Outcomes, bool IsHeard, int KeptForFaulted)
    {
        /// <summary>It needs not be kept for whoever comes later.</summary>
        public bool IsTaken => IsHeard || KeptForFaulted > 0;
    }
}

/// <summary>What became of a stimulus.</summary>
/// <param name="Outcomes">What each of those did that heard it; nothing yet where they are too many for one transaction.</param>
/// <param name="IsKept">Nobody heard it, or only somebody who is faulted and will. One that an activation strategy refused to start for was heard.</param>
public sealed record Delivered(IReadOnlyList<BurstOutcome> Outcomes, bool IsKept);
