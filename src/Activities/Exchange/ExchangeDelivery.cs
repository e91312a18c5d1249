using System.Text.Json.Nodes;
using LienThong.Activities.Audit;
using LienThong.Activities.Work;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>Brings a sent document to recipients that work in this system: it lies before their văn thư with status 01, Đã đến.</summary>
public sealed class ExchangeDelivery(Database database, RecordReceipt receipts) : IOutboxHandler
{
    public const string MessageKind = "exchange";

    private static readonly Actor Axis = new(null, "Trục liên thông");

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
                    if (await session.FindAsync<Dispatch>(id, ct) is { } dispatch)
                        await receipts.ApplyAsync(session, dispatch, DispatchStatusCodes.Arrived, null, Axis, ct);
                }

                return pending.Count;
            },
            cancellationToken);
    }
}
