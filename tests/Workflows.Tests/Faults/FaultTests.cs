using LienThong.Workflows.Alterations;
using LienThong.Workflows.Batches;
using LienThong.Workflows.Composition;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Faults;

/// <summary>
/// The database fails at each command of an action in turn, each time on a fresh copy of the same state: every table is then as before or as after the
/// action, nothing that belongs after a commit has run without one, and the action done again comes to the same end.
/// </summary>
public abstract class FaultTests
{
    // Who has a message, and when it is tried again, changes with every attempt.
    private static readonly string[] Attempts =
        ["Outbox.Attempts", "Outbox.LeaseToken", "Outbox.LeasedUntil", "Outbox.DueAt", "Outbox.LastError"];

    private static readonly string[] Notes = ["BatchItems", "Batches"];

    private static readonly OutboxOptions AtOnce = new() { BatchSize = 1, Lease = TimeSpan.Zero, FirstPause = TimeSpan.Zero, MaxAttempts = 1000 };

    private static readonly string Busy = Flow(
        [
            Line("s"), Wait("w"), Step("d", "Delay"), Step("task", "RunTask"), Step("j", "FlowJoin"), Fail("f", "hỏng"), Wait("last"),
            Dispatch("child", "child"), Step("tell", "PublishEvent", Literal("eventName", "\"nobody\"", "String")),
        ],
        "s->w", "s->d", "s->task", "s->child", "w->j", "d->j", "j->f", "j->last", "j->tell");

