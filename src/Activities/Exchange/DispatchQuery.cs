using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>One status of a dispatch, with its words.</summary>
public sealed record DispatchStep(string Code, string Text, DateTimeOffset At, string? Reason, string? ReportedBy);

/// <summary>A dispatch as the sender follows it.</summary>
public sealed record DispatchRow(
    Guid Id, Guid DocumentId, Guid? RecipientAgencyId, string RecipientName, string StatusCode, string Status, DateTimeOffset StatusAt, string? Reason,
    DateTimeOffset? SentAt, string? ResponseForNumber, DateOnly? ResponseForDate, IReadOnlyList<DispatchStep> Steps);

/// <summary>A dispatch as the recipient's văn thư sees it.</summary>
/// <param name="Id">To answer it.</param>
/// <param name="DocumentId">The sender's document.</param>
/// <param name="IssuedVersionNo">The one version that may be read; null while it is being written.</param>
/// <param name="Sender">The sending agency.</param>
/// <param name="Number">Số.</param>
/// <param name="Symbol">Ký hiệu.</param>
/// <param name="IssuedOn">Ngày ban hành.</param>
/// <param name="TypeCode">Loại.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Urgency">Độ khẩn.</param>
/// <param name="SentAt">When.</param>
/// <param name="StatusCode">Of the exchange axis.</param>
/// <param name="Status">In words.</param>
/// <param name="StatusAt">Since when.</param>
/// <param name="ResponseForNumber">The document of the recipient that it answers.</param>
/// <param name="RegisteredAs">The recipient's incoming document, once it is registered there.</param>
public sealed record ReceivedDispatchRow(
    Guid Id, Guid DocumentId, int? IssuedVersionNo, string Sender, int? Number, string Symbol, DateOnly? IssuedOn, string TypeCode, string Subject, Urgency Urgency,
    DateTimeOffset? SentAt, string StatusCode, string Status, DateTimeOffset StatusAt, string? ResponseForNumber, Guid? RegisteredAs);

/// <summary>What the exchange knows of a document that arrived by it, so that nobody types it.</summary>
public sealed record TakenOver(Guid SenderAgencyId, string MessageId, StoredFile File)
{
    /// <summary>What was sent with it.</summary>
    public IReadOnlyList<StoredFile> Attachments { get; init; } = [];
}

/// <summary>Dispatches from both sides.</summary>
public static class DispatchQuery
{
    /// <summary>All dispatches of a document; the caller has checked that it may be read.</summary>
    public static async Task<IReadOnlyList<DispatchRow>> OfDocumentAsync(DbContext context, Guid documentId, CancellationToken cancellationToken)
    {
        var dispatches = await context.Set<Dispatch>().AsNoTracking().Where(dispatch => dispatch.DocumentId == documentId)
            .OrderBy(dispatch => dispatch.SentAt).ThenBy(dispatch => dispatch.RecipientName).ToListAsync(cancellationToken);
        return await RowsAsync(context, dispatches, cancellationToken);
    }

    /// <summary>In the order given.</summary>
    internal static async Task<IReadOnlyList<DispatchRow>> RowsAsync(DbContext context, IReadOnlyList<Dispatch> dispatches, CancellationToken cancellationToken)
    {
        var ids = dispatches.Select(dispatch => dispatch.Id).ToList();
        var steps = (await context.Set<DispatchStatus>().AsNoTracking().Where(status => ids.Contains(status.DispatchId))
            .OrderBy(status => status.At).ThenBy(status => status.Id).ToListAsync(cancellationToken)).ToLookup(status => status.DispatchId);
        return
        [
            .. dispatches.Select(dispatch => new DispatchRow(
                dispatch.Id, dispatch.DocumentId, dispatch.RecipientAgencyId, dispatch.RecipientName, dispatch.StatusCode, DispatchWords.Of(dispatch.StatusCode),
                dispatch.StatusAt, dispatch.Reason, dispatch.SentAt, dispatch.ResponseForNumber, dispatch.ResponseForDate,
                [.. steps[dispatch.Id].Select(step => new DispatchStep(step.Code, DispatchWords.Of(step.Code), step.At, step.Reason, step.ReportedBy))])),
        ];
    }

    /// <summary>What văn thư takes over from a dispatch when registering it; null when there is none for this agency, or its file is not written yet.</summary>
    public static async Task<TakenOver?> TakeOverAsync(DbContext context, DossierAccess access, Guid dispatchId, Guid agencyId, CancellationToken cancellationToken)
    {
        var sent = access.Received(context).Where(dispatch => dispatch.Id == dispatchId && dispatch.RecipientAgencyId == agencyId);
        var taken = await (
            from dispatch in sent
            join document in context.Set<OutgoingDocument>() on dispatch.DocumentId equals document.Id
            join version in context.Set<DocumentVersion>() on document.Id equals version.DocumentId
            where version.Kind == VersionKind.Issued
            select new TakenOver(document.AgencyId, dispatch.MessageId, new StoredFile(version.FileHash, version.FileName, version.MediaType, version.Length)))
            .FirstOrDefaultAsync(cancellationToken);
        if (taken is null)
            return null;
        var attachments = await (
            from dispatch in sent
            join attachment in context.Set<DraftAttachment>() on dispatch.DossierId equals attachment.DossierId
            where attachment.VersionNo != null
            orderby attachment.VersionNo
            select new StoredFile(attachment.FileHash, attachment.FileName, attachment.MediaType, attachment.Length)).ToListAsync(cancellationToken);
        return taken with { Attachments = attachments };
    }

    /// <summary>What was sent to the reader's agencies, newest first.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="access">Of the reader.</param>
    /// <param name="statusCode">Null for all.</param>
    /// <param name="organisation">Knows the senders' names.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<(IReadOnlyList<ReceivedDispatchRow> Items, int Total)> ReceivedAsync(
        DbContext context, DossierAccess access, string? statusCode, Organisation organisation, int skip, int take, CancellationToken cancellationToken)
    {
        var dispatches = access.Received(context).Where(dispatch => statusCode == null || dispatch.StatusCode == statusCode);
        var total = await dispatches.CountAsync(cancellationToken);
        var rows = await (
            from dispatch in dispatches.OrderByDescending(dispatch => dispatch.SentAt).ThenBy(dispatch => dispatch.Id).Skip(skip).Take(take)
            join document in context.Set<OutgoingDocument>() on dispatch.DocumentId equals document.Id
            orderby dispatch.SentAt descending, dispatch.Id
            select new
            {
                dispatch,
                document,
                Issued = context.Set<DocumentVersion>().Where(version => version.DocumentId == document.Id && version.Kind == VersionKind.Issued)
                    .Select(version => (int?)version.VersionNo).FirstOrDefault(),
                Registered = context.Set<IncomingDocument>().Where(incoming => incoming.MessageId == dispatch.MessageId && incoming.AgencyId == dispatch.RecipientAgencyId)
                    .Select(incoming => (Guid?)incoming.Id).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return (
            [
                .. rows.Select(row => new ReceivedDispatchRow(
                    row.dispatch.Id, row.document.Id, row.Issued, organisation.FindAgency(row.document.AgencyId)?.Name ?? "", row.document.Number, row.document.Symbol,
                    row.document.IssuedOn, row.document.TypeCode, row.document.Subject, row.document.Urgency, row.dispatch.SentAt, row.dispatch.StatusCode,
                    DispatchWords.Of(row.dispatch.StatusCode), row.dispatch.StatusAt, row.dispatch.ResponseForNumber, row.Registered)),
            ],
            total);
    }
}
