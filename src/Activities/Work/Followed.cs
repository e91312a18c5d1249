using System.Globalization;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>Whom a dossier waits for now.</summary>
public sealed record WaitsFor(string Title, DateTimeOffset Since, IReadOnlyList<string> People);

/// <summary>Something that one decided, and where it is now.</summary>
public sealed record FollowedRow(
    Guid WorkItemId, Guid DossierId, string Title, string Outcome, string? Comment, DateTimeOffset DecidedAt, string? DecidedAs, string Subject, string? IncomingNumber,
    string? Sender, DossierState DossierState, DeadlineWords? Deadline, IReadOnlyList<WaitsFor> Now);

/// <summary>A page of them; Next is null on the last one.</summary>
public sealed record FollowedPage(IReadOnlyList<FollowedRow> Items, string? Next);

/// <summary>Việc đã xử lý, việc tôi theo dõi: what one decided, newest first.</summary>
public static class Followed
{
    /// <summary>How far back the list of what is not finished looks, in decisions of the reader: it must not walk through years of them.</summary>
    public const int Window = 1000;

    /// <exception cref="RuleViolation"><c>cursor.invalid</c>.</exception>
    public static async Task<FollowedPage> DoneAsync(DbContext context, Guid personId, string? after, int size, InboxDay day, CancellationToken cancellationToken) =>
        await PageAsync(context, await Decided(context, personId, after).Take(size + 1).ToListAsync(cancellationToken), size, day, cancellationToken);

    /// <summary>One line a dossier that is not finished.</summary>
    /// <exception cref="RuleViolation"><c>cursor.invalid</c>.</exception>
    public static async Task<FollowedPage> SentAsync(DbContext context, Guid personId, string? after, int size, InboxDay day, CancellationToken cancellationToken)
    {
        var recent = Decided(context, personId, null).Take(Window);
        var open =
            from item in recent
            join dossier in context.Set<Dossier>() on item.DossierId equals dossier.Id
            where dossier.State == DossierState.Open || dossier.State == DossierState.Paused
            orderby item.DecidedAt descending, item.Id descending
            select item;
        var (at, id) = after is null ? (DateTimeOffset.MaxValue, Guid.Empty) : Read(after);
        var lines = (await open.ToListAsync(cancellationToken)).DistinctBy(item => item.DossierId)
            .SkipWhile(item => after is not null && (item.DecidedAt > at || (item.DecidedAt == at && item.Id != id))).Skip(after is null ? 0 : 1).Take(size + 1);
        return await PageAsync(context, [.. lines], size, day, cancellationToken);
    }

    internal static IQueryable<WorkItem> Decided(DbContext context, Guid personId, string? after)
    {
        var items = context.Set<WorkItem>().AsNoTracking().Where(item => item.DecidedBy == personId);
        if (after is not null)
        {
            var (at, id) = Read(after);
            items = items.Where(item => item.DecidedAt < at || (item.DecidedAt == at && item.Id < id));
        }

        return items.OrderByDescending(item => item.DecidedAt).ThenByDescending(item => item.Id);
    }

    private static async Task<FollowedPage> PageAsync(DbContext context, List<WorkItem> found, int size, InboxDay day, CancellationToken cancellationToken)
    {
        var page = found.Take(size).ToList();
        var ids = page.Select(item => item.DossierId).Distinct().ToList();
        var dossiers = await context.Set<Dossier>().Where(dossier => ids.Contains(dossier.Id)).ToDictionaryAsync(dossier => dossier.Id, cancellationToken);
        var deadlines = await context.Set<Deadline>().Where(deadline => ids.Contains(deadline.DossierId)).ToDictionaryAsync(deadline => deadline.DossierId, cancellationToken);
        var waiting = (await context.Set<WorkItem>().Where(item => ids.Contains(item.DossierId) && item.State == WorkItemState.Open)
            .OrderBy(item => item.CreatedAt).ToListAsync(cancellationToken)).ToLookup(item => item.DossierId);
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        return new FollowedPage([.. page.Select(Row)], found.Count > size ? Write(page[^1]) : null);

        FollowedRow Row(WorkItem item)
        {
            var dossier = dossiers[item.DossierId];
            var deadline = deadlines.GetValueOrDefault(dossier.Id);
            return new FollowedRow(
                item.Id, dossier.Id, item.Title, item.Outcome ?? "", item.Comment, item.DecidedAt ?? default, item.DecidedAs, dossier.Subject, dossier.IncomingNumber,
                dossier.Sender, dossier.State, DeadlineWords.Of(deadline?.DueOn, deadline?.State, day.Today, calendar, day.DueSoonDays),
                [.. waiting[dossier.Id].Select(open => new WaitsFor(open.Title, open.CreatedAt, open.PeopleAsked(day.Organisation)))]);
        }
    }

    private static string Write(WorkItem item) => string.Create(CultureInfo.InvariantCulture, $"{item.DecidedAt!.Value.UtcTicks}.{item.Id:N}");

    private static (DateTimeOffset At, Guid Id) Read(string text) =>
        text.Split('.') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            && Guid.TryParseExact(id, "N", out var item)
            ? (new DateTimeOffset(at, TimeSpan.Zero), item)
            : throw RuleViolation.Invalid("cursor.invalid", "Không đọc được vị trí trang. Tải lại danh sách từ trang đầu.");
}
