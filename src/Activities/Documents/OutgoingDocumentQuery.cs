using LienThong.Activities.Agencies;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Exchange;
using LienThong.Activities.Texts;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Documents;

/// <summary>An outgoing document as a list shows it; IsUploaded when its file is the drafter's own, whose text then stands in the content's body.</summary>
public sealed record OutgoingRow(
    Guid Id, Guid DossierId, int? Number, string Symbol, DateOnly? IssuedOn, string TypeCode, string Subject, OutgoingState State, Urgency Urgency,
    string? DraftingUnit, string? Signer, string? SignerAuthority, string? ToPlaces, DateTimeOffset CreatedAt, bool IsUploaded);

/// <summary>An outgoing document with its content, files and recipients.</summary>
public sealed record OutgoingDetail(
    OutgoingRow Document, DraftContent Content, Guid? RegisterId, int RowVersion, IReadOnlyList<VersionRow> Versions, IReadOnlyList<DispatchRow> Dispatches);

/// <summary>What a list of outgoing documents is narrowed to; null for all.</summary>
/// <param name="Year">Of issue; what is not issued yet counts by the year it was begun in.</param>
/// <param name="State">One state.</param>
/// <param name="Text">Words of number, recipients or subject, with or without marks.</param>
public sealed record OutgoingFilter(int? Year, OutgoingState? State, string? Text);

/// <summary>Văn bản đi as the reader may see them, newest first.</summary>
public static class OutgoingDocumentQuery
{
    public static async Task<(IReadOnlyList<OutgoingRow> Items, int Total)> ListAsync(
        DbContext context, DossierAccess access, OutgoingFilter filter, Organisation organisation, int skip, int take, CancellationToken cancellationToken)
    {
        var documents = access.Outgoing(context);
        if (filter.Year is { } year)
        {
            var span = YearSpan.Of(year);
            var (first, next, from, to) = (span.First, span.Next, span.From, span.To);
            documents = documents.Where(document => document.IssuedOn == null
                ? document.CreatedAt >= from && document.CreatedAt < to
                : document.IssuedOn >= first && document.IssuedOn < next);
        }

        if (filter.State is { } state)
            documents = documents.Where(document => document.State == state);
        var (page, total) = await FoldedSearch.PageAsync(
            documents.OrderByDescending(document => document.CreatedAt).ThenBy(document => document.Id),
            document => new Searched(document.Id, "/" + document.Symbol + " " + document.Subject + " " + (document.ToPlaces ?? ""), document.Number),
            filter.Text, skip, take, cancellationToken);
        return ([.. page.Select(document => RowOf(document, organisation))], total);
    }

    /// <summary>Null when there is none that this person may read.</summary>
    public static async Task<OutgoingDetail?> FindAsync(DbContext context, DossierAccess access, Guid id, Organisation organisation, CancellationToken cancellationToken)
    {
        if (await access.Outgoing(context).FirstOrDefaultAsync(document => document.Id == id, cancellationToken) is not { } found)
            return null;
        return new OutgoingDetail(
            RowOf(found, organisation), DraftContent.FromJson(found.Fields), found.RegisterId, found.RowVersion,
            await VersionQuery.ListAsync(context.Set<DocumentVersion>().AsNoTracking(), [id], organisation, cancellationToken),
            await DispatchQuery.OfDocumentAsync(context, id, cancellationToken));
    }

    /// <summary>Findings of the form check for the document as it stands; null when there is none that this person may read.</summary>
    public static async Task<IReadOnlyList<FormFinding>?> CheckAsync(
        DbContext context, DossierAccess access, Guid id, Organisation organisation, CancellationToken cancellationToken)
    {
        if (await access.Outgoing(context).FirstOrDefaultAsync(document => document.Id == id, cancellationToken) is not { } found)
            return null;
        return OutgoingCheck.Of(found, organisation);
    }

    internal static OutgoingRow RowOf(OutgoingDocument document, Organisation organisation) => new(
        document.Id, document.DossierId, document.Number, document.Symbol, document.IssuedOn, document.TypeCode, document.Subject, document.State, document.Urgency,
        organisation.FindUnit(document.DraftingUnitId)?.Name, document.SignerPersonId is { } signer ? organisation.FindPerson(signer)?.FullName : null,
        document.SignerAuthority, document.ToPlaces, document.CreatedAt, document.UploadedHash is not null);
}
