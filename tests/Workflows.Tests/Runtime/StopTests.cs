using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using LienThong.Workflows.Tests.Scheduling;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Runtime;

/// <summary>The program is stopped while a burst waits for another server: it is finished in the time for that, or rolled back and gone on with after the restart.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const string Asking = """{"id":"a","type":"Elsa.AskServer"}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Store _store = new();
    private readonly TimerSweepTests.OtherServer _server = new();

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync();
        _store.Service = _server;
        _store.Types.Add(typeof(TimerSweepTests.AskServer));
        await _store.RestartAsync();
    }

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Delay => Step("d", "Delay", Literal("timeSpan", "\"00:01:00\"", "TimeSpan"));

    private OutboxDelivery Delivery(TimeSpan stopWithin) =>
        _store.Delivery(new OutboxOptions { BesideAtOnce = 1, StopWithin = stopWithin }, new DueTimer(_store.Database, _store.Sweep), new StimulusDelivery(_store.Database, _store.Engine));

    private async Task UntilAskedAsync(int calls)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (_server.Calls < calls)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_burst_of_a_timer_that_takes_too_long_is_rolled_back_and_gone_on_with_after_the_restart()
    {
        var id = await _store.StartAsync(Sequence(Delay, Line("before"), Asking, Line("after")));
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        _server.Answers = new TaskCompletionSource().Task;
        await _store.Sweep.RunAsync(Store.None);
        using var stop = new CancellationTokenSource();
        var delivery = Delivery(TimeSpan.Zero);
        await delivery.RunAsync(stop.Token).WaitAsync(Patience);
        await UntilAskedAsync(1);

        await stop.CancelAsync();
        await delivery.RestAsync().WaitAsync(Patience);

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        _store.Lines.ShouldBeEmpty();
        (await _store.AllAsync<JournalRow>()).ShouldHaveSingleItem();
        (await _store.AllAsync<BookmarkRow>()).ShouldHaveSingleItem();
        (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem();

        _server.Answers = Task.CompletedTask;
        await _store.RestartAsync();
        await _store.SettleAsync();

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        _store.Lines.ShouldBe(["before", "after"]);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_burst_that_ends_in_the_time_for_that_is_finished()
    {
        var id = await _store.StartAsync(Sequence(Delay, Asking, Line("after")));
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Answers = answer.Task;
        await _store.Sweep.RunAsync(Store.None);
        using var stop = new CancellationTokenSource();
        var delivery = Delivery(TimeSpan.FromHours(1));
        await delivery.RunAsync(stop.Token).WaitAsync(Patience);
        await UntilAskedAsync(1);

        await stop.CancelAsync();
        answer.SetResult();
        await delivery.RestAsync().WaitAsync(Patience);

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (_server.Calls, _store.Lines.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_resume_whose_caller_is_cut_off_leaves_the_wait_as_it_was()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Asking, Line("after")));
        var bookmark = await _store.BookmarkOf(id, "w");
        _server.Answers = new TaskCompletionSource().Task;
        using var stop = new CancellationTokenSource();
        var resume = _store.Database.WriteAsync((session, ct) => _store.Engine.ResumeAsync(session, id, bookmark, new Dictionary<string, object?>(), ct), stop.Token);
        await UntilAskedAsync(1);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => resume);

        (await _store.AllAsync<JournalRow>()).ShouldHaveSingleItem();
        _server.Answers = Task.CompletedTask;
        await _store.RestartAsync();
        (await _store.ResumeAsync(id, bookmark)).ShouldNotBeNull().Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task No_further_timer_is_fired_at_the_stop_and_the_one_in_hand_is_finished()
    {
        var definition = await _store.PublishAsync(Sequence(Delay));
        for (var i = 0; i < 3; i++)
            await _store.StartAsync(definition);
        _store.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stop = new CancellationTokenSource();
        _store.Engine.Committed = stop.Cancel;

        await Should.ThrowAsync<OperationCanceledException>(() => _store.Sweep.RunAsync(stop.Token));

        (await _store.AllAsync<InstanceRow>()).Select(i => i.Status).Order().ShouldBe(["Finished", "Running", "Running"]);
    }
}
