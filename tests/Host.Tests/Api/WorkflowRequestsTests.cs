using System.Net;
using System.Text;
using LienThong.Host.CommandLine;
using LienThong.Host.Errors;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class WorkflowRequestsTests(LienThongApp app) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = app.Address };
    private readonly string _name = $"yeu-cau-{Guid.NewGuid():N}";

    public void Dispose() => _http.Dispose();

    private static string Literal(string input, string value) => $$$"""
        "{{{input}}}":{"typeName":"Object","expression":{"type":"Literal","value":{{{value}}}}}
        """;

    private string Endpoint(string path, string methods, params string[] keys) => $$"""
        {"id":"vao","type":"Elsa.HttpEndpoint","customProperties":{"canStartWorkflow":true},{{Literal("path", $"\"/{_name}{path}\"")}},{{Literal("supportedMethods", methods)}}{{string.Concat(keys.Select(k => "," + k))}}}
        """;

    private static string Respond(params string[] keys) => $$"""{"id":"ra","type":"Elsa.WriteHttpResponse",{{string.Join(',', keys)}}}""";

    private Task<WorkflowDefinition> PublishAsync(params string[] activities) => app.Database.WriteAsync(
        (session, ct) => app.Services.GetRequiredService<DefinitionStore>().PublishAsync(
            session, Encoding.UTF8.GetBytes($$"""{"definitionId":"{{_name}}","root":{"id":"day","type":"Elsa.Sequence","activities":[{{string.Join(',', activities)}}]} }"""), "thử", "thử", ct),
        CancellationToken.None);

    private Task<int> InstancesAsync() => app.Database.ReadAsync((context, ct) => context.Set<InstanceRow>().CountAsync(i => i.DefinitionId == _name, ct), CancellationToken.None);

    [Fact]
    public async Task A_workflow_answers_without_a_session_or_token()
    {
        await PublishAsync(
            Endpoint("/{so}", "[\"POST\"]"),
            Respond(Literal("statusCode", "\"Created\""), Literal("content", "\"Đã nhận\""), """
                "responseHeaders":{"typeName":"Object","expression":{"type":"Object","value":"{\"X-So\":\"12\"}"}}
                """));

        var answer = await _http.PostAsync(new Uri($"/workflows/{_name}/a%2Fb", UriKind.Relative), new StringContent("{}", Encoding.UTF8, "application/json"));

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Đã nhận");
        answer.Headers.GetValues("X-So").ShouldBe(["12"]);
        (await InstancesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_not_found()
    {
        (await _http.GetAsync(new Uri($"/workflows/{_name}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.DeleteAsync(new Uri("/workflows", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_answer_in_HTML_cannot_run_scripts_in_our_name()
    {
        await PublishAsync(Endpoint("", "[\"GET\"]"), Respond(Literal("content", "\"<script>1</script>\""), Literal("contentType", "\"text/html\""), """
            "responseHeaders":{"typeName":"Object","expression":{"type":"Object","value":"{\"Content-Security-Policy\":\"script-src *\"}"}}
            """));

        var answer = await _http.GetAsync(new Uri($"/workflows/{_name}", UriKind.Relative));

        answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("sandbox; default-src 'none'");
    }

    [Fact]
    public async Task The_session_is_hidden_from_the_workflow()
    {
        await PublishAsync(Endpoint("", "[\"GET\"]", """
            "headers":{"typeName":"Object","memoryReference":{"id":"h"}}
            """), Respond("""
            "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"JSON.stringify(getOutputFrom('vao', 'Headers'))"}}
            """));
        using var user = await app.SignedInAsync(LienThongApp.Clerk);

        var answer = await (await user.GetAsync($"/workflows/{_name}")).Content.ReadAsStringAsync();

        answer.ShouldContain("Host");
        answer.ShouldNotContain("Cookie", Case.Insensitive);
    }

    [Fact]
    public async Task An_endpoint_for_those_who_are_signed_in_asks_for_the_session_and_the_policy()
    {
        await PublishAsync(Endpoint("", "[\"GET\",\"POST\"]", Literal("authorize", "true"), Literal("policy", "\"administrator\"")));
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        (await _http.GetAsync(new Uri($"/workflows/{_name}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await clerk.GetAsync($"/workflows/{_name}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await administrator.SendAsync(HttpMethod.Post, $"/workflows/{_name}", null, null, null, withToken: false)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await InstancesAsync()).ShouldBe(0);
        (await administrator.GetAsync($"/workflows/{_name}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await administrator.SendAsync(HttpMethod.Post, $"/workflows/{_name}", null, null, null)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused(bool isChunked)
    {
        await PublishAsync(Endpoint("", "[\"POST\"]"));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/workflows/{_name}", UriKind.Relative)) { Content = new ByteArrayContent(new byte[(4096 * 1024) + 1]) };
        request.Headers.TransferEncodingChunked = isChunked;
        // Otherwise the answer could come while the body is still being sent, which ends the connection.
        request.Headers.ExpectContinue = !isChunked;

        (await _http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        (await InstancesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_larger_than_the_APIs_is_taken()
    {
        await PublishAsync(Endpoint("", "[\"POST\"]"), Respond("""
            "content":{"typeName":"Object","expression":{"type":"JavaScript","value":"getOutputFrom('vao', 'Result').contentLength"}}
            """));

        var answer = await _http.PostAsync(new Uri($"/workflows/{_name}", UriKind.Relative), new ByteArrayContent(new byte[2048 * 1024]));

        (await answer.Content.ReadAsStringAsync()).ShouldBe("2097152");
    }

    [Fact]
    public async Task Two_requests_for_one_wait_have_one_winner()
    {
        await PublishAsync(
            Endpoint("/dau", "[\"GET\"]"),
            Endpoint("/sau", "[\"POST\"]").Replace("\"vao\"", "\"sau\"", StringComparison.Ordinal).Replace("\"canStartWorkflow\":true", "", StringComparison.Ordinal),
            Respond(Literal("content", "\"xong\"")));
        await _http.GetAsync(new Uri($"/workflows/{_name}/dau", UriKind.Relative));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _http.PostAsync(new Uri($"/workflows/{_name}/sau", UriKind.Relative), null)));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(a => a.StatusCode != HttpStatusCode.OK).ShouldAllBe(a => a.StatusCode == HttpStatusCode.NotFound || a.StatusCode == HttpStatusCode.Conflict);
    }
}

public sealed class WorkflowRequestLimitsTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new("--Http:RequestsPerMinute=3", "--Http:BasePath=/Quy-Trinh/");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task One_address_may_ask_so_often_under_the_path_that_is_set()
    {
        using var http = new HttpClient { BaseAddress = _app.Address };
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
            answers.Add((await http.PostAsync(new Uri("/quy-trinh/a", UriKind.Relative), null)).StatusCode);

        answers.ShouldBe([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/x")]
    [InlineData("/a/{b}")]
    public void A_path_that_is_somebody_elses_stops_the_start(string path)
    {
        var refusal = Should.Throw<StartupException>(() => Program.Build(Arguments.Parse(["--environment", "Development", "--data", _app.DataFolder, $"--Http:BasePath={path}"])));

        refusal.Message.ShouldContain("Http:BasePath");
    }
}
