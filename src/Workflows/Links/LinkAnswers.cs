using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Links;

/// <summary>What became of a link that somebody followed.</summary>
public enum LinkAnswer
{
    /// <summary>The instance went on.</summary>
    Done,

    /// <summary>It will go on in a moment.</summary>
    Accepted,

    /// <summary>Not made here, or made for something else.</summary>
    Unknown,

    Expired,

    /// <summary>Nothing waits for it any more: somebody followed it before, or the instance went another way.</summary>
    Used,

    /// <summary>The instance rests because of an incident; the link can be followed when it was mended.</summary>
    Resting,

    /// <summary>It brings something that the wait does not take.</summary>
    BadInput,
}

/// <summary>Follows signed links.</summary>
public sealed class LinkAnswers(Database database, WorkflowEngine engine, SignedLinks links)
{
    /// <summary>Waits for which a link may be made, and the name under which each takes what the link brings.</summary>
    public static IReadOnlyDictionary<string, string> Offered { get; } = new Dictionary<string, string>
    {
        [Event.StimulusName] = Event.PayloadKey,
        [RunTask.StimulusName] = RunTask.ResultKey,
    };

    /// <summary>Resumes the wait of a link.</summary>
    /// <param name="token">As it came.</param>
    /// <param name="input">What it brings: only what the wait takes.</param>
    /// <param name="isAsynchronous">The answer does not wait for the burst.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<LinkAnswer> ResumeAsync(string? token, JsonObject? input, bool isAsynchronous, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { BookmarkId: { } bookmarkId } link)
            return LinkAnswer.Unknown;
        if (links.IsOver(link))
            return LinkAnswer.Expired;
        try
        {
            return await database.WriteAsync((session, ct) => ResumeAsync(session, link.InstanceId, bookmarkId, input, isAsynchronous, ct), cancellationToken);
        }
        catch (DuplicateRowException) when (isAsynchronous)
        {
            // Followed twice at the same time: the other one is kept.
            return LinkAnswer.Accepted;
        }
    }

    /// <summary>Tells the instance of a link's event; what it does not wait for now is not kept for later.</summary>
    public async Task<LinkAnswer> TellAsync(string? token, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { EventName: { } eventName } link)
            return LinkAnswer.Unknown;
        if (links.IsOver(link))
            return LinkAnswer.Expired;
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf(eventName))) { InstanceId = link.InstanceId };
        return await database.WriteAsync(
            async (session, ct) =>
            {
                var (hash, instance) = (sent.Hash, await session.FindAsync<InstanceRow>(link.InstanceId, ct));
                if (!await session.Context.Set<BookmarkRow>().AnyAsync(b => b.Hash == hash && b.InstanceId == link.InstanceId, ct))
                    return LinkAnswer.Used;
                if (instance is not { Status: nameof(WorkflowStatus.Running) })
                    return LinkAnswer.Resting;
                return (await engine.DeliverToAsync(session, sent, ct)).Count > 0 ? LinkAnswer.Done : LinkAnswer.Used;
            },
            cancellationToken);
    }

    private async Task<LinkAnswer> ResumeAsync(WriteSession session, string instanceId, string bookmarkId, JsonObject? input, bool isAsynchronous, CancellationToken cancellationToken)
    {
        // The message, then the instance, as the delivery and every burst lock them.
        var messageId = LinkedResume.IdOf(bookmarkId);
        var kept = isAsynchronous ? await session.FindAsync<OutboxRow>(messageId, cancellationToken) : null;
        var instance = await session.FindAsync<InstanceRow>(instanceId, cancellationToken);
        if (await session.FindAsync<BookmarkRow>(bookmarkId, cancellationToken) is not { } bookmark || bookmark.InstanceId != instanceId)
            return LinkAnswer.Used;
        if (!Offered.TryGetValue(bookmark.Name, out var takes) || input is not null && input.Any(given => given.Key != takes))
            return LinkAnswer.BadInput;
        if (instance is not { Status: nameof(WorkflowStatus.Running) })
            return LinkAnswer.Resting;
        if (isAsynchronous)
        {
            // However often a link is followed, its wait is resumed once. What was laid aside is tried anew, with what is brought now.
            if (kept is { DeadAt: null })
                return LinkAnswer.Accepted;
            if (kept is not null)
                session.Delete(kept);
            OutboxMessages.Add(session, messageId, LinkedResume.MessageKind, LinkedResume.PayloadOf(instanceId, bookmarkId, input), session.Clock.GetUtcNow());
            if (engine.OutboxFilled is { } filled)
                session.AfterCommit(filled);
            return LinkAnswer.Accepted;
        }

        return await engine.ResumeAsync(session, instanceId, bookmarkId, ValueMap.Of(input), cancellationToken) is null ? LinkAnswer.Used : LinkAnswer.Done;
    }
}

/// <summary>Resumes, out of the outbox, the wait of a link that was followed without waiting for the burst; exactly once.</summary>
public sealed class LinkedResume(Database database, WorkflowEngine engine) : IOutboxHandler
{
    public const string MessageKind = "workflow.resume";

    public string Kind => MessageKind;

    internal static string IdOf(string bookmarkId) => $"resume-{bookmarkId}";

    internal static JsonObject PayloadOf(string instanceId, string bookmarkId, JsonObject? input) =>
        new() { ["instanceId"] = instanceId, ["bookmarkId"] = bookmarkId, ["input"] = input?.DeepClone() };

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) =>
        OutboxMessages.DeliverOnceAsync(database, messageId, (session, ct) => ResumeAsync(session, payload, ct), cancellationToken);

    private async Task ResumeAsync(WriteSession session, JsonObject payload, CancellationToken cancellationToken)
    {
        var (instanceId, bookmarkId) = ((string)payload["instanceId"]!, (string)payload["bookmarkId"]!); // as they were put there
        if (await engine.ResumeAsync(session, instanceId, bookmarkId, ValueMap.Of(payload["input"]), cancellationToken) is null
            && await session.FindAsync<BookmarkRow>(bookmarkId, cancellationToken) is not null)
            throw new InvalidOperationException($"Lượt chạy {instanceId} đang dừng vì sự cố; câu trả lời qua liên kết được giữ lại và thử lại sau.");
    }
}
