using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Endings;

public sealed class EndingTests
{
    private readonly Engine _engine = new();

    private static string Inner(params string[] activities) => Step("inner", "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    private static string Nested(IEnumerable<string> activities, params string[] arrows) =>
        Flow(activities, arrows).Replace("\"id\":\"flow\"", "\"id\":\"nested\"", StringComparison.Ordinal);

    [Fact]
    public async Task End_ends_the_flowchart_that_holds_it_and_not_the_one_around_it()
    {
        await _engine.StartAsync(Flow([Nested([Line("a"), Step("e", "End"), Wait("w")], "a->e", "a->w"), Line("after")], "nested->after"));

        _engine.Lines.ShouldBe(["a", "after"]);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task What_a_container_has_queued_is_withdrawn_when_End_ends_it()
    {
        await _engine.StartAsync(Flow([Line("s"), Step("e", "End"), Line("queued")], "s->e", "s->queued"));

        _engine.Lines.ShouldBe(["s"]);
    }

    [Fact]
    public async Task Finish_ends_the_whole_workflow_from_any_depth()
    {
        await _engine.StartAsync(Flow([Line("s"), Wait("w"), Inner(Step("f", "Finish"), Line("never")), Line("queued")], "s->w", "s->inner", "s->queued"));

        _engine.Lines.ShouldBe(["s", "queued"]);
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        _engine.Instance.Bookmarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_ends_the_workflow_with_outcomes_that_replace_Done()
    {
        await _engine.StartAsync(Sequence(Inner(Step("c", "Complete", Literal("outcomes", "\"Đạt, có điều kiện\"")), Line("never")), Line("never2")));

        _engine.Lines.ShouldBeEmpty();
        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        _engine.Last.Journal[^1].ShouldSatisfyAllConditions(
            last => last.ActivityType.ShouldBe("Elsa.Workflow"),
            last => last.Event.ShouldBe(JournalEvents.Completed),
            last => last.Outcomes.ShouldBe(["Đạt, có điều kiện"]));
    }

    [Theory]
    [InlineData("null", "Done")]
    [InlineData("\"\"", "Done")]
    [InlineData("\"[\\\"A\\\",\\\"B\\\"]\"", "A,B")]
    [InlineData("[\"A\",\"B\"]", "A,B")]
    public async Task Complete_takes_one_text_or_a_list(string outcomes, string expected)
    {
        await _engine.StartAsync(Sequence(Step("c", "Complete", Input("outcomes", "Object", outcomes))));

        string.Join(',', _engine.Last.Journal[^1].Outcomes!).ShouldBe(expected);
    }

    [Fact]
    public async Task Complete_ends_the_nearest_composite_and_no_further()
    {
        var composite = new Part { Id = "part", Body = new ControlFlow.Complete { Id = "c", Outcomes = new Input<object>("A") } };
        var after = new Workflows.Primitives.WriteLine { Id = "after", Text = "after" };
        var definition = new WorkflowDefinition { Id = "d1", DefinitionId = "d", Root = new ControlFlow.Sequence { Id = "root", Activities = [composite, after] } };

        await _engine.StartAsync(definition);

        _engine.Lines.ShouldBe(["after"]);
        _engine.Last.Journal.Single(entry => entry is { ActivityId: "part", Event: JournalEvents.Completed }).Outcomes.ShouldBe(["A"]);
    }

    private sealed class Part : Activity
    {
        public Activity? Body { get; set; }

        public override bool IsComposite => true;

        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
            new(ActivityResult.Schedule(Body!));
    }
}
