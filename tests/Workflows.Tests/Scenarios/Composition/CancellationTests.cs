using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Composition;

public sealed class CancellationTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Family _family;

    public CancellationTests() => _family = new Family(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Cancelling_a_parent_cancels_all_that_runs_below_it_in_one_commit()
    {
        await _family.PublishAsync("c", Wait("w"));
        await _family.PublishAsync("b", Dispatch("call-c", "c"));
        await _family.PublishAsync("d", Wait("w"));
        await _family.PublishAsync("a", Execute("call-d", "d", waits: false), Bulk("call-b", "b", "[1,2]"));
        var a = await _family.StartAsync("a");
        await _family.DeliverAsync();

        await _family.CancelAsync(a);

        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(6);
        (await _store.AllAsync<InstanceRow>()).ShouldAllBe(i => i.SubStatus == "Cancelled");
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
        (await _family.MessagesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Children_that_ended_before_stay_as_they_are()
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishAsync("parent", Execute("call", "child"), Wait("w"));
        var parent = await _family.StartAsync("parent");

        await _family.CancelAsync(parent);

        (await _family.OnlyAsync("child")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_child_that_was_not_started_yet_never_starts_when_its_parent_is_cancelled()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Dispatch("call", "child"));
        var parent = await _family.StartAsync("parent");

        await _family.CancelAsync(parent);
        (await _family.DeliverAsync(restarts: true)).ShouldBe(["workflow.start"]);

        (await _family.InstancesAsync("child")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DispatchWorkflow")]
    [InlineData("ExecuteWorkflow")]
    [InlineData("BulkDispatchWorkflows")]
    public async Task Cancelling_a_child_tells_the_parent(string type)
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync("parent", Call("call", type, "child", true, Literal("items", "[1]"), $"\"childFaulted\":{Wait("bad")}", $"\"childCompleted\":{Wait("good")}"), Wait("end"));
        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync();

        await _family.CancelAsync((await _family.OnlyAsync("child")).Id);
        (await _family.DeliverAsync(restarts: true)).ShouldBe(["workflow.ended"]);

        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task A_child_that_ends_after_its_parent_was_cancelled_with_it_wakes_nobody()
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishAsync("parent", Dispatch("call", "child"), Wait("end"));
        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync((await _family.MessagesAsync())[0]);

        await _family.CancelAsync(parent);
        (await _family.DeliverAsync()).ShouldBe(["workflow.ended"]);

        (await _store.FindAsync(parent)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
    }

    [Fact]
    public async Task A_child_whose_wait_was_given_up_goes_on_and_wakes_nobody()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishAsync(
            "parent", Step("fork", "Fork", "\"joinMode\":\"WaitAny\"", $"\"branches\":[{Dispatch("call", "child")},{Wait("other")}]"), Wait("end"));
        var parent = await _family.StartAsync("parent");
        await _family.DeliverAsync();

        await _family.ResumeAsync(parent, "other");
        await _family.ResumeAsync((await _family.OnlyAsync("child")).Id, "w");
        (await _family.DeliverAsync()).ShouldBe(["workflow.ended"]);

        (await _family.OnlyAsync("child")).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task Of_a_cancel_and_the_end_of_a_child_at_the_same_time_both_leave_nothing_behind()
    {
        await _family.PublishAsync("child", Line("x"));
        await _family.PublishAsync("parent", Bulk("call", "child", "[1,2,3,4,5]"), Wait("end"));
        var parent = await _family.StartAsync("parent");

        await Task.WhenAll([.. (await _family.MessagesAsync()).Select(_family.DeliverAsync), _family.CancelAsync(parent)]);
        await _family.DeliverAsync();

        (await _store.AllAsync<InstanceRow>()).ShouldAllBe(i => i.Status == "Finished");
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
    }
}
