using System.Collections.Concurrent;
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

    /// <summary>It asks somebody outside each time (a mail server, the file store) or takes long: its messages are delivered beside the others.</summary>
    bool GoesOutside => false;

    Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken);
}

/// <summary>Delivering this message again can never succeed: it is laid aside at once for an administrator.</summary>
public sealed class UndeliverableException(string message) : Exception(message);

/// <summary>Limits of the delivery.</summary>
public sealed record OutboxOptions
{
    /// <summary>Messages taken at once; default 4.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>
    /// Messages that may wait for somebody outside while the others go on: so many of the kinds that always do, and so many others.
    /// Default 0: strictly one after the other, in their order.
    /// </summary>
    public int BesideAtOnce { get; init; }

    /// <summary>How long what is in hand may still take when the program is to stop; then it is given back, to be delivered after the restart. Default 0.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.Zero;

    /// <summary>How long a message belongs to who took it, if he does not renew it, as he does while he delivers; default 2 minutes.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one delivery may take, however often its lease is renewed; then it is ended and counts as failed; default 30 minutes.</summary>
    public TimeSpan LongestDelivery { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Attempts before a message is laid aside for an administrator; default 18 (about two days).</summary>
    public int MaxAttempts { get; init; } = 18;

    /// <summary>Pause after the first failure, doubled after each further one; default 10 seconds.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest pause; default 8 hours.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(8);
}

/// <summary>Delivers what the outbox holds, at least once, each message under a lease with a fencing token. In their order, but for those that wait for somebody outside.</summary>
public sealed class OutboxDelivery(Database database, IEnumerable<IOutboxHandler> handlers, TimeProvider clock, OutboxOptions options, ILogger<OutboxDelivery> logger)
{
    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(h => h.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<HeldMessage, Task> _beside = new();

    private List<string> OutsideKinds => [.. _handlers.Values.Where(h => h.GoesOutside).Select(h => h.Kind)];

    /// <summary>Told when a message that was delivered beside the others is done with: there is room for the next, and it may have left more to do.</summary>
    public Action? Freed { get; set; }

    /// <summary>Delivers until nothing is due. What waits for somebody outside may then still be in hand.</summary>
    /// <returns>When the next attempt is due; null when there is none.</returns>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var token = SortableId.New(clock);
            var room = Room;
            var batch = await database.WriteAsync((session, ct) => TakeAsync(session, token, room, ct), cancellationToken);
            if (batch.Count > 0)
                await DeliverAsync(batch.ConvertAll(row => new HeldMessage(database, row, options, clock, logger, cancellationToken)), cancellationToken);
            // Where there was no room, there may be by now.
            else if (room > 0 || Room == 0)
                break;
        }

        return await NextAsync(cancellationToken);
    }

