using System.ComponentModel;
using LienThong.Activities.Commands;
using LienThong.Activities.Notifications;
using LienThong.Activities.Work;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Api;

/// <summary>One's own bell.</summary>
internal static class NotificationsApi
{
    public static void MapNotifications(this RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Thông báo").NeedsSession();
        notifications.MapGet("/", List).WithName("listNotifications").WithSummary("Thông báo của đồng chí, chưa xem trước");
        notifications.MapGet("/unread", CountUnread).WithName("countUnreadNotifications").WithSummary("Số thông báo chưa xem");
        notifications.MapPost("/{id:guid}/read", MarkRead).WithName("readNotification").WithSummary("Đánh dấu đã xem");
        notifications.MapPost("/read-all", MarkAllRead).WithName("readAllNotifications").WithSummary("Đánh dấu đã xem tất cả");
    }

    private static async Task<Ok<NotificationPage>> List(
        [AsParameters] PageRequest page, [Description("Chỉ thông báo đến sau thời điểm này.")] DateTimeOffset? after, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var found = await reading.RunAsync(async (read, ct) => new NotificationPage(
            page.Of(await NotificationQuery.ListAsync(read.Context, user.PersonId, page.Skip, page.Take, after, ct)),
            await read.Context.Set<Notification>().CountAsync(notice => notice.PersonId == user.PersonId && notice.ReadAt == null, ct)), cancellationToken);
        return TypedResults.Ok(found);
    }

    private static async Task<Ok<UnreadView>> CountUnread(CurrentUser user, Reading reading, CancellationToken cancellationToken) =>
        TypedResults.Ok(new UnreadView(await reading.RunAsync((read, ct) => read.Context.Set<Notification>().CountAsync(notice => notice.PersonId == user.PersonId && notice.ReadAt == null, ct), cancellationToken)));

    private static async Task<NoContent> MarkRead(Guid id, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        await commands.RunAsync(key.For(user, "readNotification", new { id }), (session, ct) => ReadNotification.RunAsync(session, id, user.PersonId, ct), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<MarkedView>> MarkAllRead(CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken)
    {
        var marked = await commands.RunAsync(key.For(user, "readAllNotifications", null), (session, ct) => ReadNotification.AllAsync(session, user.PersonId, ct), cancellationToken);
        return TypedResults.Ok(new MarkedView(marked));
    }

    internal sealed record NotificationPage(Page<NotificationRow> Notifications, int Unread);

    internal sealed record UnreadView(int Unread);

    internal sealed record MarkedView(int Marked);
}
