using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace LienThong.Host.Api;

/// <summary>Who may call what, read off the endpoints themselves, so that the list cannot differ from what is enforced.</summary>
internal static class RolesApi
{
    public static void MapRoles(this RouteGroupBuilder api) =>
        api.MapGet("/roles", List).WithTags("Tổ chức").NeedsAdministrator().WithName("listRoles").WithSummary("Chức vụ nào được làm việc gì");

    private static Ok<RoleMatrix> List(EndpointDataSource endpoints)
    {
        var rows = endpoints.Endpoints.OfType<RouteEndpoint>().Select(RowOf).OfType<RoleRow>()
            .OrderBy(row => row.Group, StringComparer.Ordinal).ThenBy(row => row.Operation, StringComparer.Ordinal).ToList();
        return TypedResults.Ok(new RoleMatrix(
            [.. rows.SelectMany(row => row.PositionCodes).Distinct().Order(StringComparer.Ordinal).Select(code => new RoleColumn(code, PositionTitles.Of(code)))], rows));
    }

    // What has no name or no summary is not part of the described API: files of the client, the description itself.
    private static RoleRow? RowOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AccessNeed>() is { } need && endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is { } name
        && endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is { } summary
            ? new RoleRow(name.EndpointName, endpoint.Metadata.GetMetadata<ITagsMetadata>()?.Tags is [var tag, ..] ? tag : "", summary.Summary, need.Level, need.Who, need.PositionCodes)
            : null;

    /// <param name="Columns">The positions that some endpoint names.</param>
    /// <param name="Rows">Every call of the API.</param>
    internal sealed record RoleMatrix(IReadOnlyList<RoleColumn> Columns, IReadOnlyList<RoleRow> Rows);

    internal sealed record RoleColumn(string PositionCode, string Title);

    /// <param name="Operation">Its name.</param>
    /// <param name="Group">What it belongs to.</param>
    /// <param name="Summary">What it does.</param>
    /// <param name="Level">What is asked of the caller.</param>
    /// <param name="Who">The same in words.</param>
    /// <param name="PositionCodes">Named positions, for level position; otherwise empty.</param>
    internal sealed record RoleRow(string Operation, string Group, string Summary, AccessLevel Level, string Who, IReadOnlyList<string> PositionCodes);
}
