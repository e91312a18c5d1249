using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Persistence;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>A recipient's status, as its answer.</summary>
public sealed record Receipt(Guid DispatchId, string StatusCode, DateTimeOffset StatusAt);

/// <summary>The recipient says what became of a document (axis codes 01 to 06); the sender's procedure hears it in the same transaction.</summary>
public sealed class RecordReceipt(CommandRunner commands, WorkflowEngine engine, OrganisationCache organisations)
{
    /// <summary>Shortest reason for a refusal, in characters.</summary>
    public const int ShortestReason = 10;

    // 01 → 03 → 04 → 05 → 06, or 01 → 02; steps may be left out on the way forward, for not every receiver reports each.
    private static readonly Dictionary<string, int> Order = new(StringComparer.Ordinal)
    {
        [DispatchStatusCodes.Sent] = 0,
        [DispatchStatusCodes.Arrived] = 1,
        [DispatchStatusCodes.Accepted] = 3,
        [DispatchStatusCodes.Assigned] = 4,
        [DispatchStatusCodes.InProgress] = 5,
        [DispatchStatusCodes.Completed] = 6,
    };

    /// <summary>By văn thư of the receiving agency.</summary>
    /// <exception cref="RuleViolation"><c>dispatch.not-found</c>, <c>receipt.code</c>, <c>receipt.reason</c>, <c>receipt.order</c>, <c>register.not-clerk</c>.</exception>
    public Task<Receipt> RunAsync(Guid personId, Guid dispatchId, string statusCode, string? reason, string idempotencyKey, CancellationToken cancellationToken) =>
        commands.RunAsync(
            new CommandKey(idempotencyKey, "dispatch.receipt", personId, dispatchId) { Content = new { statusCode, reason } },
            async (session, ct) =>
            {
                var organisation = await organisations.GetAsync(session, ct);
                // Only the recipient's people see a dispatch from their side: to others it is not there (P7).
                var dispatch = await session.FindAsync<Dispatch>(dispatchId, ct);
                if (dispatch?.RecipientAgencyId is not { } recipient || organisation.PositionsOf(personId, VietnamTime.Today(session.Clock)).All(h => h.Agency.Id != recipient))
                    throw RuleViolation.NotFound("dispatch.not-found", "Không có văn bản gửi đến này ở cơ quan của đồng chí.");
                var clerk = RegistryClerk.Of(organisation, personId, recipient, VietnamTime.Today(session.Clock));
                var text = CheckedReason(statusCode, reason);
                await ApplyAsync(session, dispatch, statusCode, text, clerk, ct);
                return new Receipt(dispatch.Id, dispatch.StatusCode, dispatch.StatusAt);
            },
            cancellationToken);

