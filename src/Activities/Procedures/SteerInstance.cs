using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>How an instance stands after an administrator's step.</summary>
public sealed record InstanceStanding(string InstanceId, string Status, string SubStatus, int Incidents);

/// <summary>What an administrator may do to a running instance: run a failed step again, or cancel it; each with a reason that the audit trail keeps.</summary>
public sealed class SteerInstance(WorkflowEngine engine)
{
    /// <summary>Runs the step of an incident again; when the cause is still there, a new incident tells so.</summary>
    /// <exception cref="RuleViolation"><c>incident.reason</c>, <c>incident.not-found</c>, <c>incident.resolved</c>.</exception>
    public async Task<InstanceStanding> RetryAsync(WriteSession session, string incidentId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do chạy lại", "incident.reason", 500);
        var incident = await session.FindAsync<IncidentRow>(incidentId, cancellationToken)
            ?? throw RuleViolation.NotFound("incident.not-found", "Không có sự cố này.");
        var dossierId = await DossierIdAsync(session, incident.InstanceId, cancellationToken);
        // First, so that the history reads in the order of cause and effect.
        await AuditTrail.AppendAsync(
            session, actor, "incident.retried", new AuditSubject("incident", incidentId, dossierId), new { incident.Code, incident.ActivityId, Reason = why }, cancellationToken);
        var outcome = await engine.RetryAsync(session, incidentId, why, cancellationToken)
            ?? throw new RuleViolation("incident.resolved", "Sự cố này đã được xử lý hoặc quy trình đã kết thúc. Tải lại danh sách sự cố.");
        return StandingOf(outcome.Instance);
    }

    /// <summary>Ends an instance: its work leaves the inboxes, and the dossier is cancelled with it.</summary>
    /// <exception cref="RuleViolation"><c>instance.reason</c>, <c>instance.not-found</c>, <c>instance.ended</c>.</exception>
    public async Task<InstanceStanding> CancelAsync(WriteSession session, string instanceId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do huỷ", "instance.reason", 500);
        if (await session.FindAsync<InstanceRow>(instanceId, cancellationToken) is null)
            throw RuleViolation.NotFound("instance.not-found", "Không có lượt chạy này.");
        var dossierId = await DossierIdAsync(session, instanceId, cancellationToken);
        await AuditTrail.AppendAsync(session, actor, "instance.cancelled", new AuditSubject("instance", instanceId, dossierId), new { Reason = why }, cancellationToken);
        var outcome = await engine.CancelAsync(session, instanceId, cancellationToken)
            ?? throw new RuleViolation("instance.ended", "Lượt chạy này đã kết thúc nên không huỷ được nữa.");
        foreach (var incident in await session.Context.Set<IncidentRow>().Where(row => row.InstanceId == instanceId && row.ResolvedAt == null).ToListAsync(cancellationToken))
        {
            incident.ResolvedAt = session.Clock.GetUtcNow();
            incident.Resolution = why;
            session.Update(incident);
        }

        if (dossierId is { } id)
        {
            await AskedWork.WithdrawAsync(session, id, kind: null, cancellationToken);
            await CancelDossierAsync(session, id, cancellationToken);
        }

        return StandingOf(outcome.Instance);
    }

    // Nobody would work on it any more, so nothing of it may be counted as late.
    private static async Task CancelDossierAsync(WriteSession session, Guid dossierId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<Dossier>(dossierId, cancellationToken) is { State: DossierState.Open or DossierState.Paused } dossier)
        {
            dossier.State = DossierState.Cancelled;
            dossier.ClosedAt = session.Clock.GetUtcNow();
            session.Update(dossier);
        }

        if (await session.FindAsync<Deadline>(dossierId, cancellationToken) is { State: not DeadlineStatus.Done } deadline)
        {
            deadline.State = DeadlineStatus.Done;
            session.Update(deadline);
        }

        foreach (var task in await session.Context.Set<AssignedTask>().Where(task => task.DossierId == dossierId && task.State == TaskState.Open).ToListAsync(cancellationToken))
        {
            task.State = TaskState.Cancelled;
            session.Update(task);
        }
    }

    private static Task<Guid?> DossierIdAsync(WriteSession session, string instanceId, CancellationToken cancellationToken) =>
        session.Context.Set<Dossier>().Where(dossier => dossier.WorkflowInstanceId == instanceId).Select(dossier => (Guid?)dossier.Id).FirstOrDefaultAsync(cancellationToken);

    private static InstanceStanding StandingOf(WorkflowInstance instance) =>
        new(instance.Id, instance.Status.ToString(), instance.SubStatus.ToString(), instance.Incidents.Count);
}
