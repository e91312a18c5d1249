using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Work;

/// <summary>What a row of the inbox shows; relative times are put into words by the reader.</summary>
/// <param name="WorkItemId">What is decided.</param>
/// <param name="RowVersion">Of the work item.</param>
/// <param name="Kind">What is asked, as a code.</param>
/// <param name="Title">What is asked, as a verb.</param>
/// <param name="Round">2 and more: it came back.</param>
/// <param name="CreatedAt">Since when it waits.</param>
/// <param name="Offered">True when others may take it too.</param>
/// <param name="SentByAs">Unit and position of who passed it on; null when nobody did.</param>
/// <param name="DossierId">Where it belongs.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="IncomingNumber">Number of the incoming document; null when the dossier began without one.</param>
/// <param name="IncomingSymbol">Its symbol.</param>
/// <param name="Sender">Its sender.</param>
/// <param name="Urgency">Of the incoming document.</param>
/// <param name="DueOn">Of what is asked beside the procedure, else of the dossier, else what the sender asks for; null: no deadline.</param>
/// <param name="DeadlineState">Null: no deadline.</param>
public sealed record InboxRow(
    Guid WorkItemId, int RowVersion, string Kind, string Title, int Round, DateTimeOffset CreatedAt, bool Offered, string? SentByAs,
    Guid DossierId, string Subject, string? IncomingNumber, string? IncomingSymbol, string? Sender, Urgency? Urgency,
    DateOnly? DueOn, DeadlineStatus? DeadlineState)
{
    /// <summary>The person replaced; null for one's own work.</summary>
    public OnBehalfOf? OnBehalfOf { get; init; }
}

/// <summary>Where the next page begins: behind this row.</summary>
public sealed record InboxCursor(DateOnly? DueOn, Guid WorkItemId)
{
    public static InboxCursor After(InboxRow row) => new(row.DueOn, row.WorkItemId);
}

/// <summary>Hộp việc: the open work items of one person and of those he replaces, those due first on top, those without a deadline last.</summary>
public static class Inbox
{
    /// <param name="context">Where to read.</param>
    /// <param name="reach">Whose work: one's own, and that of those one replaces.</param>
    /// <param name="after">Null for the first page.</param>
    /// <param name="pageSize">At most this many rows.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<InboxRow>> ListAsync(DbContext context, Reach reach, InboxCursor? after, int pageSize,
        CancellationToken cancellationToken)
    {
        var rows = await Rows(context, reach, after).Take(pageSize).ToListAsync(cancellationToken);
        var onBehalf = await reach.OnBehalfAsync(context, [.. rows.Select(row => row.WorkItemId)], cancellationToken);
        return onBehalf.Count == 0 ? rows : [.. rows.Select(row => row with { OnBehalfOf = onBehalf.GetValueOrDefault(row.WorkItemId) })];
    }

    public static Task<int> CountAsync(DbContext context, Reach reach, CancellationToken cancellationToken) =>
        reach.OpenItems(context).CountAsync(cancellationToken);

    internal static IQueryable<InboxRow> Rows(DbContext context, Reach reach, InboxCursor? after)
    {
        var rows =
            from item in reach.OpenItems(context)
            join dossier in context.Set<Dossier>() on item.DossierId equals dossier.Id
            join incoming in context.Set<IncomingDocument>() on dossier.IncomingDocumentId equals incoming.Id into incomings
            from incoming in incomings.DefaultIfEmpty()
            join deadline in context.Set<Deadline>() on item.DossierId equals deadline.DossierId into deadlines
            from deadline in deadlines.DefaultIfEmpty()
            select new { item, dossier, incoming, deadline, Due = item.AnswerBy ?? (DateOnly?)deadline.DueOn ?? incoming.DeadlineOn ?? DateOnly.MaxValue };
        if (after is not null)
        {
            var (due, id) = (after.DueOn ?? DateOnly.MaxValue, after.WorkItemId);
            rows = rows.Where(row => row.Due > due || (row.Due == due && row.item.Id > id));
        }

        return rows
            .OrderBy(row => row.Due).ThenBy(row => row.item.Id)
            .Select(row => new InboxRow(row.item.Id, row.item.RowVersion, row.item.Kind, row.item.Title, row.item.Round, row.item.CreatedAt,
                row.item.AssigneeId == null, row.item.SentByAs, row.dossier.Id, row.dossier.Subject,
                row.incoming.Number, row.incoming.Symbol, row.incoming.SenderName, (Urgency?)row.incoming.Urgency,
                row.item.AnswerBy ?? (DateOnly?)row.deadline.DueOn ?? row.incoming.DeadlineOn, (DeadlineStatus?)row.deadline.State));
    }
}
