using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Tokens;

public sealed class TokenTests
{
    private static readonly string[] Diamond = ["s->a", "s->b", "a->j", "b->j", "j->after"];

    private readonly Engine _engine = new(new RunnerOptions { FlowchartMode = FlowchartMode.TokenBased });

    private static string Merging(string id, string mode) => Step(id, "WriteLine", Literal("text", $"\"{id}\"", "String"), $$"""
        "customProperties":{"mergeMode":"{{mode}}"}
        """);

    private static string Join(string mode) => Step("j", "FlowJoin", Literal("mode", $"\"{mode}\"", "FlowJoinMode"));

    [Fact]
    public async Task Without_a_merge_mode_the_target_runs_when_no_work_is_on_its_way()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Wait("b"), Line("j"), Line("after")], Diamond));
        _engine.Lines.ShouldBe(["s", "a"]);

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("b");

        _engine.Lines.ShouldBe(["s", "a", "j", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Merge_waits_for_every_way_in()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Wait("b"), Merging("j", "Merge"), Line("after")], Diamond));
        _engine.Lines.ShouldBe(["s", "a"]);

        await _engine.ResumeAsync("b");

        _engine.Lines.ShouldBe(["s", "a", "j", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_dead_branch_blocks_a_merge_for_ever()
    {
        await _engine.StartAsync(Flow(
            [Line("s"), Line("a"), Step("d", "FlowDecision", Literal("condition", "false", "Boolean")), Join("WaitAll"), Line("after")],
            "s->a", "s->d", "a->j", "d:True->j", "j->after"));

        _engine.Lines.ShouldBe(["s", "a"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Cascade_runs_with_the_first_and_swallows_the_others()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Wait("b"), Merging("j", "Cascade"), Line("after")], Diamond));
        _engine.Lines.ShouldBe(["s", "a", "j", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        await _engine.ResumeAsync("b");

        _engine.Lines.ShouldBe(["s", "a", "j", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Race_cancels_those_still_on_their_way(bool isJoin)
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Wait("b"), isJoin ? Join("WaitAny") : Merging("j", "Race"), Line("after")],
            "s->b", "s->a", "a->j", "b->j", "j->after"));

        _engine.Lines.ShouldBe(isJoin ? ["s", "a", "after"] : ["s", "a", "j", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("Race")]
    [InlineData("Cascade")]
    public async Task What_was_blocked_in_one_lap_is_open_in_the_next(string mode)
    {
        static string Decide(string id, string script) => Step(id, "FlowDecision", Input("condition", "JavaScript", $"\"{script}\"", "Boolean"));

        await _engine.StartAsync(
            Flow([Line("s"), Decide("way", "getN() == 0"), Line("a"), Line("b"), Merging("j", mode), Decide("again", "setN(getN() + 1), getN() < 2"), Line("end")],
                "s->way", "way:True->a", "way:False->b", "a->j", "b->j", "j->again", "again:True->way", "again:False->end"),
            "," + Declare(Variable("n", "Int32", "0")));

        _engine.Lines.ShouldBe(["s", "a", "j", "b", "j", "end"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task What_is_still_on_its_way_from_the_lap_before_is_swallowed_in_the_next()
    {
        var again = Step("again", "FlowDecision", Input("condition", "JavaScript", "\"setN(getN() + 1), getN() < 2\"", "Boolean"));
        await _engine.StartAsync(
            Flow([Line("s"), Line("lap"), Line("a"), Wait("b"), Merging("j", "Cascade"), again, Line("end")],
                "s->lap", "lap->a", "lap->b", "a->j", "b->j", "j->again", "again:True->lap", "again:False->end"),
            "," + Declare(Variable("n", "Int32", "0")));
        _engine.Lines.ShouldBe(["s", "lap", "a", "j", "lap", "a", "j", "end"]);

        await _engine.ResumeAsync("b");

        _engine.Lines.ShouldBe(["s", "lap", "a", "j", "lap", "a", "j", "end"]);
    }

    [Fact]
    public async Task A_join_that_waits_for_any_also_cancels_what_began_before_it_ran()
    {
        await _engine.StartAsync(Flow([Line("s"), Line("a"), Wait("b"), Join("WaitAny"), Line("after")], Diamond));

        _engine.Lines.ShouldBe(["s", "a", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("Merge", "s,a,b,d,b,d,end")]
    [InlineData("Converge", "s,a")]
    public async Task Only_Converge_waits_for_ways_that_lead_back(string mode, string expected)
    {
        var decision = Step("d", "FlowDecision", Input("condition", "JavaScript", "\"setVariable('N', getN() + 1), getN() < 2\"", "Boolean"));

        await _engine.StartAsync(
            Flow([Line("s"), Line("a"), Merging("b", mode), Line("show", "d"), decision, Line("end")], "s->a", "a->b", "b->show", "show->d", "d:True->b", "d:False->end"),
            "," + Declare(Variable("n", "Int32", "0")));

        string.Join(',', _engine.Lines).ShouldBe(expected);
    }

    [Fact]
    public async Task An_instance_may_say_so_itself_and_keeps_to_it()
    {
        var engine = new Engine();
        var definition = engine.Define(Sequence(Wait("w"), Flow(
            [Line("s"), Line("a"), Step("d", "FlowDecision", Literal("condition", "false", "Boolean")), Merging("j", "Merge")], "s->a", "s->d", "a->j", "d:True->j")));
        await engine.StartAsync(definition, new StartRequest { FlowchartMode = FlowchartMode.TokenBased });

        engine.SaveAndLoad();
        await engine.ResumeAsync("w");

        engine.Lines.ShouldBe(["s", "a"]);
        engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Otherwise_flowcharts_count()
    {
        var engine = new Engine();

        await engine.StartAsync(Flow(
            [Line("s"), Line("a"), Step("d", "FlowDecision", Literal("condition", "false", "Boolean")), Merging("j", "Merge")], "s->a", "s->d", "a->j", "d:True->j"));

        engine.Lines.ShouldBe(["s", "a", "j"]);
    }
}
