using System.ComponentModel;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Exchange;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>Documents between agencies: the sender follows them, the recipient's văn thư answers them.</summary>
internal static class DispatchesApi
{
    public static void MapDispatches(this RouteGroupBuilder api)
    {
        var dispatches = api.MapGroup("/dispatches").WithTags("Gửi nhận").NeedsAppointment();
        dispatches.MapGet("/", ListOfDocument).WithName("listDispatches").WithSummary("Nơi nhận của một văn bản đi và trạng thái của từng nơi");
        dispatches.MapGet("/sent", ListSent).NeedsPosition(PositionCodes.Registry).WithName("listSentDispatches").WithSummary("Văn bản đã gửi và trạng thái của nơi nhận, mới nhất trước");
        dispatches.MapPost("/{id:guid}/resend", Resend).NeedsPosition(PositionCodes.Registry).WithName("resendDispatch").WithSummary("Gửi lại nơi đã từ chối, hoặc chuyển lại khi chuyển không được");
        dispatches.MapGet("/incoming", ListReceived).NeedsPosition(PositionCodes.Registry).WithName("listReceivedDispatches").WithSummary("Văn bản các cơ quan khác gửi đến, mới nhất trước");
        dispatches.MapPost("/{id:guid}/receipts", Answer).NeedsPosition(PositionCodes.Registry).WithName("recordReceipt").WithSummary("Báo trạng thái tiếp nhận, xử lý cho nơi gửi");
    }

    private static async Task<Ok<IReadOnlyList<DispatchRow>>> ListOfDocument(Guid documentId, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var dispatches = await reading.RunAsync(async (read, ct) =>
            await user.Access().Outgoing(read.Context).AnyAsync(document => document.Id == documentId, ct)
                ? await DispatchQuery.OfDocumentAsync(read.Context, documentId, ct)
                : throw DossierAccess.DocumentNotFound(), cancellationToken);
        return TypedResults.Ok(dispatches);
    }

    private static async Task<Ok<Page<ReceivedDispatchRow>>> ListReceived(
        [Description("Mã trạng thái của trục liên thông, ví dụ 01; để trống là tất cả.")] string? statusCode, [AsParameters] PageRequest page,
        CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var found = await reading.RunAsync((read, ct) =>
            DispatchQuery.ReceivedAsync(read.Context, user.Access(), statusCode, read.Organisation, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<Page<SentDispatchRow>>> ListSent(
        [Description("waiting, refused, failed, accepted, other.")] Choice<DispatchGroup>? filter, [Description("Từ trong số, trích yếu, nơi nhận; không cần dấu.")] string? text,
        [AsParameters] PageRequest page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var found = await reading.RunAsync((read, ct) => SentDispatchQuery.ListAsync(read.Context, user.Access(), filter?.Value, text, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<Resent>> Resend(Guid id, CurrentUser user, IdempotencyKey key, ResendDispatch resend, CancellationToken cancellationToken) =>
        TypedResults.Ok(await resend.RunAsync(user.PersonId, id, key.Value, cancellationToken));

    private static async Task<Ok<Receipt>> Answer(
        Guid id, ReceiptBody body, CurrentUser user, IdempotencyKey key, RecordReceipt receipts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await receipts.RunAsync(user.PersonId, id, body.StatusCode, body.Reason, key.Value, cancellationToken));

    /// <summary>Code of the exchange axis, 01 to 06; 02 needs a reason.</summary>
    internal sealed record ReceiptBody(string StatusCode, string? Reason = null);
}
