using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Notifications;

/// <summary>A notice under one's bell.</summary>
public sealed record NotificationRow(Guid Id, Guid? DossierId, string Kind, string Text, DateTimeOffset At, DateTimeOffset? ReadAt);

/// <summary>One's own notices: unread first, then newest first.</summary>
public static class NotificationQuery
{
    public static async Task<(IReadOnlyList<NotificationRow> Items, int Total)> ListAsync(
        DbContext context, Guid personId, int skip, int take, DateTimeOffset? after, CancellationToken cancellationToken)
    {
        var own = context.Set<Notification>().AsNoTracking().Where(notice => notice.PersonId == personId && (after == null || notice.DeliveredAt > after));
        var rows = await own.OrderBy(notice => notice.ReadAt != null).ThenByDescending(notice => notice.At).ThenBy(notice => notice.Id).Skip(skip).Take(take)
            .Select(notice => new NotificationRow(notice.Id, notice.DossierId, notice.Kind, notice.Text, notice.At, notice.ReadAt)).ToListAsync(cancellationToken);
        return (rows, await own.CountAsync(cancellationToken));
    }
}

/// <summary>Đã xem: notices leave the count under the bell.</summary>
public static class ReadNotification
{
    // One write is not to hold up the others for a bell that nobody looked at for a year.
    private const int AtOnce = 1000;

    /// <exception cref="RuleViolation"><c>notification.not-found</c>.</exception>
    public static async Task RunAsync(WriteSession session, Guid id, Guid personId, CancellationToken cancellationToken)
    {
        if (await session.FindAsync<Notification>(id, cancellationToken) is not { } notice || notice.PersonId != personId)
            throw RuleViolation.NotFound("notification.not-found", "Không tìm thấy thông báo này.");
        Mark(session, notice);
    }

    /// <returns>How many were unread.</returns>
    public static async Task<int> AllAsync(WriteSession session, Guid personId, CancellationToken cancellationToken)
    {
        var unread = await session.Context.Set<Notification>().Where(notice => notice.PersonId == personId && notice.ReadAt == null)
            .OrderBy(notice => notice.At).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var notice in unread)
            Mark(session, notice);
        return unread.Count;
    }

    private static void Mark(WriteSession session, Notification notice)
    {
        if (notice.ReadAt is not null)
            return;
        notice.ReadAt = session.Clock.GetUtcNow();
        session.Update(notice);
    }
}
