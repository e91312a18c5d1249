using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Activation;

/// <summary>Activation strategies (elsa-format §7.5), on every way to start.</summary>
public sealed class ActivationTests : IAsyncLifetime
{
    private const string Namespace = "Elsa.Workflows.Runtime.ActivationValidators";

    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private Task<WorkflowDefinition> DefinedAsync(string strategy, string id = "d", string first = "") =>
        _store.PublishAsync(Sequence([.. first.Length == 0 ? Array.Empty<string>() : [first], Wait("w")]), $$""","options":{"activationStrategyType":"{{strategy}}"}""", id);

    private async Task<bool> TryAsync(WorkflowDefinition definition, string? correlationId = null) =>
        await _store.WriteAsync((session, ct) => _store.Engine.TryStartAsync(session, definition, new StartRequest { CorrelationId = correlationId }, ct)) is not null;

    [Theory]
    [InlineData("SingletonStrategy")]
    [InlineData($"{Namespace}.SingletonStrategy, Elsa.Workflows.Runtime")]
    [InlineData($"UnregisteredClrType:{Namespace}.SingletonStrategy, Elsa.Workflows.Runtime")]
    public async Task A_singleton_runs_once_at_a_time_whatever_the_correlation(string strategy)
    {
        var definition = await DefinedAsync(strategy);

        (await TryAsync(definition, "A")).ShouldBeTrue();
        (await TryAsync(definition, "B")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_singleton_counts_the_instances_of_its_older_versions()
    {
        await TryAsync(await DefinedAsync("SingletonStrategy"));
        var second = await DefinedAsync("SingletonStrategy", first: Line("new"));

        (await TryAsync(second)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_singleton_may_run_again_when_the_last_one_has_ended()
    {
        var definition = await DefinedAsync("SingletonStrategy");
        await TryAsync(definition);

        await _store.WriteAsync((session, ct) => _store.Engine.DeliverAsync(session, new Stimulus(Event.StimulusName, Event.PayloadOf("w")), new Dictionary<string, object?>(), null, ct));

        (await TryAsync(definition)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_correlated_singleton_runs_once_for_each_correlation()
    {
        var definition = await DefinedAsync("CorrelatedSingletonStrategy");

        (await TryAsync(definition, "A")).ShouldBeTrue();
        (await TryAsync(definition, "B")).ShouldBeTrue();
        (await TryAsync(definition, "A")).ShouldBeFalse();
    }

    [Fact]
    public async Task Under_the_correlation_strategy_another_definition_counts_as_well()
    {
        await TryAsync(await DefinedAsync("AllowAlwaysStrategy", "other"), "A");
        var definition = await DefinedAsync("CorrelationStrategy");

        (await TryAsync(definition, "A")).ShouldBeFalse();
        (await TryAsync(definition, "B")).ShouldBeTrue();
        (await TryAsync(definition)).ShouldBeTrue();
        (await TryAsync(definition)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_start_that_must_succeed_says_why_it_does_not()
    {
        var definition = await DefinedAsync("SingletonStrategy");
        await TryAsync(definition);

        var refusal = await Should.ThrowAsync<ActivationRefusedException>(() => _store.StartAsync(definition));

        refusal.DefinitionId.ShouldBe("d");
        refusal.Message.ShouldContain("chỉ cho chạy một lượt mỗi lúc");
    }

    [Fact]
    public async Task The_clock_starts_no_second_singleton_and_comes_again()
    {
        await DefinedAsync("SingletonStrategy", first: Step("t", "Timer", Literal("interval", "\"00:10:00\"", "TimeSpan"), "\"customProperties\":{\"canStartWorkflow\":true}"));

        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));
        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));

        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(1);
        (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt.ShouldBe(_store.Clock.GetUtcNow().AddMinutes(10));
    }

    [Fact]
    public async Task An_event_that_a_singleton_refuses_was_heard()
    {
        await DefinedAsync("SingletonStrategy", first: Step("e", "Event", Literal("eventName", "\"go\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}"));
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("go")));

        await _store.WriteAsync((session, ct) => _store.Engine.SendAsync(session, sent, ct));
        await _store.WriteAsync((session, ct) => _store.Engine.SendAsync(session, sent, ct));

        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(1);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }
}
