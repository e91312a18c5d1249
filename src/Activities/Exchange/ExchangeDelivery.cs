using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Notifications;
using LienThong.Activities.Work;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>Brings a sent document to recipients that work in this system: it lies before their văn thư with status 01, Đã đến.</summary>
public sealed class ExchangeDelivery(Database database, RecordReceipt receipts, OrganisationCache organisations) : IOutboxHandler
{
    public const string MessageKind = "exchange";

    public string Kind => MessageKind;

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var documentId = Guid.Parse((string)payload["documentId"]!);
        return database.WriteAsync(
            async (session, ct) =>
            {
                // Those already further on were delivered before: a repeat changes nothing.
                var pending = await session.Context.Set<Dispatch>()
                    .Where(d => d.DocumentId == documentId && d.StatusCode == DispatchStatusCodes.Sent && d.RecipientAgencyId != null)
                    .Select(d => d.Id).ToListAsync(ct);
                foreach (var id in pending)
                {
                    if (await session.FindAsync<Dispatch>(id, ct) is not { RecipientAgencyId: { } recipient } dispatch)
                        continue;
                    await receipts.ApplyAsync(session, dispatch, DispatchStatusCodes.Arrived, null, Actor.System, ct);
                    await TellClerksAsync(session, dispatch, recipient, ct);
                }

                return pending.Count;
            },
            cancellationToken);
    }

    private async Task TellClerksAsync(WriteSession session, Dispatch dispatch, Guid recipient, CancellationToken cancellationToken)
    {
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var document = await session.FindAsync<OutgoingDocument>(dispatch.DocumentId, cancellationToken);
        if (document?.Number is not { } number)
            return;
        var clerks = organisation.HoldersInAgency(recipient, PositionCodes.Registry, VietnamTime.Today(session.Clock)).Select(h => h.Person.Id);
        Notices.Add(
            session, NoticeKinds.Delivery, clerks, dossierId: null,
            $"Văn bản đến từ {organisation.FindAgency(document.AgencyId)?.Name}: {new DocumentNumber(number, document.Symbol)}, {document.Subject}. Chờ tiếp nhận.");
    }
}
