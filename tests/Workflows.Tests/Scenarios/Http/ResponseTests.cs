using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;
using static LienThong.Workflows.Tests.Scenarios.Http.Web;

namespace LienThong.Workflows.Tests.Scenarios.Http;

public sealed class ResponseTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Web _web;

    public ResponseTests() => _web = new Web(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private async Task AskAsync(params string[] activities)
    {
        await _store.PublishAsync(Sequence([Endpoint("in", "/ask"), .. activities]));
        await _web.SendAsync("GET", "/ask");
    }

    [Theory]
    [InlineData("'a < b'", "text/plain", "a < b")]
    [InlineData("({số: 1.5, list: [true, null]})", "application/json", """{"số":1.5,"list":[true,null]}""")]
    [InlineData("[1, 'b']", "application/json", """[1,"b"]""")]
    [InlineData("12", "application/json", "12")]
    [InlineData("bytesFromString('x')", "application/octet-stream", "x")]
    public async Task The_content_type_follows_the_content(string script, string type, string body)
    {
        await AskAsync(Respond("out", Content(script)));

        _web.Answer.ContentType.ShouldBe(type);
        _web.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("'<b>1</b>'", "text/html", "<b>1</b>")]
    [InlineData("({a: 'x y', b: [1, 2]})", "application/x-www-form-urlencoded", "a=x%20y&b=1&b=2")]
    [InlineData("12.5", "text/plain", "12.5")]
    [InlineData("'{\"a\":1}'", "application/json", "{\"a\":1}")]
    [InlineData("({a: 1})", "application/json", "{\"a\":1}")]
    public async Task A_content_type_that_is_given_holds(string script, string type, string body)
    {
        await AskAsync(Respond("out", Content(script), Literal("contentType", $"\"{type}\"", "String")));

        _web.Answer.ContentType.ShouldBe(type);
        _web.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("\"Created\"", 201)]
    [InlineData("\"404\"", 404)]
    [InlineData("503", 503)]
    [InlineData("null", 200)]
    public async Task The_status_is_a_name_or_a_number(string value, int status)
    {
        await AskAsync(Respond("out", Literal("statusCode", value, "System.Net.HttpStatusCode, System.Net.Primitives")));

        _web.Answer.Status.ShouldBe(status);
        (_web.Answer.ContentType, _web.Body).ShouldBe((null, ""));
    }

    [Fact]
    public async Task Headers_are_texts_or_lists()
    {
        await AskAsync(Respond("out", Literal("content", "\"\""), Input("responseHeaders", "Object", "\"{\\\"X-A\\\":\\\"1\\\",\\\"Set-Cookie\\\":[\\\"a=1\\\",\\\"b=2\\\"]}\"")));

        _web.Answer.Headers.Select(h => $"{h.Key}: {h.Value}").ShouldBe(["X-A: 1", "Set-Cookie: a=1", "Set-Cookie: b=2"]);
    }

    [Theory]
    [InlineData("({'X-A': 'a\\r\\nSet-Cookie: b=1'})", "http.invalid-header")]
    [InlineData("({'X A': 'a'})", "http.invalid-header")]
    [InlineData("({'Content-Length': '3'})", "http.invalid-header")]
    public async Task Headers_that_would_break_the_answer_are_an_incident(string script, string code)
    {
        await AskAsync(Respond("out", Literal("content", "\"a\""), Input("responseHeaders", "JavaScript", System.Text.Json.JsonSerializer.Serialize(script))));

        _web.Answer.Status.ShouldBe(500);
        _web.Body.ShouldNotContain("Set-Cookie");
        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Without_a_request_it_is_an_incident()
    {
        var id = await _store.StartAsync(Sequence(Respond("out", Literal("content", "\"a\""))));

        var instance = await _store.FindAsync(id);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        var incident = instance.Incidents.ShouldHaveSingleItem();
        incident.Code.ShouldBe("NoHttpContext");
        incident.Message.ShouldStartWith("The HTTP context was lost during workflow execution");
    }

    [Fact]
    public async Task A_request_is_answered_once()
    {
        await AskAsync(Respond("status", Literal("statusCode", "201")), Respond("one", Literal("content", "\"1\"")), Respond("two", Literal("content", "\"2\"")));

        _web.Answer.Status.ShouldBe(200);
        _web.Body.ShouldBe("1");
        (await _web.InstanceAsync()).Incidents.ShouldHaveSingleItem().Code.ShouldBe("http.already-answered");
    }

    [Fact]
    public async Task A_workflow_that_answers_nothing_gives_an_empty_answer()
    {
        await AskAsync(Wait("w", "/later"));

        (_web.Answer.Status, _web.Body).ShouldBe((200, ""));
    }

    [Fact]
    public async Task An_incident_before_the_answer_is_a_server_error_that_tells_outsiders_no_more_than_the_instance()
    {
        await AskAsync(Step("f", "Fault", Literal("message", "\"mật\"", "String")));

        _web.Answer.Status.ShouldBe(500);
        _web.Body.ShouldContain(_web.Last.Outcome!.Instance.Id);
        _web.Body.ShouldNotContain("mật");
    }
}
