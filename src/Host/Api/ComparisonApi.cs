using System.ComponentModel;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Comparison;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>What changed between versions of a document, and since one looked last.</summary>
internal static class ComparisonApi
{
    public static void MapComparison(this RouteGroupBuilder api)
    {
        var documents = api.MapGroup("/documents/{id:guid}").WithTags("Tệp văn bản").NeedsAppointment();
        documents.MapGet("/compare", Compare).WithName("compareVersions").WithSummary("So sánh hai phiên bản: thay đổi về số liệu, ngày, tiền, căn cứ trước; rồi đến từng đoạn");
        documents.MapGet("/changes", Changes).WithName("readChanges").WithSummary("Thay đổi từ lần xem trước của đồng chí");
        // Seen twice is seen: no idempotency key.
        documents.MapPost("/seen", Seen).WithName("markSeen").WithSummary("Ghi nhận đã xem phiên bản này");
    }

    private static async Task<Ok<VersionComparison>> Compare(
        Guid id, [Description("Phiên bản trước; mặc định là bản liền trước bản sau.")] int? from, [Description("Phiên bản sau; mặc định là bản mới nhất.")] int? to,
        CurrentUser user, Reading reading, CompareVersions compare, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(id, user, reading, cancellationToken);
        var later = to is null ? SeenVersions.Newest(versions) : versions.FirstOrDefault(version => version.VersionNo == to);
        var earlier = from is null
            ? SeenVersions.Newest([.. versions.Where(version => version.VersionNo < later?.VersionNo)])
            : versions.FirstOrDefault(version => version.VersionNo == from);
        if (later is null || earlier is null)
            throw DossierAccess.DocumentNotFound();
        if (later.VersionNo == earlier.VersionNo)
            throw new ApiRefusal(StatusCodes.Status400BadRequest, "compare.same", "Chọn hai phiên bản khác nhau để so sánh.");
        return TypedResults.Ok(await compare.RunAsync(earlier, later, cancellationToken));
    }

    private static async Task<Ok<DocumentChanges>> Changes(Guid id, CurrentUser user, Reading reading, CompareVersions compare, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(id, user, reading, cancellationToken);
        var state = await reading.RunAsync((read, ct) => SeenVersions.StateAsync(read.Context, user.PersonId, id, versions, ct), cancellationToken);
        var comparison = state is { From: { } from, Newest: { } newest } && newest.VersionNo > from.VersionNo
            ? await compare.RunAsync(from, newest, cancellationToken)
            : null;
        return TypedResults.Ok(new DocumentChanges(
            state.Seen is { } seen ? new LastSeen(seen.VersionNo, seen.SeenAt) : null, state.Newest?.VersionNo, comparison));
    }

    private static async Task<NoContent> Seen(Guid id, SeenBody body, CurrentUser user, Database database, CancellationToken cancellationToken)
    {
        await SeenVersions.MarkAsync(database, user.Access(), user.PersonId, id, body.VersionNo, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<VersionRow>> VersionsAsync(Guid id, CurrentUser user, Reading reading, CancellationToken cancellationToken)
    {
        var versions = await reading.RunAsync((read, ct) => VersionQuery.ListAsync(user.Access().Versions(read.Context), [id], read.Organisation, ct), cancellationToken);
        return versions.Count > 0 ? versions : throw DossierAccess.DocumentNotFound();
    }

    internal sealed record SeenBody(int VersionNo);

    internal sealed record LastSeen(int VersionNo, DateTimeOffset SeenAt);

    /// <summary>LastSeen is null when one never looked; Comparison is null then, and when there is nothing newer.</summary>
    internal sealed record DocumentChanges(LastSeen? LastSeen, int? Newest, VersionComparison? Comparison);
}