    private const string GoesOn = ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""";

    /// <summary>An open store without rows.</summary>
    private protected abstract Task<Store> NewStoreAsync();

    /// <summary>Else one copy serves as long as its rows are as they were at first.</summary>
    private protected virtual bool CopiesAreCheap => true;

    /// <summary>A store with the same rows as one that is closed.</summary>
    private protected abstract Task<Store> CopyAsync(Store closed);

    [ContractFact]
    public Task A_start_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await PublishChildAsync(store);
            await store.PublishAsync(Busy, GoesOn);
        },
        store => StartPublishedAsync(store, "d"),
        atLeast: 6);

    [ContractFact]
    public Task A_start_with_a_child_in_the_same_transaction_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await PublishChildAsync(store);
            await store.PublishAsync(Sequence(Execute("x", "child"), Line("after")));
        },
        store => StartPublishedAsync(store, "d"),
        atLeast: 6);

    [ContractFact]
    public Task A_resume_is_whole_or_nothing() => AtEachCommandAsync(StartedAsync, store => ResumeAsync(store, "w"), atLeast: 6);

    [ContractFact]
    public Task A_timer_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await StartedAsync(store);
            store.Clock.Advance(TimeSpan.FromMinutes(5));
        },
        SweepAsync,
        atLeast: 8,
        inSteps: true);

    [ContractFact]
    public Task A_start_by_the_clock_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await store.PublishAsync(Sequence("""{"id":"every","type":"Elsa.Timer","canStartWorkflow":true}""", Wait("again")));
            store.Clock.Advance(TimeSpan.FromMinutes(5));
        },
        SweepAsync,
        atLeast: 8,
        inSteps: true);

    [ContractFact]
    public Task Another_look_of_an_early_event_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await SendAsync(store, "early");
            store.Clock.Advance(TimeSpan.FromSeconds(5));
        },
        SweepAsync,
        atLeast: 6,
        inSteps: true);

    [ContractFact]
    public Task An_event_that_comes_early_and_one_that_is_heard_are_whole_or_nothing() => AtEachCommandAsync(
        async store => await store.StartAsync(Flow([Start("s"), Wait("x"), Wait("y")], "s->x", "s->y")),
        store => store.WriteAsync(async (session, ct) =>
        {
            await store.Engine.SendAsync(session, new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("x"))), ct);
            return await store.Engine.SendAsync(session, new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf("early"))), ct);
        }),
        atLeast: 8);

    [ContractFact]
    public Task A_migration_is_whole_or_nothing() => AtEachCommandAsync(
        MovableAsync,
        async store => await store.WriteAsync(async (session, ct) =>
        {
            var (plan, instance) = await PlanAsync(store);
            var to = (await store.Engine.FindVersionAsync(session.Context, "d", 2, ct)).ShouldNotBeNull();
            return await store.Engine.MigrateAsync(session, instance, to, plan, "A", ct);
        }),
        atLeast: 6);

    [ContractFact]
    public Task A_migration_in_a_batch_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await MovableAsync(store);
            var (plan, _) = await PlanAsync(store);
            await store.WriteAsync((session, ct) => InstanceBatches.OrderAsync(session, MigrateInstances.OrderOf(plan, null, "A", null, "thử"), ct));
        },
        async store =>
        {
            var batch = (await store.AllAsync<BatchRow>()).Single();
            (await BatchesOf(store).RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None)).ShouldBeTrue();
        },
        atLeast: 8,
        inSteps: true,
        // A failure of the system is written down at the instance, which stays as it was: it is not tried again by itself.
        isTriedAgain: false);

    [ContractFact]
    public Task An_undone_migration_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await MovableAsync(store);
            var (plan, _) = await PlanAsync(store);
            var batch = await store.WriteAsync((session, ct) => InstanceBatches.OrderAsync(session, MigrateInstances.OrderOf(plan, null, "A", null, "thử"), ct));
            await BatchesOf(store).RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None);
        },
        async store =>
        {
            var item = (await store.AllAsync<BatchItemRow>()).Single();
            await store.WriteAsync((session, ct) => store.Engine.UndoMigrationAsync(session, item.InstanceId, item.Before!, item.VersionIdBefore!, item.RowVersionAfter!.Value, "A", ct));
        },
        atLeast: 6);

    [ContractFact]
    public Task A_publication_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await store.PublishAsync(Sequence(Line("sub")), ""","name":"Con","options":{"usableAsActivity":true,"autoUpdateConsumingWorkflows":true}""", id: "sub");
            await store.PublishAsync(Sequence("""{"id":"use","type":"Con"}"""), id: "consumer");
            await store.PublishAsync(Triggered("old"), id: "sub2");
            await SendAsync(store, "t");
        },
        async store =>
        {
            await store.PublishAsync(
                Sequence(Triggered("t"), Line("sub"), Line("more")), ""","name":"Con","options":{"usableAsActivity":true,"autoUpdateConsumingWorkflows":true}""", id: "sub");
        },
        atLeast: 8);

    [ContractFact]
    public Task A_retraction_is_whole_or_nothing() => AtEachCommandAsync(
        store => store.PublishAsync(Sequence(Triggered("t"), $$"""{"id":"every","type":"Elsa.Timer","canStartWorkflow":true}""")),
        store => store.WriteAsync((session, ct) => store.Definitions.RetractAsync(session, "d", ct)),
        atLeast: 5);

    [ContractFact]
    public Task The_start_of_a_dispatched_child_is_whole_or_nothing() => AtEachCommandAsync(StartedAsync, DeliverAsync, atLeast: 10, inSteps: true);

    [ContractFact]
    public Task The_delivery_of_an_ended_child_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await StartedAsync(store);
            await DeliverAsync(store);
            await ResumeAsync(store, "inner");
        },
        DeliverAsync,
        atLeast: 8,
        inSteps: true);

    [ContractFact]
    public Task The_delivery_of_events_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await store.PublishAsync(Sequence(Triggered("t"), Wait("x")), id: "starts");
            await store.StartAsync(await store.PublishAsync(Sequence(Wait("t"), Line("heard"), Wait("t2")), id: "hears"));
            await store.StartAsync(await store.PublishAsync(Sequence(Step("tell", "PublishEvent", Literal("eventName", "\"t\"", "String")), Step("tell2", "PublishEvent", Literal("eventName", "\"nobody\"", "String")))));
        },
        DeliverAsync,
        atLeast: 12,
        inSteps: true);

    [ContractFact]
    public Task A_cancellation_with_children_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await StartedAsync(store);
            await DeliverAsync(store);
        },
        async store =>
        {
            var parent = (await store.AllAsync<InstanceRow>()).Single(i => i.ParentInstanceId is null);
            await store.WriteAsync((session, ct) => store.Engine.CancelAsync(session, parent.Id, ct));
        },
        atLeast: 10);

    [ContractFact]
    public Task An_alteration_is_whole_or_nothing() => AtEachCommandAsync(
        StartedAsync,
        async store =>
        {
            var instance = (await store.AllAsync<InstanceRow>()).Single();
            await store.WriteAsync((session, ct) => store.Engine.AlterAsync(
                session, instance.Id, [new CancelActivity("task", null), new ScheduleActivity("last", null)], "A", ct));
        },
        atLeast: 6);

    [ContractFact]
    public Task A_retry_of_an_incident_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            await StartedAsync(store);
            await ResumeAsync(store, "w");
        },
        async store =>
        {
            var incident = (await store.AllAsync<IncidentRow>()).Single(i => i.ResolvedAt is null);
            (await store.WriteAsync((session, ct) => store.Engine.RetryAsync(session, incident.Id, "thử lại", ct))).ShouldNotBeNull();
        },
        atLeast: 6);

    [ContractFact]
    public Task A_resume_taken_back_is_whole_or_nothing() => AtEachCommandAsync(
        async store =>
        {
            var id = await store.StartAsync(Flow([Wait("a"), Wait("b"), Step("d", "Delay")], "a->b", "a->d"));
            await store.WriteAsync(async (session, ct) => await store.Engine.ResumeAsync(
                session, id, await store.BookmarkOf(id, "a"), new Dictionary<string, object?>(), new TakeBackTerms(null, "none"), ct));
        },
        async store =>
        {
            var row = (await store.AllAsync<InstanceRow>()).Single();
            var bookmark = WorkflowEngine.MayBeTakenBack(row).ShouldNotBeNull();
            (await store.WriteAsync((session, ct) => store.Engine.TakeBackAsync(session, row.Id, bookmark, ct))).ShouldNotBeNull();
        },
        atLeast: 6);

    private static string Start(string id) => Step(id, "Start");

    private static Task SweepAsync(Store store) => store.NewSweep().RunAsync(Store.None);

    private static Task<Delivered> SendAsync(Store store, string name) =>
        store.WriteAsync((session, ct) => store.Engine.SendAsync(session, new SentStimulus(new Stimulus(Event.StimulusName, Event.PayloadOf(name))), ct));

    private static string Triggered(string name) => $$$"""{"id":"on-{{{name}}}","type":"Elsa.Event","canStartWorkflow":true,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"{{{name}}}"} } }""";

    private static Task<WorkflowDefinition> PublishChildAsync(Store store) => store.PublishAsync(Sequence(Line("in-child"), Wait("inner"), Line("out-child")), id: "child");

    private static async Task StartedAsync(Store store)
    {
        await PublishChildAsync(store);
        await store.StartAsync(Busy, GoesOn);
    }

    private static async Task MovableAsync(Store store)
    {
        await store.StartAsync(await store.PublishAsync(Flow([Wait("a"), Step("d", "Delay"), Wait("b")], "a->b", "a->d")));
        await store.PublishAsync(Flow([Wait("a"), Step("d", "Delay"), Wait("b"), Line("new")], "a->b", "a->d", "b->new"));
    }

    private static async Task<(MigrationPlan Plan, string Instance)> PlanAsync(Store store)
    {
        var plan = await store.Database.ReadAsync((context, ct) => new MigrateInstances(store.Engine).ProposeAsync(context, "d", 1, 2, ct), Store.None);
        return (plan, (await store.AllAsync<InstanceRow>()).Single().Id);
    }

    private static InstanceBatches BatchesOf(Store store) => new(store.Database, [new MigrateInstances(store.Engine)], store.Clock, NullLogger<InstanceBatches>.Instance);

    private static Task<BurstOutcome> StartPublishedAsync(Store store, string id) => store.WriteAsync(async (session, ct) =>
        await store.Engine.StartAsync(session, (await store.Definitions.FindPublishedAsync(session.Context, id, ct)).ShouldNotBeNull(), new StartRequest { CorrelationId = "hồ sơ" }, ct));

    private static async Task ResumeAsync(Store store, string activity)
    {
        var bookmark = (await store.AllAsync<BookmarkRow>()).Single(b => b.ActivityId == activity);
        (await store.ResumeAsync(bookmark.InstanceId, bookmark.Id)).ShouldNotBeNull();
    }

    private static Task DeliverAsync(Store store) => store.Delivery(
        AtOnce, new StimulusDelivery(store.Database, store.Engine), new DispatchedStart(store.Database, store.Engine), new EndedChild(store.Database, store.Engine)).RunAsync(Store.None);

    /// <param name="given">Makes the state that every copy begins with.</param>
    /// <param name="action">What is done; it may be done again.</param>
    /// <param name="atLeast">Commands that it has, so that the test does not pass by doing nothing.</param>
    /// <param name="inSteps">It is several transactions, and tries again by itself: the states between them are allowed too.</param>
    /// <param name="isTriedAgain">Else the failure is noted where only somebody can take it up.</param>
    private async Task AtEachCommandAsync(Func<Store, Task> given, Func<Store, Task> action, int atLeast, bool inSteps = false, bool isTriedAgain = true)
    {
        var origin = await NewStoreAsync();
        await given(origin);
        await origin.Database.DisposeAsync();
        string[] leftOut = !isTriedAgain ? [.. Attempts, .. Notes] : inSteps ? Attempts : [];
        Task<string> TablesAsync(Store store) => Tables.ReadAsync(store.Database, leftOut);

        var (allowed, commands) = (new List<string>(), 0);
        var whole = await OpenAsync(origin);
        Watch(whole, text =>
        {
            commands++;
            // What the transactions so far have left.
            if (text == "BEGIN")
                allowed.Add(TablesAsync(whole).GetAwaiter().GetResult());
        });
        await action(whole);
        Watch(whole, null);
        allowed.Add(await TablesAsync(whole));
        await whole.DisposeAsync();
        var (before, after) = (allowed[0], allowed[^1]);
        after.ShouldNotBe(before);
        commands.ShouldBeGreaterThanOrEqualTo(atLeast);

        var store = await OpenAsync(origin);
        for (var k = 1; k <= commands; k++)
        {
            var (n, told) = (0, 0);
            store.Engine.Committed = () => told++;
            Watch(store, text =>
            {
                if (++n == k)
                    throw new IOException($"disk, at {text}");
            });
            var failure = await Record.ExceptionAsync(() => action(store));
            Watch(store, null);
            store.Forget();

            n.ShouldBeGreaterThanOrEqualTo(k);
            if (!inSteps)
                failure.ShouldNotBeNull($"command {k} of {commands}");
            var found = await TablesAsync(store);
            allowed.ShouldContain(found, $"command {k} of {commands}");
            if (found == before)
                told.ShouldBe(0, $"command {k} of {commands}: nothing was committed");
            if (found == before && !CopiesAreCheap && isTriedAgain && k < commands)
                continue;
            if (isTriedAgain)
            {
                await action(store);
                (await TablesAsync(store)).ShouldBe(after, $"again after command {k} of {commands}");
            }

            await store.DisposeAsync();
            store = await OpenAsync(origin);
        }

        await store.DisposeAsync();
    }

    private async Task<Store> OpenAsync(Store origin)
    {
        var store = await CopyAsync(origin);
        store.Clock.MoveTo(origin.Clock.GetUtcNow());
        store.Open();
        return store;
    }

    private static void Watch(Store store, Action<string>? before) => store.Database.Commands.BeforeEach = store.BeforeRead = before;
}
