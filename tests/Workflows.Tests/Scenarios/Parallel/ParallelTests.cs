using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Parallel;

public sealed class ParallelTests
{
    private readonly Engine _engine = new();

    private static string Block(string id, params string[] activities) => Step(id, "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    private static string Side(params string[] activities) => Step("parallel", "Parallel", $"\"activities\":[{string.Join(',', activities)}]");

    private static string Fork(string? mode, params string[] branches) =>
        Step("fork", "Fork", $"\"branches\":[{string.Join(',', branches)}]", $"\"joinMode\":{(mode is null ? "null" : $"\"{mode}\"")}");

    [Fact]
    public async Task Branches_take_turns_step_by_step()
    {
        await _engine.StartAsync(Side(Block("a", Line("a1"), Line("a2")), Block("b", Line("b1"), Line("b2"))));

        _engine.Lines.ShouldBe(["a1", "b1", "a2", "b2"]);
    }

    [Fact]
    public async Task Parallel_waits_for_all()
    {
        await _engine.StartAsync(Sequence(Side(Wait("w1"), Wait("w2")), Line("after")));

        await _engine.ResumeAsync("w2");
        _engine.Lines.ShouldBeEmpty();
        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w1");

        _engine.Lines.ShouldBe(["after"]);
    }

    [Theory]
    [InlineData("Parallel")]
    [InlineData("Fork")]
    public async Task One_that_holds_nothing_is_done(string type)
    {
        await _engine.StartAsync(Sequence(Step("p", type), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task Branches_beside_a_fault_run_and_the_parallel_stays()
    {
        await _engine.StartAsync(
            Sequence(Side(Line("a"), Step("f", "Fault"), Line("b")), Line("never")), ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""");

        _engine.Lines.ShouldBe(["a", "b"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task Parallel_has_variables_of_its_own()
    {
        await _engine.StartAsync(Step("parallel", "Parallel", $"\"activities\":[{Show("show", "v")}]", Declare(Variable("v", "String", "\"here\""))));

        _engine.Lines.ShouldBe(["here"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("WaitAll")]
    public async Task A_fork_waits_for_all_unless_told_otherwise(string? mode)
    {
        await _engine.StartAsync(Sequence(Fork(mode, Wait("w1"), Wait("w2")), Line("after")));

        await _engine.ResumeAsync("w1");
        _engine.Lines.ShouldBeEmpty();
        await _engine.ResumeAsync("w2");

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_fork_that_waits_for_any_cancels_the_rest()
    {
        await _engine.StartAsync(Sequence(Fork("WaitAny", Block("left", Wait("w1"), Line("a")), Block("right", Wait("w2"), Line("b"))), Line("after")));

        await _engine.ResumeAsync("w2");

        _engine.Lines.ShouldBe(["b", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_flow_node_runs_what_it_wraps_and_leaves_by_Done()
    {
        await _engine.StartAsync(Flow([Step("n", "FlowNode", $"\"body\":{Line("wrapped")}"), Line("after")], "n->after"));

        _engine.Lines.ShouldBe(["wrapped", "after"]);
    }
}
