using System.Runtime.CompilerServices;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>
/// Each place where a running instance stands waits on a bookmark or lies in an open incident, and its bookmarks, timers and incidents are the
/// same in the state and in the rows.
/// </summary>
public sealed class InstanceWaits(WorkflowEngine engine) : IInvariant
{
    private const string Running = nameof(WorkflowStatus.Running);

    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var finding in OfNoRunningInstanceAsync(context, cancellationToken))
            yield return finding;
        var last = "";
        while (await NextAsync(context, last, cancellationToken) is { } id)
        {
            last = id;
            if (await engine.FindAsync(context, id, cancellationToken) is not { } instance)
                continue;
            foreach (var finding in await CheckAsync(context, instance, cancellationToken))
                yield return finding;
        }
    }

    private static Task<string?> NextAsync(DbContext context, string after, CancellationToken cancellationToken) =>
        context.Set<InstanceRow>().Where(i => i.Status == Running && i.Id.CompareTo(after) > 0).OrderBy(i => i.Id).Select(i => i.Id).FirstOrDefaultAsync(cancellationToken);

    private static async IAsyncEnumerable<InvariantFinding> OfNoRunningInstanceAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A faulted instance is over only until it is mended: it keeps its waits.
        var kept = context.Set<InstanceRow>().Where(i => i.Status == Running || i.SubStatus == nameof(WorkflowSubStatus.Faulted)).Select(i => i.Id);
        foreach (var row in await context.Set<BookmarkRow>().Where(b => !kept.Contains(b.InstanceId)).Select(b => new { b.Id, b.InstanceId }).ToListAsync(cancellationToken))
            yield return new("bookmark.orphan", $"Điểm chờ {row.Id} thuộc lượt chạy {row.InstanceId} không còn chạy.", [row.Id, row.InstanceId]);
        foreach (var row in await context.Set<TimerRow>().Where(t => t.InstanceId != "" && !kept.Contains(t.InstanceId)).Select(t => new { t.Id, t.InstanceId }).ToListAsync(cancellationToken))
            yield return new("timer.orphan", $"Hẹn giờ {row.Id} thuộc lượt chạy {row.InstanceId} không còn chạy.", [row.Id, row.InstanceId]);
        // Those that belong to no instance start a definition, or look again for somebody who hears a kept stimulus.
        var ofNobody = context.Set<TimerRow>().Where(t => t.InstanceId == ""
            && !context.Set<TriggerRow>().Any(r => r.Id == t.Id) && !context.Set<StimulusRow>().Any(r => r.Id == t.Id));
        foreach (var id in await ofNobody.Select(t => t.Id).ToListAsync(cancellationToken))
            yield return new("timer.orphan", $"Hẹn giờ {id} thuộc điểm bắt đầu hoặc sự kiện không còn nữa.", [id]);
    }

    private static async Task<IReadOnlyList<InvariantFinding>> CheckAsync(DbContext context, WorkflowInstance instance, CancellationToken cancellationToken)
    {
        var bookmarks = await context.Set<BookmarkRow>().Where(b => b.InstanceId == instance.Id).Select(b => b.Id).ToListAsync(cancellationToken);
        var timers = await context.Set<TimerRow>().Where(t => t.InstanceId == instance.Id).ToDictionaryAsync(t => t.Id, cancellationToken);
        var incidents = await context.Set<IncidentRow>().Where(i => i.InstanceId == instance.Id && i.ResolvedAt == null).Select(i => i.Id).ToListAsync(cancellationToken);
        return
        [
            .. Standing(instance),
            .. Differences(instance.Bookmarks.Select(b => b.Id), bookmarks, "bookmark", "Điểm chờ", instance.Id),
            .. Differences(instance.Bookmarks.Where(b => b.DueAt is not null).Select(b => b.Id), timers.Keys, "timer", "Hẹn giờ", instance.Id),
            .. Differences(instance.Incidents.Select(i => i.Id), incidents, "incident", "Sự cố", instance.Id),
            .. instance.Bookmarks.Where(b => timers.TryGetValue(b.Id, out var timer) && timer.DueAt != b.DueAt).Select(b => new InvariantFinding(
                "timer.other-time", $"Hẹn giờ {b.Id} của lượt chạy {instance.Id} ghi thời điểm khác với trạng thái.", [b.Id, instance.Id])),
        ];
    }

    // An execution without children of its own is a place where the flow stands.
    private static IEnumerable<InvariantFinding> Standing(WorkflowInstance instance)
    {
        var parents = instance.Executions.Select(e => e.ParentExecution).OfType<ActivityExecution>().ToHashSet();
        foreach (var execution in instance.Executions.Where(e => !parents.Contains(e)))
        {
            var waits = instance.Bookmarks.Exists(b => b.Execution == execution.Number)
                || (execution.Status == ActivityStatus.Faulted && instance.Incidents.Exists(i => i.Execution == execution.Number))
                // Left behind at the limit of a burst, whose incident's retry takes it up.
                || (execution.Status == ActivityStatus.Pending && instance.Incidents.Count > 0);
            if (!waits)
            {
                yield return new(
                    "instance.waits-for-nothing",
                    $"Lượt chạy {instance.Id} đứng ở bước \"{execution.Activity.DisplayText}\" mà không chờ ai và không có sự cố nào.",
                    [instance.Id, execution.Activity.Id]);
            }
        }
    }

    private static IEnumerable<InvariantFinding> Differences(IEnumerable<string> inState, ICollection<string> rows, string code, string name, string instanceId)
    {
        var state = inState.ToHashSet(StringComparer.Ordinal);
        foreach (var id in state.Where(id => !rows.Contains(id)))
            yield return new($"{code}.no-row", $"{name} {id} có trong trạng thái của lượt chạy {instanceId} nhưng không có dòng trong bảng.", [id, instanceId]);
        foreach (var id in rows.Where(id => !state.Contains(id)))
            yield return new($"{code}.not-in-state", $"{name} {id} có dòng trong bảng nhưng không có trong trạng thái của lượt chạy {instanceId}.", [id, instanceId]);
    }
}
