using System.Text.Json.Nodes;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Events;

/// <summary>Events between workflows (elsa-format §7.2), on the database.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Publish(string name, params string[] more) => Step("publish", "PublishEvent", [Literal("eventName", $"\"{name}\"", "String"), .. more]);

    private static string Trigger(string name) => Step("trigger", "Event", Literal("eventName", $"\"{name}\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}", "\"result\":{\"typeName\":\"Object\",\"memoryReference\":{\"id\":\"v\"}}");

    private Task<WorkflowDefinition> ListenerAsync(string id = "listener") =>
        _store.PublishAsync(Sequence(Trigger("nop"), Show("show", "v")), "," + Declare(Variable("v")), id);

    private Task<bool> SendAsync(string name, string? correlationId = null) => _store.WriteAsync(async (session, ct) =>
    {
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf(name))) { CorrelationId = correlationId };
        return !(await _store.Engine.SendAsync(session, sent, ct)).IsKept;
    });

    private static Task<string> Waiting(Store store, WorkflowDefinition definition, string correlationId) =>
        store.StartAsync(definition, new StartRequest { CorrelationId = correlationId });

    [Fact]
    public async Task A_published_event_starts_what_it_triggers_and_resumes_what_waits_after_the_burst()
    {
        await ListenerAsync();
        var waiting = await _store.StartAsync(await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")), id: "waiting"));

        await _store.StartAsync(await _store.PublishAsync(Sequence(Publish("nop", Literal("payload", "\"ba việc\"")), Line("published")), id: "publisher"));
        _store.Lines.ShouldBe(["published"]);
        await _store.SettleAsync();

        _store.Lines.ShouldBe(["published", "ba việc", "heard"]);
        (await _store.FindAsync(waiting)).Status.ShouldBe(WorkflowStatus.Finished);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_started_by_an_event_does_not_hear_it_a_second_time()
    {
        await _store.PublishAsync(Sequence(Trigger("nop"), Wait("nop"), Line("twice")), "," + Declare(Variable("v")));

        await SendAsync("nop");
        await _store.SettleAsync();

        _store.Lines.ShouldBeEmpty();
        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_what_has_the_correlation_of_the_event_hears_it()
    {
        var definition = await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")));
        var mine = await Waiting(_store, definition, "A");
        var other = await Waiting(_store, definition, "B");

        await SendAsync("nop", "A");

        (await _store.FindAsync(mine)).Status.ShouldBe(WorkflowStatus.Finished);
        (await _store.FindAsync(other)).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task What_waits_already_is_found_under_a_correlation_that_is_set_later()
    {
        var parallel = Step("p", "Parallel", $"\"activities\":[{Sequence(Wait("nop"), Line("heard"))},{Step("s2", "Sequence", $"\"activities\":[{Wait("go")},{Step("c", "Correlate", Literal("correlationId", "\"A\"", "String"))}]")}]");
        await _store.StartAsync(parallel);
        await SendAsync("go");

        await SendAsync("nop", "A");

        _store.Lines.ShouldBe(["heard"]);
    }

    [Fact]
    public async Task A_local_event_is_heard_by_its_own_instance_only()
    {
        var definition = await _store.PublishAsync(Step("p", "Parallel", $"\"activities\":[{Sequence(Wait("nop"), Line("heard"))},{Step("s2", "Sequence", $"\"activities\":[{Wait("go")},{Publish("nop", Literal("isLocalEvent", "true", "Boolean"))}]")}]"));
        var one = await Waiting(_store, definition, "A");
        var two = await Waiting(_store, definition, "B");
        await ListenerAsync();

        await SendAsync("go", "A");
        await _store.SettleAsync();

        _store.Lines.ShouldBe(["heard"]);
        (await _store.FindAsync(one)).Status.ShouldBe(WorkflowStatus.Finished);
        (await _store.FindAsync(two)).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task An_event_that_comes_before_anybody_waits_is_heard_by_the_first_that_does_and_by_nobody_later()
    {
        await SendAsync("nop");
        var definition = await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")));
        await _store.RestartAsync();

        await _store.StartAsync(definition);
        await _store.SettleAsync();
        await _store.StartAsync(definition);
        await _store.SettleAsync();

        _store.Lines.ShouldBe(["heard"]);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_early_event_starts_what_is_published_in_time()
    {
        await SendAsync("nop");

        await ListenerAsync();
        await _store.SettleAsync();

        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_early_event_for_another_correlation_goes_on_being_kept()
    {
        await SendAsync("nop", "A");
        var definition = await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")));

        await Waiting(_store, definition, "B");
        await _store.SettleAsync();
        _store.Lines.ShouldBeEmpty();

        await Waiting(_store, definition, "A");
        await _store.SettleAsync();
        _store.Lines.ShouldBe(["heard"]);
    }

    [Fact]
    public async Task What_nobody_heard_in_time_stays_to_be_seen_and_can_be_sent_again()
    {
        await SendAsync("nop");
        await _store.AdvanceAsync(TimeSpan.FromMinutes(11));

        await _store.StartAsync(Sequence(Wait("nop"), Line("heard")));
        await _store.SettleAsync();
        _store.Lines.ShouldBeEmpty();

        var kept = (await _store.AllAsync<StimulusRow>()).ShouldHaveSingleItem();
        await _store.WriteAsync((session, ct) => EarlyStimuli.SendAgainAsync(session, kept.Id, ct));
        await _store.SettleAsync();
        _store.Lines.ShouldBe(["heard"]);
    }

    [Fact]
    public async Task What_expired_long_ago_is_deleted_and_nothing_else()
    {
        for (var i = 0; i < 250; i++)
            await SendAsync($"old{i}");
        await _store.AdvanceAsync(TimeSpan.FromDays(30));
        await SendAsync("expired");
        await _store.AdvanceAsync(TimeSpan.FromHours(1));
        await SendAsync("early");

        (await EarlyStimuli.DeleteExpiredAsync(_store.Database, _store.Clock.GetUtcNow().AddDays(-1), Store.None)).ShouldBe(250);

        (await _store.AllAsync<StimulusRow>()).Count.ShouldBe(2);
        (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_passed_its_listener_unseen_looks_for_it_once_more()
    {
        await _store.StartAsync(Sequence(Wait("nop"), Line("heard")));
        // As on a server database, when both were written at the same time and neither saw the other.
        await _store.WriteAsync((session, _) =>
        {
            EarlyStimuli.Keep(session, new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("nop"))), TimeSpan.FromMinutes(10));
            return Task.FromResult(true);
        });

        await _store.AdvanceAsync(TimeSpan.FromSeconds(5));

        _store.Lines.ShouldBe(["heard"]);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_hears_at_a_later_look_and_waits_again_does_not_hear_the_same_event_a_second_time()
    {
        await _store.StartAsync(Sequence(Wait("nop"), Step("again", "Event", Literal("eventName", "\"nop\"", "String")), Line("twice")));
        await _store.WriteAsync((session, _) =>
        {
            EarlyStimuli.Keep(session, new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("nop"))), TimeSpan.FromMinutes(10));
            return Task.FromResult(true);
        });

        await _store.AdvanceAsync(TimeSpan.FromSeconds(5));

        _store.Lines.ShouldBeEmpty();
        (await _store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem().ActivityId.ShouldBe("again");
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_that_begin_to_wait_in_one_write_hear_a_kept_event_once_each()
    {
        await SendAsync("late");
        var definition = await _store.PublishAsync(Sequence(Wait("go"), Wait("late"), Line("heard")));
        await _store.StartAsync(definition);
        await _store.StartAsync(definition);

        await SendAsync("go");
        await _store.SettleAsync();

        _store.Lines.ShouldBe(["heard", "heard"]);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_is_delivered_twice_is_heard_once()
    {
        await ListenerAsync();
        var message = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("nop"))).ToMessage();
        var id = await _store.WriteAsync((session, _) => Task.FromResult(OutboxMessages.Add(session, SentStimulus.MessageKind, message, session.Clock.GetUtcNow())));
        var delivery = new StimulusDelivery(_store.Database, _store.Engine);

        await delivery.DeliverAsync(id, (JsonObject)message.DeepClone(), Store.None);
        await delivery.DeliverAsync(id, (JsonObject)message.DeepClone(), Store.None);

        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Events_of_one_burst_are_delivered_in_the_order_in_which_they_were_published()
    {
        await ListenerAsync();

        await _store.StartAsync(await _store.PublishAsync(
            Sequence([.. Enumerable.Range(0, 20).Select(i => Step($"p{i}", "PublishEvent", Literal("eventName", "\"nop\"", "String"), Literal("payload", $"\"{i}\"")))]), id: "publisher"));
        await _store.SettleAsync();

        _store.Lines.ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"));
    }

    [Fact]
    public async Task An_event_that_is_reached_again_in_the_burst_it_started_waits_for_the_next()
    {
        await _store.PublishAsync(Flow([Trigger("nop"), Line("again")], "trigger->again", "again->trigger"), "," + Declare(Variable("v")));

        await SendAsync("nop");
        _store.Lines.ShouldBe(["again"]);

        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().Status.ShouldBe(nameof(WorkflowStatus.Running));
    }

    [Fact]
    public async Task One_event_to_many_listeners_is_told_each_in_a_transaction_of_its_own_and_once()
    {
        var definition = await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")));
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add(await _store.StartAsync(definition));
        await ListenerAsync();

        await SendAsync("nop");

        _store.Lines.ShouldBeEmpty();
        var messages = await _store.AllAsync<OutboxRow>();
        messages.Count.ShouldBe(13);
        var delivery = new StimulusDelivery(_store.Database, _store.Engine);
        // One that cannot be done now takes no other with it; and a message that comes twice is heard once.
        foreach (var message in messages.Skip(1).Concat(messages))
            await delivery.DeliverAsync(message.Id, JsonNode.Parse(message.Payload)!.AsObject(), Store.None);

        _store.Lines.Count(line => line == "heard").ShouldBe(12);
        (await _store.AllAsync<InstanceRow>()).ShouldAllBe(i => i.SubStatus == "Finished");
        (await _store.AllAsync<InstanceRow>()).Count.ShouldBe(13);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_listeners_one_that_does_not_wait_any_more_is_passed_over()
    {
        var definition = await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")));
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
            ids.Add(await _store.StartAsync(definition));
        await SendAsync("nop");
        await _store.WriteAsync((session, ct) => _store.Engine.CancelAsync(session, ids[3], ct));

        await _store.SettleAsync();

        _store.Lines.Count.ShouldBe(11);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_few_listeners_hear_it_in_the_transaction_that_sends_it()
    {
        var definition = await _store.PublishAsync(Sequence(Wait("nop"), Line("heard")));
        for (var i = 0; i < 10; i++)
            await _store.StartAsync(definition);

        await SendAsync("nop");

        _store.Lines.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Each_of_two_triggers_of_one_definition_is_started_once_also_among_many_listeners()
    {
        await _store.PublishAsync(
            Flow([Trigger("nop").Replace("\"trigger\"", "\"t1\"", StringComparison.Ordinal), Line("one"), Trigger("nop").Replace("\"trigger\"", "\"t2\"", StringComparison.Ordinal), Line("two")], "t1->one", "t2->two"),
            "," + Declare(Variable("v")),
            "twice");
        var definition = await _store.PublishAsync(Wait("nop"), id: "waiting");
        for (var i = 0; i < 12; i++)
            await _store.StartAsync(definition);

        await SendAsync("nop");
        await _store.SettleAsync();

        _store.Lines.Order().ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Who_begins_to_wait_does_not_read_what_is_kept_for_another_instance()
    {
        var sent = new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("nop")));
        await _store.WriteAsync((session, _) =>
        {
            EarlyStimuli.KeepForFaulted(session, sent, "other");
            EarlyStimuli.KeepForFaulted(session, sent, "mine");
            EarlyStimuli.Keep(session, sent with { CorrelationId = "A" }, TimeSpan.FromMinutes(10));
            EarlyStimuli.Keep(session, sent with { CorrelationId = "B" }, TimeSpan.FromMinutes(10));
            EarlyStimuli.Keep(session, sent, TimeSpan.FromMinutes(10));
            return Task.FromResult(true);
        });
        var now = _store.Clock.GetUtcNow();

        var found = await _store.WriteAsync(async (session, ct) => await session.FindLaterKeysAsync<StimulusRow>(
            (nameof(StimulusRow.Hash), sent.Hash), (nameof(StimulusRow.ExpiresAt), now), [(nameof(StimulusRow.CorrelationId), "A"), (nameof(StimulusRow.InstanceId), "mine")], ct));
        var ofNone = await _store.WriteAsync(async (session, ct) => await session.FindLaterKeysAsync<StimulusRow>(
            (nameof(StimulusRow.Hash), sent.Hash), (nameof(StimulusRow.ExpiresAt), now), [(nameof(StimulusRow.CorrelationId), null), (nameof(StimulusRow.InstanceId), "mine")], ct));

        var kept = await _store.AllAsync<StimulusRow>();
        found.Order(StringComparer.Ordinal).ShouldBe(kept.Where(s => s.InstanceId != "other" && s.CorrelationId != "B").Select(s => s.Id).Order(StringComparer.Ordinal));
        ofNone.Order(StringComparer.Ordinal).ShouldBe(kept.Where(s => s.InstanceId != "other" && s.CorrelationId is null).Select(s => s.Id).Order(StringComparer.Ordinal));
    }
}
