using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Loops;

public sealed class BreakTests
{
    private readonly Engine _engine = new();

    private static string Block(string id, params string[] activities) => Step(id, "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    private static string Loop(string type, string body) => Step("loop", type, type switch
    {
        "For" => Literal("end", "9", "Int32"),
        "While" => Literal("condition", "true", "Boolean"),
        _ => Input("items", "JavaScript", "\"[1, 2, 3]\"", "List<Object>"),
    }, $"\"body\":{body}");

    private static string Break => Step("break", "Break");

    [Theory]
    [InlineData("For")]
    [InlineData("ForEach")]
    [InlineData("While")]
    public async Task Break_leaves_the_loop_and_what_follows_it_runs(string type)
    {
        await _engine.StartAsync(Sequence(Loop(type, Block("b", Line("once"), Break, Line("never"))), Line("after")));

        _engine.Lines.ShouldBe(["once", "after"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Break_can_be_the_body_itself()
    {
        await _engine.StartAsync(Sequence(Loop("While", Break), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task Sequences_on_the_way_up_end()
    {
        await _engine.StartAsync(Sequence(Loop("ForEach", Block("outer", Block("inner", Break, Line("never")), Line("nor-this"))), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task Only_the_nearest_loop_ends()
    {
        await _engine.StartAsync(Step("each", "ForEach", Input("items", "JavaScript", "\"[1, 2]\"", "List<Object>"),
            $"\"body\":{Block("b", Loop("For", Block("c", Line("inner"), Break)), Line("outer"))}"));

        _engine.Lines.ShouldBe(["inner", "outer", "inner", "outer"]);
    }

    [Fact]
    public async Task A_fork_on_the_way_up_cancels_its_other_branches()
    {
        await _engine.StartAsync(Sequence(Loop("While", Step("fork", "Fork", $"\"branches\":[{Wait("w")},{Block("b", Break)}]")), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Branches_of_a_parallel_below_the_loop_are_cancelled_with_it()
    {
        await _engine.StartAsync(Sequence(Loop("While", Step("parallel", "Parallel", $"\"activities\":[{Wait("w")},{Block("b", Break)}]")), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_loop_every_sequence_around_it_ends()
    {
        await _engine.StartAsync(Sequence(Block("inner", Line("a"), Break, Line("never")), Line("nor-this")));

        _engine.Lines.ShouldBe(["a"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_parallel_without_a_loop_lets_its_other_branches_finish_first()
    {
        await _engine.StartAsync(Sequence(Step("parallel", "Parallel", $"\"activities\":[{Block("w1", Wait("w"), Line("finished"))},{Block("b", Break)}]"), Line("never")));
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["finished"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_flowchart_on_the_way_up_ends_with_its_other_branches()
    {
        await _engine.StartAsync(Sequence(Loop("ForEach", Flow([Line("s"), Wait("w"), Break, Line("never")], "s->w", "s->break", "break->never")), Line("after")));

        _engine.Lines.ShouldBe(["s", "after"]);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_journal_tells_that_Break_and_the_containers_around_it_completed()
    {
        await _engine.StartAsync(Loop("While", Block("b", Break)));

        _engine.Events.Where(e => e.EndsWith("Completed", StringComparison.Ordinal)).ShouldBe(["break Completed", "b Completed", "loop Completed", "Workflow1 Completed"]);
    }
}
