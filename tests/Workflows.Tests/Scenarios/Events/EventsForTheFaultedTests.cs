using LienThong.Workflows.Alterations;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Tests.Scheduling;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Events;

/// <summary>Events that come while an instance that waits for them is faulted.</summary>
public sealed class EventsForTheFaultedTests : IAsyncLifetime
{
    private const string Step1 = """{"id":"f","type":"Elsa.Mendable"}""";

    private readonly Store _store = new();
    private readonly TimerSweepTests.Cause _cause = new();

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync();
        _store.Service = _cause;
        _store.Types.Add(typeof(TimerSweepTests.Mendable));
        await _store.RestartAsync();
    }

    public Task DisposeAsync() => _store.DisposeAsync();

    // Waits for "den", and is faulted beside it.
    private Task<WorkflowDefinition> HalfBrokenAsync(string id = "d") =>
        _store.PublishAsync(Flow([Line("s"), Wait("den"), Line("heard"), Step1], "s->den", "s->f", "den->heard"), id: id);

    private Task<Delivered> SendAsync(SentStimulus? sent = null) =>
        _store.WriteAsync((session, ct) => _store.Engine.SendAsync(session, sent ?? new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("den"))), ct));

    private async Task MendAsync(string id)
    {
        _cause.IsGone = true;
        var incident = (await _store.AllAsync<IncidentRow>()).Single(i => i.InstanceId == id && i.ResolvedAt == null);
        await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, incident.Id, "đã sửa", ct));
        await _store.SettleAsync();
    }

    [Fact]
    public async Task It_is_kept_however_long_and_heard_once_when_the_incident_is_retried()
    {
        var id = await _store.StartAsync(await HalfBrokenAsync());
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);

        (await SendAsync()).IsKept.ShouldBeTrue();
        await _store.AdvanceAsync(TimeSpan.FromDays(3));
        await _store.RestartAsync();
        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "heard"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_kept_for_it_also_when_others_took_the_same_event()
    {
        var id = await _store.StartAsync(await HalfBrokenAsync());
        await _store.StartAsync(await _store.PublishAsync(Sequence(Wait("den"), Line("other")), id: "other"));

        (await SendAsync()).IsKept.ShouldBeFalse();
        // Somebody who comes later is not told what others took already.
        await _store.StartAsync(await _store.PublishAsync(Sequence(Wait("den"), Line("late")), id: "late"));
        await _store.SettleAsync();
        _store.Lines.ShouldBe(["s", "other"]);
        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "other", "heard"]);
    }

    [Fact]
    public async Task All_that_came_meanwhile_is_heard_in_its_order()
    {
        var id = await _store.StartAsync(
            await _store.PublishAsync(Flow([Line("s"), Wait("den"), Wait("den2").Replace("\"den2\"}", "\"den\"}", StringComparison.Ordinal), Line("heard"), Step1], "s->den", "s->f", "den->den2", "den2->heard")));
        await SendAsync();
        await SendAsync();

        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "heard"]);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_was_kept_before_the_fault_is_not_lost_at_a_later_look()
    {
        await SendAsync();
        await _store.WriteAsync((session, _) =>
        {
            // As on a server database, when the start and the event passed each other unseen.
            foreach (var kept in session.Context.Set<StimulusRow>().ToList())
            {
                kept.Hash = new string('0', 32);
                session.Update(kept);
            }

            return Task.FromResult(true);
        });
        var id = await _store.StartAsync(await HalfBrokenAsync());

        await _store.AdvanceAsync(TimeSpan.FromSeconds(5));
        await _store.AdvanceAsync(TimeSpan.FromHours(1));
        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "heard"]);
    }

    [Fact]
    public async Task What_the_domain_tells_directly_is_kept_too()
    {
        var id = await _store.StartAsync(await HalfBrokenAsync());

        var outcomes = await _store.WriteAsync((session, ct) => _store.Engine.DeliverAsync(
            session, new Stimulus(Event.StimulusName, Event.PayloadOf("den")), new Dictionary<string, object?>(), null, ct));
        await MendAsync(id);

        outcomes.ShouldBeEmpty();
        _store.Lines.ShouldBe(["s", "heard"]);
    }

    [Fact]
    public async Task It_goes_with_an_instance_that_ends_instead_of_being_mended()
    {
        var id = await _store.StartAsync(await HalfBrokenAsync());
        await SendAsync();

        await _store.WriteAsync((session, ct) => _store.Engine.AlterAsync(session, id, [new CancelInstance()], "quản trị", ct));
        await _store.SettleAsync();

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Cancelled);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_instance_that_faults_again_goes_on_keeping_it()
    {
        var id = await _store.StartAsync(await HalfBrokenAsync());
        await SendAsync();
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();

        await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, incident.Id, "thử", ct));
        await _store.SettleAsync();
        (await _store.AllAsync<StimulusRow>()).ShouldHaveSingleItem().InstanceId.ShouldBe(id);
        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "heard"]);
    }

    [Fact]
    public async Task One_of_many_listeners_that_is_faulted_hears_it_when_it_was_mended()
    {
        var id = await _store.StartAsync(await HalfBrokenAsync());
        var others = await _store.PublishAsync(Wait("den"), id: "others");
        for (var i = 0; i < 12; i++)
            await _store.StartAsync(others);

        await SendAsync();
        await _store.SettleAsync();
        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "heard"]);
    }

    [Fact]
    public async Task One_of_many_listeners_that_is_faulted_and_waits_twice_hears_it_once()
    {
        static string Again(string id) => Step(id, "Event", Literal("eventName", "\"den\"", "String"));
        var id = await _store.StartAsync(await _store.PublishAsync(
            Flow([Line("s"), Wait("den"), Again("den2"), Line("heard"), Line("heard2"), Again("den3"), Line("twice"), Step1], "s->den", "s->den2", "s->f", "den->heard", "den2->heard2", "heard->den3", "den3->twice")));
        var others = await _store.PublishAsync(Wait("den"), id: "others");
        for (var i = 0; i < 12; i++)
            await _store.StartAsync(others);

        await SendAsync();
        await _store.SettleAsync();
        (await _store.AllAsync<StimulusRow>()).ShouldHaveSingleItem().InstanceId.ShouldBe(id);
        await MendAsync(id);

        _store.Lines.ShouldBe(["s", "heard", "heard2"]);
    }

    [Fact]
    public async Task However_many_came_meanwhile_none_is_lost_and_their_order_stays()
    {
        const int Count = 150;
        var next = Step("den", "Event", Literal("eventName", "\"den\"", "String"), "\"result\":{\"typeName\":\"Object\",\"memoryReference\":{\"id\":\"v\"}}");
        var id = await _store.StartAsync(await _store.PublishAsync(Flow([Line("s"), next, Show("show", "v"), Step1], "s->den", "s->f", "den->show", "show->den"), "," + Declare(Variable("v"))));
        for (var i = 0; i < Count; i++)
        {
            await SendAsync(new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("den"))) { Input = new Dictionary<string, object?> { [Event.PayloadKey] = i } });
        }

        await MendAsync(id);

        _store.Lines.Skip(1).ShouldBe(Enumerable.Range(0, Count).Select(i => $"{i}"));
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }
}
