using LienThong.Workflows.Checks;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Triggers;

/// <summary>Definitions that the clock starts (elsa-format §7.3).</summary>
public sealed class ClockTriggerTests : IAsyncLifetime
{
    private const string CanStart = "\"customProperties\":{\"canStartWorkflow\":true}";

    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Every(string interval) => Sequence(Step("t", "Timer", Literal("interval", $"\"{interval}\"", "TimeSpan"), CanStart), Line("tick"));

    private async Task<int> StartedAsync() => (await _store.AllAsync<InstanceRow>()).Count;

    [Fact]
    public async Task A_timer_starts_an_instance_each_time_its_span_has_passed()
    {
        await _store.PublishAsync(Every("00:10:00"));
        await _store.SettleAsync();
        (await StartedAsync()).ShouldBe(0);

        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));
        await _store.AdvanceAsync(TimeSpan.FromMinutes(9));
        (await StartedAsync()).ShouldBe(1);

        await _store.RestartAsync();
        await _store.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await StartedAsync()).ShouldBe(2);
        _store.Lines.ShouldBe(["tick", "tick"]);
    }

    [Fact]
    public async Task The_timer_of_a_trigger_is_no_timer_that_lost_its_instance()
    {
        await _store.PublishAsync(Every("00:10:00"));

        (await _store.Database.ReadAsync(async (context, ct) => await new InstanceWaits(_store.Engine).CheckAsync(context, ct).ToListAsync(ct), Store.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Times_that_passed_while_nothing_ran_are_made_up_for_by_one_start()
    {
        await _store.PublishAsync(Every("00:10:00"));

        await _store.AdvanceAsync(TimeSpan.FromHours(3));
        (await StartedAsync()).ShouldBe(1);

        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));
        (await StartedAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_new_version_takes_the_place_of_the_old_ones_timer()
    {
        await _store.PublishAsync(Every("00:10:00"));
        await _store.PublishAsync(Every("01:00:00"));

        await _store.AdvanceAsync(TimeSpan.FromMinutes(59));
        (await StartedAsync()).ShouldBe(0);

        await _store.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().DefinitionVersion.ShouldBe(2);
    }

    [Theory]
    [InlineData("Timer", "interval", "\"1.00:00:00\"", "TimeSpan")]
    [InlineData("Cron", "cronExpression", "\"30 1 * * *\"", "String")]
    [InlineData("StartAt", "dateTime", "\"2024-01-25T01:00:00+00:00\"", "DateTimeOffset")]
    public async Task A_new_version_that_changes_nothing_about_its_trigger_keeps_the_due_time(string type, string input, string value, string typeName)
    {
        string Root(string line) => Sequence(Step("t", type, Literal(input, value, typeName), CanStart), Line("tick", line));
        await _store.PublishAsync(Root("cũ"));
        var due = (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt;
        // Past the time for which a schedule counted from now would name the next one.
        _store.Clock.MoveTo(due.AddMinutes(1));

        await _store.PublishAsync(Root("mới"), ""","name":"Tên đã sửa" """);

        (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt.ShouldBe(due);
        await _store.SettleAsync();
        _store.Lines.ShouldBe(["mới"]);
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().DefinitionVersion.ShouldBe(2);
    }

    [Fact]
    public async Task A_start_that_has_been_does_not_come_again_with_the_next_version()
    {
        string Root(string line) => Sequence(Step("s", "StartAt", Literal("dateTime", "\"2024-01-24T02:00:00+00:00\"", "DateTimeOffset"), CanStart), Line("tick", line));
        await _store.PublishAsync(Root("cũ"));
        await _store.AdvanceAsync(TimeSpan.FromHours(2));

        await _store.PublishAsync(Root("mới"));
        await _store.AdvanceAsync(TimeSpan.FromDays(1));

        _store.Lines.ShouldBe(["cũ"]);
    }

    [Fact]
    public async Task Of_two_triggers_only_the_one_that_was_changed_begins_anew()
    {
        string Root(int minutes) => Flow(
            [Step("a", "Timer", Literal("interval", "\"1.00:00:00\"", "TimeSpan"), CanStart), Step("b", "Timer", Literal("interval", $"\"{TimeSpan.FromMinutes(minutes)}\"", "TimeSpan"), CanStart), Line("tick")],
            "a->tick", "b->tick");
        await _store.PublishAsync(Root(60));
        var published = _store.Clock.GetUtcNow();
        _store.Clock.Advance(TimeSpan.FromMinutes(20));

        await _store.PublishAsync(Root(30));

        (await _store.AllAsync<TimerRow>()).Select(t => t.DueAt - published).Order().ShouldBe([TimeSpan.FromMinutes(50), TimeSpan.FromDays(1)]);
        (await _store.AllAsync<TriggerRow>()).Select(t => t.DefinitionVersionId).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("0 */15 * * * *", 15)]
    [InlineData("*/15 * * * *", 15)]
    public async Task Cron_starts_an_instance_at_each_of_its_times_in_UTC(string expression, int minutes)
    {
        var now = _store.Clock.GetUtcNow();
        _store.Clock.MoveTo(new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1));
        await _store.PublishAsync(Sequence(Step("c", "Cron", Literal("cronExpression", $"\"{expression}\"", "String"), CanStart), Line("tick")));

        await _store.AdvanceAsync(TimeSpan.FromMinutes(minutes - 1));
        (await StartedAsync()).ShouldBe(0);
        await _store.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await StartedAsync()).ShouldBe(1);
        await _store.AdvanceAsync(TimeSpan.FromMinutes(minutes));
        (await StartedAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task What_a_trigger_waits_for_may_be_any_expression_that_needs_no_instance()
    {
        await _store.PublishAsync(Sequence(Step("t", "Timer", Input("interval", "JavaScript", "\"TimeSpan.FromMinutes(5)\"", "TimeSpan"), CanStart), Line("tick")), id: "timer");
        await _store.PublishAsync(
            Sequence(Step("e", "Event", Input("eventName", "Variable", """{"id":"v"}""", "String"), CanStart), Line("event")), "," + Declare(Variable("v", "String", "\"nop\"")), "event");

        await _store.AdvanceAsync(TimeSpan.FromMinutes(5));
        await _store.WriteAsync((session, ct) => _store.Engine.SendAsync(session, new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("nop"))), ct));

        _store.Lines.ShouldBe(["tick", "event"]);
    }

    [Fact]
    public async Task A_trigger_that_cannot_tell_what_it_waits_for_is_not_published() =>
        (await Should.ThrowAsync<InvalidDefinitionException>(() => _store.PublishAsync(Sequence(Step("e", "Event", Input("eventName", "JavaScript", "\"nothing.there\"", "String"), CanStart)))))
            .Code.ShouldBe("definition.invalid-trigger");

    [Fact]
    public async Task StartAt_starts_one_instance_at_its_instant()
    {
        var at = _store.Clock.GetUtcNow().AddHours(2);
        await _store.PublishAsync(Sequence(Step("s", "StartAt", Literal("dateTime", $"\"{at:O}\"", "DateTimeOffset"), CanStart), Line("tick")));

        await _store.AdvanceAsync(TimeSpan.FromHours(2));
        await _store.AdvanceAsync(TimeSpan.FromDays(1));

        _store.Lines.ShouldBe(["tick"]);
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_the_middle_of_a_workflow_they_wait_for_the_next_time_only()
    {
        await _store.StartAsync(Sequence(
            Step("t", "Timer", Literal("interval", "\"00:10:00\"", "TimeSpan")), Line("after timer"),
            Step("c", "Cron", Literal("cronExpression", "\"0 * * * *\"", "String")), Line("after cron")));

        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));
        _store.Lines.ShouldBe(["after timer"]);
        await _store.AdvanceAsync(TimeSpan.FromHours(1));
        _store.Lines.ShouldBe(["after timer", "after cron"]);
    }

    [Fact]
    public async Task A_cron_expression_that_is_none_faults_with_its_reason()
    {
        var id = await _store.StartAsync(Sequence(Step("c", "Cron", Input("cronExpression", "JavaScript", "\"'khi nào ' + 'rảnh'\"", "String"))));

        (await _store.FindAsync(id)).Incidents.ShouldHaveSingleItem().Message.ShouldStartWith("Error when parsing cron expression: ");
    }

    [Fact]
    public async Task A_timer_that_is_reached_again_in_the_burst_it_started_waits_its_span()
    {
        await _store.PublishAsync(Step("w", "While", Literal("condition", "true", "Boolean"), $"\"body\":{Every("00:10:00")}"));

        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));

        _store.Lines.ShouldBe(["tick"]);
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("null")]
    public async Task A_blank_cron_expression_starts_nothing_and_waits_for_nothing(string expression)
    {
        await _store.StartAsync(await _store.PublishAsync(Sequence(Step("c", "Cron", Literal("cronExpression", expression, "String"), CanStart), Line("after"))));
        _store.Lines.ShouldBe(["after"]);

        await _store.AdvanceAsync(TimeSpan.FromDays(2));
        (await StartedAsync()).ShouldBe(1);
    }
}
