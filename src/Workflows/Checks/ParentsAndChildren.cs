using System.Runtime.CompilerServices;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>A running parent that waits for a child has one that runs, or a message is on the way: that it starts, or that it has ended.</summary>
public sealed class ParentsAndChildren(WorkflowEngine engine) : IInvariant
{
    private const string Running = nameof(WorkflowStatus.Running);

    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var waits = context.Set<BookmarkRow>().Where(b => ChildWaits.Names.Contains(b.Name) && context.Set<InstanceRow>().Any(i => i.Id == b.InstanceId && i.Status == Running));
        foreach (var parentId in await waits.Select(b => b.InstanceId).Distinct().OrderBy(id => id).ToListAsync(cancellationToken))
        {
            if (await engine.FindAsync(context, parentId, cancellationToken) is not { } parent)
                continue;
            var awaited = parent.Executions.SelectMany(e => ChildWaits.AwaitedBy(e, parent.Bookmarks)).ToHashSet(StringComparer.Ordinal);
            awaited.ExceptWith(await context.Set<InstanceRow>().Where(i => i.ParentInstanceId == parentId && i.Status == Running).Select(i => i.Id).ToListAsync(cancellationToken));
            if (awaited.Count == 0)
                continue;
            awaited.ExceptWith(await OnTheWayAsync(context, parentId, cancellationToken));
            foreach (var child in awaited)
                yield return new("child.lost", $"Lượt chạy {parentId} chờ lượt chạy con {child} đã kết thúc hoặc không có, và không có thông điệp nào về lượt ấy.", [child, parentId]);
        }
    }

    private static async Task<IEnumerable<string>> OnTheWayAsync(DbContext context, string parentId, CancellationToken cancellationToken)
    {
        var messages = await context.Set<OutboxRow>()
            .Where(m => (m.Kind == DispatchedStart.MessageKind || m.Kind == EndedChild.MessageKind) && m.Payload.Contains(parentId)).Select(m => m.Payload).ToListAsync(cancellationToken);
        return messages.Select(ChildWaits.ChildIn);
    }
}
