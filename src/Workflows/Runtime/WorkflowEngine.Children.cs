using LienThong.Workflows.Composition;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Runtime;

// Parents and children: started inline or by the outbox, told of each other's end by the outbox or in the same transaction, cancelled together.
public sealed partial class WorkflowEngine
{
    private const int MaxLoadedChildren = 200;

    /// <summary>Starts a child in the transaction of its parent's burst; when it ends in it, the parent sees it at once.</summary>
    internal async ValueTask<ChildRun> ExecuteChildAsync(Burst parent, ChildRequest request, CancellationToken cancellationToken)
    {
        var session = SessionOf(parent);
        var lineage = runner.LineageBelow(parent.Instance, isAwaited: true);
        var definition = await ChildDefinitionAsync(session, parent, request, cancellationToken);
        if (!await MayStartAsync(session, definition, request.CorrelationId, cancellationToken))
            throw new ActivityFault("composition.cannot-start", new ActivationRefusedException(definition, request.CorrelationId).Message);
        var child = (await runner.StartAsync(
            definition,
            new StartRequest
            {
                InstanceId = NewInstanceId(session, definition),
                Input = InputOf(parent, request),
                CorrelationId = request.CorrelationId,
                ParentInstanceId = parent.InstanceId,
                ParentWait = request.Wait,
                Lineage = lineage,
                Within = parent,
                Services = parent.Services,
            },
            cancellationToken)).Burst;
        parent.TakeOver(child);
        InstanceRows.Insert(session, child);
        await SettleAsync(session, child, cancellationToken);
        return child.Result;
    }

    /// <summary>Puts the start of a child into the outbox; the version is the one that is published now.</summary>
    internal async ValueTask<string> DispatchChildAsync(Burst parent, ChildRequest request, CancellationToken cancellationToken)
    {
        var session = SessionOf(parent);
        var lineage = runner.LineageBelow(parent.Instance, isAwaited: request.Wait is not null);
        var definition = await ChildDefinitionAsync(session, parent, request, cancellationToken);
        var child = new DispatchedChild(
            NewInstanceId(session, definition), definition.Id, parent.InstanceId, request.Wait, request.CorrelationId, lineage, InputOf(parent, request));
        parent.Messages.Add(new OutgoingMessage(DispatchedStart.MessageKind, child.ToPayload()));
        return child.InstanceId;
    }