    /// <summary>Delivers until nothing is due and nothing is in hand.</summary>
    /// <returns>When the next attempt is due; null when the outbox is empty.</returns>
    public async Task<DateTimeOffset?> RunToRestAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await RunAsync(cancellationToken);
            // Asked again when nothing is in hand any more: what still was would be named by the end of its lease.
            if (_beside.IsEmpty && await NextAsync(cancellationToken) is var next && !(next <= clock.GetUtcNow()))
                return next;
            await RestAsync();
        }
    }

    /// <summary>
    /// To be called when the program begins: frees what it had in hand when it was killed, where no other program can have it; elsewhere that waits for
    /// the end of its lease.
    /// </summary>
    /// <returns>How many messages were freed.</returns>
    public async Task<int> FreeAbandonedAsync(CancellationToken cancellationToken) => !database.IsOfOneProcess ? 0 : await database.WriteAsync(
        async (session, ct) =>
        {
            var left = await session.Context.Set<OutboxRow>().Where(m => m.LeaseToken != null).Select(m => m.Id).ToListAsync(ct);
            foreach (var id in left)
            {
                var row = (await session.FindAsync<OutboxRow>(id, ct))!; // asked for in this write
                // Attempts stay counted: it may be this one that ends the program.
                (row.LeaseToken, row.LeasedUntil, row.DueAt) = (null, null, row.CreatedAt);
                session.Update(row);
            }

            return left.Count;
        },
        cancellationToken);

    /// <summary>Waits for what is in hand beside the others.</summary>
    public Task RestAsync() => Task.WhenAll(_beside.Values);

    private Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        var isFull = Room == 0;
        return database.ReadAsync(
            (context, ct) => Living(context, isFull).OrderBy(m => m.DueAt).Select(m => (DateTimeOffset?)m.DueAt).FirstOrDefaultAsync(ct), cancellationToken);
    }

    // For the kinds that always go outside; without end where everything is delivered in its order.
    private int Room => options.BesideAtOnce == 0 ? int.MaxValue : Math.Max(0, options.BesideAtOnce - _beside.Keys.Count(IsOutside));

    // Without those that always go outside when so many are there already: they wait for room and hold up nobody.
    private IQueryable<OutboxRow> Living(DbContext context, bool isFull)
    {
        var living = context.Set<OutboxRow>().Where(m => m.DeadAt == null);
        var outside = OutsideKinds;
        return isFull ? living.Where(m => !outside.Contains(m.Kind)) : living;
    }

    private bool IsOutside(HeldMessage held) => IsOutside(held.Row);

    private bool IsOutside(OutboxRow message) => _handlers.TryGetValue(message.Kind, out var handler) && handler.GoesOutside;

    private async Task<List<OutboxRow>> TakeAsync(WriteSession session, string token, int room, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await Living(session.Context, room == 0).Where(m => m.DueAt <= now)
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

            if (IsOutside(message) && room-- <= 0)
                continue;
            message.LeaseToken = token;
            // Not due again before the lease is over: so a crash of this worker only delays it.
            message.LeasedUntil = message.DueAt = now + options.Lease;
            message.Attempts++;
            session.Update(message);
            taken.Add(message);
        }

        return taken;
    }

    private async Task DeliverAsync(List<HeldMessage> batch, CancellationToken cancellationToken)
    {
        var next = 0;
        try
        {
            while (next < batch.Count && !cancellationToken.IsCancellationRequested)
                await DeliverAsync(batch[next++], cancellationToken);
        }
        finally
        {
            // Taken and not begun, because the program stops or the database does not answer.
            foreach (var left in batch.Skip(next))
                await GiveBackAsync(left);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task DeliverAsync(HeldMessage held, CancellationToken cancellationToken)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var delivery = DeliverAsync(held, () => left.TrySetResult());
        if (options.BesideAtOnce == 0 || await Task.WhenAny(delivery, left.Task) == delivery)
        {
            await delivery;
            return;
        }

        _beside[held] = EndBesideAsync(held, delivery);
        if (delivery.IsCompleted)
            _beside.TryRemove(held, out _);
        // The kinds that always go outside are not even taken when there is no room. Others show it only now, and without an end to them a burst of requests would fill the memory.
        while (_beside.Where(b => !IsOutside(b.Key)).Select(b => b.Value).ToList() is var others && others.Count > options.BesideAtOnce)
            await Task.WhenAny(others).WaitAsync(cancellationToken);
    }

    private async Task EndBesideAsync(HeldMessage held, Task delivery)
    {
        try
        {
            await delivery;
        }
#pragma warning disable CA1031 // nobody awaits it, and the message comes again when its lease is over
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogError(e, "What became of outbox message {Id} could not be written.", held.Row.Id);
        }

        _beside.TryRemove(held, out _);
        Freed?.Invoke();
    }

    private async Task DeliverAsync(HeldMessage held, Action goesOutside)
    {
        await using var _ = held;
        var message = held.Row;
        Exception? failure = null;
        held.Begin();
        try
        {
            if (!_handlers.TryGetValue(message.Kind, out var handler))
                throw new UndeliverableException($"Không có bộ phận nào nhận thông điệp loại \"{message.Kind}\".");
            OutsideWork.Begins = goesOutside;
            if (handler.GoesOutside && options.BesideAtOnce > 0)
            {
                goesOutside();
                await Task.Yield();
            }

            await handler.DeliverAsync(message.Id, JsonNode.Parse(message.Payload)!.AsObject(), held.End);
        }
        catch (OperationCanceledException) when (held.End.IsCancellationRequested && !held.IsOverlong)
        {
            await SettleAsync(held, GiveBack);
            return;
        }
#pragma warning disable CA1031 // whatever a delivery throws, it is tried again later and the others go on
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = held.IsOverlong ? new TimeoutException($"Lần gửi kéo dài quá {options.LongestDelivery.TotalMinutes:0} phút nên bị dừng.", e) : e;
            logger.LogWarning(e, "Outbox message {Id} of kind {Kind} failed in attempt {Attempt}.", message.Id, message.Kind, message.Attempts);
        }

        await SettleAsync(held, (session, row) =>
        {
            if (failure is null)
                session.Delete(row);
            else
                TryLater(session, row, failure);
        });
    }

    private async Task GiveBackAsync(HeldMessage held)
    {
        try
        {
            await using (held)
                await SettleAsync(held, GiveBack);
        }
#pragma warning disable CA1031 // it comes again when its lease is over, and what went wrong before is told
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "Outbox message {Id} could not be given back.", held.Row.Id);
        }
    }

    // Whatever stops the program does not stop this.
    private Task<bool> SettleAsync(HeldMessage held, Action<WriteSession, OutboxRow> settle) => database.WriteAsync(
        async (session, ct) =>
        {
            // Under another token somebody else has it now, and our answer counts for nothing.
            if (await session.FindAsync<OutboxRow>(held.Row.Id, ct) is not { } row || row.LeaseToken != held.Row.LeaseToken)
                return false;
            settle(session, row);
            return true;
        },
        CancellationToken.None);

    // As if it had not been taken.
    private void GiveBack(WriteSession session, OutboxRow row)
    {
        (row.LeaseToken, row.LeasedUntil, row.DueAt, row.Attempts) = (null, null, clock.GetUtcNow(), row.Attempts - 1);
        session.Update(row);
    }

    private void TryLater(WriteSession session, OutboxRow row, Exception failure)
    {
        var now = clock.GetUtcNow();
        row.LastError = failure.Message.Length > 1000 ? failure.Message[..1000] : failure.Message;
        row.LeaseToken = null;
        row.LeasedUntil = null;
        row.DueAt = now + PauseAfter(row.Attempts);
        if (row.Attempts >= options.MaxAttempts || failure is UndeliverableException)
            row.DeadAt = now;
        session.Update(row);
    }

    private TimeSpan PauseAfter(int attempts)
    {
        var pause = options.FirstPause * Math.Pow(2, Math.Min(attempts - 1, 30));
        return pause < options.LongestPause ? pause : options.LongestPause;
    }
}
