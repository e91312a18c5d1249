using System.ComponentModel;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using LienThong.Host.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Hộp việc: what waits for the caller, and what became of what the caller decided.</summary>
internal static class InboxApi
{
    public static void MapInbox(this RouteGroupBuilder api)
    {
        var inbox = api.MapGroup("/inbox").WithTags("Việc").NeedsAppointment();
        inbox.MapGet("/", List).WithName("listInbox").WithSummary("Việc đang chờ đồng chí, muộn nhất trước; mỗi cột lọc kèm số lượng");
        inbox.MapGet("/summary", Summarise).WithName("readInboxSummary").WithSummary("Số việc đang chờ, quá hạn, đến hạn, bị trả lại");
        inbox.MapGet("/done", ListDone).WithName("listDone").WithSummary("Việc đồng chí đã xử lý và hồ sơ hiện ở đâu, mới nhất trước");
        inbox.MapGet("/sent", ListSent).WithName("listSent").WithSummary("Hồ sơ đồng chí đã chuyển đi và chưa kết thúc");
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
        [AsParameters] InboxQuery query, CurrentUser user, Reading reading, HostSettings settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync(
            (read, ct) => Inbox.ReadAsync(
                read.Context, user.Reach, query.Filter, query.Sort?.Value ?? InboxSort.Deadline, query.After, Size(query.Size), DayOf(read, settings), ct),
            cancellationToken));

    private static async Task<Ok<InboxSummary>> Summarise(CurrentUser user, Reading reading, HostSettings settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync((read, ct) => Inbox.SummaryAsync(read.Context, user.Reach, DayOf(read, settings), ct), cancellationToken));

    private static async Task<Ok<FollowedPage>> ListDone(
        [Description("«next» của trang trước; để trống cho trang đầu.")] string? after, [Description("Từ 1 đến 200; mặc định 50.")] int? size,
        CurrentUser user, Reading reading, HostSettings settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync(
            (read, ct) => Followed.DoneAsync(read.Context, user.PersonId, after, Size(size), DayOf(read, settings), ct), cancellationToken));

    private static async Task<Ok<FollowedPage>> ListSent(
        [Description("«next» của trang trước; để trống cho trang đầu.")] string? after, [Description("Từ 1 đến 200; mặc định 50.")] int? size,
        CurrentUser user, Reading reading, HostSettings settings, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reading.RunAsync(
            (read, ct) => Followed.SentAsync(read.Context, user.PersonId, after, Size(size), DayOf(read, settings), ct), cancellationToken));

    private static InboxDay DayOf(ReadingContext read, HostSettings settings) => new(read.Organisation, read.Today, settings.Inbox.DueSoonDays);

    private static int Size(int? size) => Math.Clamp(size ?? 50, 1, 200);

    internal sealed record ReviewBody(IReadOnlyList<Guid> WorkItemIds);

    /// <summary>The riskiest first, those that cannot be approved here last.</summary>
    internal sealed record ReviewSheet(IReadOnlyList<ReviewLine> Lines);

    internal sealed record ApproveBody(IReadOnlyList<ItemToApprove> Items, string? Comment = null);

    /// <summary>In the order in which they were sent.</summary>
    internal sealed record ApprovalResults(IReadOnlyList<ApprovalResult> Results);
}

/// <summary>Filters, order and page of the inbox; a parameter may be repeated, its values are alternatives.</summary>
internal sealed record InboxQuery
{
    [Description("«next» của trang trước; để trống cho trang đầu.")] public string? After { get; init; }
    [Description("Từ 1 đến 200; mặc định 50.")] public int? Size { get; init; }
    [Description("deadline (mặc định: muộn nhất trước), newest, sender.")] public Choice<InboxSort>? Sort { get; init; }
    [Description("Mã loại việc: assign, draft, approve, sign…")] public string[]? Kind { get; init; }
    [Description("overdue, dueToday, dueSoon, inTime, noDeadline, paused.")] public Choice<DeadlineState>[]? Deadline { get; init; }
    [Description("normal, urgent, veryUrgent, express.")] public Choice<Urgency>[]? Urgency { get; init; }
    [Description("Cơ quan gửi, đúng như trong danh sách giá trị; «-» là không có văn bản đến.")] public string[]? Sender { get; init; }
    [Description("Chức vụ, đơn vị chuyển đến, đúng như trong danh sách giá trị; «-» là không có.")] public string[]? SentBy { get; init; }
    [Description("true: chỉ việc bị trả lại.")] public bool? Returned { get; init; }
    [Description("Mã người được thay; việc của mình: mã của chính mình.")] public Guid[]? OnBehalf { get; init; }
    [Description("Từ trong số, ký hiệu, trích yếu; không cần dấu.")] public string? Text { get; init; }
    [Description("Chỉ việc đến sau lúc này.")] public DateTimeOffset? Since { get; init; }

    public InboxFilter Filter => new()
    {
        Kinds = Kind ?? [],
        Deadlines = [.. (Deadline ?? []).Select(choice => choice.Value)],
        Urgencies = [.. (Urgency ?? []).Select(choice => choice.Value)],
        Senders = Sender ?? [],
        SentBy = SentBy ?? [],
        Returned = Returned,
        OnBehalf = OnBehalf ?? [],
        Text = Text,
        Since = Since,
    };
}
