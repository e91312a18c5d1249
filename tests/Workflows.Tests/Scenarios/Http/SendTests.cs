using System.Net;
using System.Text.Json;
using LienThong.Workflows.Http;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;
using static LienThong.Workflows.Tests.Scenarios.Http.Web;

namespace LienThong.Workflows.Tests.Scenarios.Http;

public sealed class SendTests : IAsyncLifetime, IDisposable
{
    private static readonly HttpSendOptions ThisMachine = new() { AllowedPrivateHosts = ["127.0.0.1"], MaxAnswerBytes = 100, MaxRedirects = 2 };

    private readonly Store _store = new();
    private readonly LoopbackServer _server = new();

    public async Task InitializeAsync()
    {
        _store.Service = new HttpSender(ThisMachine);
        await _store.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        (_store.Service as IDisposable)?.Dispose();
        await _store.DisposeAsync();
        await _server.StopAsync();
    }

    public void Dispose() => _server.Dispose();

    private string Send(string id, string path, params string[] keys) => Step(id, "SendHttpRequest", [Literal("url", JsonSerializer.Serialize(_server.Url + path), "Uri"), .. keys]);

    private string FlowSend(string id, string path, params string[] keys) => Step(id, "FlowSendHttpRequest", [Literal("url", JsonSerializer.Serialize(_server.Url + path), "Uri"), .. keys]);

