using System.Text.Json;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence.Rows;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Migration;

/// <summary>Why an instance, or a plan, is refused; and that nothing of it is changed then.</summary>
public sealed class RefusalTests : MigrationScene
{
    private async Task MustBeRefusedAsync(string code, MigrationPlan? plan = null)
    {
        var verdict = await JudgeAsync(plan);
        (verdict.Verdict, Codes(verdict)).ShouldBe((MigrationVerdict.Refused, code));
        verdict.Problems.ShouldAllBe(p => p.Text.EndsWith('.') && p.IsRefusal);
        var before = await RowAsync();

        await MigrateAsync(plan);

        (await ItemAsync()).ShouldSatisfyAllConditions(i => i.State.ShouldBe("Refused"), i => i.Detail.ShouldBe(verdict.Problems[0].Text), i => i.Before.ShouldBeNull());
        (await RowAsync()).ShouldSatisfyAllConditions(r => r.RowVersion.ShouldBe(before.RowVersion), r => r.State.ShouldBe(before.State), r => r.DefinitionVersion.ShouldBe(1));
    }

    [Fact]
    public async Task A_position_that_is_gone()
    {
        await StartAsync(Flow([Wait("a"), Wait("b")], "a->b"), Flow([Wait("b")]), []);

        await MustBeRefusedAsync("migration.position-missing");
        (await JudgeAsync()).Problems[0].ActivityId.ShouldBe("a");
    }

    [Fact]
    public async Task A_position_of_another_type_is_no_counterpart()
    {
        await StartAsync(Sequence(Wait("a")), Sequence(Step("a", "RunTask")), []);

        await MustBeRefusedAsync("migration.position-missing");
    }

    [Fact]
    public async Task A_position_in_another_container()
    {
        await StartAsync(Sequence(Wait("a")), Sequence(Step("inner", "Sequence", $"\"activities\":[{Wait("a")}]")), []);

        await MustBeRefusedAsync("migration.other-container");
    }

    [Fact]
    public async Task A_step_that_should_have_run_and_never_would()
    {
        await StartAsync(
            Flow([Line("s"), Wait("c"), Wait("d"), Line("j")], "s->c", "s->d", "c->j", "d->j"), Flow([Line("s"), Wait("c"), Wait("d"), Line("j")], "s->c", "s->d", "c->j"), ["c"]);

        await MustBeRefusedAsync("migration.step-lost");
    }

    [Fact]
    public async Task A_position_that_nothing_leads_to()
    {
        await StartAsync(Flow([Wait("a"), Wait("b")], "a->b"), Flow([Line("first"), Line("next"), Wait("a"), Wait("b")], "first->next", "a->b", "b->a"), []);

        await MustBeRefusedAsync("migration.unreachable");
    }

    [Fact]
    public async Task A_value_that_does_not_convert()
    {
        await StartAsync(
            Sequence(Set("s", "v", "\"mười\""), Wait("w")), Sequence(Set("s", "v", "1"), Wait("w")), [], "," + Declare(Variable("v", "String")), "," + Declare(Variable("v", "Int32")));

        await MustBeRefusedAsync("migration.variable");
        var mended = (await ProposeAsync()) with { Variables = [new VariableRule("v", Value: JsonSerializer.SerializeToElement(10))] };
        (await JudgeAsync(mended)).Verdict.ShouldBe(MigrationVerdict.Ok);
    }

    [Fact]
    public async Task A_rule_that_cannot_be_evaluated()
    {
        await StartAsync(Sequence(Wait("w")), Sequence(Wait("w")), [], "", "," + Declare(Variable("v", "Int32")));

        await MustBeRefusedAsync("migration.variable", (await ProposeAsync()) with { Variables = [new VariableRule("v", Expression: "nope.x")] });
    }

