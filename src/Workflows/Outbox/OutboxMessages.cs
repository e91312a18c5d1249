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

    /// <summary>The same under an id of the caller's, by which the message is told to be there already.</summary>
    internal static void Add(WriteSession session, string id, string kind, JsonObject payload, DateTimeOffset now) =>
        session.Insert(new OutboxRow { Id = id, Kind = kind, Payload = payload.ToJsonString(), CreatedAt = now, DueAt = now });

    /// <summary>Takes the message out, in the transaction of what it causes. False when it is gone: that was done before.</summary>
    public static async Task<bool> TakeAsync(WriteSession session, string id, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<OutboxRow>(id, cancellationToken) is not { } message)
            return false;
        session.Delete(message);
        return true;
    }

    /// <summary>For a handler that writes to the same database: does the work and takes the message out in one transaction, and so exactly once.</summary>
    internal static Task DeliverOnceAsync(Database database, string id, Func<WriteSession, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (session, ct) =>
            {
                if (!await TakeAsync(session, id, ct))
                    return false;
                await work(session, ct);
                return true;
            },
            cancellationToken);
}
