using System.Net;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

/// <summary>Events that come before anybody waits for them, as administrators see them.</summary>
[Collection(SharedApp.Name)]
public sealed class KeptEventsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    public void Dispose() => _chain.Dispose();

    private static async Task<JsonElement?> KeptAsync(Caller administrator, string name)
    {
        var kept = (await administrator.GetJsonAsync("/api/events/kept?size=200")).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("name").GetString() == name).ToList();
        return kept.Count == 0 ? null : kept.Single();
    }

    [Fact]
    public async Task An_event_that_nobody_hears_is_kept_and_starts_what_is_published_in_time()
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var (id, name) = ($"thu-{Guid.NewGuid():N}", $"su-kien-{Guid.NewGuid():N}");

        var heard = await (await administrator.PostAsync($"/api/events/{name}", new { })).ShouldBeOkAsync();
        heard.GetProperty("kept").GetBoolean().ShouldBeTrue();
        (await KeptAsync(administrator, name))!.Value.GetProperty("isExpired").GetBoolean().ShouldBeFalse();

        await (await administrator.SendAsync(
            HttpMethod.Post, "/api/definitions?reason=Thử", new StringContent(DefinitionsApiTests.OutsideDefinition(id, name), Encoding.UTF8, "application/json"), Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();

        (await KeptAsync(administrator, name)).ShouldBeNull();
        for (var i = 0; i < 600; i++)
        {
            if ((await administrator.GetJsonAsync($"/api/instances?definitionId={id}")).GetProperty("items").GetArrayLength() == 1)
                return;
            await Task.Delay(50);
        }

        Assert.Fail("The kept event did not start the procedure.");
    }

    [Fact]
    public async Task An_administrator_sends_a_kept_event_again_or_puts_it_away_with_a_reason()
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var name = $"su-kien-{Guid.NewGuid():N}";
        await (await administrator.PostAsync($"/api/events/{name}", new { })).ShouldBeOkAsync();
        var id = (await KeptAsync(administrator, name))!.Value.GetProperty("id").GetString();

        await (await administrator.PostAsync($"/api/events/kept/{id}/put-away", new { reason = " " })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "event.reason");
        (await administrator.PostAsync($"/api/events/kept/{id}/put-away", new { reason = "Gửi nhầm" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await KeptAsync(administrator, name)).ShouldBeNull();
        await (await administrator.PostAsync($"/api/events/kept/{id}/send-again", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "event.not-kept");
    }

    [Fact]
    public async Task Kept_events_are_for_administrators() =>
        await (await (await _chain.AsAsync(Chain.Officer)).GetAsync("/api/events/kept")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
}
