using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Faults;

public sealed class FaultTests
{
    private const string Continue = ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""";

    private readonly Engine _engine = new();

    private static string Fault(string id) => Step(id, "Fault", Literal("code", "\"E7\"", "String"), Literal("message", "\"hỏng\"", "String"));

    [Fact]
    public async Task A_fault_is_an_incident_with_its_code_place_and_time()
    {
        await _engine.StartAsync(Sequence(Fault("f"), Line("never")));

        _engine.Lines.ShouldBeEmpty();
        _engine.Instance.Incidents.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            incident => incident.Code.ShouldBe("E7"),
            incident => incident.Message.ShouldBe("hỏng"),
            incident => incident.ActivityNodeId.ShouldBe("Workflow1:sequence:f"),
            incident => incident.ActivityType.ShouldBe("Elsa.Fault"),
            incident => incident.Timestamp.ShouldBe(_engine.Clock.GetUtcNow()));
        (_engine.Instance.Status, _engine.Instance.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Faulted));
    }

    [Fact]
    public async Task A_faulted_instance_is_not_resumed()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Fault("f"), Line("after")], "s->w", "s->f", "w->after"));
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        (await _engine.ResumeAsync("w")).ShouldBeFalse();

        _engine.Lines.ShouldBe(["s"]);
    }

    [Theory]
    [InlineData("ContinueWithIncidentsStrategy")]
    [InlineData("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core")]
    [InlineData("UnregisteredClrType:Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy")]
    public async Task With_that_strategy_under_any_of_its_names_the_other_branches_can_be_resumed(string strategy)
    {
        await _engine.StartAsync(
            Flow([Line("s"), Wait("w"), Fault("f"), Line("after")], "s->w", "s->f", "w->after"), $$""","options":{"incidentStrategyType":"{{strategy}}"}""");

        (await _engine.ResumeAsync("w")).ShouldBeTrue();

        _engine.Lines.ShouldBe(["s", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Continue)]
    public async Task A_step_is_run_again_after_its_incident(string strategy)
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Show("show", "v"), Line("after")], "s->w", "s->show", "show->after", "w->after"), strategy + "," + Declare(Variable("x")));
        _engine.Instance.Incidents.ShouldHaveSingleItem();
        _engine.SaveAndLoad();

        (await _engine.RetryAsync()).ShouldBeTrue();

        // Its cause is still there, so it is an incident again: a new one, and only one.
        _engine.Instance.Incidents.ShouldHaveSingleItem();
        _engine.Last.NewIncidents.ShouldHaveSingleItem();
        _engine.Instance.Bookmarks.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("", WorkflowSubStatus.Faulted)]
    [InlineData(Continue, WorkflowSubStatus.Suspended)]
    public async Task Once_the_cause_is_gone_a_retry_brings_the_instance_to_its_end(string strategy, WorkflowSubStatus before)
    {
        var failing = new Failing { Id = "f" };
        var definition = _engine.Define(Sequence(Line("a")), strategy) with
        {
            Root = new ControlFlow.Sequence { Id = "root", Activities = [failing, new Workflows.Primitives.WriteLine { Id = "after", Text = "after" }] },
            AsRead = null,
        };
        await _engine.StartAsync(definition);
        _engine.Instance.SubStatus.ShouldBe(before);
        _engine.SaveAndLoad();

        failing.IsMended = true;
        await _engine.RetryAsync();

        _engine.Lines.ShouldBe(["after"]);
        (_engine.Instance.Status, _engine.Instance.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Finished));
        _engine.Instance.Incidents.ShouldBeEmpty();
        (await _engine.Runner.RetryAsync(_engine.Instance, "unknown", null, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_step_that_failed_while_it_was_resumed_asks_nobody_a_second_time()
    {
        var definition = new WorkflowDefinition { Id = "d1", DefinitionId = "d", Root = new FailingLater { Id = "f" } };
        await _engine.StartAsync(definition);
        await _engine.ResumeAsync("f");
        _engine.Instance.Bookmarks.ShouldBeEmpty();

        await _engine.RetryAsync();

        // It tried the same resume again; what was decided stands.
        _engine.Instance.Bookmarks.ShouldBeEmpty();
        _engine.Last.NewIncidents.ShouldHaveSingleItem().ActivityId.ShouldBe("f");
    }

    [Fact]
    public async Task A_container_that_is_run_again_starts_its_children_anew_and_waits_for_no_old_ones()
    {
        // The way back into a branch faults the flowchart while w waits in it.
        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Line("a"), Line("b"), Line("c")], "s->w", "s->a", "s->b", "a->c", "b->c", "c->a"));
        _engine.Instance.Incidents.ShouldHaveSingleItem().ActivityId.ShouldBe("flow");
        var old = _engine.Instance.Bookmarks.ShouldHaveSingleItem().Id;

        await _engine.RetryAsync();

        _engine.Instance.Bookmarks.ShouldHaveSingleItem().Id.ShouldNotBe(old);
    }

    [Fact]
    public async Task A_missing_activity_type_is_an_incident_only_when_its_turn_comes()
    {
        await _engine.StartAsync(Sequence(Line("a"), Wait("w"), """{"id":"x","type":"Elsa.SendFax","number":"1"}"""));
        _engine.Instance.Incidents.ShouldBeEmpty();

        await _engine.ResumeAsync("w");

        _engine.Instance.Incidents.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            incident => incident.Code.ShouldBe("activity.unknown-type"), incident => incident.Message.ShouldContain("Elsa.SendFax"));
    }

    [Fact]
    public async Task A_missing_activity_type_on_a_path_not_taken_does_no_harm()
    {
        await _engine.StartAsync(Step("if", "If", Literal("condition", "false", "Boolean"), """
            "then":{"id":"x","type":"Elsa.SendFax"}
            """));

        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_burst_that_is_cancelled_is_no_incident()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        var start = _engine.Runner.StartAsync(_engine.Define(Line("a")), new StartRequest(), cancellation.Token).AsTask();

        await start.ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_burst_of_just_the_limit_is_no_incident()
    {
        var engine = new Engine(new RunnerOptions { MaxActivitiesPerBurst = 5 });

        // The workflow and the sequence are activities too.
        await engine.StartAsync(Sequence(Line("a"), Line("b"), Line("c")));
        engine.Instance.Incidents.ShouldBeEmpty();
        await engine.StartAsync(Sequence(Line("a"), Line("b"), Line("c"), Line("d")));

        engine.Instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("burst.too-long");
    }

    private sealed class FailingLater : Activity
    {
        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
            new(ActivityResult.Suspend(new BookmarkRequest("wait")));

        public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("hỏng");
    }

    private sealed class Failing : Activity
    {
        public bool IsMended { get; set; }

        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
            IsMended ? new(ActivityResult.Done) : throw new InvalidOperationException("chưa có người nhận");
    }

    [Fact]
    public async Task A_fault_without_a_message_still_says_what_it_is()
    {
        await _engine.StartAsync(Step("f", "Fault", Literal("code", "\"E7\"", "String"), Literal("category", "null", "String")));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldBe("Quy trình báo lỗi E7 (General, System) mà không ghi nội dung.");
    }
}
