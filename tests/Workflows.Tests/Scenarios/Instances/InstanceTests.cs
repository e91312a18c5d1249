using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Instances;

public sealed class InstanceTests
{
    private readonly Engine _engine = new();

    [Fact]
    public async Task A_cancelled_instance_waits_for_nothing_and_is_finished()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("a"), Wait("b"), Line("never")], "s->a", "s->b", "a->never"));

        (await _engine.CancelAsync()).ShouldBeTrue();

        _engine.Instance.Bookmarks.ShouldBeEmpty();
        (_engine.Instance.Status, _engine.Instance.SubStatus).ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Cancelled));
        _engine.Instance.FinishedAt.ShouldBe(_engine.Clock.GetUtcNow());
        _engine.Events.ShouldBe(["Workflow1 Workflow cancelled"]);
        _engine.SaveAndLoad();
        (await _engine.ResumeAsync("a")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_has_ended_cannot_be_cancelled()
    {
        await _engine.StartAsync(Line("a"));

        (await _engine.CancelAsync()).ShouldBeFalse();

        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task The_status_says_what_the_instance_does()
    {
        await _engine.StartAsync(Sequence(Wait("w")));
        (_engine.Instance.Status, _engine.Instance.SubStatus, _engine.Instance.FinishedAt).ShouldBe((WorkflowStatus.Running, WorkflowSubStatus.Suspended, null));

        _engine.Clock.Advance(TimeSpan.FromHours(1));
        await _engine.ResumeAsync("w");

        (_engine.Instance.Status, _engine.Instance.SubStatus, _engine.Instance.FinishedAt)
            .ShouldBe((WorkflowStatus.Finished, WorkflowSubStatus.Finished, (DateTimeOffset?)_engine.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task The_journal_tells_the_steps_in_their_order()
    {
        await _engine.StartAsync(Sequence(Line("a"), Wait("w"), Step("d", "FlowDecision", Literal("condition", "true", "Boolean"))));
        _engine.Events.ShouldBe(["Workflow1 Started", "sequence Started", "a Started", "a Completed", "w Started", "w Suspended"]);
        var last = _engine.Last.Journal[^1].Sequence;

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Events.ShouldBe(["w Resumed", "w Completed", "d Started", "d Completed", "sequence Completed", "Workflow1 Completed"]);
        _engine.Last.Journal.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range((int)last + 1, 6).Select(n => (long)n));
        _engine.Last.Journal.Single(entry => entry is { ActivityId: "d", Event: JournalEvents.Completed }).Outcomes.ShouldBe(["True"]);
    }

    [Fact]
    public async Task The_journal_names_what_faulted_and_what_was_cancelled()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Step("f", "Fault", Literal("message", "\"hỏng\"", "String"))], "s->w", "s->f"));

        _engine.Last.Journal.Single(entry => entry.Event == JournalEvents.Faulted).Message.ShouldBe("hỏng");

        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Line("a"), Step("e", "End")], "s->w", "s->a", "a->e"));
        _engine.Events.ShouldContain("w Canceled");
    }

    [Fact]
    public async Task Everything_about_an_instance_comes_back_as_it_was_kept()
    {
        await _engine.StartAsync(
            _engine.Define(Flow([Line("s"), Wait("w"), Step("f", "Fault", Literal("message", "\"hỏng\"", "String"))], "s->w", "s->f"), ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}"""),
            new StartRequest { InstanceId = "i", CorrelationId = "hồ sơ 7", Name = "Công văn 451", Input = new Dictionary<string, object?> { ["a"] = new List<object?> { 1L, "hai", null } } });
        var state = InstanceState.Write(_engine.Instance);

        _engine.SaveAndLoad();

        InstanceState.Write(_engine.Instance).ShouldBe(state);
        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldBe("hỏng");
        _engine.Instance.Bookmarks.ShouldHaveSingleItem().Name.ShouldBe("Elsa.Event");
    }

    public static TheoryData<string, string> Starts => new()
    {
        { "", "first" },
        { ",{\"id\":\"st\",\"type\":\"Elsa.Start\"}", "st" },
    };

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_flowchart_begins_at_Start_else_where_no_arrow_enters(string more, string expected)
    {
        await _engine.StartAsync(Flow([Line("second"), Line("first") + more], "first->second"));

        _engine.Last.Journal[2].ActivityId.ShouldBe(expected);
    }

    [Fact]
    public async Task One_that_may_start_goes_before_one_without_an_arrow_and_Start_before_both()
    {
        var starter = Step("starter", "WriteLine", "\"customProperties\":{\"CanStartWorkflow\":true}");
        await _engine.StartAsync(Flow([Line("free"), Line("a"), starter], "a->starter"));
        _engine.Last.Journal[2].ActivityId.ShouldBe("starter");

        await _engine.StartAsync(Flow([Line("free"), Line("a"), starter, Step("st", "Start")], "a->starter", "a->st"));
        _engine.Last.Journal[2].ActivityId.ShouldBe("st");
    }

    [Fact]
    public async Task In_a_ring_the_first_activity_is_the_start()
    {
        await _engine.StartAsync(Flow([Wait("a"), Line("b")], "a->b", "b->a"));

        _engine.Last.Journal[2].ActivityId.ShouldBe("a");
    }

    [Fact]
    public async Task The_key_start_of_a_flowchart_is_not_read()
    {
        await _engine.StartAsync(Flow([Line("a"), Line("b")], "a->b").Replace("\"type\":\"Elsa.Flowchart\"", "\"type\":\"Elsa.Flowchart\",\"start\":\"b\"", StringComparison.Ordinal));

        _engine.Lines.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_empty_flowchart_is_done_and_what_no_arrow_reaches_never_runs()
    {
        await _engine.StartAsync(Flow([]));
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);

        await _engine.StartAsync(Flow([Line("a"), Line("b"), Line("dangling")], "a->b"));
        _engine.Lines.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task An_activity_may_have_the_id_that_the_workflow_itself_would_get()
    {
        await _engine.StartAsync(Sequence(Line("Workflow1")));

        _engine.Lines.ShouldBe(["Workflow1"]);
    }

    [Fact]
    public async Task The_second_start_of_an_activity_is_its_second_round()
    {
        var rounds = new List<int>();
        var counting = new Counting { Id = "c", Rounds = rounds };
        var definition = new WorkflowDefinition
        {
            Id = "d1",
            DefinitionId = "d",
            Root = new ControlFlow.Flowchart { Id = "f", Activities = [counting], Connections = [new Connection(counting, "Again", counting, null)] },
        };
        await _engine.StartAsync(definition);
        for (var i = 0; i < 2; i++)
        {
            _engine.SaveAndLoad();
            await _engine.ResumeAsync("c");
        }

        rounds.ShouldBe([1, 2, 3]);
    }

    private sealed class Counting : Activity
    {
        public required List<int> Rounds { get; init; }

        public override bool CountsRounds => true;

        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            Rounds.Add(context.Round);
            return new(ActivityResult.Suspend(new BookmarkRequest("wait")));
        }

        public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken) =>
            new(ActivityResult.Complete("Again"));
    }
}
