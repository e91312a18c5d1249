using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Composition;

public sealed class BulkDispatchWorkflowsTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Family _family;

    public BulkDispatchWorkflowsTests() => _family = new Family(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task The_parent_goes_on_when_all_children_ended(bool restarts, int times)
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishAsync("parent", Bulk("call", "child", """["a","b","c"]"""), Wait("end"));
        var parent = await _family.StartAsync("parent");
        var wait = (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem();
        wait.Name.ShouldBe("Elsa.BulkDispatchWorkflows");
        wait.Payload!["ParentInstanceId"]!.GetValue<string>().ShouldBe(parent);

        var kinds = await _family.DeliverAsync(restarts, times);

        kinds.Count(k => k == "workflow.ended").ShouldBe(3);
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
        (await _store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task Each_child_has_its_own_copy_of_the_input_with_its_item()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Bulk("call", "child", """["a",{"Ten":"b"}]""", true, Literal("input", """{"Chung":1}""", "ObjectDictionary")));

        await _family.StartAsync("parent");
        await _family.DeliverAsync();

        var children = await _family.InstancesAsync("child");
        children.Select(c => (c.Input["Chung"], c.Input.GetValueOrDefault("Item"), c.Input.GetValueOrDefault("Ten"))).ShouldBe([(1L, "a", null), (1L, null, "b")]);
    }

    [Fact]
    public async Task The_item_may_be_given_under_another_name()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Bulk("call", "child", "[5]", true, Literal("defaultItemInputKey", "\"So\"", "String")));

        await _family.StartAsync("parent");
        await _family.DeliverAsync();

        (await _family.OnlyAsync("child")).Input["So"].ShouldBe(5L);
    }

    [Fact]
    public async Task The_correlation_id_is_made_from_the_item()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Bulk("call", "child", """["a","b"]""", true, Input("correlationIdFunction", "JavaScript", "\"'hồ sơ ' + getItem()\"", "String")));

        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync();

        (await _family.InstancesAsync("child")).Select(c => c.CorrelationId).ShouldBe(["hồ sơ a", "hồ sơ b"]);
        (await _store.FindAsync(parent)).Variables.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_child_runs_the_branch_for_how_it_ended()
    {
        await _family.PublishAsync("child", Step("if", "If", Input("condition", "JavaScript", "\"getInput('Item') == 'b'\"", "Boolean"), $"\"then\":{Fail("fail", "hỏng")}"));
        await _family.PublishRootAsync(
            "parent",
            Sequence(
                Bulk("call", "child", """["a","b","c"]""", true, $"\"childCompleted\":{Wait("good")}", $"\"childFaulted\":{Wait("bad")}"),
                Wait("end")));
        var parent = await _family.StartAsync("parent");

        await _family.DeliverAsync(restarts: true);

        (await _store.FindAsync(parent)).Bookmarks.Select(b => b.ActivityId).ShouldBe(["call", "good", "bad", "good"], ignoreOrder: true);
        foreach (var wait in (await _store.FindAsync(parent)).Bookmarks.Where(b => b.ActivityId is "good" or "bad"))
            await _store.ResumeAsync(parent, wait.Id);
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task A_branch_knows_the_child_it_runs_for()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Bulk("call", "child", "[1]", true, $"\"childCompleted\":{Say("id", "getChildInstanceId()")}"));
        await _family.StartAsync("parent");
        await _family.DeliverAsync();
        var child = await _family.OnlyAsync("child");
        var parent = await _family.OnlyAsync("parent");

        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.ResumeAsync(session, parent.Id, parent.Bookmarks[0].Id, new ChildRun(child.Id, "Finished", "Finished", child.Output).AsInput(), ct));

        outcome.ShouldNotBeNull().Lines.ShouldBe([child.Id]);
    }

    [Theory]
    [InlineData("[]", true)]
    [InlineData("null", true)]
    [InlineData("""["a"]""", false)]
    public async Task Without_items_or_without_waiting_it_is_done_at_once(string items, bool waits)
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishRootAsync("parent", Flow([Bulk("call", "child", items, waits), Line("done"), Line("completed")], "call->done", "call:Completed->completed"));

        await _family.StartAsync("parent");

        _family.Lines.ShouldBe(["done"]);
    }

    [Fact]
    public async Task When_waiting_it_is_left_by_Completed_and_Done()
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishRootAsync("parent", Flow([Bulk("call", "child", "[1]"), Wait("done"), Wait("completed")], "call->done", "call:Completed->completed"));
        var parent = await _family.StartAsync("parent");

        await _family.DeliverAsync();

        (await _store.FindAsync(parent)).Bookmarks.Select(b => b.ActivityId).ShouldBe(["done", "completed"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_child_that_is_told_of_twice_counts_once()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Bulk("call", "child", "[1,2]"), Wait("end"));
        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync();
        var one = (await _family.InstancesAsync("child"))[0];
        var wait = (await _store.FindAsync(parent)).Bookmarks[0].Id;
        var told = new ChildRun(one.Id, "Finished", "Finished", one.Output).AsInput();

        for (var n = 0; n < 2; n++)
            await _store.WriteAsync((session, ct) => _store.Engine.ResumeAsync(session, parent, wait, told, ct));

        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("call");
    }

    [Fact]
    public async Task Two_hundred_children_all_come_home_also_when_they_end_at_the_same_time()
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishRootAsync("parent", Sequence(Bulk("call", "child", $"[{string.Join(',', Enumerable.Range(1, 200))}]"), Wait("end")));
        var parent = await _family.StartAsync("parent");

        await Task.WhenAll((await _family.MessagesAsync()).Select(_family.DeliverAsync));
        (await _family.InstancesAsync("child")).Count.ShouldBe(200);
        await Task.WhenAll((await _family.MessagesAsync()).SelectMany(m => new[] { m, m }).Select(_family.DeliverAsync));

        (await _family.MessagesAsync()).ShouldBeEmpty();
        var ended = await _store.FindAsync(parent);
        ended.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
        ended.Bursts.ShouldBe(201);
    }
}
