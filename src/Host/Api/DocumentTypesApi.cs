using System.ComponentModel;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>The types of documents, with what an agency has decided about each; forms offer the used ones and fill in register and days.</summary>
internal static class DocumentTypesApi
{
    public static void MapDocumentTypes(this RouteGroupBuilder api)
    {
        var types = api.MapGroup("/document-types").WithTags("Văn bản");
        types.MapGet("/", List).NeedsSession().WithName("listDocumentTypes").WithSummary("Các loại văn bản và thiết lập của cơ quan");
        types.MapPut("/{code}", Set).NeedsAdministrator().WithName("setDocumentType").WithSummary("Sửa thiết lập của một loại văn bản tại một cơ quan");
    }

    private static async Task<Ok<IReadOnlyList<DocumentTypeRow>>> List(
        [Description("Chỉ quản trị viên được chọn; mặc định cơ quan của mình.")] Guid? agencyId, CurrentUser user, Database database, CancellationToken cancellationToken)
    {
        var agency = agencyId is { } asked && (user.IsAdministrator || user.WorksAt(asked)) ? asked : user.AgencyId;
        return TypedResults.Ok(await database.ReadAsync((context, ct) => SetDocumentType.ListAsync(context, agency, ct), cancellationToken));
    }

    private static async Task<Ok<DocumentTypeRow>> Set(string code, Guid agencyId, DocumentTypeBody body, CurrentUser user, Database database, CancellationToken cancellationToken) =>
        TypedResults.Ok(await database.WriteAsync(
            (session, ct) => SetDocumentType.RunAsync(session, agencyId, code, body.Used, body.RegisterName, body.DaysToAnswer, user.Actor, ct), cancellationToken));

    internal sealed record DocumentTypeBody(bool Used, string? RegisterName, int? DaysToAnswer);
}
