using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Sequences;

public sealed class SequenceTests
{
    private readonly Engine _engine = new();

    [Fact]
    public async Task Activities_run_one_after_the_other()
    {
        await _engine.StartAsync(Sequence(Line("a"), Line("b"), Line("c")));

        _engine.Lines.ShouldBe(["a", "b", "c"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task An_empty_sequence_is_done_at_once()
    {
        await _engine.StartAsync(Sequence());

        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_wait_holds_up_what_comes_after_it()
    {
        await _engine.StartAsync(Sequence(Line("a"), Wait("w"), Line("b")));
        _engine.Lines.ShouldBe(["a"]);

        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task End_ends_only_the_sequence_that_holds_it()
    {
        var inner = Step("inner", "Sequence", $"\"activities\":[{Line("a")},{Step("e", "End")},{Line("never")}]");

        await _engine.StartAsync(Sequence(inner, Line("after")));

        _engine.Lines.ShouldBe(["a", "after"]);
    }
}
