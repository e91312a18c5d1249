using System.Text.Json;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Migration;

/// <summary>What a migration carries over: the same position, the same waits, nothing that ran runs again.</summary>
public sealed class MigrationTests : MigrationScene
{
    [Fact]
    public async Task The_position_and_the_bookmark_stay_and_nothing_runs_again()
    {
        var id = await StartAsync(
            Flow([Line("first"), Wait("a"), Line("last")], "first->a", "a->last"), Flow([Line("first"), Wait("a"), Line("more"), Line("last")], "first->a", "a->more", "more->last"), []);
        var bookmark = await Store.BookmarkOf(id, "a");

        (await JudgeAsync()).ShouldSatisfyAllConditions(v => v.Verdict.ShouldBe(MigrationVerdict.Ok), v => v.Positions.ShouldBe(["a"]));
        await MigrateAsync();

        (await RowAsync()).DefinitionVersion.ShouldBe(2);
        (await Store.BookmarkOf(id, "a")).ShouldBe(bookmark);
        (await ResumeAsync(id, "a")).ShouldBe(["more", "last"]);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_step_that_was_put_before_the_position_counts_as_passed_and_holds_up_no_join()
    {
        var id = await StartAsync(
            Flow([Wait("a"), Wait("b"), Wait("c"), Line("j")], "a->b", "a->c", "b->j", "c->j"),
            Flow([Wait("a"), Wait("x"), Wait("b"), Wait("c"), Line("j")], "a->x", "x->b", "a->c", "b->j", "c->j"), ["a"]);

        Codes(await JudgeAsync()).ShouldBe("migration.step-passed");
        await MigrateAsync();

        (await WaitsAsync()).ShouldBe(["b", "c"]);
        await ResumeAsync(id, "c");
        (await ResumeAsync(id, "b")).ShouldBe(["j"]);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_step_that_was_put_behind_the_position_runs()
    {
        var id = await StartAsync(Flow([Wait("a"), Line("z")], "a->z"), Flow([Wait("a"), Wait("x"), Line("z")], "a->x", "x->z"), []);

        await MigrateAsync();

        (await ResumeAsync(id, "a")).ShouldBeEmpty();
        (await ResumeAsync(id, "x")).ShouldBe(["z"]);
    }

    [Fact]
    public async Task In_the_next_lap_of_a_loop_the_new_step_runs_too()
    {
        string[] arrows = ["s->a", "b:Done->c", "c:True->a", "c:False->z"];
        var decision = Step("c", "FlowDecision", Input("condition", "JavaScript", "\"getV() < 2\"", "Boolean"));
        var count = Step("b", "SetVariable", """
            "variable":{"id":"v","name":"V","typeName":"Int32"}
            """, Input("value", "JavaScript", "\"getV() + 1\""));
        var id = await StartAsync(
            Flow([Line("s"), Wait("a"), count, decision, Line("z")], ["a->b", .. arrows]),
            Flow([Line("s"), Wait("a"), Line("x"), count, decision, Line("z")], ["a->x", "x->b", .. arrows]), ["a"], "," + Declare(Variable("v", "Int32", "\"0\"")));

        (await JudgeAsync()).Verdict.ShouldBe(MigrationVerdict.Ok);
        await MigrateAsync();

        (await WaitsAsync()).ShouldBe(["a"]);
        (await ResumeAsync(id, "a")).ShouldBe(["x", "z"]);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_new_decision_before_the_position_takes_the_way_that_was_taken()
    {
        var decision = Step("q", "FlowDecision", Literal("condition", "true", "Boolean"));
        var id = await StartAsync(
            Flow([Wait("a"), Wait("b"), Wait("j")], "a->b", "b->j"),
            Flow([Wait("a"), decision, Wait("b"), Wait("other"), Wait("j")], "a->q", "q:True->b", "q:False->other", "b->j", "other->j"), ["a"]);

        Codes(await JudgeAsync()).ShouldBe("migration.step-passed");
        await MigrateAsync();

        await ResumeAsync(id, "b");
        (await WaitsAsync()).ShouldBe(["j"]);
    }

    [Fact]
    public async Task A_step_that_was_taken_out_is_left_out_where_nothing_waits_there()
    {
        var id = await StartAsync(
            Flow([Wait("a"), Line("x"), Wait("b"), Line("z")], "a->x", "x->b", "b->z"), Flow([Wait("a"), Wait("b"), Line("z")], "a->b", "b->z"), ["a"]);

        (await JudgeAsync()).Verdict.ShouldBe(MigrationVerdict.Ok);
        await MigrateAsync();

        (await ResumeAsync(id, "b")).ShouldBe(["z"]);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_step_of_another_id_takes_the_position_when_the_plan_says_so()
    {
        var id = await StartAsync(Flow([Wait("a"), Wait("b")], "a->b"), Flow([Wait("a2"), Wait("b")], "a2->b"), []);
        var bookmark = (await Store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem();
        (await JudgeAsync()).Verdict.ShouldBe(MigrationVerdict.Refused);
        var plan = await ProposeAsync();

        await MigrateAsync(plan with { Activities = new Dictionary<string, string>(plan.Activities) { ["a"] = "a2" } });

        var moved = (await Store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem();
        (moved.Id, moved.ActivityId, moved.Hash).ShouldBe((bookmark.Id, "a2", bookmark.Hash));
        await ResumeAsync(id, "a2");
        (await WaitsAsync()).ShouldBe(["b"]);
    }

    [Fact]
    public async Task Steps_of_one_type_and_name_are_proposed_for_each_other()
    {
        var named = """
            "name":"Duyệt"
            """;
        await StartAsync(
            Flow([Step("x1", "Event", named), Step("y1", "Event")], "x1->y1"), Flow([Step("x2", "Event", named), Step("y2", "Event")], "x2->y2"), []);

        var plan = await ProposeAsync();

        plan.Activities["x1"].ShouldBe("x2");
        plan.Activities["flow"].ShouldBe("flow");
        plan.Activities.Keys.ShouldNotContain("y1");
    }

    [Fact]
    public async Task A_timer_keeps_the_time_that_has_run()
    {
        string Delay(string days) => Step("d", "Delay", Literal("timeSpan", $"\"{days}\"", "TimeSpan"));
        var id = await StartAsync(Sequence(Delay("5.00:00:00"), Line("z")), Sequence(Delay("10.00:00:00"), Line("z")), []);
        var due = (await Store.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt;
        Store.Clock.Advance(TimeSpan.FromDays(3));

        await MigrateAsync();

        (await Store.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt.ShouldBe(due);
        Store.Clock.Advance(TimeSpan.FromDays(2));
        await Store.Sweep.RunAsync(Store.None);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Variables_keep_their_values_by_id_and_by_name_and_new_ones_begin()
    {
        var id = await StartAsync(
            Sequence(Set("s1", "a", "\"7\""), Set("s2", "b", "\"tám\""), Wait("w")), Sequence(Set("s1", "a", "1"), Wait("w")), [],
            "," + Declare(Variable("a", "String"), Variable("b", "String", name: "Tên")), "," + Declare(Variable("a", "Int32"), Variable("c", "String", name: "Tên"), Variable("n", "String", "\"mới\"")));

        await MigrateAsync();

        var variables = (await Store.FindAsync(id)).Variables;
        (variables["A"], variables["Tên"], variables["N"]).ShouldBe((7, "tám", "mới"));
    }

    [Fact]
    public async Task The_plan_gives_variables_their_values()
    {
        var id = await StartAsync(
            Sequence(Wait("w")), Sequence(Wait("w")), [], "," + Declare(Variable("a", "String", "\"An\""), Variable("b", "String", "\"Bình\"")),
            "," + Declare(Variable("x", "String"), Variable("y", "String"), Variable("z", "Int32")));
        var plan = (await ProposeAsync()) with
        {
            Variables = [new VariableRule("x", Expression: "getA() + ' ' + getB()"), new VariableRule("y", From: "b"), new VariableRule("z", Value: JsonSerializer.SerializeToElement(5))],
        };

        await MigrateAsync(plan);

        var variables = (await Store.FindAsync(id)).Variables;
        (variables["X"], variables["Y"], variables["Z"]).ShouldBe(("An Bình", "Bình", 5));
    }

    [Fact]
    public async Task Outputs_of_earlier_steps_can_still_be_asked_for()
    {
        var show = Step("show", "WriteLine", Input("text", "JavaScript", "\"getOutputFrom('e2')\"", "String"));
        var id = await StartAsync(
            Flow([Wait("e"), Wait("w"), Step("show", "WriteLine", Input("text", "JavaScript", "\"getOutputFrom('e')\"", "String"))], "e->w", "w->show"),
            Flow([Wait("e2"), Wait("w"), show], "e2->w", "w->show"), []);
        await ResumeAsync(id, "e", ("Payload", "tin"));
        var plan = await ProposeAsync();

        await MigrateAsync(plan with { Activities = new Dictionary<string, string>(plan.Activities) { ["e"] = "e2" } });

        (await ResumeAsync(id, "w")).ShouldBe(["tin"]);
    }

    [Fact]
    public async Task A_loop_goes_on_with_its_next_item()
    {
        string Each(string body) => Step("each", "ForEach", Input("items", "Object", "\"[1,2,3]\""), $"\"body\":{body}");
        string Body(params string[] steps) => Step("body", "Sequence", $"\"activities\":[{string.Join(',', steps)}]");
        var show = Step("show", "WriteLine", Input("text", "JavaScript", "\"variables.CurrentValue\"", "String"));
        var id = await StartAsync(Sequence(Each(Body(Wait("w")))), Sequence(Each(Body(Wait("w"), show))), ["w"]);

        await MigrateAsync();

        (await ResumeAsync(id, "w")).ShouldBe(["2"]);
        (await ResumeAsync(id, "w")).ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_state_machine_stays_in_its_state_although_its_transitions_stand_in_another_order()
    {
        static string Machine(params string[] transitions) => Step(
            "m", "StateMachine", "\"initialState\":\"A\"", $$"""
                "states":[{"name":"A"},{"name":"B"},{"name":"C"}]
                """, $"\"transitions\":[{string.Join(',', transitions)}]");
        static string Way(string from, string to, string trigger, string line) => $$"""{"from":"{{from}}","to":"{{to}}","trigger":{{Wait(trigger)}},"action":{{Line(line)}} }""";
        var id = await StartAsync(Machine(Way("A", "B", "ab", "1"), Way("B", "C", "bc", "2")), Machine(Way("B", "C", "bc", "2"), Way("A", "B", "ab", "1")), []);

        await MigrateAsync();

        (await ResumeAsync(id, "ab")).ShouldBe(["1"]);
        (await ResumeAsync(id, "bc")).ShouldBe(["2"]);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Tokens_under_way_are_still_under_way()
    {
        var join = Line("j").Replace("\"type\"", "\"customProperties\":{\"mergeMode\":\"Merge\"},\"type\"", StringComparison.Ordinal);
        var first = await Store.PublishAsync(Flow([Line("s"), Wait("a"), Wait("b"), join], "s->a", "s->b", "a->j", "b->j"));
        var id = await Store.StartAsync(first, new StartRequest { FlowchartMode = Model.FlowchartMode.TokenBased });
        await ResumeAsync(id, "a");
        await Store.PublishAsync(Flow([Line("s"), Line("new"), Wait("b"), Wait("a"), join, Line("z")], "s->a", "s->b", "a->j", "b->j", "j->z", "z->new"));

        await MigrateAsync();

        (await ResumeAsync(id, "b")).ShouldBe(["j", "z", "new"]);
    }

    [Fact]
    public async Task An_open_incident_is_retried_on_the_mended_version()
    {
        var id = await StartAsync(Sequence(Step("each", "ForEach", $"\"body\":{Line("x")}"), Line("z")), Sequence(Step("each", "ForEach", Input("items", "Object", "\"[1]\""), $"\"body\":{Line("x")}"), Line("z")), []);
        var incident = (await Store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();

        await MigrateAsync();

        (await Store.WriteAsync((session, ct) => Store.Engine.RetryAsync(session, incident.Id, "đã sửa", ct))).ShouldNotBeNull().Lines.ShouldBe(["x", "z"]);
        (await Store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }
}