    /// <summary>Starts a dispatched child, unless its parent was cancelled before it came to that.</summary>
    internal async Task StartDispatchedAsync(WriteSession session, DispatchedChild child, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<InstanceRow>(child.ParentInstanceId, cancellationToken) is { SubStatus: nameof(WorkflowSubStatus.Cancelled) })
            return;
        var definition = await definitions.GetVersionAsync(session, child.DefinitionVersionId, cancellationToken);
        var request = new StartRequest
        {
            InstanceId = child.InstanceId,
            Input = child.Input,
            CorrelationId = child.CorrelationId,
            ParentInstanceId = child.ParentInstanceId,
            ParentWait = child.Wait,
            Lineage = child.Lineage,
        };
        // Refused by its activation strategy it is as if it had been cancelled: who waits for it goes on.
        if (await TryStartAsync(session, definition, request, cancellationToken) is null && child.Wait is { } wait)
            Tell(session, child.ParentInstanceId, wait, new ChildRun(child.InstanceId, nameof(WorkflowStatus.Finished), nameof(WorkflowSubStatus.Cancelled), new Dictionary<string, object?>()));
    }

    private void Tell(WriteSession session, string parentId, string wait, ChildRun child)
    {
        OutboxMessages.Add(session, EndedChild.MessageKind, EndedChild.PayloadOf(parentId, wait, child), session.Clock.GetUtcNow());
        if (OutboxFilled is { } filled)
            session.AfterCommit(filled);
    }

    /// <summary>Resumes the wait for a child that ended. A parent that is faulted hears of it when it has been mended.</summary>
    internal async Task ResumeParentAsync(WriteSession session, string parentId, string wait, ChildRun child, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<InstanceRow>(parentId, cancellationToken) is not { Status: nameof(WorkflowStatus.Running) } row)
            return;
        var instance = await LoadAsync(session, row, cancellationToken);
        var input = child.AsInput();
        if (await runner.ResumeAsync(instance, wait, input, new BurstServices(session, services), cancellationToken) is not { } outcome)
            return;
        // For the activity that waited only: kept as input they would make every parent as large as its children together.
        foreach (var key in input.Keys)
            instance.Input.Remove(key);
        await SaveAsync(session, row, outcome, cancellationToken);
    }

    /// <summary>Cancels what runs below a cancelled instance (elsa-format §7.8).</summary>
    private async Task CancelChildrenAsync(WriteSession session, string parentId, CancellationToken cancellationToken)
    {
        var children = await session.Context.Set<InstanceRow>()
            .Where(i => i.ParentInstanceId == parentId && i.Status == nameof(WorkflowStatus.Running)).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
        foreach (var id in children)
        {
            if (await session.FindAsync<InstanceRow>(id, cancellationToken) is not { Status: nameof(WorkflowStatus.Running) } row)
                continue;
            var outcome = await runner.CancelAsync(await LoadAsync(session, row, cancellationToken), new BurstServices(session, services), cancellationToken);
            outcome?.Burst.EndWithParent();
            await SaveAsync(session, row, outcome, cancellationToken);
        }
    }

    /// <summary>Tells an instance that was mended of the children that ended while it was faulted.</summary>
    private async Task HearOfChildrenAsync(WriteSession session, WorkflowInstance parent, CancellationToken cancellationToken)
    {
        if (parent.Status != WorkflowStatus.Running)
            return;
        // Only those that it waits for: a parent may have thousands that are long done with.
        var awaited = parent.Executions.SelectMany(e => ChildWaits.AwaitedBy(e, parent.Bookmarks)).Distinct().ToList();
        foreach (var ids in (await EndedAsync(session, awaited, cancellationToken)).Chunk(MaxLoadedChildren))
        {
            var rows = await session.Context.Set<InstanceRow>().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
            foreach (var row in ids.Select(id => rows[id]))
            {
                var child = await LoadAsync(session, row, cancellationToken);
                if (child.ParentWait is { } wait && parent.Bookmarks.Exists(b => b.Id == wait))
                    Tell(session, parent.Id, wait, new ChildRun(child.Id, row.Status, row.SubStatus, child.Output));
            }
        }
    }

    // In the order in which they ended.
    private static async Task<List<string>> EndedAsync(WriteSession session, List<string> children, CancellationToken cancellationToken)
    {
        var ended = new List<(string Id, DateTimeOffset? At)>();
        foreach (var ids in children.Chunk(MaxLoadedChildren))
        {
            var some = await session.Context.Set<InstanceRow>().Where(i => ids.Contains(i.Id) && i.Status == nameof(WorkflowStatus.Finished))
                .Select(i => new { i.Id, i.FinishedAt }).ToListAsync(cancellationToken);
            ended.AddRange(some.Select(i => (i.Id, i.FinishedAt)));
        }

        return [.. ended.OrderBy(i => i.At).ThenBy(i => i.Id, StringComparer.Ordinal).Select(i => i.Id)];
    }

    private async Task<WorkflowDefinition> ChildDefinitionAsync(WriteSession session, Burst parent, ChildRequest request, CancellationToken cancellationToken)
    {
        // One burst may start many children of one definition.
        if (parent.ChildDefinitions.TryGetValue(request.DefinitionId, out var known))
            return known;
        return parent.ChildDefinitions[request.DefinitionId] = await definitions.FindPublishedAsync(session, request.DefinitionId, cancellationToken)
            ?? throw new ActivityFault("composition.unknown-definition", $"No published version of workflow definition with ID {request.DefinitionId} found.");
    }

    // Elsa tells children by these two names (elsa-format §5.3).
    private static Dictionary<string, object?> InputOf(Burst parent, ChildRequest request)
    {
        var input = new Dictionary<string, object?>(request.Input, StringComparer.Ordinal) { ["ParentInstanceId"] = parent.InstanceId };
        if (request.Wait is not null)
            input["WaitForCompletion"] = true;
        return input;
    }

    private static WriteSession SessionOf(Burst burst) =>
        burst.Services.GetService(typeof(WriteSession)) as WriteSession ?? throw new InvalidOperationException("A burst of the engine has no session.");
}
