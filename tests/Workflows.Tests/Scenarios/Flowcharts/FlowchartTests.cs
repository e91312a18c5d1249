using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Flowcharts;

public sealed class FlowchartTests
{
    private readonly Engine _engine = new();

    private static string Decision(string id, bool holds) =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":{{{(holds ? "true" : "false")}}} } } }""";

    private static string Join(string id, string mode) =>
        $$$"""{"id":"{{{id}}}","type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"{{{mode}}}"} } }""";

    [Fact]
    public async Task Branches_are_run_breadth_first()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a1"), Line("a2"), Line("b1"), Line("b2")], "s->a1", "s->b1", "a1->a2", "b1->b2"));

        _engine.Lines.ShouldBe(["s", "a1", "b1", "a2", "b2"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task An_activity_with_two_ways_in_runs_once_after_both()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Line("b"), Line("b2"), Line("j")], "s->a", "s->b", "b->b2", "a->j", "b2->j"));

        _engine.Lines.ShouldBe(["s", "a", "b", "b2", "j"]);
    }

    [Fact]
    public async Task The_branch_not_taken_does_not_hold_up_the_join_after_it()
    {
        await _engine.StartAsync(Flow(
            [Decision("d", true), Line("yes"), Line("no"), Line("no2"), Line("j")], "d:True->yes", "d:False->no", "no->no2", "yes->j", "no2->j"));

        _engine.Lines.ShouldBe(["yes", "j"]);
        _engine.Instance.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task A_join_for_any_goes_on_once_and_stops_the_other_branch()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("a"), Wait("b"), Join("j", "WaitAny"), Line("after")], "s->a", "s->b", "a->j", "b->j", "j->after"));

        await _engine.ResumeAsync("b");

        _engine.Lines.ShouldBe(["s", "after"]);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_join_for_all_does_not_run_when_one_branch_was_not_taken()
    {
        await _engine.StartAsync(Flow(
            [Line("s"), Line("a"), Decision("d", false), Line("b"), Join("j", "WaitAll"), Line("after")],
            "s->a", "s->d", "d:True->b", "a->j", "b->j", "j->after"));

        _engine.Lines.ShouldBe(["s", "a"]);
        _engine.Instance.Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task Going_back_runs_the_steps_of_the_loop_anew()
    {
        const string variables = ""","variables":[{"id":"v","name":"Verdict","typeName":"String","storageDriverTypeName":"WorkflowInstanceStorageDriver"}]""";
        const string choice = """
            {"id":"choice","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Variable","value":{"id":"v"}}}}
            """;
        const string review = """
            {"id":"review","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"review"}},
             "result":{"typeName":"Object","memoryReference":{"id":"v"}}}
            """;
        await _engine.StartAsync(
            Flow([Line("draft"), Line("left"), Line("right"), Line("join"), review, choice, Line("done")],
                "draft->left", "draft->right", "left->join", "right->join", "join->review", "review->choice", "choice:False->draft", "choice:True->done"),
            variables);

        await _engine.ResumeAsync("review", ("Payload", "false"));
        await _engine.ResumeAsync("review", ("Payload", "false"));
        await _engine.ResumeAsync("review", ("Payload", "true"));

        string[] lap = ["draft", "left", "right", "join"];
        _engine.Lines.ShouldBe([.. lap, .. lap, .. lap, "done"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_branch_skipped_once_and_a_loop_walked_twice_never_meet_in_an_implicit_join()
    {
        const string variables = ""","variables":[{"id":"v","name":"Verdict","typeName":"String","storageDriverTypeName":"WorkflowInstanceStorageDriver"}]""";
        const string choice = """
            {"id":"choice","type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Variable","value":{"id":"v"} } } }
            """;
        const string review = """
            {"id":"review","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"review"} },
             "result":{"typeName":"Object","memoryReference":{"id":"v"} } }
            """;
        // The shipped chain has two ends for this reason (docs/adr/0013).
        await _engine.StartAsync(
            Flow([Decision("first", true), Line("other"), Line("draft"), review, choice, Line("last")],
                "first:True->draft", "first:False->other", "other->last", "draft->review", "review->choice", "choice:False->draft", "choice:True->last"),
            variables);

        await _engine.ResumeAsync("review", ("Payload", "false"));
        await _engine.ResumeAsync("review", ("Payload", "true"));

        _engine.Lines.ShouldBe(["draft", "draft"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_way_back_into_the_middle_of_a_branch_is_an_incident()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Line("b"), Line("c")], "s->a", "s->b", "a->c", "b->c", "c->a"));

        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldStartWith("Invalid backward connection: Every path from the source ('c')");
    }

    [Fact]
    public async Task End_stops_what_still_waits_in_the_flowchart()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Line("a"), """{"id":"e","type":"Elsa.End"}"""], "s->w", "s->a", "a->e"));

        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_stops_its_branch_while_queued_siblings_still_run()
    {
        await _engine.StartAsync(Flow(
            [Line("s"), """{"id":"f","type":"Elsa.Fault","message":{"typeName":"String","expression":{"type":"Literal","value":"hỏng"}}}""", Line("a")], "s->f", "s->a"));

        _engine.Lines.ShouldBe(["s", "a"]);
        _engine.Instance.Status.ShouldBe(WorkflowStatus.Finished);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldBe("hỏng");
    }

    [Fact]
    public async Task With_incidents_allowed_the_other_branches_go_on_and_the_instance_waits()
    {
        await _engine.StartAsync(
            Flow([Line("s"), """{"id":"f","type":"Elsa.Fault"}""", Wait("w"), Line("a")], "s->f", "s->w", "w->a"),
            ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""");
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["s", "a"]);
        _engine.Instance.Status.ShouldBe(WorkflowStatus.Running);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task A_loop_without_a_human_step_ends_in_an_incident()
    {
        var engine = new Engine(new RunnerOptions { MaxActivitiesPerBurst = 500 });
        await engine.StartAsync(Flow([Line("a"), Line("b")], "a->b", "b->a"));

        engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        engine.Instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("burst.too-long");
    }
}
