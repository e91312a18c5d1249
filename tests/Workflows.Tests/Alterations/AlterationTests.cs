using System.Text.Json;
using LienThong.Workflows.Alterations;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Alterations;

/// <summary>Each alteration on an instance that is read anew from the database before and after it.</summary>
public sealed class AlterationTests : IAsyncLifetime
{
    private const string GoesOnWithIncidents = ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""";

    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private async Task<AlterationOutcome> AlterAsync(string id, string alterations)
    {
        await _store.RestartAsync();
        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.AlterAsync(session, id, Read(alterations), "Quản trị A", ct));
        await _store.RestartAsync();
        await MustBeWholeAsync();
        return outcome;
    }

    private async Task<AlterationRefusedException> RefusedAsync(string id, string alterations)
    {
        var before = await RowsAsync();
        var refusal = await _store.WriteAsync((session, ct) => _store.Engine.AlterAsync(session, id, Read(alterations), "Quản trị A", ct)).ShouldThrowAsync<AlterationRefusedException>();
        (await RowsAsync()).ShouldBe(before);
        return refusal;
    }

    private static IReadOnlyList<Alteration> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return AlterationReader.Read(document.RootElement);
    }

    private async Task MustBeWholeAsync()
    {
        var found = await _store.Database.ReadAsync(
            async (context, ct) => await new InstanceWaits(_store.Engine).CheckAsync(context, ct).ToListAsync(ct), Store.None);
        found.ShouldBeEmpty();
    }

    private async Task<string> RowsAsync() => string.Join('\n', (await _store.AllAsync<InstanceRow>()).Select(r => $"{r.RowVersion} {r.SubStatus} {System.Text.Encoding.UTF8.GetString(r.State)}")
        .Concat((await _store.AllAsync<BookmarkRow>()).Select(b => b.Id)).Concat((await _store.AllAsync<JournalRow>()).Select(j => $"{j.Burst}")));

    private async Task<List<string>> WaitsAsync() => [.. (await _store.AllAsync<BookmarkRow>()).Select(b => b.ActivityId).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string>> ResumeAsync(string id, string activityId) =>
        (await _store.ResumeAsync(id, await _store.BookmarkOf(id, activityId))).ShouldNotBeNull().Lines;

    [Fact]
    public async Task A_variable_gets_another_value_in_its_type()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Show("s", "v")), "," + Declare(Variable("v", "Int32", "\"1\"")));

        var outcome = await AlterAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":"42"}]""");

        outcome.Scheduled.ShouldBeEmpty();
        (await _store.FindAsync(id)).Variables["V"].ShouldBe(42);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await ResumeAsync(id, "w")).ShouldBe(["42"]);
    }

    [Fact]
    public async Task The_variable_of_a_container_is_changed_while_it_is_at_work()
    {
        var inner = Step("inner", "Sequence", $"\"activities\":[{Wait("w")},{Show("s", "x")}]", Declare(Variable("x", "String", "\"cũ\"")));
        var id = await _store.StartAsync(Sequence(inner, Wait("w2")));

        await AlterAsync(id, """[{"type":"ModifyVariable","variableId":"x","value":"mới"}]""");

        (await ResumeAsync(id, "w")).ShouldBe(["mới"]);
        (await RefusedAsync(id, """[{"type":"ModifyVariable","variableId":"x","value":"nữa"}]""")).Code.ShouldBe("alteration.scope-not-open");
    }

    [Fact]
    public async Task A_value_that_is_none_of_the_type_is_refused()
    {
        var id = await _store.StartAsync(Sequence(Wait("w")), "," + Declare(Variable("v", "Int32", "\"1\"")));

        (await RefusedAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":"mười"}]""")).Code.ShouldBe("alteration.variable-value");
        (await RefusedAsync(id, """[{"type":"ModifyVariable","variableId":"nope","value":1}]""")).Message.ShouldStartWith("Quy trình của lượt chạy không có biến với mã \"nope\".");
    }

    [Fact]
    public async Task A_step_is_cancelled_and_its_flowchart_takes_its_arrows_as_not_followed()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("a"), Wait("b"), Line("j")], "s->a", "s->b", "a->j", "b->j"));

        await AlterAsync(id, """[{"type":"CancelActivity","activityId":"a"}]""");

        (await WaitsAsync()).ShouldBe(["b"]);
        (await ResumeAsync(id, "b")).ShouldBe(["j"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_cancelled_step_takes_its_timer_along()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Step("d", "Delay"), Wait("b")], "s->d", "s->b"));

        await AlterAsync(id, """[{"type":"CancelActivity","activityId":"d"}]""");

        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await WaitsAsync()).ShouldBe(["b"]);
    }

    [Fact]
    public async Task One_execution_of_several_is_named_by_its_instance_id()
    {
        var each = Step("each", "ParallelForEach", Input("items", "Object", "\"[1,2]\""), $"\"body\":{Wait("w")}");
        var id = await _store.StartAsync(Sequence(each, Line("after")));
        var second = (await _store.FindAsync(id)).Bookmarks.OrderBy(b => b.ActivityInstanceId, StringComparer.Ordinal).Last();

        await AlterAsync(id, $$"""[{"type":"CancelActivity","activityInstanceId":"{{second.ActivityInstanceId}}"}]""");

        (await _store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem().Id.ShouldNotBe(second.Id);
        (await ResumeAsync(id, "w")).ShouldBe(["after"]);
    }

    [Fact]
    public async Task What_does_not_run_cannot_be_cancelled()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Wait("w2")));

        (await RefusedAsync(id, """[{"type":"CancelActivity","activityId":"w2"}]""")).Message.ShouldStartWith("Bước \"w2\" hiện không chạy");
        (await RefusedAsync(id, """[{"type":"CancelActivity","activityInstanceId":"x.9"}]""")).Message.ShouldStartWith("Lượt chạy không có lượt thực hiện x.9");
    }

    [Fact]
    public async Task A_step_runs_anew_in_its_container_which_goes_on_from_it()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("a"), Line("b"), Line("c")], "s->a", "a->b", "b->c"));

        var outcome = await AlterAsync(id, """[{"type":"ScheduleActivity","activityId":"b"}]""");

        outcome.Scheduled.ShouldBe(["b"]);
        outcome.Outcome.ShouldNotBeNull().Lines.ShouldBe(["b", "c"]);
        (await WaitsAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_jump_is_a_step_that_is_scheduled_and_one_that_is_cancelled()
    {
        var id = await _store.StartAsync(Flow([Wait("a"), Wait("b"), Wait("c"), Line("d")], "a->b", "b->c", "c->d"));

        await AlterAsync(id, """[{"type":"ScheduleActivity","activityId":"c"},{"type":"CancelActivity","activityId":"a"}]""");

        (await WaitsAsync()).ShouldBe(["c"]);
        (await ResumeAsync(id, "c")).ShouldBe(["d"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task An_execution_that_waits_is_run_again_with_one_wait()
    {
        var id = await _store.StartAsync(Sequence(Wait("a"), Line("b")));
        var bookmark = (await _store.FindAsync(id)).Bookmarks.ShouldHaveSingleItem();

        await AlterAsync(id, $$"""[{"type":"ScheduleActivity","activityInstanceId":"{{bookmark.ActivityInstanceId}}"}]""");

        var again = (await _store.FindAsync(id)).Bookmarks.ShouldHaveSingleItem();
        again.Id.ShouldNotBe(bookmark.Id);
        again.ActivityInstanceId.ShouldBe(bookmark.ActivityInstanceId);
        (await ResumeAsync(id, "a")).ShouldBe(["b"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(GoesOnWithIncidents)]
    public async Task A_faulted_step_runs_again_with_a_mended_variable_also_in_a_faulted_instance(string options)
    {
        var broken = Step("f", "ForEach", Input("items", "Variable", """{"id":"v"}"""), $"\"body\":{Line("x")}");
        var id = await _store.StartAsync(Sequence(broken, Line("after")), options + "," + Declare(Variable("v")));
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();

        var outcome = await AlterAsync(
            id, $$"""[{"type":"ModifyVariable","variableId":"v","value":["1","2"]},{"type":"ScheduleActivity","activityInstanceId":"{{incident.ActivityInstanceId}}"}]""");

        outcome.Outcome.ShouldNotBeNull().Lines.ShouldBe(["x", "x", "after"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Resolution.ShouldBe("Do Quản trị A thay đổi lượt chạy."), row => row.EndedUnresolved.ShouldBeFalse());
    }

    [Theory]
    [InlineData("")]
    [InlineData(GoesOnWithIncidents)]
    public async Task A_faulted_step_that_is_scheduled_by_its_id_runs_again_and_its_flowchart_completes(string options)
    {
        var broken = Step("f", "ForEach", Input("items", "Variable", """{"id":"v"}"""), $"\"body\":{Line("x")}");
        var id = await _store.StartAsync(Flow([Line("first"), broken, Line("after")], "first->f", "f->after"), options + "," + Declare(Variable("v")));

        var outcome = await AlterAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":["1"]},{"type":"ScheduleActivity","activityId":"f"}]""");

        outcome.Outcome.ShouldNotBeNull().Lines.ShouldBe(["x", "after"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().Resolution.ShouldBe("Do Quản trị A thay đổi lượt chạy.");
    }

    [Fact]
    public async Task Every_faulted_execution_of_a_step_that_is_scheduled_by_its_id_runs_again()
    {
        var broken = Step("f", "ForEach", Input("items", "Variable", """{"id":"v"}"""), $"\"body\":{Line("x")}");
        var each = Step("p", "ParallelForEach", Input("items", "JavaScript", "\"[1,2,3]\""), $"\"body\":{broken}");
        var id = await _store.StartAsync(Sequence(each, Line("after")), GoesOnWithIncidents + "," + Declare(Variable("v")));

        var outcome = await AlterAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":["1"]},{"type":"ScheduleActivity","activityId":"f"}]""");

        outcome.Outcome.ShouldNotBeNull().Lines.ShouldBe(["x", "x", "x", "after"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_faulted_instance_stays_faulted_when_nothing_of_it_is_mended()
    {
        var id = await _store.StartAsync(Sequence(Step("f", "Fault")), "," + Declare(Variable("v")));

        await AlterAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":"x"}]""");

        (await _store.FindAsync(id)).ShouldSatisfyAllConditions(
            i => i.SubStatus.ShouldBe(WorkflowSubStatus.Faulted), i => i.Status.ShouldBe(WorkflowStatus.Finished), i => i.Variables["V"].ShouldBe("x"));
    }

    [Fact]
    public async Task A_step_whose_container_does_not_run_names_the_container()
    {
        var inner = Step("inner", "Sequence", $"\"activities\":[{Line("x")}]");
        var id = await _store.StartAsync(Sequence(Wait("w"), inner));

        var refusal = await RefusedAsync(id, """[{"type":"ScheduleActivity","activityId":"x"}]""");

        (refusal.Code, refusal.ActivityId).ShouldBe(("alteration.container-not-running", "x"));
        refusal.Message.ShouldContain("inner");
        (await RefusedAsync(id, """[{"type":"ScheduleActivity","activityId":"nope"}]""")).Message.ShouldStartWith("Quy trình của lượt chạy không có bước \"nope\".");
    }

    [Fact]
    public async Task The_whole_instance_is_cancelled()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("a"), Step("d", "Delay")], "s->a", "s->d"));

        await AlterAsync(id, """[{"type":"Cancel"}]""");

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await RefusedAsync(id, """[{"type":"Cancel"}]""")).Code.ShouldBe("alteration.ended");
    }

    [Fact]
    public async Task The_version_changes_and_nothing_runs_again()
    {
        var id = await _store.StartAsync(Flow([Line("first"), Wait("a"), Line("old")], "first->a", "a->old"));
        var bookmark = await _store.BookmarkOf(id, "a");
        var next = await _store.PublishAsync(Flow([Line("first"), Wait("a"), Line("new")], "first->a", "a->new"));

        var outcome = await AlterAsync(id, """[{"type":"Migrate","targetVersion":2}]""");

        outcome.Outcome.ShouldNotBeNull().Lines.ShouldBeEmpty();
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.DefinitionVersion.ShouldBe(2), r => r.DefinitionVersionId.ShouldBe(next.Id));
        (await _store.BookmarkOf(id, "a")).ShouldBe(bookmark);
        (await ResumeAsync(id, "a")).ShouldBe(["new"]);
        (await RefusedAsync(id, """[{"type":"Migrate","targetVersion":7}]""")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_step_of_the_new_version_can_be_scheduled_after_the_old_one_is_cancelled_and_the_version_changed()
    {
        var id = await _store.StartAsync(Flow([Wait("a"), Wait("old"), Line("z")], "a->old", "old->z"));
        await ResumeAsync(id, "a");
        await _store.PublishAsync(Flow([Wait("a"), Wait("b"), Wait("new"), Line("z")], "a->b", "b->new", "new->z"));
        (await RefusedAsync(id, """[{"type":"Migrate","targetVersion":2}]""")).Code.ShouldBe("migration.position-missing");

        await AlterAsync(id, """
            [{"type":"ScheduleActivity","activityId":"a"},{"type":"CancelActivity","activityId":"old"},{"type":"Migrate","targetVersion":2},
             {"type":"ScheduleActivity","activityId":"new"},{"type":"CancelActivity","activityId":"a"}]
            """).ShouldThrowAsync<AlterationRefusedException>();
        await AlterAsync(id, """
            [{"type":"ScheduleActivity","activityId":"a"},{"type":"CancelActivity","activityId":"old"},{"type":"Migrate","targetVersion":2},{"type":"ScheduleActivity","activityId":"new"}]
            """);

        (await WaitsAsync()).ShouldBe(["a", "new"]);
    }

    [Fact]
    public async Task A_refused_one_undoes_those_before_it_and_says_which_it_was()
    {
        var id = await _store.StartAsync(Sequence(Wait("w")), "," + Declare(Variable("v", "String", "\"cũ\"")));

        var refusal = await RefusedAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":"mới"},{"type":"CancelActivity","activityId":"nope"}]""");

        refusal.Index.ShouldBe(1);
        (await _store.FindAsync(id)).Variables["V"].ShouldBe("cũ");
    }

    [Fact]
    public async Task The_journal_says_who_changed_what()
    {
        var id = await _store.StartAsync(Sequence(Wait("w")), "," + Declare(Variable("v", "String")));

        var outcome = await AlterAsync(id, """[{"type":"ModifyVariable","variableId":"v","value":"mới"}]""");

        outcome.Outcome.ShouldNotBeNull().Journal.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            e => e.Event.ShouldBe("Altered"), e => e.Message.ShouldBe("Quản trị A: gán biến \"V\" = \"mới\""));
        JournalEvents.IsElsas("Altered").ShouldBeFalse();
        (await _store.AllAsync<JournalRow>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("a"), Line("b")], "s->a", "a->b"));
        var before = await RowsAsync();

        var outcome = await _store.Database.ReadAsync(
            (context, ct) => _store.Engine.TryAlterationsAsync(
                context, id, Read("""[{"type":"ScheduleActivity","activityId":"b"},{"type":"CancelActivity","activityId":"a"}]"""), ct), Store.None);

        outcome.ShouldSatisfyAllConditions(o => o.Scheduled.ShouldBe(["b"]), o => o.Withdrawn.ShouldBe(["a"]), o => o.Changes.Count.ShouldBe(2), o => o.Outcome.ShouldBeNull());
        (await RowsAsync()).ShouldBe(before);
        await _store.Database.ReadAsync((context, ct) => _store.Engine.TryAlterationsAsync(context, "nope", Read("""[{"type":"Cancel"}]"""), ct), Store.None)
            .ShouldThrowAsync<AlterationRefusedException>();
    }

    [Theory]
    [InlineData("[]", "từ 1 đến 100")]
    [InlineData("{}", "từ 1 đến 100")]
    [InlineData("""[{"type":"Cancel"},{"type":"Explode"}]""", "Thay đổi thứ 2")]
    [InlineData("""[{"activityId":"x"}]""", "thiếu type")]
    [InlineData("""[{"type":"CancelActivity"}]""", "thiếu activityId hoặc activityInstanceId")]
    [InlineData("""[{"type":"Migrate","targetVersion":"2"}]""", "targetVersion")]
    [InlineData("""[{"type":"ModifyVariable","value":1}]""", "variableId")]
    [InlineData("""[7]""", "đối tượng")]
    public void What_is_no_alteration_is_refused_with_its_place(string json, string says) =>
        Should.Throw<AlterationRefusedException>(() => Read(json)).Message.ShouldContain(says);

    [Fact]
    public async Task What_stood_still_with_a_fault_goes_on_once_however_many_steps_run_again()
    {
        _store.Options = new RunnerOptions { MaxActivitiesPerBurst = 4 };
        await _store.RestartAsync();
        var id = await _store.StartAsync(Flow([Line("s"), Line("a"), Line("b"), Line("c")], "s->a", "s->b", "s->c"));
        var faulted = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().ActivityInstanceId;

        var outcome = await AlterAsync(
            id, $$"""[{"type":"ScheduleActivity","activityInstanceId":"{{faulted}}"},{"type":"ScheduleActivity","activityInstanceId":"{{faulted}}"}]""");

        outcome.Outcome.ShouldNotBeNull().Lines.Order().ShouldBe(["b", "c"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }
}
