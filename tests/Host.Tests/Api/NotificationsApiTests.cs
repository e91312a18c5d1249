using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class NotificationsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task New_work_rings_the_bell_until_it_is_read_by_its_owner()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        var director = await _chain.AsAsync(Chain.Director);
        var notice = await NoticeAsync(director, dossierId);
        var path = $"/api/notifications/{notice.GetProperty("id").GetGuid()}/read";

        await (await (await _chain.AsAsync(Chain.Officer)).PostAsync(path, null)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "notification.not-found");
        (await director.PostAsync(path, null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await NoticeAsync(director, dossierId)).GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task All_are_read_at_once()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        var director = await _chain.AsAsync(Chain.Director);
        await NoticeAsync(director, dossierId);

        await (await director.PostAsync("/api/notifications/read-all", null)).ShouldBeOkAsync();

        (await NoticeAsync(director, dossierId)).GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    public void Dispose() => _chain.Dispose();

    // Notices leave by the outbox, a moment after the answer.
    private static async Task<JsonElement> NoticeAsync(Caller caller, Guid dossierId)
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromSeconds(60))
        {
            foreach (var notice in (await caller.GetJsonAsync("/api/notifications?size=200")).GetProperty("notifications").GetProperty("items").EnumerateArray())
                if (notice.GetProperty("dossierId").GetGuid() == dossierId)
                    return notice;
        }

        throw new TimeoutException("No notice came.");
    }
}
