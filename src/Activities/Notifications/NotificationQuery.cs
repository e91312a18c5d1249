using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Notifications;

/// <summary>A notice under one's bell.</summary>
public sealed record NotificationRow(Guid Id, Guid? DossierId, string Kind, string Text, DateTimeOffset At, DateTimeOffset? ReadAt);

/// <summary>A notice with the subject of its dossier.</summary>
public sealed class SaidNotice
{
    public required Notification Notice { get; init; }

    /// <summary>Null when it is about no dossier.</summary>
    public required string? Subject { get; init; }

    /// <summary>The whole sentence.</summary>
    public string Text => Notice.SubjectAt is { } at ? Notice.Text.Insert(at, Subject ?? "") : Notice.Text;
}

/// <summary>One's own notices: unread first, then newest first.</summary>
public static class NotificationQuery
{
    public static async Task<(IReadOnlyList<NotificationRow> Items, int Total)> ListAsync(
        DbContext context, Guid personId, int skip, int take, DateTimeOffset? after, CancellationToken cancellationToken)
    {
        var own = context.Set<Notification>().AsNoTracking().Where(notice => notice.PersonId == personId && (after == null || notice.DeliveredAt > after));
        var page = own.OrderBy(notice => notice.ReadAt != null).ThenByDescending(notice => notice.At).ThenBy(notice => notice.Id).Skip(skip).Take(take);
        var rows = await Said(context, page).OrderBy(said => said.Notice.ReadAt != null).ThenByDescending(said => said.Notice.At).ThenBy(said => said.Notice.Id).ToListAsync(cancellationToken);
        return (
            [.. rows.Select(said => new NotificationRow(said.Notice.Id, said.Notice.DossierId, said.Notice.Kind, said.Text, said.Notice.At, said.Notice.ReadAt))],
            await own.CountAsync(cancellationToken));
    }

    /// <summary>The notices with what is needed to read them.</summary>
    public static IQueryable<SaidNotice> Said(DbContext context, IQueryable<Notification> notices) =>
        from notice in notices
        join dossier in context.Set<Dossier>() on notice.DossierId equals (Guid?)dossier.Id into dossiers
        from dossier in dossiers.DefaultIfEmpty()
        select new SaidNotice { Notice = notice, Subject = dossier.Subject };
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