    /// <summary>The document was entered in the recipient's register: status 03 goes back in the same transaction, unless the recipient has said so before.</summary>
    /// <exception cref="RuleViolation"><c>dispatch.not-found</c>; <c>receipt.order</c>: it was refused or taken back.</exception>
    internal async Task RegisteredAsync(WriteSession session, Guid dispatchId, Guid agencyId, Actor clerk, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<Dispatch>(dispatchId, cancellationToken) is not { } dispatch || dispatch.RecipientAgencyId != agencyId)
            throw RuleViolation.NotFound("dispatch.not-found", "Không có văn bản gửi đến này ở cơ quan của đồng chí.");
        if (!IsAccepted(dispatch.StatusCode))
            await ApplyAsync(session, dispatch, DispatchStatusCodes.Accepted, null, clerk, cancellationToken);
    }

    /// <summary>Moves the dispatch on and wakes the sender's procedure when all have answered.</summary>
    internal async Task ApplyAsync(WriteSession session, Dispatch dispatch, string statusCode, string? reason, Actor reporter, CancellationToken cancellationToken)
    {
        MustFollow(dispatch, statusCode);
        dispatch.StatusCode = statusCode;
        dispatch.StatusAt = session.Clock.GetUtcNow();
        dispatch.Reason = reason;
        session.Update(dispatch);
        session.Insert(new DispatchStatus
        {
            Id = session.NewId(),
            DispatchId = dispatch.Id,
            Code = statusCode,
            At = dispatch.StatusAt,
            Reason = reason,
            ReportedBy = reporter.ActingAs ?? reporter.Name,
        });
        await AuditTrail.AppendAsync(
            session, reporter, "dispatch.receipt", new AuditSubject("dispatch", dispatch.Id, dispatch.DossierId), new { StatusCode = statusCode, Reason = reason, dispatch.RecipientName }, cancellationToken);
        if (statusCode == DispatchStatusCodes.Refused)
            await TellSenderAsync(session, dispatch, reason, cancellationToken);
        await session.FlushAsync(cancellationToken);
        await WakeSenderAsync(session, dispatch, cancellationToken);
    }

    private async Task TellSenderAsync(WriteSession session, Dispatch dispatch, string? reason, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<OutgoingDocument>(dispatch.DocumentId, cancellationToken) is not { } document)
            return;
        var organisation = await organisations.GetAsync(session, cancellationToken);
        var clerks = organisation.HoldersInAgency(document.AgencyId, PositionCodes.Registry, VietnamTime.Today(session.Clock)).Select(h => h.Person.Id);
        Notices.Add(session, NoticeKinds.Delivery, [.. clerks, document.CreatedBy], dispatch.DossierId, $"{dispatch.RecipientName} từ chối tiếp nhận: {document.Subject}. Lý do: {reason}");
    }

    private async Task WakeSenderAsync(WriteSession session, Dispatch dispatch, CancellationToken cancellationToken)
    {
        // One after the other for one document: of two last answers at once, neither would see the other, and nobody would wake the sender.
        await session.FindAsync<OutgoingDocument>(dispatch.DocumentId, cancellationToken);
        var all = await session.Context.Set<Dispatch>().Where(d => d.DocumentId == dispatch.DocumentId)
            .Select(d => new { d.StatusCode, d.StatusAt, d.SentAt }).ToListAsync(cancellationToken);
        // A refusal was answered by the next sending, to the same recipient or to the right one.
        var lastSent = all.Max(d => d.SentAt);
        var latest = all.Where(d => d.StatusCode != DispatchStatusCodes.Refused || d.StatusAt >= lastSent).Select(d => d.StatusCode).ToList();
        string? result = latest.Exists(code => code == DispatchStatusCodes.Refused) ? "Refused" : latest.TrueForAll(IsAccepted) ? "Accepted" : null;
        if (result is null)
            return;
        await engine.DeliverAsync(
            session, new Stimulus(SubmitDocument.ReceiptsBookmark, SubmitDocument.PayloadOf(dispatch.DocumentId)),
            new Dictionary<string, object?> { [SubmitDocument.ResultKey] = result }, dispatch.DossierId.ToString("D"), cancellationToken);
    }

    private static bool IsAccepted(string code) => Order.TryGetValue(code, out var order) && order >= Order[DispatchStatusCodes.Accepted];

    private static void MustFollow(Dispatch dispatch, string next)
    {
        var refusable = dispatch.StatusCode is DispatchStatusCodes.Sent or DispatchStatusCodes.Arrived;
        var follows = next == DispatchStatusCodes.Refused
            ? refusable
            : Order.TryGetValue(next, out var to) && Order.TryGetValue(dispatch.StatusCode, out var from) && to > from;
        if (!follows)
            throw new RuleViolation("receipt.order", $"Không chuyển được từ trạng thái {dispatch.StatusCode} sang {next}. Tải lại để xem trạng thái hiện tại.");
    }

    private static string? CheckedReason(string statusCode, string? reason)
    {
        if (statusCode != DispatchStatusCodes.Refused && !Order.ContainsKey(statusCode) || statusCode == DispatchStatusCodes.Sent)
            throw RuleViolation.Invalid("receipt.code", $"Mã trạng thái \"{statusCode}\" không dùng được ở đây. Dùng 01, 02, 03, 04, 05 hoặc 06.");
        var text = GivenText.OptionalLines(reason, "Lý do", "receipt.reason", 500);
        if (statusCode == DispatchStatusCodes.Refused && (text?.Length ?? 0) < ShortestReason)
            throw RuleViolation.Invalid("receipt.reason", $"Từ chối tiếp nhận phải nêu lý do, ít nhất {ShortestReason} ký tự.");
        return text;
    }
}
