using LienThong.Host.Auth;
using LienThong.Host.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>For whoever watches the process: live means it answers, ready means it can work.</summary>
internal static class HealthApi
{
    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("/health").WithTags("Tình trạng").AllowAnyone();
        health.MapGet("/live", Live).WithName("healthLive").WithSummary("Tiến trình còn trả lời");
        health.MapGet("/ready", ReadyAsync).WithName("healthReady").WithSummary("Cơ sở dữ liệu và thư mục dữ liệu dùng được");
    }

    private static Ok<HealthView> Live() => TypedResults.Ok(new HealthView("live", []));

    private static async Task<Results<Ok<HealthView>, JsonHttpResult<HealthView>>> ReadyAsync(
        Readiness readiness, CancellationToken cancellationToken)
    {
        var reasons = await readiness.ReasonsAgainstAsync(cancellationToken);
        return reasons.Count == 0
            ? TypedResults.Ok(new HealthView("ready", []))
            : TypedResults.Json(new HealthView("notReady", reasons), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    internal sealed record HealthView(string Status, IReadOnlyList<string> Reasons);
}