    private async Task<(IReadOnlyList<string> Lines, WorkflowInstance Instance)> RunAsync(string root, string rest = "")
    {
        var definition = await _store.PublishAsync(root, rest);
        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.StartAsync(session, definition, new StartRequest(), ct));
        return (outcome.Lines, outcome.Instance);
    }

    [Fact]
    public async Task The_answer_is_given_out()
    {
        _server.Answer("/a", 200, """{"items":[{"name":"một"}]}""", "application/json; charset=utf-8", "X-Unit: VP");

        var (lines, instance) = await RunAsync(
            Sequence(
                Send("s", "/a", Into("statusCode", "code"), Into("parsedContent", "c"), Into("responseHeaders", "h"), Into("result", "r")),
                Step("w", "WriteLine", Input("text", "JavaScript", JsonSerializer.Serialize("`${getVariable('CODE')} ${getVariable('C').items[0].name} ${getVariable('H')['X-Unit'][0]} ${getVariable('R').isSuccessStatusCode}`"), "String"))),
            "," + Declare(Variable("code", "Int32"), Variable("c"), Variable("h"), Variable("r")));

        lines.ShouldBe(["200 một VP true"]);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        _server.Requests.ShouldHaveSingleItem().ShouldStartWith("GET /a HTTP/1.1");
    }

    [Fact]
    public async Task It_leaves_no_wait_and_no_trace_of_its_own_in_the_journal()
    {
        _server.Answer("/a", 200, "");
        var definition = await _store.PublishAsync(Sequence(Send("s", "/a")));

        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.StartAsync(session, definition, new StartRequest(), ct));

        outcome.Journal.Where(e => e.ActivityId == "s").Select(e => e.Event).ShouldBe(["Started", "Completed"]);
        (await _store.AllAsync<JournalRow>()).ShouldHaveSingleItem();
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Others_write_while_an_answer_is_waited_for()
    {
        var definition = await _store.PublishAsync(Sequence(Send("s", "/slow"), Line("after")));
        var waiting = _store.WriteAsync((session, ct) => _store.Engine.StartAsync(session, definition, new StartRequest(), ct));
        while (_server.Requests.IsEmpty)
            await Task.Yield();

        var other = await _store.StartAsync(await _store.PublishAsync(Sequence(Line("other")), id: "other"));

        waiting.IsCompleted.ShouldBeFalse();
        (await _store.FindAsync(other)).Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task Each_of_several_requests_is_sent_once_and_in_order()
    {
        _server.Answer("/1", 200, "\"a\"");
        _server.Answer("/2", 200, "\"b\"");
        var loop = Step("loop", "ForEach", Input("items", "JavaScript", "\"['/1','/2','/1']\""), $"\"body\":{Sequence(Step("s", "SendHttpRequest", Input("url", "JavaScript", JsonSerializer.Serialize($"'{_server.Url}' + getVariable('CurrentValue')"), "Uri"), Into("parsedContent", "c")), Show("show", "c"))}");

        var (lines, _) = await RunAsync(loop, "," + Declare(Variable("c")));

        lines.ShouldBe(["a", "b", "a"]);
        _server.Requests.Select(r => r.Split(' ')[1]).ShouldBe(["/1", "/2", "/1"]);
    }

    [Fact]
    public async Task Method_headers_authorization_and_content_are_sent()
    {
        _server.Answer("/in", 201, "");

        await RunAsync(Send(
            "s", "/in", Literal("method", "\"POST\"", "String"), Input("content", "JavaScript", "\"({số: 1})\""), Literal("contentType", "\"application/json\"", "String"),
            Literal("authorization", "\"Bearer abc\"", "String"), Input("requestHeaders", "Object", "\"{\\\"X-A\\\":[\\\"1\\\",\\\"2\\\"]}\"")));

        var request = _server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("POST /in HTTP/1.1");
        request.ShouldContain("Authorization: Bearer abc\r\n");
        request.ShouldContain("X-A: 1, 2\r\n");
        request.ShouldContain("Content-Type: application/json\r\n");
        request.ShouldEndWith("\r\n\r\n{\"số\":1}");
    }

    [Theory]
    [InlineData("authorization", "Bearer", "\"a b c, d\\n\"", "http.invalid-header")]
    [InlineData("url", "", "\"file:///etc/passwd\"", "http.invalid-url")]
    [InlineData("url", "", "\"/relative\"", "http.invalid-url")]
    [InlineData("method", "", "\"GET X\"", "http.invalid-method")]
    public async Task Parts_that_cannot_be_sent_are_incidents(string input, string _, string value, string code)
    {
        var (_, instance) = await RunAsync(Step("s", "SendHttpRequest", input == "url" ? "\"name\":\"n\"" : Literal("url", $"\"{_server.Url}/a\""), Literal(input, value), Literal("disableAuthorizationHeaderValidation", "true")));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe(code);
        _server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200, "ok")]
    [InlineData(404, "missing")]
    [InlineData(500, "other")]
    public async Task The_activity_of_the_status_runs(int status, string line)
    {
        _server.Answer("/a", status, "");

        var (lines, instance) = await RunAsync(Sequence(
            Send("s", "/a", $$"""
                "expectedStatusCodes":[{"statusCode":200,"activity":{{Line("ok")}} },{"statusCode":404,"activity":{{Line("missing")}} }],"unmatchedStatusCode":{{Line("other")}}
                """), Line("after")));

        lines.ShouldBe([line, "after"]);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Without_an_activity_for_the_status_it_is_simply_done()
    {
        _server.Answer("/a", 500, "");

        var (lines, _) = await RunAsync(Sequence(Send("s", "/a"), Line("after")));

        lines.ShouldBe(["after"]);
    }

    [Theory]
    [InlineData(200, "[200,404]", new[] { "200", "Done" })]
    [InlineData(500, "[200,404]", new[] { "Unmatched status code", "Done" })]
    [InlineData(500, "[]", new[] { "Done" })]
    public async Task A_flow_is_left_by_the_status_and_by_Done(int status, string expected, string[] outcomes)
    {
        _server.Answer("/a", status, "");
        string[] names = ["200", "404", "Unmatched status code", "Failed to connect", "Timeout", "Done"];

        var (lines, _) = await RunAsync(Flow(
            [FlowSend("s", "/a", Literal("expectedStatusCodes", expected)), .. names.Select((n, i) => Line($"l{i}", n))], [.. names.Select((n, i) => $"s:{n}->l{i}")]));

        lines.ShouldBe(outcomes, ignoreOrder: true);
    }

    [Fact]
    public async Task A_server_that_is_not_there_has_its_own_way_on()
    {
        using var gone = new LoopbackServer();
        var url = Literal("url", $"\"{gone.Url}\"");
        await gone.StopAsync();

        var (lines, _) = await RunAsync(Flow(
            [Step("s", "SendHttpRequest", url, $"\"failedToConnect\":{Line("port")}"), Step("f", "FlowSendHttpRequest", url), Line("outcome"), Line("done")],
            "s->f", "f:Failed to connect->outcome", "f->done"));

        lines.ShouldBe(["port", "outcome"]);
    }

    [Fact]
    public async Task A_server_that_is_too_slow_has_its_own_way_on()
    {
        _store.Service = new HttpSender(ThisMachine with { Timeout = TimeSpan.FromMilliseconds(50) });

        var (lines, _) = await RunAsync(Flow([Send("s", "/slow", $"\"timeout\":{Line("port")}"), FlowSend("f", "/slow"), Line("outcome")], "s->f", "f:Timeout->outcome"));

        lines.ShouldBe(["port", "outcome"]);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_an_incident()
    {
        _server.Answer("/a", 200, new string('x', 101), "text/plain");

        var (_, instance) = await RunAsync(Send("s", "/a"));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("http.answer-too-large");
    }

    [Fact]
    public async Task Content_that_is_not_what_its_type_says_is_text()
    {
        _server.Answer("/a", 200, "{oops");

        var (lines, _) = await RunAsync(Sequence(Send("s", "/a", Into("parsedContent", "c")), Show("show", "c")), "," + Declare(Variable("c")));

        lines.ShouldBe(["{oops"]);
    }

    [Fact]
    public async Task Redirects_are_followed_within_bounds()
    {
        _server.Answer("/1", 302, "", "text/plain", "Location: /2");
        _server.Answer("/2", 307, "", "text/plain", "Location: /3");
        _server.Answer("/3", 302, "end", "text/plain", "Location: /4");

        var (lines, _) = await RunAsync(Sequence(Send("s", "/1", Into("statusCode", "c"), Literal("method", "\"POST\""), Literal("content", "\"a\"")), Show("show", "c")), "," + Declare(Variable("c")));

        lines.ShouldBe(["302"]);
        _server.Requests.Select(r => r.Split(" HTTP")[0]).ShouldBe(["POST /1", "GET /2", "GET /3"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{port}/a")]
    [InlineData("http://localhost:{port}/a")]
    [InlineData("http://[::1]:{port}/a")]
    [InlineData("http://[::ffff:127.0.0.1]:{port}/a")]
    [InlineData("http://2130706433:{port}/a")]
    [InlineData("http://10.1.2.3/a")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fe80::1]/a")]
    [InlineData("http://[64:ff9b::7f00:1]/a")]
    [InlineData("http://0/a")]
    public async Task Private_addresses_are_refused_unless_allowed(string url)
    {
        _server.Answer("/a", 200, "");
        _store.Service = new HttpSender(new HttpSendOptions());

        var (_, instance) = await RunAsync(Step("s", "FlowSendHttpRequest", Literal("url", $"\"{url.Replace("{port}", _server.Url.Split(':')[2], StringComparison.Ordinal)}\"")));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("http.address-refused");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused_also_when_it_is_redirected_to()
    {
        var port = _server.Url.Split(':')[2];
        _server.Answer("/a", 302, "", "text/plain", $"Location: http://inside.example:{port}/secret");
        _server.Answer("/secret", 200, "secret");
        _store.Service = new HttpSender(ThisMachine, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        var (_, instance) = await RunAsync(Send("s", "/a"));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("http.address-refused");
        _server.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Credentials_do_not_follow_a_redirect_to_another_server()
    {
        using var other = new LoopbackServer();
        other.Answer("/b", 200, "");
        _server.Answer("/a", 307, "", "text/plain", $"Location: {other.Url}/b");

        await RunAsync(Send("s", "/a", Literal("authorization", "\"Bearer abc\""), Input("requestHeaders", "Object", "\"{\\\"X-A\\\":\\\"1\\\"}\"")));

        other.Requests.ShouldHaveSingleItem().ShouldNotContain("Bearer");
        other.Requests.ShouldHaveSingleItem().ShouldNotContain("X-A");
        await other.StopAsync();
    }

    [Fact]
    public async Task Ids_that_a_request_names_are_those_that_are_kept()
    {
        _server.Answer("/a", 200, "");
        var content = Input("content", "JavaScript", "\"const id = newGuid(); setCorrelationId(id); getWorkflowInstanceId() + ' ' + id\"");

        var (_, instance) = await RunAsync(Sequence(Send("s", "/a", Literal("method", "\"POST\"", "String"), content), Send("t", "/a"), Engine.Wait("w")));

        var kept = (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem();
        kept.Id.ShouldBe(instance.Id);
        _server.Requests.First().ShouldContain($"{kept.Id} {kept.CorrelationId}");
    }

    [Fact]
    public async Task A_burst_sends_no_more_than_two_hundred_requests()
    {
        _server.Answer("/a", 200, "");

        var (_, instance) = await RunAsync(Step("loop", "While", Literal("condition", "true"), $"\"body\":{Send("s", "/a")}"));

        instance.Incidents.ShouldHaveSingleItem().Message.ShouldContain("200");
        _server.Requests.Count.ShouldBe(200);
    }

    [Fact]
    public async Task A_request_can_be_passed_on_and_its_answer_given_back()
    {
        _server.Answer("/a", 200, "\"từ xa\"");
        await _store.PublishAsync(Sequence(Endpoint("in", "/proxy"), Send("s", "/a", Into("parsedContent", "c")), Respond("out", Input("content", "Variable", """{"id":"c"}"""))), "," + Declare(Variable("c")));
        var web = new Web(_store);

        await web.SendAsync("GET", "/proxy");

        web.Body.ShouldBe("từ xa");
        web.Last.Outcome!.Instance.Incidents.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_activity_made_in_code_is_written_and_read_again()
    {
        var definition = new Model.WorkflowDefinition
        {
            Id = "d1",
            DefinitionId = "d",
            Root = new SendHttpRequest { Url = new("https://example.org/"), ExpectedStatusCodes = [new HttpStatusCodeCase(404, new Workflows.Primitives.WriteLine { Text = new("missing") })] },
        };

        var read = _store.Definitions.Read(Workflows.Serialization.DefinitionWriter.WriteUtf8(definition));

        var code = ((SendHttpRequest)read.Root).ExpectedStatusCodes.ShouldHaveSingleItem();
        (code.StatusCode, code.Activity).ShouldSatisfyAllConditions(c => c.StatusCode.ShouldBe(404), c => c.Activity.ShouldBeOfType<Workflows.Primitives.WriteLine>());
        await Task.CompletedTask;
    }
}
