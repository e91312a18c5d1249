using System.ComponentModel;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Văn bản đi, from the first draft on.</summary>
internal static class OutgoingDocumentsApi
{
    public static void MapOutgoingDocuments(this RouteGroupBuilder api)
    {
        var outgoing = api.MapGroup("/outgoing-documents").WithTags("Văn bản đi").NeedsAppointment();
        outgoing.MapGet("/", List).WithName("listOutgoingDocuments").WithSummary("Văn bản đi của cơ quan mà đồng chí được xem, mới nhất trước");
        outgoing.MapGet("/{id:guid}", Read).WithName("readOutgoingDocument").WithSummary("Một văn bản đi: nội dung, tệp, nơi nhận");
    }

    private static async Task<Ok<Page<OutgoingRow>>> List(
        [Description("Năm ban hành.")] int? year, [Description("draft, inReview, approved, signed, issued, sent, recalled.")] Choice<OutgoingState>? state,
        [Description("Từ trong số, nơi nhận, trích yếu; không cần dấu.")] string? text, [AsParameters] PageRequest page, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var filter = new OutgoingFilter(year, state?.Value, text);
        var found = await reading.RunAsync((read, ct) =>
            OutgoingDocumentQuery.ListAsync(read.Context, user.Access(), filter, read.Organisation, page.Skip, page.Take, ct), cancellationToken);
        return TypedResults.Ok(page.Of(found));
    }

    private static async Task<Ok<OutgoingDetail>> Read(Guid id, CurrentUser user, Reading reading, HttpResponse response, CancellationToken cancellationToken)
    {
        var found = await reading.RunAsync((read, ct) => OutgoingDocumentQuery.FindAsync(read.Context, user.Access(), id, read.Organisation, ct), cancellationToken)
            ?? throw DossierAccess.DocumentNotFound();
        response.SetETag(found.RowVersion);
        return TypedResults.Ok(found);
    }
}
