using System.Text.Json.Nodes;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Outbox;

/// <summary>Puts messages into the outbox, in the transaction of what causes them.</summary>
public static class OutboxMessages
{
    /// <returns>The message's id: stable over all attempts, so that the receiver can drop repeats.</returns>
    public static string Add(WriteSession session, string kind, JsonObject payload, DateTimeOffset now) => Add(session, kind, payload, now, now);

    /// <summary>The same for what may not leave before a certain time.</summary>
    /// <returns>The message's id.</returns>
    public static string Add(WriteSession session, string kind, JsonObject payload, DateTimeOffset now, DateTimeOffset dueAt)
    {
        var id = SortableId.New(now);
        session.Insert(new OutboxRow { Id = id, Kind = kind, Payload = payload.ToJsonString(), CreatedAt = now, DueAt = dueAt });
        return id;
    }

    /// <summary>
    /// For a handler that writes to the same database: takes the message out in the transaction of what it causes, which is then done exactly once.
    /// False when it is gone: it was done before.
    /// </summary>
    public static async Task<bool> TakeAsync(WriteSession session, string id, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<OutboxRow>(id, cancellationToken) is not { } message)
            return false;
        session.Delete(message);
        return true;
    }
}
