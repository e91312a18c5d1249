using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Runtime;

/// <summary>Stimuli that nobody heard yet (elsa-format §7.2): kept in the transaction that found nobody, sent again in the one that brings somebody who waits.</summary>
/// <remarks>
/// On a server database the two may pass each other unseen, so a kept stimulus also looks by itself once more, soon after.
/// What expires is not deleted: an administrator sees it, sends it again or puts it away.
/// </remarks>
public static class EarlyStimuli
{
    /// <summary>Kind of the timer by which a kept stimulus looks again for somebody to hear it.</summary>
    public const string TimerKind = "stimulus";

    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(5);

    /// <summary>Keeps what nobody heard.</summary>
    internal static void Keep(WriteSession session, SentStimulus sent, TimeSpan life)
    {
        var now = session.Clock.GetUtcNow();
        var row = new StimulusRow
        {
            Id = SortableId.New(now),
            Name = sent.Stimulus.Name,
            Hash = sent.Hash,
            CorrelationId = sent.CorrelationId,
            InstanceId = sent.InstanceId,
            Message = sent.ToMessage().ToJsonString(),
            CreatedAt = now,
            ExpiresAt = now + life,
        };
        session.Insert(row);
        session.Insert(new TimerRow { Id = row.Id, Kind = TimerKind, DueAt = now + SecondLook, InstanceId = "", BookmarkId = row.Id });
    }

    /// <summary>Sends again what the new waits of a burst would hear.</summary>
    internal static Task ReleaseToAsync(WriteSession session, Burst burst, CancellationToken cancellationToken)
    {
        var open = burst.NewBookmarks.Where(b => b.DueAt is null && b.IsOpenToStimuli && !burst.BurnedBookmarks.Contains(b)).Select(b => b.Hash).ToList();
        return open.Count == 0
            ? Task.CompletedTask
            : ReleaseAsync(session, open, s => (s.CorrelationId == null || s.CorrelationId == burst.CorrelationId) && (s.InstanceId == null || s.InstanceId == burst.InstanceId), cancellationToken);
    }

    /// <summary>Sends again what the new triggers of a definition would hear.</summary>
    internal static Task ReleaseToAsync(WriteSession session, IReadOnlyList<TriggerRow> triggers, CancellationToken cancellationToken) =>
        triggers.Count == 0 ? Task.CompletedTask : ReleaseAsync(session, [.. triggers.Select(t => t.Hash)], s => s.InstanceId == null, cancellationToken);

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

    /// <summary>The second look of a kept stimulus; what nobody hears then goes on being kept.</summary>
    internal static async Task LookAgainAsync(WriteSession session, WorkflowEngine engine, TimerRow timer, CancellationToken cancellationToken)
    {
        session.Delete(timer);
        if (await session.FindAsync<StimulusRow>(timer.BookmarkId, cancellationToken) is not { } kept)
            return;
        if (await engine.HearAsync(session, SentStimulus.Of(JsonNode.Parse(kept.Message)!.AsObject()), cancellationToken))
            session.Delete(kept);
    }

    private static async Task ReleaseAsync(WriteSession session, IReadOnlyList<string> hashes, Func<StimulusRow, bool> isHeard, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var kept = await session.Context.Set<StimulusRow>().Where(s => hashes.Contains(s.Hash) && s.ExpiresAt > now).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        foreach (var stimulus in kept.Where(isHeard))
            await ReleaseAsync(session, stimulus, cancellationToken);
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
