using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>An incoming document as a list shows it.</summary>
public sealed record IncomingRow(
    Guid Id, Guid DossierId, int ArrivalNumber, DateTimeOffset ArrivedAt, string Number, string Symbol, DateOnly IssuedOn, string TypeCode, string Subject,
    string Sender, Urgency Urgency, IncomingState State, DateOnly? DeadlineOn, bool NeedsReply, string? ReplyNumber, string? ReplySymbol, string? LeadUnit,
    DeadlineWords? Deadline);

/// <summary>An incoming document with its files.</summary>
public sealed record IncomingDetail(IncomingRow Document, Guid RegisterId, Guid? SenderAgencyId, Guid? ReplyDocumentId, int RowVersion, IReadOnlyList<VersionRow> Files);

/// <summary>What a list of incoming documents is narrowed to; null for all.</summary>
/// <param name="Year">Of arrival, in Viet Nam.</param>
/// <param name="State">One state.</param>
/// <param name="Text">Words of number, sender or subject, with or without marks.</param>
public sealed record IncomingFilter(int? Year, IncomingState? State, string? Text);

/// <summary>Văn bản đến as the reader may see them, newest first.</summary>
public static class IncomingDocumentQuery
{
    public static async Task<(IReadOnlyList<IncomingRow> Items, int Total)> ListAsync(
        DbContext context, DossierAccess access, IncomingFilter filter, Organisation organisation, DateOnly today, int skip, int take, CancellationToken cancellationToken)
    {
        var documents = access.Incoming(context);
        if (filter.Year is { } year)
        {
            var span = YearSpan.Of(year);
            var (from, to) = (span.From, span.To);
            documents = documents.Where(document => document.ArrivedAt >= from && document.ArrivedAt < to);
        }

        if (filter.State is { } state)
            documents = documents.Where(document => document.State == state);
        var (page, total) = await FoldedSearch.PageAsync(
            documents.OrderByDescending(document => document.ArrivedAt).ThenByDescending(document => document.ArrivalNumber).ThenBy(document => document.Id),
            document => new Searched(document.Id, document.Number + "/" + document.Symbol + " " + document.SenderName + " " + document.Subject, null),
            filter.Text, skip, take, cancellationToken);
        return (await RowsAsync(context, page, organisation, today, cancellationToken), total);
    }

    /// <summary>Null when there is none that this person may read.</summary>
    public static async Task<IncomingDetail?> FindAsync(
        DbContext context, DossierAccess access, Guid id, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        if (await access.Incoming(context).FirstOrDefaultAsync(document => document.Id == id, cancellationToken) is not { } found)
            return null;
        var rows = await RowsAsync(context, [found], organisation, today, cancellationToken);
        var files = await VersionQuery.ListAsync(context.Set<DocumentVersion>().AsNoTracking(), [id], organisation, cancellationToken);
        return new IncomingDetail(rows[0], found.RegisterId, found.SenderAgencyId, found.ReplyDocumentId, found.RowVersion, files);
    }

    internal static async Task<IReadOnlyList<IncomingRow>> RowsAsync(
        DbContext context, IReadOnlyList<IncomingDocument> documents, Organisation organisation, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = documents.Select(document => document.DossierId).ToList();
        var dossiers = await context.Set<Dossier>().Where(dossier => ids.Contains(dossier.Id)).Select(dossier => new { dossier.Id, dossier.LeadUnitId })
            .ToDictionaryAsync(dossier => dossier.Id, dossier => dossier.LeadUnitId, cancellationToken);
        var deadlines = await DeadlineQuery.OfAsync(context, ids, today, cancellationToken);
        return
        [
            .. documents.Select(document => new IncomingRow(
                document.Id, document.DossierId, document.ArrivalNumber, document.ArrivedAt, document.Number, document.Symbol, document.IssuedOn, document.TypeCode,
                document.Subject, document.SenderName, document.Urgency, document.State, document.DeadlineOn, document.NeedsReply, document.ReplyNumber,
                document.ReplySymbol, dossiers.GetValueOrDefault(document.DossierId) is { } unit ? organisation.FindUnit(unit)?.Name : null,
                deadlines.GetValueOrDefault(document.DossierId))),
        ];
    }
}

/// <summary>Deadlines of several dossiers, in words.</summary>
internal static class DeadlineQuery
{
    public static async Task<IReadOnlyDictionary<Guid, DeadlineWords?>> OfAsync(
        DbContext context, IReadOnlyCollection<Guid> dossierIds, DateOnly today, CancellationToken cancellationToken)
    {
        var deadlines = await context.Set<Deadline>().AsNoTracking().Where(deadline => dossierIds.Contains(deadline.DossierId)).ToListAsync(cancellationToken);
        if (deadlines.Count == 0)
            return new Dictionary<Guid, DeadlineWords?>();
        var calendar = await CalendarTable.LoadAsync(context, cancellationToken);
        return deadlines.ToDictionary(deadline => deadline.DossierId, deadline => DeadlineWords.Of(deadline.DueOn, deadline.State, today, calendar) is not { } words ? null
            : deadline.FirstDueOn == deadline.DueOn ? words : words with { FirstDueOn = deadline.FirstDueOn });
    }
}
