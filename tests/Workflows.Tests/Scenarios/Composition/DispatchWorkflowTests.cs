using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Composition;

public sealed class DispatchWorkflowTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Family _family;

    public DispatchWorkflowTests() => _family = new Family(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task A_parent_that_waits_gets_the_output_of_its_child(bool restarts, int times)
    {
        await _family.PublishAsync("child", Give("give", "Tra", "getInput('So') * 2"));
        await _family.PublishRootAsync(
            "parent",
            Sequence(
                Dispatch("call", "child", true, Literal("input", "{\"So\":21}", "ObjectDictionary"), Literal("correlationId", "\"k\"", "String"), Literal("channelName", "\"chậm\"", "String"), Into("result", "r")),
                Wait("end")),
            "," + Declare(Variable("r")));

        var parent = await _family.StartAsync("parent");

        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(1);
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().Name.ShouldBe("Elsa.DispatchWorkflow");
        (await _family.DeliverAsync(restarts, times)).ShouldBe(["workflow.start", "workflow.ended"]);
        var child = await _family.OnlyAsync("child");
        child.ShouldSatisfyAllConditions(
            c => c.ParentInstanceId.ShouldBe(parent), c => c.CorrelationId.ShouldBe("k"), c => c.Input["ParentInstanceId"].ShouldBe(parent), c => c.Input["WaitForCompletion"].ShouldBe(true));
        var ended = await _store.FindAsync(parent);
        ended.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
        ended.Bursts.ShouldBe(2);
        ended.Variables["R"].ShouldBeOfType<Dictionary<string, object?>>()["Tra"].ShouldBe(42);
    }

    [Fact]
    public async Task Without_waiting_the_parent_is_done_and_the_child_starts_after_the_commit()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Dispatch("call", "child", waits: false), Line("after"));

        var parent = await _family.StartAsync("parent");

        _family.Lines.ShouldBe(["after"]);
        (await _store.FindAsync(parent)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _family.DeliverAsync()).ShouldBe(["workflow.start"]);
        var child = await _family.OnlyAsync("child");
        child.Input.ShouldNotContainKey("WaitForCompletion");
        await _family.ResumeAsync(child.Id, "w");
        (await _family.MessagesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DispatchWorkflow")]
    [InlineData("BulkDispatchWorkflows")]
    public async Task A_message_that_was_lost_is_found_by_the_check(string type)
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishAsync("parent", Call("call", type, "child", true, Literal("items", "[1]")));
        await _family.StartAsync("parent");
        (await _family.WrongAsync()).ShouldBeEmpty();

        await _store.WriteAsync(async (session, ct) => await LienThong.Workflows.Outbox.OutboxMessages.TakeAsync(session, (await FirstMessageAsync()).Id, ct));

        (await _family.WrongAsync()).ShouldHaveSingleItem().Code.ShouldBe("child.lost");
    }

    [Fact]
    public async Task An_unknown_definition_is_a_fault_at_once()
    {
        await _family.PublishAsync("parent", Dispatch("call", "nobody", waits: false));

        var parent = await _store.FindAsync(await _family.StartAsync("parent"));

        parent.Incidents.ShouldHaveSingleItem().Message.ShouldBe("No published version of workflow definition with ID nobody found.");
        (await _family.MessagesAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DispatchWorkflow")]
    [InlineData("BulkDispatchWorkflows")]
    public async Task A_child_that_its_activation_strategy_refuses_is_as_one_that_was_cancelled(string type)
    {
        await _family.PublishRootAsync("child", Sequence(Wait("w")), ",\"options\":{\"activationStrategyType\":\"SingletonStrategy\"}");
        await _family.PublishAsync("parent", Call("call", type, "child", true, Literal("items", "[1]")), Wait("end"));
        await _family.StartAsync("child");
        var parent = await _family.StartAsync("parent");

        (await _family.DeliverAsync(restarts: true)).ShouldBe(["workflow.start", "workflow.ended"]);

        (await _family.InstancesAsync("child")).Count.ShouldBe(1);
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task The_child_runs_the_version_that_was_published_when_it_was_dispatched()
    {
        var before = await _family.PublishAsync("child", Line("trước"));
        await _family.PublishAsync("parent", Dispatch("call", "child"));
        await _family.StartAsync("parent");

        await _family.PublishAsync("child", Line("sau"));
        await _family.DeliverAsync();

        (await _family.OnlyAsync("child")).Definition.Id.ShouldBe(before.Id);
    }

    [Fact]
    public async Task A_parent_goes_on_when_its_child_faults()
    {
        await _family.PublishAsync("child", Fail("fail", "hỏng"));
        await _family.PublishAsync("parent", Dispatch("call", "child"), Wait("end"));
        var parent = await _family.StartAsync("parent");

        (await _family.DeliverAsync()).ShouldBe(["workflow.start", "workflow.ended"]);

        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task A_child_that_faulted_and_was_mended_does_not_wake_the_parent_again()
    {
        await _family.PublishAsync("child", Fail("fail", "hỏng"));
        await _family.PublishAsync("parent", Dispatch("call", "child"), Dispatch("again", "child"), Wait("end"));
        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync(await FirstMessageAsync());
        await _family.DeliverAsync(await FirstMessageAsync());
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("again");

        var incident = (await _family.OnlyAsync("child")).Incidents[0].Id;
        await _store.WriteAsync((session, ct) => _store.Engine.SkipAsync(session, incident, "Done", "đã sửa", ct));
        (await _family.OnlyAsync("child")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        var told = (await _family.MessagesAsync()).Single(m => m.Kind == "workflow.ended");
        await _family.DeliverAsync(told);

        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("again");
    }

    [Fact]
    public async Task A_parent_that_was_mended_looks_only_at_the_children_that_it_waits_for()
    {
        await _family.PublishAsync("old", Line("cũ"));
        await _family.PublishAsync("child", Line("mới"));
        await _family.PublishRootAsync(
            "parent", Flow([Dispatch("first", "old"), Dispatch("call", "child"), Fail("f", "hỏng"), Line("heard")], "first->call", "first->f", "call->heard"));
        var parent = await _family.StartAsync("parent");
        while ((await _store.FindAsync(parent)).SubStatus != WorkflowSubStatus.Faulted)
            await _family.DeliverAsync((await _family.MessagesAsync())[0]);
        // Whoever looks at it finds that it cannot be read.
        await _store.WriteAsync(async (session, ct) =>
        {
            var old = await session.FindAsync<InstanceRow>((await _family.OnlyAsync("old")).Id, ct);
            old!.State = [];
            session.Update(old);
            return true;
        });
        await _family.DeliverAsync();

        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
        await _store.WriteAsync((session, ct) => _store.Engine.SkipAsync(session, incident.Id, "Done", "bỏ qua", ct));
        await _family.DeliverAsync();

        (await _store.FindAsync(parent)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_parent_that_was_faulted_hears_of_its_child_when_it_was_mended()
    {
        await _family.PublishAsync("child", Wait("w"), Give("give", "Tra", "7"));
        await _family.PublishRootAsync(
            "parent", Step("both", "Parallel", $"\"activities\":[{Dispatch("call", "child", true, Into("result", "r"))},{Sequence(Wait("go"), Fail("fail", "hỏng"))}]"), "," + Declare(Variable("r")));
        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync();
        await _family.ResumeAsync(parent, "go");
        await _family.ResumeAsync((await _family.OnlyAsync("child")).Id, "w");
        await _family.DeliverAsync(restarts: true);
        (await _store.FindAsync(parent)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        var incident = (await _store.FindAsync(parent)).Incidents[0].Id;
        await _store.WriteAsync((session, ct) => _store.Engine.SkipAsync(session, incident, "Done", "đã sửa", ct));
        (await _family.DeliverAsync()).ShouldBe(["workflow.ended"]);

        var ended = await _store.FindAsync(parent);
        ended.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        ended.Variables["R"].ShouldBeOfType<Dictionary<string, object?>>()["Tra"].ShouldBe(7L);
    }

    [Fact]
    public async Task A_workflow_that_waits_for_itself_is_stopped_at_the_limit_of_nesting()
    {
        await _family.PublishAsync("self", Dispatch("call", "self"));

        await _family.StartAsync("self");
        await _family.DeliverAsync();

        var all = await _family.InstancesAsync("self");
        all.Count.ShouldBe(51);
        all.SelectMany(i => i.Incidents).ShouldHaveSingleItem().Code.ShouldBe("composition.too-deep");
        all.ShouldAllBe(i => i.Status == WorkflowStatus.Finished);
    }

    [Fact]
    public async Task A_workflow_may_dispatch_its_successor_for_ever_as_long_as_it_waits_in_between()
    {
        await _family.PublishAsync("next", Wait("w"), Dispatch("call", "next", waits: false));
        var id = await _family.StartAsync("next");

        for (var n = 0; n < 60; n++)
        {
            await _family.ResumeAsync(id, "w");
            await _family.DeliverAsync();
            id = (await _family.InstancesAsync("next"))[^1].Id;
        }

        (await _family.InstancesAsync("next")).SelectMany(i => i.Incidents).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chain_of_dispatches_that_never_waits_comes_to_an_end()
    {
        _store.Options = new RunnerOptions { MaxDispatchesInARow = 20 };
        await _store.RestartAsync();
        await _family.PublishAsync("self", Dispatch("call", "self", waits: false));

        await _family.StartAsync("self");
        await _family.DeliverAsync();

        var all = await _family.InstancesAsync("self");
        all.Count.ShouldBe(21);
        all.SelectMany(i => i.Incidents).ShouldHaveSingleItem().Code.ShouldBe("composition.too-many-in-a-row");
    }

    private async Task<OutboxRow> FirstMessageAsync() => (await _family.MessagesAsync())[0];
}
