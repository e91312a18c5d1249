using LienThong.Activities.Audit;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Notifications;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>Closes the dossier: the incoming register shows the number of the reply, tasks and deadline are done.</summary>
[Activity("LienThong", "Văn bản", "Kết thúc hồ sơ, ghi số văn bản trả lời vào sổ văn bản đến.", DisplayName = "Kết thúc hồ sơ")]
public sealed class CloseDossier : Activity
{
    [Input(DisplayName = "Không trả lời", Description = "Kết thúc khi văn bản bị trả lại nơi gửi.", UIHint = "checkbox")]
    public Input<bool>? WithoutReply { get; set; }

    public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
    {
        var session = context.Session();
        var now = session.Clock.GetUtcNow();
        var withoutReply = context.Get(WithoutReply);
        var dossier = await context.DossierAsync(cancellationToken);
        var incoming = dossier.IncomingDocumentId is { } incomingId ? await session.FindAsync<IncomingDocument>(incomingId, cancellationToken) : null;
        var reply = dossier.OutgoingDocumentId is { } outgoingId ? await session.FindAsync<OutgoingDocument>(outgoingId, cancellationToken) : null;
        if (!withoutReply && incoming is { NeedsReply: true } && reply?.Number is null)
            throw new ActivityFault("dossier.no-reply", $"Văn bản đến số {incoming.Number}/{incoming.Symbol} yêu cầu trả lời, nhưng hồ sơ chưa có văn bản trả lời đã cấp số.");
        dossier.State = withoutReply ? DossierState.Cancelled : DossierState.Closed;
        dossier.ClosedAt = now;
        session.Update(dossier);
        if (incoming is not null)
        {
            incoming.State = withoutReply ? IncomingState.Returned : IncomingState.Done;
            if (reply?.Number is { } number)
            {
                incoming.ReplyNumber = number.ToString("00", System.Globalization.CultureInfo.InvariantCulture);
                incoming.ReplySymbol = reply.Symbol;
                incoming.ReplyDocumentId = reply.Id;
                session.Insert(new DocumentRelation { FromId = reply.Id, ToId = incoming.Id, Kind = RelationKind.ReplyTo, CreatedBy = null, CreatedAt = now });
            }

            session.Update(incoming);
        }

        await AskedWork.WithdrawAsync(session, dossier.Id, kind: null, cancellationToken);
        await CloseTasksAsync(context, dossier.Id, now, cancellationToken);
        await AuditTrail.AppendAsync(
            session, Actor.System, "dossier.closed", new AuditSubject("dossier", dossier.Id, dossier.Id), new { Reply = reply?.Number, reply?.Symbol, WithoutReply = withoutReply }, cancellationToken);
        if (reply is not null)
            Notices.Publish(context, NoticeKinds.Information, [reply.CreatedBy], dossier, $"Hồ sơ đã kết thúc, {(reply.Number is null ? "không có văn bản trả lời" : $"văn bản trả lời {new DocumentNumber(reply.Number, reply.Symbol)}")}: {dossier.Subject}");
        return ActivityResult.Done;
    }

    private static async Task CloseTasksAsync(ActivityContext context, Guid dossierId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var session = context.Session();
        if (await session.FindAsync<Deadline>(dossierId, cancellationToken) is { } deadline)
        {
            deadline.State = DeadlineStatus.Done;
            session.Update(deadline);
        }

        foreach (var task in await session.Context.Set<AssignedTask>().Where(t => t.DossierId == dossierId && t.State == TaskState.Open).ToListAsync(cancellationToken))
        {
            task.State = TaskState.Done;
            task.DoneAt = now;
            session.Update(task);
        }
    }
}
