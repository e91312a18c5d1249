using System.ComponentModel;
using LienThong.Activities.Documents;
using LienThong.Activities.Search;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>Tìm kiếm among all documents that the caller may see.</summary>
internal static class SearchApi
{
    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGet("/search", Search).WithTags("Tìm kiếm").NeedsAppointment().WithName("search")
            .WithSummary("Tìm văn bản theo từ (có dấu hoặc không), số, ký hiệu, nơi gửi, văn bản được viện dẫn");

    private static async Task<Ok<SearchPage>> Search(
        [Description("Từ, số hoặc ký hiệu; mọi từ đều phải có.")] string? text, [Description("incoming, outgoing.")] Choice<SearchKind>? kind, [Description("Năm của văn bản.")] int? year,
        [Description("Trạng thái hồ sơ: open, paused, closed, cancelled.")] Choice<DossierState>? state, [Description("Trang, từ 1.")] int? page,
        [Description("Từ 1 đến 50; mặc định 20.")] int? size, CurrentUser user, DocumentSearch search, CancellationToken cancellationToken)
    {
        var (number, take) = (Math.Clamp(page ?? 1, 1, DocumentSearch.MostHits), Math.Clamp(size ?? 20, 1, 50));
        var found = await search.FindAsync(user.Access(), new SearchQuestion(text, kind?.Value, year, state?.Value), (number - 1) * take, take, cancellationToken);
        return TypedResults.Ok(new SearchPage(found.Items, number, take, found.Total, found.More));
    }

    /// <summary>Total is at most 500; More tells that there are others.</summary>
    internal sealed record SearchPage(IReadOnlyList<SearchRow> Items, int Number, int Size, int Total, bool More);
}
