using System.Text.Json.Nodes;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Outbox;

/// <summary>Delivers one kind of message. It may be called again with the same id after a crash: the second time must do no harm.</summary>
public interface IOutboxHandler
{
    string Kind { get; }

    Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken);
}

/// <summary>Delivering this message again can never succeed: it is laid aside at once for an administrator.</summary>
public sealed class UndeliverableException(string message) : Exception(message);

/// <summary>Limits of the delivery.</summary>
public sealed record OutboxOptions
{
    /// <summary>Messages taken at once; default 4, so that all of them can time out within one lease.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>How long a message belongs to who took it; default 2 minutes.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Attempts before a message is laid aside for an administrator; default 18 (about two days).</summary>
    public int MaxAttempts { get; init; } = 18;

    /// <summary>Pause after the first failure, doubled after each further one; default 10 seconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause; default 8 hours.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(8);
}

/// <summary>Delivers what the outbox holds, at least once, each message under a lease with a fencing token.</summary>
public sealed class OutboxDelivery(Database database, IEnumerable<IOutboxHandler> handlers, TimeProvider clock, OutboxOptions options, ILogger<OutboxDelivery> logger)
{
    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);

    /// <summary>Delivers until nothing is due.</summary>
    /// <returns>When the next attempt is due; null when the outbox is empty.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var token = SortableId.New(clock);
            var batch = await database.WriteAsync((session, ct) => TakeAsync(session, token, ct), cancellationToken);
            if (batch.Count == 0)
                break;
            foreach (var message in batch)
                await DeliverAsync(message, token, cancellationToken);
        }

        return await database.ReadAsync(
            (context, ct) => context.Set<OutboxRow>().Where(m => m.DeadAt == null).OrderBy(m => m.DueAt).Select(m => (DateTimeOffset?)m.DueAt).FirstOrDefaultAsync(ct),
            cancellationToken);
    }

    private async Task<List<OutboxRow>> TakeAsync(WriteSession session, string token, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await session.Context.Set<OutboxRow>()
            .Where(m => m.DeadAt == null && m.DueAt <= now)
            .OrderBy(m => m.DueAt).ThenBy(m => m.Id)
            .Select(m => m.Id).Take(options.BatchSize).ToListAsync(cancellationToken);
        var taken = new List<OutboxRow>(due.Count);
        foreach (var id in due)
        {
            // Read again under the row's lock: another node may have taken it since the query.
            if (await session.FindAsync<OutboxRow>(id, cancellationToken) is not { DeadAt: null } message || message.DueAt > now)
                continue;
            if (message.Attempts >= options.MaxAttempts)
            {
                // Every attempt ended without an answer: it takes its worker down with it.
                message.DeadAt = now;
                message.LastError ??= "Không lần gửi nào có kết quả: bộ phận gửi dừng giữa chừng.";
                session.Update(message);
                continue;
            }

            message.LeaseToken = token;
            // Not due again before the lease is over: so a crash of this worker only delays it.
            message.LeasedUntil = message.DueAt = now + options.Lease;
            message.Attempts++;
            session.Update(message);
            taken.Add(message);
        }

        return taken;
    }

    private async Task DeliverAsync(OutboxRow message, string token, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            if (!_handlers.TryGetValue(message.Kind, out var handler))
                throw new UndeliverableException($"Không có bộ phận nào nhận thông điệp loại \"{message.Kind}\".");
            await handler.DeliverAsync(message.Id, JsonNode.Parse(message.Payload)!.AsObject(), cancellationToken);
        }
#pragma warning disable CA1031 // whatever a delivery throws, it is tried again later and the others go on
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            failure = e;
            logger.LogWarning(e, "Outbox message {Id} of kind {Kind} failed in attempt {Attempt}.", message.Id, message.Kind, message.Attempts);
        }

        await database.WriteAsync((session, ct) => SettleAsync(session, message.Id, token, failure, ct), cancellationToken);
    }

    private async Task<bool> SettleAsync(WriteSession session, string id, string token, Exception? failure, CancellationToken cancellationToken)
    {
        // Under another token somebody else has it now, and our answer counts for nothing.
        if (await session.FindAsync<OutboxRow>(id, cancellationToken) is not { } message || message.LeaseToken != token)
            return false;
        if (failure is null)
        {
            session.Delete(message);
            return true;
        }

        var now = clock.GetUtcNow();
        message.LastError = failure.Message.Length > 1000 ? failure.Message[..1000] : failure.Message;
        message.LeaseToken = null;
        message.LeasedUntil = null;
        message.DueAt = now + PauseAfter(message.Attempts);
        if (message.Attempts >= options.MaxAttempts || failure is UndeliverableException)
            message.DeadAt = now;
        session.Update(message);
        return true;
    }

    private TimeSpan PauseAfter(int attempts)
    {
        var pause = options.FirstPause * Math.Pow(2, Math.Min(attempts - 1, 30));
        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
