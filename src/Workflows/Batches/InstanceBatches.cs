using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Batches;

/// <summary>What can be done to many instances.</summary>
public interface IBatchWork
{
    /// <summary>As in <see cref="BatchRow.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>Does it to one instance, in the session.</summary>
    /// <exception cref="BatchItemRefusedException">It is not to be done to this one; nothing of the session is kept.</exception>
    Task<BatchItemDone> RunAsync(WriteSession session, BatchRow batch, string instanceId, CancellationToken cancellationToken);

    /// <summary>Puts one instance back, in the session.</summary>
    /// <exception cref="BatchItemRefusedException">It cannot be put back any more.</exception>
    Task UndoAsync(WriteSession session, BatchRow batch, BatchItemRow item, CancellationToken cancellationToken);
}

/// <summary>What was done to one instance, and what is needed to put it back; no state means that it cannot be.</summary>
public sealed record BatchItemDone(string? Detail, byte[]? Before = null, string? VersionIdBefore = null, int? RowVersionAfter = null);

/// <summary>One instance of a batch stays as it is; the others go on.</summary>
public sealed class BatchItemRefusedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>States of a batch and of its items.</summary>
public static class BatchStates
{
    public const string Running = "Running";
    public const string Done = "Done";
    public const string Stopped = "Stopped";
    public const string Undoing = "Undoing";
    public const string Undone = "Undone";
    public const string Refused = "Refused";
    public const string Failed = "Failed";

    /// <summary>The undo was refused: the item stays as the batch left it.</summary>
    public const string Kept = "Kept";
}

/// <summary>What is to be done to which instances, and by whom.</summary>
public sealed record BatchOrder(string Kind, string DefinitionId, string Content, InstanceSelection Selection, string By, string? ById, string Reason);

/// <summary>
/// Does something to many instances, in the order of their ids, each in a commit of its own. Stopped, or cut off by a crash, it goes on where it
/// was: the outbox calls again until all are done, and an instance that is done is not done twice.
/// </summary>
public sealed class InstanceBatches(Database database, IEnumerable<IBatchWork> works, TimeProvider clock, ILogger<InstanceBatches> logger) : IOutboxHandler
{
    public const string MessageKind = "instance-batch";

    private const int PageSize = 50;

    // Well within the lease of a message, whatever one instance takes.
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, IBatchWork> _works = works.ToDictionary(w => w.Kind, StringComparer.Ordinal);

    public string Kind => MessageKind;

    public bool GoesOutside => true;

    /// <summary>Orders a batch; it begins when the session is committed.</summary>
    public static async Task<BatchRow> OrderAsync(WriteSession session, BatchOrder order, CancellationToken cancellationToken)
    {
        var now = session.Clock.GetUtcNow();
        var row = new BatchRow
        {
            Id = SortableId.New(now),
            Kind = order.Kind,
            DefinitionId = order.DefinitionId,
            Content = order.Content,
            Selection = order.Selection.ToJson(),
            Expected = await order.Selection.CountAsync(session.Context, cancellationToken),
            State = BatchStates.Running,
            By = order.By,
            ById = order.ById,
            Reason = order.Reason,
            CreatedAt = now,
        };
        session.Insert(row);
        Ask(session, row.Id, now);
        return row;
    }

