using System.ComponentModel;
using System.Globalization;
using LienThong.Activities.Approvals;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Hộp việc: what waits for the caller.</summary>
internal static class InboxApi
{
    private const string NoDeadline = "none";
    private const string DateForm = "yyyyMMdd";

    public static void MapInbox(this RouteGroupBuilder api)
    {
        var inbox = api.MapGroup("/inbox").WithTags("Việc").NeedsAppointment();
        inbox.MapGet("/", List).WithName("listInbox").WithSummary("Việc đang chờ đồng chí, hạn gần nhất trước");
        inbox.MapPost("/review", Review).WithName("reviewTogether").WithSummary("Bảng duyệt: rủi ro của từng việc định duyệt cùng lúc");
        inbox.MapPost("/approve", Approve).WithName("approveTogether").WithSummary("Duyệt cùng lúc nhiều việc; kết quả theo từng việc");
    }

    private static async Task<Ok<ReviewSheet>> Review(ReviewBody body, CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ReviewSheet(await reading.RunAsync(
            (read, ct) => BulkReview.ReadAsync(read.Context, user.Reach, body.WorkItemIds, read.Organisation, read.Today, ct), cancellationToken)));

    private static async Task<Ok<ApprovalResults>> Approve(
        ApproveBody body, CurrentUser user, IdempotencyKey key, ApproveTogether approve, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ApprovalResults(await approve.RunAsync(user.Reach, body.Items, body.Comment, key.Value, cancellationToken)));

    private static async Task<Ok<InboxPage>> List(
        [Description("«next» của trang trước; để trống cho trang đầu.")] string? after, [Description("Từ 1 đến 200; mặc định 50.")] int? size,
        CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var pageSize = Math.Clamp(size ?? 50, 1, 200);
        var cursor = after is null ? null : Read(after);
        var page = await reading.RunAsync(async (read, ct) =>
        {
            // One more than asked for tells whether there is a next page.
            var rows = await Inbox.ListAsync(read.Context, user.Reach, cursor, pageSize + 1, ct);
            var calendar = await CalendarTable.LoadAsync(read.Context, ct);
            var shown = rows.Take(pageSize).ToList();
            return new InboxPage(
                [.. shown.Select(row => new InboxItem(row, DeadlineWords.Of(row.DueOn, row.DeadlineState, read.Today, calendar)))],
                rows.Count > pageSize ? Write(InboxCursor.After(shown[^1])) : null, await Inbox.CountAsync(read.Context, user.Reach, ct));
        }, cancellationToken);
        return TypedResults.Ok(page);
    }

    private static string Write(InboxCursor cursor) =>
        $"{cursor.DueOn?.ToString(DateForm, CultureInfo.InvariantCulture) ?? NoDeadline}.{cursor.WorkItemId:N}";

    private static InboxCursor Read(string text)
    {
        if (text.Split('.') is [var date, var id] && Guid.TryParseExact(id, "N", out var workItemId))
        {
            if (date == NoDeadline)
                return new InboxCursor(null, workItemId);
            if (DateOnly.TryParseExact(date, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var due))
                return new InboxCursor(due, workItemId);
        }

        throw new ApiRefusal(StatusCodes.Status400BadRequest, "cursor.invalid", "Không đọc được vị trí trang. Tải lại hộp việc từ trang đầu.");
    }

    /// <summary>Next is null on the last page; Total counts all that waits.</summary>
    internal sealed record InboxPage(IReadOnlyList<InboxItem> Items, string? Next, int Total);

    internal sealed record ReviewBody(IReadOnlyList<Guid> WorkItemIds);

    /// <summary>The riskiest first, those that cannot be approved here last.</summary>
    internal sealed record ReviewSheet(IReadOnlyList<ReviewLine> Lines);

    internal sealed record ApproveBody(IReadOnlyList<ItemToApprove> Items, string? Comment = null);

    /// <summary>In the order in which they were sent.</summary>
    internal sealed record ApprovalResults(IReadOnlyList<ApprovalResult> Results);

    internal sealed record InboxItem(InboxRow Work, DeadlineWords? Deadline);
}
