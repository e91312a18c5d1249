using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>What was done to send a document again.</summary>
public sealed record Resent(Guid DispatchId, string Text);

/// <summary>Gửi lại: to a recipient that refused, through the procedure's open step; where only the transport had given up, it is tried again.</summary>
public sealed class ResendDispatch(CommandRunner commands, Database database, SendDocument send, OrganisationCache organisations, WorkflowEngine engine, TimeProvider time)
{
    /// <summary>By văn thư of the sending agency.</summary>
    /// <exception cref="RuleViolation"><c>dispatch.not-found</c>, <c>dispatch.not-resendable</c>, <c>register.not-clerk</c>, and those of <see cref="SendDocument"/>.</exception>
    public async Task<Resent> RunAsync(Guid personId, Guid dispatchId, string idempotencyKey, CancellationToken cancellationToken)
    {
        var (dispatch, step) = await database.ReadAsync((context, ct) => FindAsync(context, personId, dispatchId, ct), cancellationToken);
        if (dispatch.StatusCode == DispatchStatusCodes.Sent)
            return await commands.RunAsync(
                new CommandKey(idempotencyKey, "dispatch.resend", personId, dispatchId), (session, ct) => ReviveAsync(session, personId, dispatchId, ct), cancellationToken);
        if (dispatch is not { StatusCode: DispatchStatusCodes.Refused, RecipientAgencyId: { } recipient } || step is not { } workItemId)
            throw NotResendable("Chỉ gửi lại được nơi đã từ chối tiếp nhận khi hồ sơ đang ở bước gửi văn bản, hoặc nơi chuyển không được.");
        await send.RunAsync(personId, workItemId, [recipient], idempotencyKey, cancellationToken);
        return new Resent(dispatchId, $"Đã gửi lại {dispatch.RecipientName}.");
    }

    private async Task<(Dispatch Dispatch, Guid? Step)> FindAsync(DbContext context, Guid personId, Guid dispatchId, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(context, cancellationToken);
        var found = await (
            from row in context.Set<Dispatch>().AsNoTracking()
            where row.Id == dispatchId
            join document in context.Set<OutgoingDocument>() on row.DocumentId equals document.Id
            select new { row, document.AgencyId }).FirstOrDefaultAsync(cancellationToken);
        MustBeClerks(organisation, personId, found?.AgencyId, VietnamTime.Today(time));
        // The last one, decided or not: a repeat of the same command must find the step that the first one closed.
        var step = await context.Set<WorkItem>().Where(item => item.DossierId == found!.row.DossierId && item.Kind == WorkKinds.Submit && item.State != WorkItemState.Cancelled)
            .OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.Id).Select(item => (Guid?)item.Id).FirstOrDefaultAsync(cancellationToken);
        return (found!.row, step); // a missing one was refused above
    }

    private async Task<Resent> ReviveAsync(WriteSession session, Guid personId, Guid dispatchId, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var today = VietnamTime.Today(session.Clock);
        var dispatch = await session.FindAsync<Dispatch>(dispatchId, cancellationToken);
        var document = dispatch is null ? null : await session.FindAsync<OutgoingDocument>(dispatch.DocumentId, cancellationToken);
        var clerk = MustBeClerks(organisation, personId, document?.AgencyId, today);
        var failed = (await DispatchFailures.DeadAsync(session.Context, cancellationToken)).Where(failure => failure.DocumentId == dispatch!.DocumentId).ToList();
        if (dispatch!.StatusCode != DispatchStatusCodes.Sent || failed.Count == 0)
            throw NotResendable("Văn bản đang được chuyển, hệ thống tự thử lại. Tải lại để xem trạng thái hiện tại.");
        foreach (var failure in failed)
        {
            if (await session.FindAsync<OutboxRow>(failure.MessageId, cancellationToken) is not { DeadAt: not null } message)
                continue;
            message.DeadAt = null;
            message.Attempts = 0;
            message.DueAt = session.Clock.GetUtcNow();
            session.Update(message);
        }

        await AuditTrail.AppendAsync(session, clerk, "dispatch.resent", new AuditSubject("dispatch", dispatch.Id, dispatch.DossierId), new { dispatch.RecipientName }, cancellationToken);
        if (engine.OutboxFilled is { } wake)
            session.AfterCommit(wake);
        return new Resent(dispatch.Id, $"Đang chuyển lại {dispatch.RecipientName}.");
    }

    // A dispatch of another agency is not there for this person (P7).
    private static Actor MustBeClerks(Organisation organisation, Guid personId, Guid? agencyId, DateOnly today) =>
        agencyId is { } sender && organisation.PositionsOf(personId, today).Any(held => held.Agency.Id == sender)
            ? RegistryClerk.Of(organisation, personId, sender, today)
            : throw RuleViolation.NotFound("dispatch.not-found", "Không có văn bản gửi đi này ở cơ quan của đồng chí.");

    private static RuleViolation NotResendable(string why) => new("dispatch.not-resendable", why);
}
