using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scheduling;

public sealed class TimerSweepTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Delay(string id, int minutes) => Step(id, "Delay", Literal("timeSpan", $"\"{TimeSpan.FromMinutes(minutes)}\"", "TimeSpan"));

    [Fact]
    public async Task A_timer_never_fires_early_and_fires_when_it_is_due()
    {
        var id = await _store.StartAsync(Sequence(Delay("d", 10)));
        var due = _store.Clock.GetUtcNow().AddMinutes(10);

        _store.Clock.MoveTo(due.AddTicks(-1));
        (await _store.Sweep.RunAsync(Store.None)).ShouldBe(due);
        (await _store.FindAsync(id)).Status.ShouldBe(WorkflowStatus.Running);

        _store.Clock.MoveTo(due);
        (await _store.Sweep.RunAsync(Store.None)).ShouldBeNull();
        (await _store.FindAsync(id)).Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task After_a_restart_all_that_came_due_fire_in_their_order()
    {
        var ids = new List<string>();
        foreach (var minutes in (int[])[30, 10, 20, 90])
            ids.Add(await _store.StartAsync(await _store.PublishAsync(Sequence(Delay("d", minutes)), id: $"d{minutes}")));
        await _store.RestartAsync();
        _store.Clock.Advance(TimeSpan.FromHours(1));
        var fired = new List<string>();
        _store.Database.Commands.BeforeEach = text => fired.Add(text);

        var next = await _store.Sweep.RunAsync(Store.None);

        next.ShouldBe(_store.Clock.GetUtcNow().AddMinutes(30));
        var rows = (await _store.AllAsync<InstanceRow>()).ToDictionary(row => row.Id);
        ids.Select(id => rows[id].Status).ShouldBe(["Finished", "Finished", "Finished", "Running"]);
        fired.Count(text => text == "COMMIT").ShouldBe(3);
    }

    [Fact]
    public async Task More_than_one_batch_is_fired_by_one_sweep_and_once_by_two_at_the_same_time()
    {
        var definition = await _store.PublishAsync(Sequence(Delay("d", 1)));
        for (var i = 0; i < 120; i++)
            await _store.StartAsync(definition);
        _store.Clock.Advance(TimeSpan.FromMinutes(5));

        await Task.WhenAll(_store.NewSweep().RunAsync(Store.None), _store.NewSweep().RunAsync(Store.None));

        (await _store.AllAsync<InstanceRow>()).ShouldAllBe(row => row.Status == "Finished");
        (await _store.AllAsync<JournalRow>()).Count.ShouldBe(240);
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_timers_of_one_burst_fire_the_earliest_first()
    {
        var id = await _store.StartAsync(Flow(
            [Line("s"), Delay("late", 20), Delay("early", 10), Wait("afterLate"), Wait("afterEarly")], "s->late", "s->early", "late->afterLate", "early->afterEarly"));
        _store.Clock.Advance(TimeSpan.FromHours(1));

        await _store.Sweep.RunAsync(Store.None);

        (await _store.FindAsync(id)).Bookmarks.Select(b => b.ActivityId).ShouldBe(["afterEarly", "afterLate"]);
    }

    [Fact]
    public async Task A_timer_that_cannot_be_fired_holds_up_no_other_and_is_tried_again()
    {
        var broken = await _store.StartAsync(await _store.PublishAsync(Sequence(Delay("d", 1)), id: "broken"));
        var sound = await _store.StartAsync(await _store.PublishAsync(Sequence(Delay("d", 2)), id: "sound"));
        _store.Clock.Advance(TimeSpan.FromHours(1));
        var sabotage = true;
        _store.Database.Commands.BeforeEach = text =>
        {
            // The first write of the sweep is that of the earlier timer.
            if (sabotage && text.StartsWith("UPDATE", StringComparison.Ordinal))
            {
                sabotage = false;
                throw new IOException("disk");
            }
        };

        await _store.Sweep.RunAsync(Store.None);

        sabotage.ShouldBeFalse();
        (await _store.FindAsync(broken)).Status.ShouldBe(WorkflowStatus.Running);
        (await _store.FindAsync(sound)).Status.ShouldBe(WorkflowStatus.Finished);
        await _store.Sweep.RunAsync(Store.None);
        (await _store.FindAsync(broken)).Status.ShouldBe(WorkflowStatus.Finished);
    }

    [Fact]
    public async Task Timers_of_a_faulted_instance_rest_until_it_is_mended()
    {
        var cause = new Cause();
        _store.Service = cause;
        _store.Types.Add(typeof(Mendable));
        await _store.RestartAsync();
        var id = await _store.StartAsync(Flow([Line("s"), Delay("d", 1), """{"id":"f","type":"Elsa.Mendable"}"""], "s->d", "s->f"));
        _store.Clock.Advance(TimeSpan.FromHours(1));

        (await _store.Sweep.RunAsync(Store.None)).ShouldBeNull();
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem();

        cause.IsGone = true;
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
        await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, incident.Id, "đã sửa", ct));
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        await _store.Sweep.RunAsync(Store.None);

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Who_wakes_the_sweep_is_told_the_earliest_due_time_after_the_commit()
    {
        var told = new List<DateTimeOffset>();
        _store.Engine.TimerSet = told.Add;

        await _store.StartAsync(Flow([Line("s"), Delay("a", 20), Delay("b", 10)], "s->a", "s->b"));

        told.ShouldBe([_store.Clock.GetUtcNow().AddMinutes(10)]);
    }

    [Fact]
    public async Task A_burst_that_asks_another_server_goes_on_from_the_outbox_and_holds_up_no_other_timer()
    {
        var server = await ServerAsync();
        var slow = await _store.StartAsync(await _store.PublishAsync(Sequence(Delay("d", 1), Asking), id: "slow"));
        var quick = await _store.StartAsync(await _store.PublishAsync(Sequence(Delay("d", 2)), id: "quick"));
        _store.Clock.Advance(TimeSpan.FromHours(1));
        var filled = 0;
        _store.Engine.OutboxFilled = () => filled++;

        (await _store.Sweep.RunAsync(Store.None)).ShouldBeNull();

        (await _store.FindAsync(quick)).Status.ShouldBe(WorkflowStatus.Finished);
        (await _store.FindAsync(slow)).Status.ShouldBe(WorkflowStatus.Running);
        (server.Calls, filled).ShouldBe((0, 1));
        await _store.SettleAsync();
        (await _store.FindAsync(slow)).Status.ShouldBe(WorkflowStatus.Finished);
        server.Calls.ShouldBe(1);
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task However_many_sweep_and_deliver_at_once_the_other_server_is_asked_once()
    {
        var server = await ServerAsync();
        var id = await _store.StartAsync(Sequence(Delay("d", 1), Asking));
        _store.Clock.Advance(TimeSpan.FromHours(1));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await _store.NewSweep().RunAsync(Store.None);
            await _store.Delivery(new OutboxOptions(), new DueTimer(_store.Database, _store.NewSweep())).RunAsync(Store.None);
            await _store.NewSweep().RunAsync(Store.None);
        }));

        (await _store.FindAsync(id)).Status.ShouldBe(WorkflowStatus.Finished);
        server.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_that_was_handed_over_and_then_cancelled_asks_nobody()
    {
        var server = await ServerAsync();
        var id = await _store.StartAsync(Sequence(Delay("d", 1), Asking));
        _store.Clock.Advance(TimeSpan.FromHours(1));
        await _store.Sweep.RunAsync(Store.None);

        await _store.WriteAsync((session, ct) => _store.Engine.CancelAsync(session, id, ct));
        await _store.SettleAsync();

        server.Calls.ShouldBe(0);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_start_by_the_clock_that_asks_another_server_comes_again_at_its_next_time()
    {
        var server = await ServerAsync();
        await _store.PublishAsync(Sequence(Step("t", "Timer", Literal("interval", "\"00:10:00\"", "TimeSpan"), "\"customProperties\":{\"canStartWorkflow\":true}"), Asking));

        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));
        await _store.AdvanceAsync(TimeSpan.FromMinutes(10));

        server.Calls.ShouldBe(2);
        (await _store.AllAsync<InstanceRow>()).Select(i => i.SubStatus).ShouldBe(["Finished", "Finished"]);
    }

    private const string Asking = """{"id":"a","type":"Elsa.AskServer"}""";

    private async Task<OtherServer> ServerAsync()
    {
        var server = new OtherServer();
        _store.Service = server;
        _store.Types.Add(typeof(AskServer));
        await _store.RestartAsync();
        return server;
    }

    internal sealed class OtherServer
    {
        private int _calls;

        public int Calls => _calls;

        /// <summary>Until when it lets wait.</summary>
        public Task Answers { get; set; } = Task.CompletedTask;

        public async Task<int> AskAsync(CancellationToken cancellationToken)
        {
            var call = Interlocked.Increment(ref _calls);
            await Answers.WaitAsync(cancellationToken);
            return call;
        }
    }

    /// <summary>Asks another server.</summary>
    [Activity("Elsa", "Test", "Thử.")]
    internal sealed class AskServer : Activity
    {
        public override async ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken)
        {
            var server = (OtherServer)context.Services.GetService(typeof(OtherServer))!;
            await context.OutsideAsync(server.AskAsync, cancellationToken);
            return ActivityResult.Done;
        }
    }

    internal sealed class Cause
    {
        public bool IsGone { get; set; }
    }

    /// <summary>Faults until its cause is gone.</summary>
    [Activity("Elsa", "Test", "Thử.")]
    internal sealed class Mendable : Activity
    {
        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
            context.Services.GetService(typeof(Cause)) is Cause { IsGone: true } ? new(ActivityResult.Done) : throw new ActivityFault("test", "chưa sửa");
    }
}
