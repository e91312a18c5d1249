using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Activities.Registers;
using LienThong.Activities.Work;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Checks;

/// <summary>Who waits for the issued file has a message in the outbox that writes it, and who waits for recipients has one that can still answer.</summary>
internal sealed class AwaitedAnswers : IInvariant
{
    private static readonly string[] Unanswered = [DispatchStatusCodes.Sent, DispatchStatusCodes.Arrived];

    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = await context.Set<OutboxRow>().Where(m => m.Kind == IssuedFile.MessageKind || m.Kind == ExchangeDelivery.MessageKind)
            .Select(m => new { m.Kind, m.Payload }).ToListAsync(cancellationToken);
        var written = Documents(messages.Where(m => m.Kind == IssuedFile.MessageKind).Select(m => m.Payload));
        var carried = Documents(messages.Where(m => m.Kind == ExchangeDelivery.MessageKind).Select(m => m.Payload));
        var pending = await context.Set<Dispatch>().Where(d => Unanswered.Contains(d.StatusCode) && d.RecipientAgencyId != null).ToListAsync(cancellationToken);
        var waits = await context.Set<BookmarkRow>().Where(b => b.Name == IssueNumber.FileBookmark || b.Name == SubmitDocument.ReceiptsBookmark)
            .OrderBy(b => b.Id).ToListAsync(cancellationToken);
        foreach (var wait in waits)
        {
            var document = DocumentOf(wait.Payload);
            if (wait.Name == IssueNumber.FileBookmark && !written.Contains(document))
                yield return new("issued-file.nobody-writes", "Quy trình chờ tệp ban hành nhưng không có thông điệp nào sẽ ghi tệp.", [wait.Id, wait.InstanceId]);
            if (wait.Name == SubmitDocument.ReceiptsBookmark && !pending.Exists(d => d.DocumentId == document))
                yield return new("receipt.nobody-answers", "Quy trình chờ nơi nhận nhưng không còn nơi nhận nào chưa trả lời.", [wait.Id, wait.InstanceId]);
        }

        foreach (var dispatch in pending.Where(d => d.StatusCode == DispatchStatusCodes.Sent && !carried.Contains(d.DocumentId)))
            yield return new("dispatch.not-carried", $"Văn bản gửi {dispatch.RecipientName} chưa đến và không có thông điệp nào sẽ chuyển.", [dispatch.Id.ToString("D")]);
    }

    private static HashSet<Guid> Documents(IEnumerable<string> payloads) => [.. payloads.Select(p => DocumentOf(p))];

    // The facts of a wait begin with a capital, those of a message do not.
    private static Guid DocumentOf(string? payload)
    {
        var facts = payload is null ? null : JsonNode.Parse(payload);
        return Guid.TryParse((string?)(facts?["DocumentId"] ?? facts?["documentId"]), out var id) ? id : Guid.Empty;
    }
}
