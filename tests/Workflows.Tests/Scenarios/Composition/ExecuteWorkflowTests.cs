using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Composition;

public sealed class ExecuteWorkflowTests : IAsyncLifetime
{
    private readonly Store _store = new();
    private readonly Family _family;

    public ExecuteWorkflowTests() => _family = new Family(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_child_that_ends_at_once_is_over_before_the_parent_goes_on()
    {
        await _family.PublishAsync("child", Say("in", "getInput('So')"), Give("give", "Tra", "getInput('So') + 1"));
        await _family.PublishRootAsync(
            "parent",
            Sequence(
                Line("before"), Execute("call", "child", true, Literal("input", "{\"So\":41}", "ObjectDictionary"), Literal("correlationId", "\"hồ sơ 7\"", "String"), Into("result", "r")),
                Say("after", "variables.R.status + ' ' + variables.R.subStatus + ' ' + variables.R.output.Tra")),
            "," + Declare(Variable("r")));

        var parent = await _family.StartAsync("parent");

        _family.Lines.ShouldBe(["before", "41", "Finished Finished 42"]);
        (await _family.MessagesAsync()).ShouldBeEmpty();
        (await _family.OnlyAsync("child")).ShouldSatisfyAllConditions(
            c => c.SubStatus.ShouldBe(WorkflowSubStatus.Finished), c => c.ParentInstanceId.ShouldBe(parent), c => c.CorrelationId.ShouldBe("hồ sơ 7"),
            c => c.Input["ParentInstanceId"].ShouldBe(parent), c => c.Input["WaitForCompletion"].ShouldBe(true), c => c.Output["Tra"].ShouldNotBeNull());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public async Task A_child_that_waits_makes_the_parent_wait_until_it_ends(bool restarts, int times)
    {
        await _family.PublishAsync("child", Wait("w"), Give("give", "Tra", "'xong'"));
        await _family.PublishRootAsync(
            "parent", Sequence(Execute("call", "child", true, Into("result", "r")), Say("after", "variables.R.subStatus + ' ' + variables.R.output.Tra"), Wait("end")), "," + Declare(Variable("r")));
        var parent = await _family.StartAsync("parent");
        var child = await _family.OnlyAsync("child");
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            b => b.Name.ShouldBe("Elsa.ExecuteWorkflow"), b => b.Payload!["ChildInstanceId"]!.GetValue<string>().ShouldBe(child.Id));

        await _family.ResumeAsync(child.Id, "w");
        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("call");
        (await _family.DeliverAsync(restarts, times)).ShouldBe(["workflow.ended"]);

        var ended = await _store.FindAsync(parent);
        ended.Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
        ended.Bursts.ShouldBe(2);
        ended.Input.ShouldBeEmpty();
        ended.Variables["R"].ShouldBeOfType<Dictionary<string, object?>>()["workflowInstanceId"].ShouldBe(child.Id);
    }

    [Fact]
    public async Task Without_waiting_the_parent_goes_on_while_the_child_waits()
    {
        await _family.PublishAsync("child", Wait("w"));
        await _family.PublishRootAsync("parent", Sequence(Execute("call", "child", false, Into("result", "r")), Say("after", "variables.R.status + ' ' + variables.R.subStatus")), "," + Declare(Variable("r")));

        var parent = await _family.StartAsync("parent");

        _family.Lines.ShouldBe(["Running Suspended"]);
        (await _store.FindAsync(parent)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        await _family.ResumeAsync((await _family.OnlyAsync("child")).Id, "w");
        (await _family.MessagesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_child_that_faults_gives_its_status_to_the_parent()
    {
        await _family.PublishAsync("child", Fail("fail", "hỏng"));
        await _family.PublishRootAsync("parent", Sequence(Execute("call", "child", true, Into("result", "r")), Say("after", "variables.R.subStatus")), "," + Declare(Variable("r")));

        var parent = await _family.StartAsync("parent");

        _family.Lines.ShouldBe(["Faulted"]);
        (await _store.FindAsync(parent)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _family.OnlyAsync("child")).Incidents.ShouldHaveSingleItem().Message.ShouldBe("hỏng");
    }

    [Fact]
    public async Task An_unknown_definition_is_a_fault()
    {
        await _family.PublishAsync("parent", Execute("call", "nobody"));

        var parent = await _store.FindAsync(await _family.StartAsync("parent"));

        parent.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        parent.Incidents.ShouldHaveSingleItem().Message.ShouldBe("No published version of workflow definition with ID nobody found.");
    }

    [Fact]
    public async Task A_child_that_its_activation_strategy_refuses_is_a_fault()
    {
        await _family.PublishRootAsync("child", Sequence(Wait("w")), ",\"options\":{\"activationStrategyType\":\"SingletonStrategy\"}");
        await _family.PublishAsync("parent", Execute("call", "child"));
        await _family.StartAsync("child");

        var parent = await _store.FindAsync(await _family.StartAsync("parent"));

        parent.Incidents.ShouldHaveSingleItem().Code.ShouldBe("composition.cannot-start");
        (await _family.InstancesAsync("child")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_workflow_that_runs_itself_is_stopped_at_the_limit_of_nesting()
    {
        await _family.PublishAsync("self", Execute("call", "self"));

        await _family.StartAsync("self");

        var all = await _family.InstancesAsync("self");
        all.Count.ShouldBe(51);
        all.Count(i => i.SubStatus == WorkflowSubStatus.Faulted).ShouldBe(1);
        all.SelectMany(i => i.Incidents).ShouldHaveSingleItem().Code.ShouldBe("composition.too-deep");
    }

    [Fact]
    public async Task A_workflow_that_runs_itself_twice_ends_at_the_limit_of_activities()
    {
        await _family.PublishAsync("self", Execute("one", "self"), Execute("two", "self"));

        await _family.StartAsync("self");

        var all = await _family.InstancesAsync("self");
        all.Count.ShouldBeLessThan(10_000);
        all.SelectMany(i => i.Incidents).ShouldContain(i => i.Code == "burst.too-long");
    }

    [Fact]
    public async Task Children_of_children_wake_their_parents_one_after_the_other()
    {
        await _family.PublishAsync("c", Wait("w"));
        await _family.PublishAsync("b", Execute("call-c", "c"));
        await _family.PublishAsync("a", Execute("call-b", "b"));
        var a = await _family.StartAsync("a");

        await _family.ResumeAsync((await _family.OnlyAsync("c")).Id, "w");
        (await _family.DeliverAsync(restarts: true)).ShouldBe(["workflow.ended", "workflow.ended"]);

        (await _store.FindAsync(a)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_child_may_end_in_the_very_transaction_in_which_its_parent_began_to_wait()
    {
        await _family.PublishAsync("child", Wait("w"));
        var definition = await _family.PublishAsync("parent", Execute("call", "child"), Wait("end"));

        var parent = await _store.WriteAsync(async (session, ct) =>
        {
            var id = (await _store.Engine.StartAsync(session, definition, new StartRequest(), ct)).Instance.Id;
            await session.FlushAsync(ct);
            var wait = await session.Context.Set<BookmarkRow>().SingleAsync(b => b.ActivityId == "w", ct);
            (await _store.Engine.ResumeAsync(session, wait.InstanceId, wait.Id, new Dictionary<string, object?>(), ct)).ShouldNotBeNull();
            return id;
        });
        (await _family.DeliverAsync(restarts: true)).ShouldBe(["workflow.ended"]);

        (await _store.FindAsync(parent)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("end");
    }

    [Fact]
    public async Task A_burst_that_fails_leaves_neither_parent_nor_child()
    {
        await _family.PublishAsync("child", Wait("w"));
        var definition = await _family.PublishAsync("parent", Execute("call", "child"));

        await Should.ThrowAsync<TimeZoneNotFoundException>(() => _store.WriteAsync<bool>(async (session, ct) =>
        {
            await _store.Engine.StartAsync(session, definition, new StartRequest(), ct);
            throw new TimeZoneNotFoundException();
        }));

        (await _store.AllAsync<InstanceRow>()).ShouldBeEmpty();
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_keeps_instances_the_call_is_a_fault()
    {
        var engine = new Engine();

        var instance = await engine.StartAsync(Sequence(Execute("call", "child")));

        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("composition.no-engine");
    }

    [Fact]
    public async Task A_resume_that_ran_a_child_cannot_be_taken_back()
    {
        await _family.PublishAsync("child", Line("child"));
        await _family.PublishAsync("parent", Wait("w"), Execute("call", "child"), Wait("w2"));
        var parent = await _family.StartAsync("parent");
        var bookmark = await _store.BookmarkOf(parent, "w");

        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.ResumeAsync(session, parent, bookmark, new Dictionary<string, object?>(), new TakeBackTerms(null, "none"), ct));

        outcome.ShouldNotBeNull().MayBeTakenBack.ShouldBeFalse();
    }
}
