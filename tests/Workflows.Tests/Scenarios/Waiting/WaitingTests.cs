using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Waiting;

public sealed class WaitingTests
{
    private const string IntoV = """
        "result":{"typeName":"Object","memoryReference":{"id":"v"}}
        """;

    private readonly Engine _engine = new();

    private static string Event(string id, params string[] keys) => Step(id, "Event", [Literal("eventName", "\"den\"", "String"), .. keys]);

    [Fact]
    public async Task An_event_gives_out_what_came_with_it()
    {
        await _engine.StartAsync(Sequence(Event("e", IntoV), Show("s", "v")), "," + Declare(Variable("v")));
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        await _engine.ResumeAsync("e", ("Payload", "tin mới"));

        _engine.Lines.ShouldBe(["tin mới"]);
    }

    [Fact]
    public async Task Waits_for_one_event_have_one_hash_whatever_the_instance()
    {
        await _engine.StartAsync(Event("e"));
        var first = _engine.Instance.Bookmarks[0].Hash;
        await _engine.StartAsync(Event("other"));

        _engine.Instance.Bookmarks[0].Hash.ShouldBe(first);
        first.ShouldBe(Burst.HashOf("Elsa.Event", Workflows.Primitives.Event.PayloadOf("den")));
    }

    [Fact]
    public async Task An_event_that_started_the_workflow_is_done_at_once()
    {
        var definition = _engine.Define(
            Flow([Line("s"), Event("e", "\"customProperties\":{\"canStartWorkflow\":true}", IntoV), Show("show", "v")], "s->e", "e->show"), "," + Declare(Variable("v")));

        await _engine.StartAsync(definition, new StartRequest { TriggerActivityId = "e", Input = new Dictionary<string, object?> { ["Payload"] = "mở đầu" } });

        _engine.Lines.ShouldBe(["mở đầu"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Its_output_can_be_a_workflow_output()
    {
        await _engine.StartAsync(
            Sequence(Event("e", """
                "result":{"typeName":"Object","memoryReference":{"id":"KetQua"}}
                """)), ""","outputs":[{"type":"Object","name":"KetQua"}]""");

        await _engine.ResumeAsync("e", ("Payload", "xong"));

        _engine.Instance.Output["KetQua"].ShouldBe("xong");
    }

    [Fact]
    public async Task A_delay_is_due_after_its_span_and_belongs_to_its_own_execution()
    {
        var delay = Step("d", "Delay", Literal("timeSpan", "\"02:00:00\"", "TimeSpan"));
        await _engine.StartAsync(Sequence(delay, Line("after")));
        var bookmark = _engine.Instance.Bookmarks.ShouldHaveSingleItem();
        bookmark.DueAt.ShouldBe(_engine.Clock.GetUtcNow().AddHours(2));

        await _engine.ResumeAsync("d");
        _engine.Lines.ShouldBe(["after"]);

        await _engine.StartAsync(Sequence(delay));
        _engine.Instance.Bookmarks.ShouldHaveSingleItem().Hash.ShouldNotBe(bookmark.Hash);
    }

    [Theory]
    [InlineData("2024-01-24T00:59:59Z", true)]
    [InlineData("2024-01-24T08:00:00+07:00", true)]
    [InlineData("2024-01-24T01:00:01Z", false)]
    public async Task Start_at_waits_only_for_what_is_to_come(string at, bool isOver)
    {
        await _engine.StartAsync(Sequence(Step("at", "StartAt", Literal("dateTime", $"\"{at}\"", "DateTimeOffset")), Line("after")));

        _engine.Lines.Count.ShouldBe(isOver ? 1 : 0);
        _engine.Instance.Bookmarks.Select(b => b.DueAt).ShouldBe(isOver ? [] : [DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public async Task A_task_waits_under_its_id_with_what_is_needed_to_do_it_and_gives_out_the_result()
    {
        await _engine.StartAsync(
            Sequence(
                Step("t", "RunTask", Literal("taskName", "\"quét\"", "String"), Input("payload", "Object", "\"{\\\"trang\\\":3}\""), IntoV, """
                    "taskId":{"typeName":"String","memoryReference":{"id":"id"}}
                    """),
                Show("s", "v")),
            "," + Declare(Variable("v"), Variable("id", "String")));
        var bookmark = _engine.Instance.Bookmarks.ShouldHaveSingleItem();
        bookmark.Payload!["TaskId"]!.GetValue<string>().ShouldBe(_engine.Instance.Variables["ID"]);
        bookmark.Details!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe("""{"TaskName":"quét","Payload":{"trang":3}}""");

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("t", ("Result", "đã quét"));

        _engine.Lines.ShouldBe(["đã quét"]);
    }

    [Fact]
    public async Task A_burned_or_unknown_bookmark_resumes_nothing()
    {
        await _engine.StartAsync(Sequence(Wait("w"), Wait("w2"), Line("after")));
        var burned = _engine.Instance.Bookmarks[0].Id;
        await _engine.ResumeAsync("w");

        foreach (var id in (string[])[burned, "unknown"])
            (await _engine.Runner.ResumeAsync(_engine.Instance, id, new Dictionary<string, object?>(), null, CancellationToken.None)).ShouldBeNull();

        _engine.Lines.ShouldBeEmpty();
        _engine.Instance.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("w2");
    }

    [Fact]
    public async Task What_comes_with_a_resume_is_merged_over_the_workflows_input()
    {
        var show = Step("show", "WriteLine", Input("text", "Input", """{"name":"a"}""", "String"));
        var show2 = Step("show2", "WriteLine", Input("text", "Input", """{"name":"b"}""", "String"));
        await _engine.StartAsync(
            _engine.Define(Sequence(Wait("w"), show, show2)), new StartRequest { Input = new Dictionary<string, object?> { ["a"] = "a1", ["b"] = "b1" } });

        await _engine.ResumeAsync("w", ("B", "b2"));

        _engine.Lines.ShouldBe(["a1", "b2"]);
    }
}
