using System.Text.Json.Nodes;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.StateMachines;

public sealed class StateMachineTests
{
    private readonly Engine _engine = new();

    private static string State(string name, bool speaks = true) => speaks
        ? $$"""{"name":"{{name}}","entry":{{Line("in-" + name)}},"exit":{{Line("out-" + name)}}}"""
        : $$"""{"name":"{{name}}"}""";

    private static string Way(string from, string to, string? trigger, string? condition = null, string? action = null) =>
        $$"""{"name":"{{from}}-{{to}}","from":"{{from}}","to":"{{to}}","trigger":{{trigger ?? "null"}},"condition":{{condition ?? "null"}},"action":{{action ?? "null"}}}""";

    private static string Script(string code) => $$$"""{"typeName":"Boolean","expression":{"type":"JavaScript","value":"{{{code}}}"}}""";

    private static string Machine(string[] states, string[] ways, string initial = "a", string? current = null) => Step("machine", "StateMachine",
        $"\"states\":[{string.Join(',', states)}]", $"\"transitions\":[{string.Join(',', ways)}]", $"\"initialState\":\"{initial}\"",
        $"\"currentState\":{(current is null ? "null" : $"\"{current}\"")}");

    [Fact]
    public async Task A_trigger_leads_by_action_and_exit_into_the_next_state()
    {
        await _engine.StartAsync(Sequence(Machine([State("a"), State("b")], [Way("a", "b", Wait("go"), action: Line("on-the-way"))]), Line("after")));
        _engine.Lines.ShouldBe(["in-a"]);

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("go");

        _engine.Lines.ShouldBe(["in-a", "on-the-way", "out-a", "in-b", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task The_triggers_that_lost_are_cancelled()
    {
        await _engine.StartAsync(Machine([State("a"), State("b", false), State("c", false)], [Way("a", "b", Wait("left")), Way("a", "c", Wait("right")), Way("b", "c", Wait("on"))]));
        _engine.Instance.Bookmarks.Select(b => b.ActivityId).ShouldBe(["left", "right"]);

        await _engine.ResumeAsync("left");

        _engine.Instance.Bookmarks.Select(b => b.ActivityId).ShouldBe(["on"]);
    }

    [Fact]
    public async Task A_trigger_that_is_still_queued_when_another_wins_never_runs()
    {
        await _engine.StartAsync(Machine([State("a", false), State("b", false)], [Way("a", "b", Line("first")), Way("a", "b", Line("second"))]));

        _engine.Lines.ShouldBe(["first"]);
    }

    [Fact]
    public async Task A_transition_whose_condition_does_not_hold_waits_again()
    {
        await _engine.StartAsync(
            Machine([State("a"), State("b")], [Way("a", "b", Wait("go"), Script("getReady()"))]), "," + Declare(Variable("ready", "Boolean", "false", name: "Ready")));

        await _engine.ResumeAsync("go");

        _engine.Lines.ShouldBe(["in-a"]);
        _engine.Instance.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("go");
    }

    [Theory]
    [InlineData("true", "in-a,out-a,in-b")]
    [InlineData("false", "in-a")]
    public async Task A_condition_decides(string holds, string expected)
    {
        await _engine.StartAsync(Machine([State("a"), State("b")], [Way("a", "b", Wait("go"), Script(holds))]));

        await _engine.ResumeAsync("go");

        string.Join(',', _engine.Lines).ShouldBe(expected);
    }

    [Fact]
    public async Task A_state_may_lead_back_to_itself()
    {
        await _engine.StartAsync(Machine([State("a"), State("b")], [Way("a", "a", Wait("again")), Way("a", "b", Wait("go"))]));

        await _engine.ResumeAsync("again");
        await _engine.ResumeAsync("go");

        _engine.Lines.ShouldBe(["in-a", "out-a", "in-a", "out-a", "in-b"]);
    }

    [Fact]
    public async Task A_given_current_state_stands_before_the_initial_one()
    {
        await _engine.StartAsync(Machine([State("a"), State("b")], [Way("a", "b", Wait("go"))], current: "b"));

        _engine.Lines.ShouldBe(["in-b"]);
    }

    [Theory]
    [InlineData("nowhere", null)]
    [InlineData("a", "nowhere")]
    public async Task A_machine_without_such_a_state_is_done(string initial, string? current)
    {
        await _engine.StartAsync(Sequence(Machine([State("a")], [], initial, current), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task Transitions_without_a_trigger_or_a_target_do_not_count()
    {
        await _engine.StartAsync(Machine([State("a")], [Way("a", "a", null), Way("a", "nowhere", Wait("w"))]));

        _engine.Lines.ShouldBe(["in-a"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public void States_and_transitions_come_back_as_they_were_read()
    {
        var root = Machine([State("a"), State("b", false)], [Way("a", "b", Wait("go"), Script("true"), Line("x"))]);

        var written = JsonNode.Parse(DefinitionWriter.Write(_engine.Define(root)))!["root"]!;

        JsonNode.DeepEquals(written, JsonNode.Parse(root)).ShouldBeTrue(written.ToJsonString());
    }

    [Fact]
    public void A_machine_made_in_code_is_written_so_that_it_reads_the_same()
    {
        var machine = new StateMachine
        {
            Id = "machine",
            InitialState = "a",
            States = [new MachineState("a", Entry: new WriteLine { Id = "in" }), new MachineState("b")],
            Transitions = [new MachineTransition("a", "b", new Event { Id = "go" }, Expression.JavaScript("1 > 0")) { Name = "on" }],
        };
        var written = DefinitionWriter.Write(new WorkflowDefinition { DefinitionId = "d", Id = "d1", Root = machine });

        var read = new DefinitionReader(new ActivityRegistry()).Read(written).Root.ShouldBeOfType<StateMachine>();

        read.States.Select(s => (s.Name, s.Entry?.Id)).ShouldBe([("a", "in"), ("b", null)]);
        read.Transitions.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            way => (way.Name, way.From, way.To, way.Trigger?.Id).ShouldBe(("on", "a", "b", "go")),
            way => way.Condition.ShouldBe(Expression.JavaScript("1 > 0")));
    }
}
