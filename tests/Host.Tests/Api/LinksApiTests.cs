using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

/// <summary>Links by which somebody without an account lets an instance go on.</summary>
[Collection(SharedApp.Name)]
public sealed class LinksApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);
    private readonly HttpClient _outside = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = app.Address };
    private readonly string _id = $"lien-ket-{Guid.NewGuid():N}";

    public void Dispose()
    {
        _chain.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task A_link_is_made_by_an_administrator_and_followed_once_without_a_session()
    {
        var (instanceId, bookmarkId) = await StartedAsync("RunTask");
        var link = await LinkAsync(instanceId, bookmarkId);

        var answer = await FollowAsync(link, new { input = new { Result = "đồng ý" } });

        (await answer.ShouldBeOkAsync()).GetProperty("code").GetString().ShouldBe("link.done");
        (await VariableAsync(instanceId)).ShouldBe("đồng ý");
        await (await FollowAsync(link, new { })).ShouldBeProblemAsync(HttpStatusCode.Gone, "link.used");
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_says_what_became_of_it()
    {
        var (instanceId, bookmarkId) = await StartedAsync("RunTask");
        var link = await LinkAsync(instanceId, bookmarkId);

        var first = await OpenAsync(link + "&in=" + Uri.EscapeDataString("""{"Result":"có"}"""));
        var second = await OpenAsync(link);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        (await first.Content.ReadAsStringAsync()).ShouldContain("<h1>Đã ghi nhận</h1>");
        first.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        second.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await second.Content.ReadAsStringAsync()).ShouldContain("không còn dùng được");
        (await VariableAsync(instanceId)).ShouldBe("có");
    }

    [Fact]
    public async Task A_link_that_was_changed_made_up_or_is_missing_opens_nothing()
    {
        var (instanceId, bookmarkId) = await StartedAsync("RunTask");
        var link = await LinkAsync(instanceId, bookmarkId);

        foreach (var forged in new[] { link[..^3] + (link.EndsWith("aaa", StringComparison.Ordinal) ? "bbb" : "aaa"), link[..link.IndexOf('=', StringComparison.Ordinal)] + "=abc", "/bookmarks/resume", "/events/trigger?t=x" })
            await (await _outside.GetAsync(new Uri(forged, UriKind.Relative))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "link.unknown");
        await (await FollowAsync(link, new { input = new { Khac = 1 } })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "link.input");
        await (await _outside.PostAsync(new Uri(link, UriKind.Relative), new StringContent("{", Encoding.UTF8, "application/json"))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "link.input");
        await (await _outside.PostAsync(new Uri(link, UriKind.Relative), new StringContent("""{"input":{"Result":"\ud800"} }""", Encoding.UTF8, "application/json"))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "link.input");
        await (await _outside.DeleteAsync(new Uri(link, UriKind.Relative))).ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method.unknown");

        (await WaitsAsync(instanceId)).ShouldBe([bookmarkId]);
    }

    [Fact]
    public async Task An_answer_may_be_taken_without_waiting_for_what_follows()
    {
        var (instanceId, bookmarkId) = await StartedAsync("RunTask");
        var link = await LinkAsync(instanceId, bookmarkId);

        var answer = await FollowAsync(link + "&async=true", new { input = new { Result = "sau" } });

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        for (var i = 0; i < 600 && (await WaitsAsync(instanceId)).Count > 0; i++)
            await Task.Delay(50);
        (await VariableAsync(instanceId)).ShouldBe("sau");
    }

    [Fact]
    public async Task Only_what_somebody_outside_may_answer_gets_a_link_and_only_administrators_make_one()
    {
        var (instanceId, bookmarkId) = await StartedAsync("Delay");
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);

        await (await administrator.PostAsync($"/api/instances/{instanceId}/bookmarks/{bookmarkId}/link", new { })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "link.not-offered");
        await (await administrator.PostAsync($"/api/instances/{instanceId}/bookmarks/khong-co/link", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "bookmark.not-found");
        await (await administrator.PostAsync($"/api/instances/khac/bookmarks/{bookmarkId}/link", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "bookmark.not-found");
        await (await administrator.PostAsync($"/api/instances/{instanceId}/bookmarks/{bookmarkId}/link", new { expiresAt = "2020-01-01T00:00:00Z" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "link.expires");
        await (await (await _chain.AsAsync(LienThongApp.Clerk)).PostAsync($"/api/instances/{instanceId}/bookmarks/{bookmarkId}/link", new { })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    private Task<HttpResponseMessage> FollowAsync(string link, object body) =>
        _outside.PostAsync(new Uri(link, UriKind.Relative), new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"));

    private async Task<HttpResponseMessage> OpenAsync(string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await _outside.SendAsync(request);
    }

    private async Task<string> LinkAsync(string instanceId, string bookmarkId)
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var made = await (await administrator.PostAsync($"/api/instances/{instanceId}/bookmarks/{bookmarkId}/link", new { })).ShouldBeOkAsync();
        made.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.MinValue);
        (await administrator.GetJsonAsync($"/api/audit?subjectKind=instance&subjectId={instanceId}")).GetProperty("items")[0].GetProperty("action").GetString().ShouldBe("link.made");
        return new Uri(made.GetProperty("url").GetString()!).PathAndQuery;
    }

    private async Task<List<string?>> WaitsAsync(string instanceId) =>
        [.. (await (await _chain.AsAsync(LienThongApp.Administrator)).GetJsonAsync($"/api/instances/{instanceId}/bookmarks")).EnumerateArray().Select(wait => wait.GetProperty("bookmarkId").GetString())];

    private async Task<string?> VariableAsync(string instanceId) =>
        (await (await _chain.AsAsync(LienThongApp.Administrator)).GetJsonAsync($"/api/instances/{instanceId}/variables")).EnumerateArray().Single().GetProperty("value").GetString();

    private async Task<(string InstanceId, string BookmarkId)> StartedAsync(string type)
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        using var content = new StringContent(
            $$"""
            {"definitionId":"{{_id}}","variables":[{"id":"v","name":"V","typeName":"Object","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],
             "root":{"id":"w","type":"Elsa.{{type}}","taskName":{"typeName":"String","expression":{"type":"Literal","value":"hoi"} },
              "timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"10:00:00"} },"result":{"typeName":"Object","memoryReference":{"id":"v"} } } }
            """,
            Encoding.UTF8, "application/json");
        await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
        var instanceId = (await (await administrator.PostAsync("/api/instances", new { definitionId = _id })).ShouldBeOkAsync()).GetProperty("instanceId").GetString()!;
        return (instanceId, (await WaitsAsync(instanceId)).ShouldHaveSingleItem()!);
    }
}
