using System.Text.RegularExpressions;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Texts;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Exchange;

/// <summary>What became of a dispatch, seen by the sender.</summary>
public enum DispatchGroup
{
    /// <summary>On its way, or arrived and not answered.</summary>
    Waiting,

    /// <summary>Refused, with a reason.</summary>
    Refused,

    /// <summary>The transport has given up.</summary>
    Failed,

    /// <summary>Accepted, or further on.</summary>
    Accepted,

    /// <summary>Taken back, or with a status that we do not know.</summary>
    Other,
}

/// <summary>A dispatch with its document, for the văn thư who follows it.</summary>
/// <param name="Dispatch">As for one document.</param>
/// <param name="Number">Number and symbol of the document.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="TypeCode">Loại.</param>
/// <param name="IssuedOn">Ngày ban hành.</param>
/// <param name="DossierId">To open it.</param>
/// <param name="Group">What became of it.</param>
/// <param name="Failure">What the transport says; set also while it still tries.</param>
/// <param name="CanResend">Somebody has to send it again, and now can.</param>
public sealed record SentDispatchRow(
    DispatchRow Dispatch, string Number, string Subject, string TypeCode, DateOnly? IssuedOn, Guid DossierId, DispatchGroup Group, string? Failure, bool CanResend);

/// <summary>Theo dõi gửi: what an agency has sent, and what the recipients did with it, newest first.</summary>
public static partial class SentDispatchQuery
{
    private static readonly string[] Unanswered = [DispatchStatusCodes.Sent, DispatchStatusCodes.Arrived];

    private static readonly string[] Taken = [DispatchStatusCodes.Accepted, DispatchStatusCodes.Assigned, DispatchStatusCodes.InProgress, DispatchStatusCodes.Completed];

    /// <param name="context">Where to read.</param>
    /// <param name="access">Of the reader: dispatches of documents that they may read.</param>
    /// <param name="group">Null for all.</param>
    /// <param name="text">Words of number, subject and recipient, with or without marks; null for all.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async Task<(IReadOnlyList<SentDispatchRow> Items, int Total)> ListAsync(
        DbContext context, DossierAccess access, DispatchGroup? group, string? text, int skip, int take, CancellationToken cancellationToken)
    {
        var failures = await DispatchFailures.ListAsync(context, cancellationToken);
        var givenUp = failures.Where(failure => failure.IsGivenUp).Select(failure => failure.DocumentId).Distinct().ToList();
        var documents = access.Outgoing(context);
        var dispatches = InGroup(context.Set<Dispatch>().AsNoTracking().Where(dispatch => documents.Any(document => document.Id == dispatch.DocumentId)), group, givenUp);
        var (page, total) = await FoldedSearch.PageAsync(
            dispatches.OrderByDescending(dispatch => dispatch.SentAt).ThenBy(dispatch => dispatch.Id),
            dispatch => new Searched(
                dispatch.Id,
                context.Set<OutgoingDocument>().Where(document => document.Id == dispatch.DocumentId).Select(document => "/" + document.Symbol + " " + document.Subject).FirstOrDefault()
                + " " + dispatch.RecipientName,
                context.Set<OutgoingDocument>().Where(document => document.Id == dispatch.DocumentId).Select(document => document.Number).FirstOrDefault()),
            text is null ? null : LeadingZeros().Replace(text, ""), skip, take, cancellationToken);
        return (await RowsAsync(context, page, failures, cancellationToken), total);
    }

    private static IQueryable<Dispatch> InGroup(IQueryable<Dispatch> dispatches, DispatchGroup? group, List<Guid> givenUp) => group switch
    {
        null => dispatches,
        DispatchGroup.Waiting => dispatches.Where(d => Unanswered.Contains(d.StatusCode) && !(d.StatusCode == DispatchStatusCodes.Sent && givenUp.Contains(d.DocumentId))),
        DispatchGroup.Failed => dispatches.Where(d => d.StatusCode == DispatchStatusCodes.Sent && givenUp.Contains(d.DocumentId)),
        DispatchGroup.Refused => dispatches.Where(d => d.StatusCode == DispatchStatusCodes.Refused),
        DispatchGroup.Accepted => dispatches.Where(d => Taken.Contains(d.StatusCode)),
        _ => dispatches.Where(d => !Unanswered.Contains(d.StatusCode) && !Taken.Contains(d.StatusCode) && d.StatusCode != DispatchStatusCodes.Refused),
    };

    private static async Task<IReadOnlyList<SentDispatchRow>> RowsAsync(
        DbContext context, IReadOnlyList<Dispatch> page, IReadOnlyList<DispatchFailure> failures, CancellationToken cancellationToken)
    {
        var (documentIds, dossierIds) = (page.Select(d => d.DocumentId).Distinct().ToList(), page.Select(d => d.DossierId).Distinct().ToList());
        var documents = await context.Set<OutgoingDocument>().AsNoTracking().Where(document => documentIds.Contains(document.Id)).ToDictionaryAsync(document => document.Id, cancellationToken);
        var all = await DispatchQuery.RowsAsync(context, page, cancellationToken);
        var sending = (await context.Set<WorkItem>().Where(item => dossierIds.Contains(item.DossierId) && item.Kind == WorkKinds.Submit && item.State == WorkItemState.Open)
            .Select(item => item.DossierId).ToListAsync(cancellationToken)).ToHashSet();
        // Sent again later, to the same recipient: then this refusal is answered.
        var attempts = await context.Set<Dispatch>().Where(d => documentIds.Contains(d.DocumentId)).Select(d => new { d.DocumentId, d.RecipientAgencyId, d.SentAt }).ToListAsync(cancellationToken);
        return
        [
            .. page.Zip(all, (dispatch, row) =>
            {
                var document = documents[dispatch.DocumentId];
                var failure = dispatch.StatusCode == DispatchStatusCodes.Sent ? failures.LastOrDefault(f => f.DocumentId == dispatch.DocumentId) : null;
                var group = GroupOf(dispatch.StatusCode, failure?.IsGivenUp == true);
                var isAnswered = attempts.Exists(a => a.DocumentId == dispatch.DocumentId && a.RecipientAgencyId == dispatch.RecipientAgencyId && a.SentAt > dispatch.SentAt);
                return new SentDispatchRow(
                    row, document.Number is { } number ? new DocumentNumber(number, document.Symbol).ToString() : document.Symbol, document.Subject, document.TypeCode, document.IssuedOn,
                    dispatch.DossierId, group, failure?.Error,
                    group == DispatchGroup.Failed || (group == DispatchGroup.Refused && !isAnswered && sending.Contains(dispatch.DossierId)));
            }),
        ];
    }

    private static DispatchGroup GroupOf(string statusCode, bool isGivenUp) => statusCode switch
    {
        _ when isGivenUp => DispatchGroup.Failed,
        _ when Unanswered.Contains(statusCode) => DispatchGroup.Waiting,
        DispatchStatusCodes.Refused => DispatchGroup.Refused,
        _ when Taken.Contains(statusCode) => DispatchGroup.Accepted,
        _ => DispatchGroup.Other,
    };

    // 05/BC-SKHCN as it is printed is found where 5 is kept.
    [GeneratedRegex(@"\b0+(?=[1-9])")]
    private static partial Regex LeadingZeros();
}
