using System.Text.Json.Nodes;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>A document that the transport has given up, or has failed to carry so far.</summary>
internal sealed record DispatchFailure(string MessageId, Guid DocumentId, string? Error, bool IsGivenUp);

/// <summary>Messages of the exchange that did not get through; they are few, for what gets through leaves the outbox.</summary>
internal static class DispatchFailures
{
    public static async Task<IReadOnlyList<DispatchFailure>> ListAsync(DbContext context, CancellationToken cancellationToken)
    {
        var messages = await context.Set<OutboxRow>().AsNoTracking().Where(row => row.Kind == ExchangeDelivery.MessageKind && (row.DeadAt != null || row.LastError != null))
            .OrderBy(row => row.Id).Select(row => new { row.Id, row.Payload, row.LastError, Dead = row.DeadAt != null }).ToListAsync(cancellationToken);
        return
        [
            .. messages.Select(row => new DispatchFailure(
                row.Id, Guid.TryParse((string?)JsonNode.Parse(row.Payload)?["documentId"], out var document) ? document : Guid.Empty, row.LastError, row.Dead)),
        ];
    }

    public static async Task<IReadOnlyList<DispatchFailure>> DeadAsync(DbContext context, CancellationToken cancellationToken) =>
        [.. (await ListAsync(context, cancellationToken)).Where(failure => failure.IsGivenUp)];
}
