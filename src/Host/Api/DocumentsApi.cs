using System.ComponentModel;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace LienThong.Host.Api;

/// <summary>Files of documents, incoming and outgoing alike.</summary>
internal static class DocumentsApi
{
    public static void MapDocuments(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/documents/{id:guid}").WithTags("Tệp văn bản").NeedsAppointment();
        documents.MapGet("/versions", ListVersions).WithName("listVersions").WithSummary("Các phiên bản tệp mà đồng chí được xem");
        documents.MapGet("/versions/{versionNo:int}/content", Download).WithName("downloadVersion").WithSummary("Nội dung tệp; nhận yêu cầu từng đoạn (Range)")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status206PartialContent);
        documents.MapMethods("/versions/{versionNo:int}/content", [HttpMethods.Head], Download).WithName("probeVersion").WithSummary("Độ dài và mã nhận dạng của tệp, không có nội dung");
        documents.MapGet("/form-check", CheckForm).WithName("checkForm").WithSummary("Kiểm tra thể thức của văn bản đi ở trạng thái hiện tại");
    }

    private static async Task<Ok<IReadOnlyList<VersionRow>>> ListVersions(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var versions = await reading.RunAsync((read, ct) => VersionQuery.ListAsync(user.Access().Versions(read.Context), [id], read.Organisation, ct), cancellationToken);
        // A document without a file that one may read looks like none.
        return versions.Count > 0 ? TypedResults.Ok(versions) : throw DossierAccess.DocumentNotFound();
    }

    private static async Task<FileStreamHttpResult> Download(
        Guid id, int versionNo, [Description("true: để xem trong trang; mặc định là để lưu.")] bool? inline, CurrentUser user, Reading reading, FileStore files, HttpResponse response,
        CancellationToken cancellationToken)
    {
        var version = await reading.RunAsync((read, ct) => user.Access().VersionAsync(read.Context, id, versionNo, ct), cancellationToken);
        // Should a browser show it after all, nothing in it runs and it reaches nothing of ours.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        if (inline == true)
        {
            var disposition = new ContentDispositionHeaderValue("inline");
            disposition.SetHttpFileName(version.FileName);
            response.Headers.ContentDisposition = disposition.ToString();
        }

        return TypedResults.Stream(
            files.OpenRead(version.FileHash), version.MediaType, inline == true ? null : version.FileName, entityTag: new EntityTagHeaderValue($"\"{version.FileHash}\""), enableRangeProcessing: true);
    }

    private static async Task<Ok<IReadOnlyList<FormFinding>>> CheckForm(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var findings = await reading.RunAsync((read, ct) => OutgoingDocumentQuery.CheckAsync(read.Context, user.Access(), id, read.Organisation, ct), cancellationToken);
        return TypedResults.Ok(findings ?? throw DossierAccess.DocumentNotFound());
    }
}
