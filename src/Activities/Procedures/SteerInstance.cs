using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>How an instance stands after an administrator's step.</summary>
public sealed record InstanceStanding(string InstanceId, string Status, string SubStatus, int Incidents);

/// <summary>What an administrator may do to a running instance: run a failed step again, name somebody for it, skip it, or cancel it; each with a reason that the audit trail keeps.</summary>
public sealed class SteerInstance(WorkflowEngine engine, IncidentQuery incidents, OrganisationCache organisations)
{
    /// <summary>Runs the step of an incident again; when the cause is still there, a new incident tells so.</summary>
    /// <exception cref="RuleViolation"><c>incident.reason</c>, <c>incident.not-found</c>, <c>incident.resolved</c>.</exception>
    public async Task<InstanceStanding> RetryAsync(WriteSession session, string incidentId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do chạy lại", "incident.reason", 500);
        var incident = await FindAsync(session, incidentId, cancellationToken);
        var dossierId = await DossierIdAsync(session, incident.InstanceId, cancellationToken);
        // First, so that the history reads in the order of cause and effect.
        await AuditTrail.AppendAsync(
            session, actor, "incident.retried", new AuditSubject("incident", incidentId, dossierId), new { incident.Code, incident.ActivityId, Reason = why }, cancellationToken);
        var outcome = await engine.RetryAsync(session, incidentId, why, cancellationToken)
            ?? throw Resolved();
        return StandingOf(outcome.Instance);
    }

    /// <summary>Runs the step of an incident with this person, who must be competent for it and not kept out by four eyes.</summary>
    /// <exception cref="RuleViolation"><c>incident.reason</c>, <c>incident.not-found</c>, <c>incident.resolved</c>, <c>incident.no-reassign</c>, <c>hand-over.person</c>,
    /// <c>hand-over.not-competent</c>, <c>work-item.four-eyes</c>.</exception>
    public async Task<InstanceStanding> ReassignAsync(
        WriteSession session, string incidentId, Guid toPersonId, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do chỉ định", "incident.reason", 500);
        var incident = await FindAsync(session, incidentId, cancellationToken);
        if (await StepAsync(session, incident, cancellationToken) is not HumanTask step)
            throw IncidentQuery.NoReassign();
        var organisation = await organisations.GetAsync(session.Context, cancellationToken);
        var dossierId = await DossierIdAsync(session, incident.InstanceId, cancellationToken);
        await AuditTrail.AppendAsync(
            session, actor, "incident.reassigned", new AuditSubject("incident", incidentId, dossierId),
            new { incident.Code, incident.ActivityId, Step = step.DisplayText, To = organisation.FindPerson(toPersonId)?.FullName, ToPersonId = toPersonId, Reason = why }, cancellationToken);
        var outcome = await engine.RetryAsync(session, incidentId, why, NamedPerson.InputFor(incident.ActivityId, toPersonId), cancellationToken) ?? throw Resolved();
        // The step refused the person: an answer to who named him, and nothing of it is kept.
        if (outcome.NewIncidents.FirstOrDefault(next => next.ActivityId == incident.ActivityId && next.Code is "hand-over.person" or "hand-over.not-competent" or "work-item.four-eyes") is { } refused)
            throw new RuleViolation(refused.Code, refused.Message, refused.Code == "hand-over.person" ? RuleKind.Invalid : RuleKind.Forbidden);
        return StandingOf(outcome.Instance);
    }

    /// <summary>Takes the step of an incident as ended with one of its outcomes. What people decide is never skipped: it can only be sent back where the procedure says to where.</summary>
    /// <exception cref="RuleViolation"><c>incident.reason</c>, <c>incident.outcome</c>, <c>incident.not-found</c>, <c>incident.resolved</c>, <c>incident.no-skip</c>.</exception>
    public async Task<InstanceStanding> SkipAsync(
        WriteSession session, string incidentId, string? outcome, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        var why = GivenText.Line(reason, "Lý do bỏ qua", "incident.reason", 500);
        var incident = await FindAsync(session, incidentId, cancellationToken);
        var step = await StepAsync(session, incident, cancellationToken);
        var possible = IncidentSteps.OutcomesOf(step);
        if (possible.Count == 0 || IncidentSteps.IsDecision(step, outcome))
            throw new RuleViolation(
                "incident.no-skip",
                "Bước này do người có thẩm quyền quyết định nên không bỏ qua thay được. Chỉ định người xử lý khác, chạy lại sau khi khắc phục nguyên nhân, hoặc hủy quy trình.");
        if (outcome is null || !possible.Contains(outcome))
            throw RuleViolation.Invalid("incident.outcome", $"Chọn một kết quả của bước: {string.Join(", ", possible)}.");
        var dossierId = await DossierIdAsync(session, incident.InstanceId, cancellationToken);
        await AuditTrail.AppendAsync(
            session, actor, "incident.skipped", new AuditSubject("incident", incidentId, dossierId),
            new { incident.Code, incident.ActivityId, Step = step?.DisplayText, Outcome = IncidentSteps.Words(outcome), OutcomeCode = outcome, Reason = why }, cancellationToken);
        var skipped = await engine.SkipAsync(session, incidentId, outcome, why, cancellationToken) ?? throw Resolved();
        return StandingOf(skipped.Instance);
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
        await CloseCancelledAsync(session, instanceId, dossierId, why, cancellationToken);
        return StandingOf(outcome.Instance);
    }

    /// <summary>What a cancelled instance leaves is closed with it: its incidents, and the dossier with what was asked beside the procedure.</summary>
    internal static async Task CloseCancelledAsync(WriteSession session, string instanceId, Guid? dossierId, string why, CancellationToken cancellationToken)
    {
        foreach (var incident in await session.Context.Set<IncidentRow>().Where(row => row.InstanceId == instanceId && row.ResolvedAt == null).ToListAsync(cancellationToken))
        {
            incident.ResolvedAt = session.Clock.GetUtcNow();
            incident.Resolution = why;
            incident.EndedUnresolved = true;
            session.Update(incident);
        }

        if (dossierId is { } id)
        {
            await AskedWork.WithdrawAsync(session, id, kind: null, cancellationToken);
            await CancelDossierAsync(session, id, cancellationToken);
        }
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

    private static async Task<IncidentRow> FindAsync(WriteSession session, string incidentId, CancellationToken cancellationToken) =>
        await session.FindAsync<IncidentRow>(incidentId, cancellationToken) ?? throw RuleViolation.NotFound("incident.not-found", "Không có sự cố này.");

    private async Task<Activity?> StepAsync(WriteSession session, IncidentRow incident, CancellationToken cancellationToken)
    {
        var instance = await session.FindAsync<InstanceRow>(incident.InstanceId, cancellationToken) ?? throw Resolved();
        return await incidents.StepAsync(session.Context, instance.DefinitionVersionId, incident.ActivityId, cancellationToken);
    }

    private static RuleViolation Resolved() => new("incident.resolved", "Sự cố này đã được xử lý hoặc quy trình đã kết thúc. Tải lại danh sách sự cố.");

    internal static Task<Guid?> DossierIdAsync(WriteSession session, string instanceId, CancellationToken cancellationToken) =>
        session.Context.Set<Dossier>().Where(dossier => dossier.WorkflowInstanceId == instanceId).Select(dossier => (Guid?)dossier.Id).FirstOrDefaultAsync(cancellationToken);

    internal static InstanceStanding StandingOf(WorkflowInstance instance) =>
        new(instance.Id, instance.Status.ToString(), instance.SubStatus.ToString(), instance.Incidents.Count);
}