    [Fact]
    public async Task A_state_that_is_gone()
    {
        static string Machine(string state) => Step("m", "StateMachine", $"\"initialState\":\"{state}\"", $$"""
            "states":[{"name":"{{state}}"},{"name":"Z"}]
            """, $$"""
            "transitions":[{"from":"{{state}}","to":"Z","trigger":{{Wait("t")}} }]
            """);
        await StartAsync(Machine("A"), Machine("B"), []);

        var verdict = await JudgeAsync();
        verdict.Verdict.ShouldBe(MigrationVerdict.Refused);
        Codes(verdict).ShouldContain("migration.state-missing");
        Codes(verdict).ShouldContain("migration.transition-missing");
    }

    [Fact]
    public async Task A_token_on_an_arrow_that_is_gone()
    {
        var join = Line("j").Replace("\"type\"", "\"customProperties\":{\"mergeMode\":\"Merge\"},\"type\"", StringComparison.Ordinal);
        var first = await Store.PublishAsync(Flow([Line("s"), Wait("a"), Wait("b"), join], "s->a", "s->b", "a->j", "b->j"));
        await ResumeAsync(await Store.StartAsync(first, new LienThong.Workflows.Runtime.StartRequest { FlowchartMode = LienThong.Workflows.Model.FlowchartMode.TokenBased }), "a");
        await Store.PublishAsync(Flow([Line("s"), Wait("a"), Wait("b"), join], "s->a", "s->b", "b->j"));

        await MustBeRefusedAsync("migration.token");
    }

    [Fact]
    public async Task An_instance_that_has_ended_is_not_among_them()
    {
        await StartAsync(Sequence(Line("x")), Sequence(Line("y")), []);

        var plan = await ProposeAsync();

        (await Store.Database.ReadAsync((context, ct) => new MigrateInstances(Store.Engine).JudgeAsync(context, plan, null, null, 10, ct), Store.None)).ShouldBeEmpty();
        var id = (await RowAsync()).Id;
        var named = await Store.Database.ReadAsync((context, ct) => new MigrateInstances(Store.Engine).JudgeAsync(context, plan, [id, "nope"], null, 10, ct), Store.None);
        named.Select(Codes).ShouldBe(["migration.ended", "migration.no-instance"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("nope", "a", "migration.unknown-activity")]
    [InlineData("a", "nope", "migration.unknown-activity")]
    [InlineData("a", "z", "migration.other-type")]
    [InlineData("b", "a", "migration.map-twice")]
    public async Task A_plan_that_is_not_sound(string source, string target, string code)
    {
        await StartAsync(Flow([Wait("a"), Wait("b"), Line("z")], "a->b", "b->z"), Flow([Wait("a"), Wait("b"), Line("z"), Line("y")], "a->b", "b->z", "z->y"), []);
        var plan = await ProposeAsync();

        var refusal = await JudgeAsync(plan with { Activities = new Dictionary<string, string>(plan.Activities) { [source] = target } }).ShouldThrowAsync<MigrationRefusedException>();

        refusal.Code.ShouldBe(code);
        (await JudgeAsync(plan with { ToVersion = 9 }).ShouldThrowAsync<MigrationRefusedException>()).Code.ShouldBe("migration.version-not-found");
        (await JudgeAsync(plan with { ToVersion = 1 }).ShouldThrowAsync<MigrationRefusedException>()).Code.ShouldBe("migration.same-version");
        (await JudgeAsync(plan with { Variables = [new VariableRule("nope")] }).ShouldThrowAsync<MigrationRefusedException>()).Code.ShouldBe("migration.unknown-variable");
    }

    [Fact]
    public async Task What_is_lost_or_will_not_run_is_told_beforehand()
    {
        await StartAsync(
            Step("p", "Parallel", $"\"activities\":[{Wait("a")},{Wait("b")}]"), Step("p", "Parallel", $"\"activities\":[{Wait("a")},{Wait("b")},{Wait("c")}]"), [],
            "," + Declare(Variable("v", "String", "\"x\"")), "");

        var verdict = await JudgeAsync();

        (verdict.Verdict, Codes(verdict)).ShouldBe((MigrationVerdict.Warning, "migration.variable-dropped migration.branch-not-run"));
        await MigrateAsync();
        (await ItemAsync()).State.ShouldBe("Done");
        (await Store.AllAsync<BookmarkRow>()).Count.ShouldBe(2);
    }
}
