using System.Text;
using System.Text.Json.Nodes;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Http;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;
using static LienThong.Workflows.Tests.Scenarios.Http.Web;

namespace LienThong.Workflows.Tests.Scenarios.Http;

public sealed class EndpointTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Web _web;

    public EndpointTests() => _web = new Web(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData("/nobody")]
    [InlineData("/nobody/7?workflowInstanceId=x")]
    public async Task A_request_that_nobody_waits_for_costs_no_write(string path)
    {
        await _store.PublishAsync(Sequence(Endpoint("e", "orders/{id}")), id: "orders");
        var commands = new List<string>();
        _store.Database.Commands.BeforeEach = commands.Add;

        (await _web.SendAsync("GET", path)).Status.ShouldBe(404);

        commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_that_wait_at_one_route_the_named_one_goes_on()
    {
        var definition = await _store.PublishAsync(Sequence(Wait("w", "orders/{id}"), Line("gone on")));
        for (var i = 0; i < 20; i++)
            await _store.StartAsync(definition, new StartRequest { CorrelationId = $"c{i}" });

        (await _web.SendAsync("GET", "/orders/7?correlationId=c13")).Status.ShouldBe(200);

        _web.Last.Outcome!.Instance.CorrelationId.ShouldBe("c13");
        _store.Lines.ShouldBe(["gone on"]);
    }

    [Fact]
    public async Task A_request_starts_the_workflow_and_gets_its_answer()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/hello"), Respond("out", Literal("content", "\"Xin chào\"")), Line("after")));

        await _web.SendAsync("GET", "/hello");

        _web.Answer.Status.ShouldBe(200);
        _web.Answer.ContentType.ShouldBe("text/plain");
        _web.Body.ShouldBe("Xin chào");
        _web.Lines.ShouldBe(["after"]);
        var instance = await _web.InstanceAsync();
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        _web.Last.Outcome!.Journal.Where(e => e.ActivityId == "in").Select(e => e.Event).ShouldBe(["Started", "Completed"]);
    }

    [Fact]
    public async Task A_published_endpoint_is_a_trigger_of_each_of_its_methods()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "Orders/{Id}/", Methods("GET", "Post"))));

        var triggers = await _store.AllAsync<TriggerRow>();

        triggers.Select(t => t.Name).Distinct().ShouldBe(["Elsa.HttpEndpoint"]);
        triggers.Select(t => t.Payload).Order().ShouldBe(["""{"Path":"/orders/{id}","Method":"get"}""", """{"Path":"/orders/{id}","Method":"post"}"""]);
    }

    [Fact]
    public async Task Route_query_headers_and_content_are_given_out()
    {
        await _store.PublishAsync(
            Sequence(
                Endpoint("in", "/orders/{OrderId}", Methods("POST"), Into("routeData", "r"), Into("queryStringData", "q"), Into("headers", "h"), Into("parsedContent", "c"), Into("result", "q2")),
                Respond("out", Content("({id: getVariable('R').orderid, q: getVariable('Q').tag, one: getVariable('Q').one, h: getVariable('H')['X-Unit'], c: getVariable('C').items[1].name, m: getVariable('Q2').method})"))),
            "," + Declare(Variable("r"), Variable("q"), Variable("h"), Variable("c"), Variable("q2")));

        await _web.SendAsync("POST", "/Orders/A%201?tag=x&tag=y+z&one=%C4%91", JsonNode.Parse("""{"items":[{"name":"a"},{"name":"b"}]}"""), "x-unit: VP");

        _web.Answer.ContentType.ShouldBe("application/json");
        _web.Body.ShouldBe("""{"id":"A 1","q":["x","y z"],"one":"đ","h":"VP","c":"b","m":"POST"}""");
    }

    [Theory]
    [InlineData("GET", "/other")]
    [InlineData("POST", "/hello")]
    [InlineData("GET", "/hello/more")]
    public async Task Nobody_answers_for_another_path_or_method(string method, string path)
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/hello")));

        (await _web.SendAsync(method, path)).Status.ShouldBe(404);
        (await _store.AllAsync<InstanceRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_base_path_is_part_of_the_address()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/hello")));

        (await _web.SendAsync(HttpRequestRead.Of("GET", "/hello", [], null))).Status.ShouldBe(404);
        (await new Web(_store, new HttpWorkflowOptions { BasePath = "/" }).SendAsync(HttpRequestRead.Of("GET", "/hello", [], null))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Two_workflows_for_one_request_are_an_error()
    {
        var definition = await _store.PublishAsync(Sequence(Wait("in", "/hello")));
        var ids = new[] { await _store.StartAsync(definition), await _store.StartAsync(definition) };

        (await _web.SendAsync("GET", "/hello")).Status.ShouldBe(500);

        JsonNode.Parse(_web.Body)!["errorMessage"]!.GetValue<string>().ShouldBe("The call is ambiguous and matches multiple workflows.");
        ids.ShouldAllBe(id => !_web.Body.Contains(id, StringComparison.Ordinal), "a stranger could reach each of them");
        (await _store.AllAsync<InstanceRow>()).ShouldAllBe(row => row.Status == "Running");
    }

    [Fact]
    public async Task Endpoints_that_another_definition_has_are_named_and_not_published()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/Test", Methods("GET", "POST"))), id: "a");
        Model.Stimulus[] triggers = [.. ((string[])["get", "put"]).Select(method => new Model.Stimulus(HttpEndpoint.StimulusName, HttpEndpoint.PayloadOf("test", method)))];

        var conflicts = await _store.Database.ReadAsync((context, ct) => HttpConflicts.FindAsync(context, "b", triggers, ct), CancellationToken.None);

        conflicts.ShouldBe(["The /test path and get method are already in use by another workflow!"]);
        (await Should.ThrowAsync<DefinitionStateException>(() => _store.PublishAsync(Sequence(Endpoint("in", "/test")), id: "b"))).Code.ShouldBe("definition.endpoint-taken");
        (await _store.Database.ReadAsync((context, ct) => HttpConflicts.FindAsync(context, "a", triggers, ct), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Variables_of_the_web_types_take_what_an_endpoint_gives_out()
    {
        await _store.PublishAsync(
            Sequence(
                Endpoint("in", "/{id}", Into("routeData", "r"), Into("headers", "h"), Into("result", "q")),
                Respond("out", Content("getVariable('R').id + getVariable('H').host + getVariable('Q').method"))),
            "," + Declare(Variable("r", "RouteData"), Variable("h", "Elsa.Http.Models.HttpHeaders, Elsa.Http"), Variable("q", "HttpRequest")));

        await _web.SendAsync("GET", "/a", null, "Host: b");

        _web.Body.ShouldBe("abGET");
    }

    [Fact]
    public async Task The_most_literal_path_wins()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/orders/{id}"), Line("parameter")), id: "a");
        await _store.PublishAsync(Sequence(Endpoint("in", "/orders/new"), Line("literal")), id: "b");
        await _store.PublishAsync(Sequence(Endpoint("in", "/orders/{id:int}"), Line("number")), id: "c");

        await _web.SendAsync("GET", "/orders/NEW");
        _web.Lines.ShouldBe(["literal"]);
        await _web.SendAsync("GET", "/orders/5");
        _web.Lines.ShouldBe(["number"]);
        await _web.SendAsync("GET", "/orders/x");
        _web.Lines.ShouldBe(["parameter"]);
    }

    [Fact]
    public async Task A_workflow_can_wait_for_the_next_request()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/start"), Respond("first", Literal("content", "\"1\"")), Wait("next", "/next/{n}", Methods("PUT"), Into("routeData", "r")), Respond("second", Content("getVariable('R').n"))), "," + Declare(Variable("r")));
        await _web.SendAsync("GET", "/start");
        _web.Body.ShouldBe("1");
        var bookmark = (await _web.InstanceAsync()).Bookmarks.ShouldHaveSingleItem();
        (bookmark.Name, bookmark.ActivityId, bookmark.Payload!.ToJsonString()).ShouldBe(("Elsa.HttpEndpoint", "next", """{"Path":"/next/{n}","Method":"put"}"""));
        await _store.RestartAsync();

        await _web.SendAsync("PUT", "/next/2");

        _web.Body.ShouldBe("2");
        (await _web.InstanceAsync()).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _web.SendAsync("PUT", "/next/2")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Several_waits_are_told_apart_by_correlation_or_instance()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/start"), Wait("next", "/next"), Line("done")));
        await _web.SendAsync("GET", "/start?correlationId=a");
        var first = _web.Last.Outcome!.Instance.Id;
        await _web.SendAsync("GET", "/start", null, "X-Correlation-ID: b");
        var second = _web.Last.Outcome!.Instance;
        second.CorrelationId.ShouldBe("b");

        (await _web.SendAsync("GET", "/next")).Status.ShouldBe(500);
        (await _web.SendAsync("GET", "/next?correlationId=c")).Status.ShouldBe(404);
        await _web.SendAsync("GET", "/next?correlationId=b");
        _web.Last.Outcome!.Instance.Id.ShouldBe(second.Id);
        await _web.SendAsync("GET", "/next", null, $"X-Workflow-Instance-ID: {first}");
        _web.Last.Outcome!.Instance.Id.ShouldBe(first);
    }

    [Fact]
    public async Task A_trigger_is_preferred_to_a_wait_unless_the_correlation_waits_there()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/vote"), Wait("next", "/vote"), Line("second")));
        await _web.SendAsync("GET", "/vote?correlationId=a");

        await _web.SendAsync("GET", "/vote");
        _web.Last.Outcome!.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        await _web.SendAsync("GET", "/vote?correlationId=a");
        _web.Lines.ShouldBe(["second"]);
    }

    [Fact]
    public async Task A_trigger_that_is_reached_again_waits_for_the_next_request()
    {
        await _store.PublishAsync(Flow([Endpoint("in", "/again"), Line("l")], "in->l", "l->in"));

        await _web.SendAsync("GET", "/again");
        var id = _web.Last.Outcome!.Instance.Id;
        await _web.SendAsync("GET", $"/again?workflowInstanceId={id}");

        _web.Lines.ShouldBe(["l"]);
        _web.Last.Outcome!.Instance.Bookmarks.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Started_without_a_request_it_waits_for_one()
    {
        var definition = await _store.PublishAsync(Sequence(Endpoint("in", "/hello"), Line("done")));
        var id = await _store.StartAsync(definition, new StartRequest { TriggerActivityId = "in" });
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "in"));
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        await _web.SendAsync("GET", $"/hello?workflowInstanceId={id}");
        _web.Lines.ShouldBe(["done"]);
    }

    [Fact]
    public async Task It_waits_once_for_each_method_and_for_none_when_a_request_came()
    {
        var id = await _store.StartAsync(Sequence(Wait("in", "/both", Methods("GET", "POST", "get"))));
        var first = (await _store.FindAsync(id)).Bookmarks;
        first.Select(b => (string?)b.Payload!["Method"]).ShouldBe(["get", "post"]);

        await _store.ResumeAsync(id, first[0].Id);
        (await _store.FindAsync(id)).Bookmarks.Select(b => (string?)b.Payload!["Method"]).ShouldBe(["get", "post"], ignoreOrder: true);

        (await _web.SendAsync("POST", "/both")).Status.ShouldBe(200);
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"a\":", "application/json")]
    [InlineData("{\"a\":\"\\ud800\"}", "application/json")]
    [InlineData("no parts", "multipart/form-data; boundary=x")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut", "multipart/form-data; boundary=x")]
    public async Task Malformed_content_is_refused_and_the_wait_stays(string body, string contentType)
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/start"), Wait("next", "/next", Methods("POST"))));
        await _web.SendAsync("GET", "/start");

        (await _web.SendAsync("POST", "/next", body, "Content-Type: " + contentType)).Status.ShouldBe(400);

        (await _store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem();
        (await _store.AllAsync<IncidentRow>()).ShouldBeEmpty();
        (await _web.SendAsync("POST", "/next", "{}", "Content-Type: application/json")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Content_of_other_types_is_a_form_text_or_bytes()
    {
        await _store.PublishAsync(
            Sequence(Endpoint("in", "/echo", Methods("POST"), Into("parsedContent", "c")), Respond("out", Input("content", "Variable", """{"id":"c"}"""))), "," + Declare(Variable("c")));

        await _web.SendAsync("POST", "/echo", "ten=An+B%C3%ACnh&so=1", "Content-Type: application/x-www-form-urlencoded");
        _web.Body.ShouldBe("""{"ten":"An Bình","so":"1"}""");
        await _web.SendAsync("POST", "/echo", "<a/>", "Content-Type: application/xml");
        _web.Body.ShouldBe("<a/>");
        await _web.SendAsync(new HttpRequestRead("POST", "/workflows/echo", "", [new("Content-Type", "application/pdf")], new byte[] { 1, 0, 255 }));
        _web.Answer.ContentType.ShouldBe("application/octet-stream");
        _web.Answer.Body.ToArray().ShouldBe([1, 0, 255]);
        await _web.SendAsync("POST", "/echo");
        _web.Answer.Body.IsEmpty.ShouldBeTrue();
    }

    private static HttpRequestRead Upload(string path, string fileName, string type, string content) => new(
        "POST", "/workflows" + path, "", [new("Content-Type", "multipart/form-data; boundary=\"b1\"")],
        Encoding.UTF8.GetBytes(
            $"--b1\r\nContent-Disposition: form-data; name=\"so\"\r\n\r\n12\r\n--b1\r\nContent-Disposition: form-data; name=\"tep\"; filename=\"{fileName}\"\r\nContent-Type: {type}\r\n\r\n{content}\r\n--b1--\r\n"));

    [Fact]
    public async Task Files_of_a_form_are_given_out_beside_its_fields()
    {
        await _store.PublishAsync(
            Sequence(Endpoint("in", "/up", Methods("POST"), Into("parsedContent", "c"), Into("files", "f"), Into("file", "one")),
                Respond("out", Content("getVariable('C').so + ' ' + getVariable('F').length + ' ' + getVariable('ONE').fileName + ' ' + getVariable('ONE').contentType + ' ' + bytesToString(getVariable('ONE').content)"))),
            "," + Declare(Variable("c"), Variable("f"), Variable("one")));

        await _web.SendAsync(Upload("/up", "C:\\\\a\\Quyết định.pdf", "application/pdf", "nội\r\n--b dung"));

        _web.Body.ShouldBe("12 1 Quyết định.pdf application/pdf nội\r\n--b dung");
    }

    [Theory]
    [InlineData("requestSizeLimit", "10", "Request too large", 413)]
    [InlineData("fileSizeLimit", "3", "File too large", 413)]
    [InlineData("allowedFileExtensions", "[\".docx\"]", "Invalid file extension", 415)]
    [InlineData("blockedFileExtensions", "[\"PDF\"]", "Invalid file extension", 415)]
    [InlineData("allowedMimeTypes", "[\"text/plain\"]", "Invalid file MIME type", 415)]
    public async Task What_an_endpoint_does_not_take_is_refused_or_leaves_by_its_outcome(string limit, string value, string outcome, int status)
    {
        await _store.PublishAsync(Flow([Endpoint("in", "/strict", Methods("POST"), Literal(limit, value))]), id: "a");
        var exposed = """
            "exposeRequestTooLargeOutcome":true,"exposeFileTooLargeOutcome":true,"exposeInvalidFileExtensionOutcome":true,"exposeInvalidFileMimeTypeOutcome":true
            """;
        await _store.PublishAsync(Flow([Endpoint("in", "/kind", Methods("POST"), Literal(limit, value), exposed), Respond("r", Literal("content", "\"left\""))], $"in:{outcome}->r"), id: "b");

        (await _web.SendAsync(Upload("/strict", "a.pdf", "application/pdf", "1234"))).Status.ShouldBe(status);
        (await _store.AllAsync<InstanceRow>()).ShouldBeEmpty();
        await _web.SendAsync(Upload("/kind", "a.pdf", "application/pdf", "1234"));
        _web.Body.ShouldBe("left");
    }

    [Fact]
    public async Task Only_those_whom_the_endpoint_admits_reach_it()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/own", Literal("authorize", "true"), Literal("policy", "\"administrator\""))));
        var request = HttpRequestRead.Of("GET", "/workflows/own", [], null);

        (await _web.SendAsync(request)).Status.ShouldBe(401);
        (await _web.SendAsync(request, new HttpCaller(true, _ => false))).Status.ShouldBe(403);
        (await _store.AllAsync<InstanceRow>()).ShouldBeEmpty();
        (await _web.SendAsync(request, new HttpCaller(true, policy => policy == "administrator"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_request_that_takes_longer_than_its_endpoint_allows_leaves_no_trace()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/slow", Literal("requestTimeout", "\"00:00:00\"")), Line("never")));

        (await _web.SendAsync("GET", "/slow")).Status.ShouldBe(504);

        (await _store.AllAsync<InstanceRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ids_that_no_instance_can_have_are_refused()
    {
        (await _web.SendAsync("GET", "/x?correlationId=a%00b")).Status.ShouldBe(400);
        (await _web.SendAsync("GET", "/x?correlationId=" + new string('a', 129))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_route_with_parameters_takes_the_request_whose_literal_path_went_to_somebody_faster()
    {
        await _store.PublishAsync(Sequence(Endpoint("in", "/orders/{id}"), Line("parameter")), id: "a");
        await _store.StartAsync(await _store.PublishAsync(Sequence(Wait("wait", "/orders/new"), Line("literal")), id: "b"));
        IReadOnlyList<string> path = ["orders", "new"];
        var seen = await _store.Database.ReadAsync((context, ct) => HttpListeners.HashesAsync(context, path, "GET", null, null, ct), CancellationToken.None);
        await _web.SendAsync("GET", "/orders/new");
        _web.Lines.ShouldBe(["literal"]);

        var found = await _store.WriteAsync((session, ct) => HttpListeners.FindAsync(session.Context, seen, path, "GET", null, null, ct));

        found.ShouldHaveSingleItem().RouteValues["id"].ShouldBe("new");
    }
}
