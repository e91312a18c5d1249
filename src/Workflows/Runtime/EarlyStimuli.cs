using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Runtime;

/// <summary>Stimuli that nobody heard yet (elsa-format §7.2): kept in the transaction that found nobody, sent again in the one that brings somebody who waits.</summary>
/// <remarks>
/// On a server database the two may pass each other unseen, so a kept stimulus also looks by itself, soon after and then every half minute.
/// What expires is not deleted at once: an administrator sees it, sends it again or puts it away.
/// What came for an instance that is faulted waits for that one until it is mended, however long that takes.
/// </remarks>
public static class EarlyStimuli
{
    /// <summary>Kind of the timer by which a kept stimulus looks again for somebody to hear it.</summary>
    public const string TimerKind = "stimulus";

    /// <summary>When something expires that is kept for a faulted instance: never.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int BatchSize = 200;

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5);

    // As long as a write may last: what was being written at one look is there at the next.
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(30);

    /// <summary>Keeps what nobody heard.</summary>
    internal static void Keep(WriteSession session, SentStimulus sent, TimeSpan life)
    {
        var now = session.Clock.GetUtcNow();
        var id = Insert(session, sent, now, now + life);
        session.Insert(new TimerRow { Id = id, Kind = TimerKind, DueAt = now + FirstLook, InstanceId = "" });
    }

    /// <summary>Keeps one for an instance that waits for it and is faulted, whoever else heard it.</summary>
    /// <remarks>
    /// As many as come: each of them is an event that the instance would have heard, so a bound would lose the oldest or the newest. They go when the instance
    /// is mended, in the order in which they came, or in the write that ends it; instances are never deleted, so none is left without its own.
    /// </remarks>
    internal static void KeepForFaulted(WriteSession session, SentStimulus sent, string instanceId) =>
        Insert(session, sent with { InstanceId = instanceId, CorrelationId = null }, session.Clock.GetUtcNow(), Never);

    /// <summary>Sends again what came while an instance was faulted; where it has ended, nobody is left to hear it.</summary>
    internal static async Task ReleaseToMendedAsync(WriteSession session, WorkflowInstance instance, CancellationToken cancellationToken)
    {
        if (instance.SubStatus == WorkflowSubStatus.Faulted)
            return;
        var id = instance.Id;
        var kept = await session.Context.Set<StimulusRow>().Where(s => s.InstanceId == id && s.ExpiresAt == Never).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken);
        foreach (var stimulus in await FoundAsync(session, kept, cancellationToken))
        {
            if (instance.Status == WorkflowStatus.Running)
                await ReleaseAsync(session, stimulus, cancellationToken);
            else
                await DeleteAsync(session, stimulus, cancellationToken);
        }
    }

    private static string Insert(WriteSession session, SentStimulus sent, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        var row = new StimulusRow
        {
            Id = SortableId.New(now),
            Name = sent.Stimulus.Name,
            Hash = sent.Hash,
            CorrelationId = sent.CorrelationId,
            InstanceId = sent.InstanceId,
            Message = sent.ToMessage().ToJsonString(),
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        session.Insert(row);
        return row.Id;
    }

    /// <summary>Sends again what the new waits of a burst would hear.</summary>
    internal static Task ReleaseToAsync(WriteSession session, Burst burst, CancellationToken cancellationToken)
    {
        // Only events are ever kept; a question for every wait would cost each approval a statement.
        var open = burst.NewBookmarks.Where(b => b.Name == Event.StimulusName && !burst.BurnedBookmarks.Contains(b)).Select(b => b.Hash).ToList();
        return open.Count == 0
            ? Task.CompletedTask
            : ReleaseAsync(session, open, [(nameof(StimulusRow.CorrelationId), burst.CorrelationId), (nameof(StimulusRow.InstanceId), burst.InstanceId)], cancellationToken);
    }

    /// <summary>Sends again what the new triggers of a definition would hear.</summary>
    internal static Task ReleaseToAsync(WriteSession session, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken) =>
        triggers.Count == 0 ? Task.CompletedTask : ReleaseAsync(session, [.. triggers.Select(t => t.Hash)], [(nameof(StimulusRow.InstanceId), null)], cancellationToken);

    /// <summary>Sends a kept stimulus again, whether it has expired or not; false when it is gone.</summary>
    public static async Task<bool> SendAgainAsync(WriteSession session, string id, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<StimulusRow>(id, cancellationToken) is not { } kept)
            return false;
        await ReleaseAsync(session, kept, cancellationToken);
        return true;
    }

    /// <summary>Deletes a kept stimulus that nobody is to hear any more; false when it is gone.</summary>
    public static async Task<bool> PutAwayAsync(WriteSession session, string id, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<StimulusRow>(id, cancellationToken) is not { } kept)
            return false;
        await DeleteAsync(session, kept, cancellationToken);
        return true;
    }

    /// <summary>Deletes what expired before this time and was left lying, some at a time.</summary>
    /// <returns>How many.</returns>
    public static Task<int> DeleteExpiredAsync(Database database, DateTimeOffset before, CancellationToken cancellationToken) => database.WriteInPartsAsync(
        BatchSize,
        async (session, ct) =>
        {
            var old = await session.Context.Set<StimulusRow>().Where(s => s.ExpiresAt < before).OrderBy(s => s.ExpiresAt).Select(s => s.Id).Take(BatchSize).ToListAsync(ct);
            foreach (var stimulus in await FoundAsync(session, old, ct))
                await DeleteAsync(session, stimulus, ct);
            return old.Count;
        },
        cancellationToken);

    /// <summary>The second look of a kept stimulus; what nobody hears then goes on being kept.</summary>
    internal static async Task LookAgainAsync(WriteSession session, WorkflowEngine engine, TimerRow timer, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        session.Delete(timer);
        if (await session.FindAsync<StimulusRow>(timer.Id, cancellationToken) is not { } kept || kept.ExpiresAt <= now)
            return;
        // Out of sight first: who hears it may go on to wait for the next of its kind.
        session.Delete(kept);
        if (await engine.HearAsync(session, SentStimulus.Of(JsonNode.Parse(kept.Message)!.AsObject()), cancellationToken))
            return;
        session.Insert(kept);
        session.Insert(new TimerRow { Id = timer.Id, Kind = TimerKind, DueAt = now + NextLook, InstanceId = "" });
    }

    private static async Task ReleaseAsync(WriteSession session, IReadOnlyList<string> hashes, IReadOnlyList<(string Property, object? Value)> hearer, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var ids = new List<string>();
        foreach (var hash in hashes.Distinct())
            ids.AddRange(await session.FindLaterKeysAsync<StimulusRow>((nameof(StimulusRow.Hash), hash), (nameof(StimulusRow.ExpiresAt), now), hearer, cancellationToken));
        ids.Sort(StringComparer.Ordinal);
        foreach (var stimulus in await FoundAsync(session, ids, cancellationToken))
            await ReleaseAsync(session, stimulus, cancellationToken);
    }

    // One after the other under their locks, without those that are gone meanwhile: another burst of this write released them, or somebody else did.
    private static async Task<List<StimulusRow>> FoundAsync(WriteSession session, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<StimulusRow>();
        foreach (var id in ids)
        {
            if (await session.FindAsync<StimulusRow>(id, cancellationToken) is { } stimulus)
                found.Add(stimulus);
        }

        return found;
    }

    // Through the outbox again: the burst that brought the listener ends first.
    private static async Task ReleaseAsync(WriteSession session, StimulusRow kept, CancellationToken cancellationToken)
    {
        OutboxMessages.Add(session, SentStimulus.MessageKind, JsonNode.Parse(kept.Message)!.AsObject(), session.Clock.GetUtcNow());
        await DeleteAsync(session, kept, cancellationToken);
    }

    private static async Task DeleteAsync(WriteSession session, StimulusRow kept, CancellationToken cancellationToken)
    {
        session.Delete(kept);
        if (await session.FindAsync<TimerRow>(kept.Id, cancellationToken) is { } timer)
            session.Delete(timer);
    }
}