    /// <summary>Orders that everything the batch did is put back where the instance has not moved on. False when it is not in a state for that.</summary>
    public static async Task<bool> OrderUndoAsync(WriteSession session, string batchId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<BatchRow>(batchId, cancellationToken) is not { State: BatchStates.Done or BatchStates.Stopped } batch)
            return false;
        (batch.State, batch.FinishedAt) = (BatchStates.Undoing, null);
        session.Update(batch);
        Ask(session, batchId, session.Clock.GetUtcNow());
        return true;
    }

    /// <summary>Stops a running batch after the instance in hand. False when it is not running.</summary>
    public static async Task<bool> StopAsync(WriteSession session, string batchId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<BatchRow>(batchId, cancellationToken) is not { State: BatchStates.Running } batch)
            return false;
        (batch.State, batch.FinishedAt) = (BatchStates.Stopped, session.Clock.GetUtcNow());
        session.Update(batch);
        return true;
    }

    /// <summary>Goes on with a stopped batch. False when it is not stopped.</summary>
    public static async Task<bool> ResumeAsync(WriteSession session, string batchId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<BatchRow>(batchId, cancellationToken) is not { State: BatchStates.Stopped } batch)
            return false;
        (batch.State, batch.FinishedAt) = (BatchStates.Running, null);
        session.Update(batch);
        Ask(session, batchId, session.Clock.GetUtcNow());
        return true;
    }

    async Task IOutboxHandler.DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var batchId = (string?)payload["batchId"] ?? throw new UndeliverableException("Thông điệp không nêu mã đợt.");
        if (!await RunAsync(batchId, Slice, cancellationToken))
            await database.WriteAsync((session, _) => { Ask(session, batchId, clock.GetUtcNow()); return Task.FromResult(true); }, cancellationToken);
    }

    /// <summary>Works on a batch until it is over or the time is up.</summary>
    /// <returns>Whether it is over; else it is to be called again.</returns>
    public async Task<bool> RunAsync(string batchId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + atMost;
        while (await database.ReadAsync((context, ct) => NextAsync(context, batchId, ct), cancellationToken) is var (batch, ids))
        {
            foreach (var id in ids)
            {
                if (clock.GetUtcNow() >= until)
                    return false;
                await (batch.State == BatchStates.Undoing ? UndoOneAsync(batchId, id, cancellationToken) : RunOneAsync(batchId, id, cancellationToken));
            }

            if (ids.Count == 0 && await database.WriteAsync((session, ct) => FinishAsync(session, batchId, batch.State, ct), cancellationToken))
                return true;
        }

        return true;
    }

    private static async Task<(BatchRow Batch, IReadOnlyList<string> Ids)?> NextAsync(DbContext context, string batchId, CancellationToken cancellationToken)
    {
        if (await context.Set<BatchRow>().FirstOrDefaultAsync(row => row.Id == batchId, cancellationToken) is not { State: BatchStates.Running or BatchStates.Undoing } batch)
            return null;
        var items = context.Set<BatchItemRow>().Where(item => item.BatchId == batchId);
        if (batch.State == BatchStates.Undoing)
            return (batch, await items.Where(item => item.State == BatchStates.Done).OrderBy(item => item.InstanceId).Select(item => item.InstanceId).Take(PageSize).ToListAsync(cancellationToken));
        var last = await items.OrderByDescending(item => item.InstanceId).Select(item => item.InstanceId).FirstOrDefaultAsync(cancellationToken);
        return (batch, await InstanceSelection.FromJson(batch.Selection).NextAsync(context, last, PageSize, cancellationToken));
    }

    private static async Task<bool> FinishAsync(WriteSession session, string batchId, string inState, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<BatchRow>(batchId, cancellationToken) is not { } batch || batch.State != inState)
            return false;
        (batch.State, batch.FinishedAt) = (inState == BatchStates.Undoing ? BatchStates.Undone : BatchStates.Done, session.Clock.GetUtcNow());
        session.Update(batch);
        return true;
    }

    private Task RunOneAsync(string batchId, string instanceId, CancellationToken cancellationToken) => OneAsync(
        batchId, instanceId, BatchStates.Running,
        async (session, batch, item, ct) =>
        {
            if (item is not null)
                return;
            var done = await WorkOf(batch).RunAsync(session, batch, instanceId, ct);
            session.Insert(new BatchItemRow
            {
                BatchId = batchId,
                InstanceId = instanceId,
                State = BatchStates.Done,
                Detail = done.Detail,
                Before = done.Before,
                VersionIdBefore = done.VersionIdBefore,
                RowVersionAfter = done.RowVersionAfter,
                At = session.Clock.GetUtcNow(),
            });
        },
        cancellationToken);

    private Task UndoOneAsync(string batchId, string instanceId, CancellationToken cancellationToken) => OneAsync(
        batchId, instanceId, BatchStates.Undoing,
        async (session, batch, item, ct) =>
        {
            if (item is not { State: BatchStates.Done })
                return;
            await WorkOf(batch).UndoAsync(session, batch, item, ct);
            (item.State, item.Before, item.At) = (BatchStates.Undone, null, session.Clock.GetUtcNow());
            session.Update(item);
        },
        cancellationToken);

    private async Task OneAsync(
        string batchId, string instanceId, string inState, Func<WriteSession, BatchRow, BatchItemRow?, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                async (session, ct) =>
                {
                    // Stopped, or turned round, since the page was read.
                    if (await session.FindAsync<BatchRow>(batchId, ct) is { } batch && batch.State == inState)
                        await work(session, batch, await session.FindAsync<BatchItemRow>((batchId, instanceId), ct), ct);
                    return true;
                },
                cancellationToken);
        }
        catch (BatchItemRefusedException e)
        {
            await NoteAsync(batchId, instanceId, inState, inState == BatchStates.Undoing ? BatchStates.Kept : BatchStates.Refused, e.Message, cancellationToken);
        }
#pragma warning disable CA1031 // one instance that fails may not hold up the others; the item says why
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.LogError(e, "Instance {Instance} of batch {Batch} failed.", instanceId, batchId);
            await NoteAsync(
                batchId, instanceId, inState, inState == BatchStates.Undoing ? BatchStates.Kept : BatchStates.Failed, $"Lỗi hệ thống, lượt chạy giữ nguyên: {e.Message}", cancellationToken);
        }
    }

    private Task<bool> NoteAsync(string batchId, string instanceId, string inState, string state, string detail, CancellationToken cancellationToken) => database.WriteAsync(
        async (session, ct) =>
        {
            if (await session.FindAsync<BatchItemRow>((batchId, instanceId), ct) is { } item)
            {
                if (inState != BatchStates.Undoing || item.State != BatchStates.Done)
                    return false;
                (item.State, item.Detail, item.At) = (state, detail, session.Clock.GetUtcNow());
                session.Update(item);
            }
            else
            {
                session.Insert(new BatchItemRow { BatchId = batchId, InstanceId = instanceId, State = state, Detail = detail, At = session.Clock.GetUtcNow() });
            }

            return true;
        },
        cancellationToken);

    private IBatchWork WorkOf(BatchRow batch) =>
        _works.GetValueOrDefault(batch.Kind) ?? throw new InvalidOperationException($"Nobody does batches of the kind {batch.Kind}.");

    private static void Ask(WriteSession session, string batchId, DateTimeOffset now) =>
        OutboxMessages.Add(session, MessageKind, new JsonObject { ["batchId"] = batchId }, now);
}
