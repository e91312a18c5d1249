using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using LienThong.Host.Auth;
using LienThong.Host.Live;
using LienThong.Host.Settings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LienThong.Host.Api;

/// <summary>What happens while somebody looks on, as server-sent events.</summary>
internal static class LiveApi
{
    public static void MapLive(this RouteGroupBuilder api) =>
        api.MapGet("/live", Follow).WithTags("Thông báo").NeedsSession().WithName("followLive")
            .WithSummary("Dòng sự kiện: inbox, notice, work-item, dossier, reload, heartbeat");

    private static async Task<ServerSentEventsResult<string>> Follow(
        CurrentUser user, [FromHeader(Name = "Last-Event-ID")] string? last, LiveFeed feed, HostSettings settings, TimeProvider time, IHostApplicationLifetime program,
        HttpContext http, CancellationToken cancellationToken)
    {
        var connection = await feed.ConnectAsync(user, LiveCursor.Read(last), cancellationToken);
        http.Response.RegisterForDispose(connection);
        // A proxy in between would keep events back until it has enough of them.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(EventsOf(connection, TimeSpan.FromSeconds(settings.Live.HeartbeatSeconds), time, program.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsOf(
        LiveConnection connection, TimeSpan heartbeat, TimeProvider time, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A program that ends does not wait for its readers.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        while (await connection.NextAsync(heartbeat, time, ends.Token) is { } next)
            yield return next;
    }
}
