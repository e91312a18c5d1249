using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Branching;

public sealed class BranchingTests
{
    private readonly Engine _engine = new();

    [Theory]
    [InlineData("true", "yes")]
    [InlineData("false", "no")]
    [InlineData("null", "no")]
    public async Task If_runs_the_branch_that_its_condition_names(string condition, string expected)
    {
        await _engine.StartAsync(Sequence(
            Step("if", "If", Literal("condition", condition, "Boolean"), $"\"then\":{Line("yes")}", $"\"else\":{Line("no")}"), Line("after")));

        _engine.Lines.ShouldBe([expected, "after"]);
    }

    [Fact]
    public async Task If_without_that_branch_is_done()
    {
        await _engine.StartAsync(Sequence(Step("if", "If", Literal("condition", "false", "Boolean"), $"\"then\":{Line("yes")}"), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task If_is_done_when_its_branch_is()
    {
        await _engine.StartAsync(Sequence(Step("if", "If", Literal("condition", "true", "Boolean"), $"\"then\":{Wait("w")}"), Line("after")));
        _engine.Lines.ShouldBeEmpty();

        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task If_gives_out_what_it_decided()
    {
        await _engine.StartAsync(
            Sequence(
                Step("if", "If", Literal("condition", "true", "Boolean"), """
                    "result":{"typeName":"Boolean","memoryReference":{"id":"v"}}
                    """),
                Show("show", "v")),
            "," + Declare(Variable("v", "Boolean")));

        _engine.Lines.ShouldBe(["True"]);
    }

    [Theory]
    [InlineData(true, "yes")]
    [InlineData(false, "no")]
    public async Task A_decision_leaves_by_one_outcome(bool holds, string expected)
    {
        await _engine.StartAsync(Flow(
            [Step("d", "FlowDecision", Literal("condition", holds ? "true" : "false", "Boolean")), Line("yes"), Line("no")], "d:True->yes", "d:False->no"));

        _engine.Lines.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("MatchFirst", "false", "true", "true", "b")]
    [InlineData("MatchAny", "false", "true", "true", "b,c")]
    [InlineData("MatchAny", "true", "true", "true", "a,b,c")]
    [InlineData("MatchFirst", "false", "false", "null", "other")]
    [InlineData("MatchAny", "false", "null", "false", "other")]
    public async Task A_switch_leaves_by_the_labels_that_hold(string mode, string a, string b, string c, string expected)
    {
        var cases = string.Join(',', new[] { ("A", a), ("B", b), ("C", c) }.Select(one =>
            $$$"""{"label":"{{{one.Item1}}}","condition":{"type":"Literal","value":{{{one.Item2}}}}}"""));

        await _engine.StartAsync(Flow(
            [Step("s", "FlowSwitch", $"\"cases\":[{cases}]", Literal("mode", $"\"{mode}\"", "SwitchMode")), Line("a"), Line("b"), Line("c"), Line("other")],
            "s:A->a", "s:B->b", "s:C->c", "s:Default->other"));

        string.Join(',', _engine.Lines).ShouldBe(expected);
    }

    [Fact]
    public async Task A_fork_leaves_by_the_branches_it_names_and_not_by_Done()
    {
        await _engine.StartAsync(Flow(
            [Step("f", "FlowFork", Input("branches", "Object", "\"[\\\"Left\\\",\\\"Right\\\"]\"", "List<String>")), Line("left"), Line("right"), Line("done")],
            "f:Left->left", "f:Right->right", "f->done"));

        _engine.Lines.ShouldBe(["left", "right"]);
    }

    [Fact]
    public async Task A_fork_without_branches_leaves_by_Done()
    {
        await _engine.StartAsync(Flow([Step("f", "FlowFork"), Line("done")], "f->done"));

        _engine.Lines.ShouldBe(["done"]);
    }

    [Fact]
    public async Task An_outcome_without_an_arrow_ends_the_flowchart()
    {
        await _engine.StartAsync(Flow([Step("d", "FlowDecision", Literal("condition", "true", "Boolean")), Line("no")], "d:False->no"));

        _engine.Lines.ShouldBeEmpty();
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }
}
