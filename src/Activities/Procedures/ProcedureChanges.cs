using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Work;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>What belongs into the commit when the engine moves or alters an instance: the open work keeps its place, and the dossier's history says what happened.</summary>
internal static class ProcedureChanges
{
    /// <summary>The work stays with whom it lies, under the same wait; only the name of its step changes.</summary>
    public static async Task MigratedAsync(WriteSession session, BatchRow batch, MigratedInstance moved, bool forth, CancellationToken cancellationToken)
    {
        var plan = MigrateInstances.PlanOf(batch);
        var dossierId = await SteerInstance.DossierIdAsync(session, moved.Instance.Id, cancellationToken);
        await AuditTrail.AppendAsync(
            session, ActorOf(batch), forth ? "instance.migrated" : "instance.migration-undone", new AuditSubject("instance", moved.Instance.Id, dossierId),
            new { plan.DefinitionId, From = forth ? plan.FromVersion : plan.ToVersion, To = forth ? plan.ToVersion : plan.FromVersion, Batch = batch.Id, batch.Reason }, cancellationToken);
        foreach (var bookmark in moved.MovedBookmarks.Where(b => b.Name == HumanTask.BookmarkName))
        {
            if (HumanTask.WorkItemOf(bookmark.Payload) is not { } id || await session.FindAsync<WorkItem>(id, cancellationToken) is not { State: WorkItemState.Open } item)
                continue;
            item.ActivityId = bookmark.ActivityId;
            session.Update(item);
        }
    }

    /// <summary>After an alteration; an instance that it cancelled takes its dossier along, as any cancelled one does.</summary>
    public static async Task AlteredAsync(WriteSession session, Actor actor, string reason, string? batchId, AlterationOutcome outcome, CancellationToken cancellationToken)
    {
        var dossierId = await SteerInstance.DossierIdAsync(session, outcome.InstanceId, cancellationToken);
        await AuditTrail.AppendAsync(
            session, actor, "instance.altered", new AuditSubject("instance", outcome.InstanceId, dossierId), new { What = string.Join("; ", outcome.Changes), Batch = batchId, Reason = reason }, cancellationToken);
        if (outcome.Outcome?.Instance.SubStatus == WorkflowSubStatus.Cancelled)
            await SteerInstance.CloseCancelledAsync(session, outcome.InstanceId, dossierId, reason, cancellationToken);
        // The work items of steps that have another name now.
        foreach (var item in await session.Context.Set<WorkItem>().Where(i => i.WorkflowInstanceId == outcome.InstanceId && i.State == WorkItemState.Open && i.BookmarkId != null).ToListAsync(cancellationToken))
        {
            if (outcome.Outcome?.Instance.Bookmarks.Find(b => b.Id == item.BookmarkId) is not { } bookmark || bookmark.ActivityId == item.ActivityId
                || await session.FindAsync<WorkItem>(item.Id, cancellationToken) is not { } known)
                continue;
            known.ActivityId = bookmark.ActivityId;
            session.Update(known);
        }
    }

    public static Actor ActorOf(BatchRow batch) =>
        new(Guid.TryParse(batch.ById, CultureInfo.InvariantCulture, out var id) ? id : null, batch.By, "Quản trị viên");
}
