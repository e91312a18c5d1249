using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Loops;

public sealed class LoopTests
{
    private readonly Engine _engine = new();

    private static string ShowCurrent(string variable = "CurrentValue") => Step("show", "WriteLine", Input("text", "JavaScript", $"\"'' + getVariable('{variable}')\"", "String"));

    private static string Body(string activity) => $"\"body\":{activity}";

    private static string For(int start, int end, int step, bool inclusive, params string[] rest) => Step("for", "For",
        [Literal("start", $"{start}", "Int32"), Literal("end", $"{end}", "Int32"), Literal("step", $"{step}", "Int32"), Literal("outerBoundInclusive", inclusive ? "true" : "false", "Boolean"), .. rest]);

    private static string Items(string items) => Input("items", "JavaScript", $"\"{items}\"", "List<Object>");

    private static string Block(string id, params string[] activities) => Step(id, "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    [Theory]
    [InlineData(0, 3, 1, true, "0,1,2,3")]
    [InlineData(0, 3, 1, false, "0,1,2")]
    [InlineData(1, 6, 2, true, "1,3,5")]
    [InlineData(3, 1, -1, true, "3,2,1")]
    [InlineData(3, 1, -1, false, "3,2")]
    [InlineData(3, 1, 1, true, "")]
    [InlineData(1, 3, -1, true, "")]
    [InlineData(5, 5, 1, true, "5")]
    [InlineData(5, 5, 1, false, "")]
    [InlineData(2147483646, 2147483647, 1, true, "2147483646,2147483647")]
    public async Task For_counts_by_its_step(int start, int end, int step, bool inclusive, string expected)
    {
        await _engine.StartAsync(Sequence(For(start, end, step, inclusive, Body(ShowCurrent())), Line("after")));

        string.Join(',', _engine.Lines).ShouldBe(expected.Length == 0 ? "after" : expected + ",after");
    }

    [Fact]
    public async Task For_without_bounds_runs_once_with_zero()
    {
        await _engine.StartAsync(Step("for", "For", Body(ShowCurrent())));

        _engine.Lines.ShouldBe(["0"]);
    }

    [Fact]
    public async Task For_without_a_body_is_done()
    {
        await _engine.StartAsync(Sequence(For(0, 3, 1, true), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task For_that_does_not_step_is_an_incident()
    {
        var engine = new Engine(new RunnerOptions { MaxActivitiesPerBurst = 50 });

        await engine.StartAsync(For(0, 3, 0, true, Body(Line("again"))));

        engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        engine.Instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("burst.too-long");
    }

    [Fact]
    public async Task For_gives_out_the_number_it_is_at()
    {
        await _engine.StartAsync(
            Sequence(For(4, 5, 1, true, Body(Show("show", "v")), """
                "currentValue":{"typeName":"Object","memoryReference":{"id":"v"}}
                """)),
            "," + Declare(Variable("v")));

        _engine.Lines.ShouldBe(["4", "5"]);
    }

    [Fact]
    public async Task For_goes_on_where_it_was_after_a_suspension()
    {
        await _engine.StartAsync(For(1, 3, 1, true, Body(Block("b", Wait("w"), ShowCurrent()))));
        for (var round = 0; round < 3; round++)
        {
            _engine.SaveAndLoad();
            (await _engine.ResumeAsync("w")).ShouldBeTrue();
        }

        _engine.Lines.ShouldBe(["1", "2", "3"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Theory]
    [InlineData("CurrentValue", "a,b")]
    [InlineData("CurrentIndex", "0,1")]
    public async Task ForEach_shows_its_body_the_item_and_its_place(string variable, string expected)
    {
        await _engine.StartAsync(Step("each", "ForEach", Items("['a', 'b']"), Body(ShowCurrent(variable))));

        string.Join(',', _engine.Lines).ShouldBe(expected);
    }

    [Fact]
    public async Task ForEach_takes_its_items_from_json()
    {
        await _engine.StartAsync(Step("each", "ForEach", Input("items", "Object", "\"[\\\"x\\\", 2]\"", "Object[]"), Body(ShowCurrent())));

        _engine.Lines.ShouldBe(["x", "2"]);
    }

    [Fact]
    public async Task ForEach_waits_for_one_item_before_it_takes_the_next()
    {
        await _engine.StartAsync(Step("each", "ForEach", Items("['a', 'b']"), Body(Block("b", ShowCurrent(), Wait("w")))));
        _engine.Lines.ShouldBe(["a"]);

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["a", "b"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Theory]
    [InlineData("ForEach", "[]")]
    [InlineData("ParallelForEach", "[]")]
    [InlineData("ParallelForEach", "null")]
    public async Task A_loop_over_nothing_is_done(string type, string items)
    {
        await _engine.StartAsync(Sequence(Step("each", type, Items(items), Body(Line("never"))), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Theory]
    [InlineData("ForEach")]
    [InlineData("ParallelForEach")]
    public async Task A_loop_without_a_body_is_done(string type)
    {
        await _engine.StartAsync(Sequence(Step("each", type, Items("[1]")), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task ForEach_over_null_is_an_incident()
    {
        await _engine.StartAsync(Step("each", "ForEach", Items("null"), Body(Line("never"))));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("foreach.no-items");
    }

    [Fact]
    public async Task ParallelForEach_gives_every_round_its_own_item()
    {
        await _engine.StartAsync(Sequence(
            Step("each", "ParallelForEach", Items("['a', 'b']"), Body(Block("b", Line("begin"), Wait("w"), ShowCurrent()))), Line("after")));
        _engine.Lines.ShouldBe(["begin", "begin"]);

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");
        _engine.Lines.ShouldBe(["begin", "begin", "a"]);
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["begin", "begin", "a", "b", "after"]);
    }

    [Fact]
    public async Task While_looks_at_its_condition_before_every_round()
    {
        await _engine.StartAsync(
            Sequence(
                Step("while", "While", Input("condition", "JavaScript", "\"getN() < 3\"", "Boolean"), Body(Block("b",
                    Show("show", "n"), Step("add", "SetVariable", """
                        "variable":{"id":"n","name":"N","typeName":"Int32"}
                        """, Input("value", "JavaScript", "\"getN() + 1\""))))),
                Line("after")),
            "," + Declare(Variable("n", "Int32", "0")));

        _engine.Lines.ShouldBe(["0", "1", "2", "after"]);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("null")]
    public async Task While_whose_condition_does_not_hold_is_done(string condition)
    {
        await _engine.StartAsync(Sequence(Step("while", "While", Literal("condition", condition, "Boolean"), Body(Line("never"))), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task While_without_a_body_is_done()
    {
        await _engine.StartAsync(Sequence(Step("while", "While", Literal("condition", "true", "Boolean")), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_condition_of_While_that_cannot_be_evaluated_is_an_incident_that_names_it()
    {
        await _engine.StartAsync(Step("while", "While", Input("condition", "JavaScript", "\"nothing.here\"", "Boolean"), Body(Line("never"))));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldStartWith("Failed to evaluate activity input 'Condition'");
    }
}
