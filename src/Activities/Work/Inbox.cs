using System.Buffers.Text;
using System.Text;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>What a reading of the inbox goes by.</summary>
/// <param name="Organisation">For names.</param>
/// <param name="Today">The day in Viet Nam.</param>
/// <param name="DueSoonDays">"Due soon" begins with so many working days left.</param>
public sealed record InboxDay(Organisation Organisation, DateOnly Today, int DueSoonDays = DeadlineText.DefaultDueSoon);

/// <summary>Hộp việc: the open work items of one person and of those he acts for.</summary>
/// <remarks>
/// One narrow row of each open item is read and narrowed, counted and ordered here: filters, counts and words are then of one mind on all three
/// databases, and all counts together cost one query. Only the rows of the page are read whole.
/// </remarks>
public static class Inbox
{
    /// <param name="context">Where to read.</param>
    /// <param name="reach">Whose work is seen.</param>
    /// <param name="filter">What it is narrowed to.</param>
    /// <param name="sort">The order.</param>
    /// <param name="after">The page before's <see cref="InboxPage.Next"/>; null for the first page.</param>
    /// <param name="size">At most this many rows.</param>
    /// <param name="day">What it is read by.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <exception cref="RuleViolation"><c>cursor.invalid</c>.</exception>
    public static async Task<InboxPage> ReadAsync(
        DbContext context, Reach reach, InboxFilter filter, InboxSort sort, string? after, int size, InboxDay day, CancellationToken cancellationToken)
    {
        var last = after is null ? "" : Read(after, sort);
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        var columns = new InboxColumns(filter, day.Organisation);
        var facts = await FactsAsync(context, reach, columns.NeedText, day, calendar, cancellationToken);
        var found = columns.Narrow(facts);
        var keyed = found.Select(fact => (Key: fact.KeyOf(sort), Fact: fact)).Where(row => string.CompareOrdinal(row.Key, last) > 0)
            .Order(Comparer<(string Key, InboxFact Fact)>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key))).Take(size + 1).ToList();
        var page = keyed.Take(size).ToList();
        return new InboxPage(
            await ItemsAsync(context, reach, [.. page.Select(row => row.Fact)], day, calendar, cancellationToken),
            keyed.Count > size ? Write(page[^1].Key, sort) : null, found.Count, facts.Count, columns.Facets());
    }

    public static async Task<InboxSummary> SummaryAsync(DbContext context, Reach reach, InboxDay day, CancellationToken cancellationToken)
    {
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        var facts = await FactsAsync(context, reach, withText: false, day, calendar, cancellationToken);
        return new InboxSummary(
            facts.Count, Count(DeadlineState.Overdue), Count(DeadlineState.DueToday), Count(DeadlineState.DueSoon), facts.Count(fact => fact.Round > 1));

        int Count(DeadlineState state) => facts.Count(fact => fact.Deadline == state);
    }

    /// <summary>The narrow rows of open items.</summary>
    internal static IQueryable<InboxFact> Facts(DbContext context, IQueryable<WorkItem> items, bool withText) =>
        from item in items
        join deadline in context.Set<Deadline>() on item.DossierId equals deadline.DossierId into deadlines
        from deadline in deadlines.DefaultIfEmpty()
        select new InboxFact(
            item.Id, item.Kind, item.Title, item.Round, item.CreatedAt, item.SentByAs, item.Sender, item.Urgency, withText ? item.SearchText : null,
            item.AnswerBy ?? (DateOnly?)deadline.DueOn ?? item.SenderDueOn, (DeadlineStatus?)deadline.State);

    internal static IQueryable<InboxRow> Rows(DbContext context, IReadOnlyList<Guid> ids) =>
        from item in context.Set<WorkItem>().AsNoTracking()
        where ids.Contains(item.Id)
        join dossier in context.Set<Dossier>() on item.DossierId equals dossier.Id
        join incoming in context.Set<IncomingDocument>() on dossier.IncomingDocumentId equals incoming.Id into incomings
        from incoming in incomings.DefaultIfEmpty()
        join deadline in context.Set<Deadline>() on item.DossierId equals deadline.DossierId into deadlines
        from deadline in deadlines.DefaultIfEmpty()
        select new InboxRow(
            item.Id, item.RowVersion, item.Kind, item.Title, item.Round, item.CreatedAt, item.AssigneeId == null, item.SentByAs, dossier.Id, dossier.Subject,
            incoming.Number, incoming.Symbol, incoming.SenderName, (Urgency?)incoming.Urgency,
            item.AnswerBy ?? (DateOnly?)deadline.DueOn ?? item.SenderDueOn, (DeadlineStatus?)deadline.State);

    private static async Task<List<InboxFact>> FactsAsync(
        DbContext context, Reach reach, bool withText, InboxDay day, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var states = new Dictionary<DateOnly, DeadlineState>();
        var seen = new HashSet<Guid>();
        var facts = new List<InboxFact>();
        foreach (var (personId, items) in reach.OpenItemsByPerson(context))
        {
            await foreach (var fact in Facts(context, items, withText).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                // One's own work and work for somebody else may be the same item.
                if (seen.Add(fact.Id))
                    facts.Add(fact with { PersonId = personId, Deadline = StateOf(fact) });
            }
        }

        return facts;

        DeadlineState StateOf(InboxFact fact)
        {
            if (fact.DueOn is not { } due || fact.Status == DeadlineStatus.Done)
                return DeadlineState.NoDeadline;
            if (fact.Status == DeadlineStatus.Paused)
                return DeadlineState.Paused;
            if (!states.TryGetValue(due, out var state))
                states[due] = state = DeadlineText.Describe(due, day.Today, calendar, day.DueSoonDays).State;
            return state;
        }
    }

    private static async Task<IReadOnlyList<InboxItem>> ItemsAsync(
        DbContext context, Reach reach, IReadOnlyList<InboxFact> page, InboxDay day, WorkingCalendar calendar, CancellationToken cancellationToken)
    {
        var ids = page.Select(fact => fact.Id).ToList();
        var rows = await Rows(context, ids).ToDictionaryAsync(row => row.WorkItemId, cancellationToken);
        var dossiers = rows.Values.Select(row => row.DossierId).Distinct().ToList();
        var drafters = await context.Set<OutgoingDocument>().Where(document => dossiers.Contains(document.DossierId))
            .Select(document => new { document.DossierId, document.CreatedBy }).ToListAsync(cancellationToken);
        var authorOf = drafters.ToLookup(document => document.DossierId, document => day.Organisation.FindPerson(document.CreatedBy)?.FullName);
        var returns = await ReturnsAsync(context, [.. rows.Values.Where(row => row.Round > 1).Select(row => row.DossierId).Distinct()], day.Organisation, cancellationToken);
        // A row that was decided between the two queries is left out.
        return
        [
            .. page.Where(fact => rows.ContainsKey(fact.Id)).Select(fact => (Fact: fact, Row: rows[fact.Id])).Select(found => new InboxItem(
                found.Row, DeadlineWords.Of(found.Row.DueOn, found.Row.DeadlineState, day.Today, calendar, day.DueSoonDays),
                authorOf[found.Row.DossierId].FirstOrDefault(), found.Row.Round > 1 ? returns.GetValueOrDefault(found.Row.DossierId) : null,
                reach.Replaced.FirstOrDefault(replaced => replaced.PersonId == found.Fact.PersonId)?.View)),
        ];
    }

    private static async Task<IReadOnlyDictionary<Guid, LastReturn>> ReturnsAsync(
        DbContext context, IReadOnlyList<Guid> dossiers, Organisation organisation, CancellationToken cancellationToken)
    {
        if (dossiers.Count == 0)
            return new Dictionary<Guid, LastReturn>();
        var returned = await context.Set<WorkItem>().Where(item => dossiers.Contains(item.DossierId)
                && item.State == WorkItemState.Done && (item.Outcome == WorkOutcomes.Returned || item.Outcome == WorkOutcomes.Refused))
            .Select(item => new { item.DossierId, item.Comment, item.DecidedBy, item.DecidedAs, item.DecidedAt }).ToListAsync(cancellationToken);
        return returned.GroupBy(item => item.DossierId).ToDictionary(of => of.Key, of =>
        {
            var last = of.MaxBy(item => item.DecidedAt)!;
            return new LastReturn(
                last.Comment ?? "", last.DecidedBy is { } by ? organisation.FindPerson(by)?.FullName : null, last.DecidedAs, last.DecidedAt ?? default);
        });
    }

    private static string Write(string key, InboxSort sort) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{(int)sort}{key}"));

    private static string Read(string text, InboxSort sort)
    {
        if (text.Length <= 2000 && Base64Url.IsValid(text) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) is [var first, .. var key] && first == '0' + (int)sort)
            return key;
        throw RuleViolation.Invalid("cursor.invalid", "Không đọc được vị trí trang. Tải lại hộp việc từ trang đầu.");
    }
}
