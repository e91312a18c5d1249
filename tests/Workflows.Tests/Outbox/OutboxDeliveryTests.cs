using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Tests.Outbox;

public sealed class OutboxDeliveryTests : IAsyncLifetime
{
    private static readonly OutboxOptions Options = new() { BatchSize = 3, MaxAttempts = 3, FirstPause = TimeSpan.FromSeconds(10), LongestPause = TimeSpan.FromSeconds(15) };

    private readonly Store _store = new();
    private readonly Receiver _receiver = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private Task<string> SendAsync(string kind = "mail", string text = "Nhắc hạn") => _store.WriteAsync((session, _) =>
        Task.FromResult(OutboxMessages.Add(session, kind, new JsonObject { ["text"] = text }, session.Clock.GetUtcNow())));

    private Task<DateTimeOffset?> RunAsync() => _store.Delivery(Options, _receiver).RunAsync(Store.None);

    private async Task<OutboxRow> OnlyAsync() => (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem();

    [Fact]
    public async Task What_was_written_is_delivered_once_and_gone()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add(await SendAsync(text: $"thư {i}"));

        (await RunAsync()).ShouldBeNull();
        await RunAsync();

        _receiver.Received.ShouldBe(ids.Select((id, i) => (id, $"thư {i}")), ignoreOrder: true);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_program_had_in_hand_is_delivered_as_soon_as_it_begins_again()
    {
        var id = await SendAsync();
        await _store.WriteAsync(async (session, ct) =>
        {
            var row = (await session.FindAsync<OutboxRow>(id, ct))!;
            (row.LeaseToken, row.LeasedUntil, row.DueAt) = ("của tiến trình đã dừng", session.Clock.GetUtcNow().AddMinutes(2), session.Clock.GetUtcNow().AddMinutes(2));
            session.Update(row);
            return true;
        });
        await RunAsync();
        _receiver.Calls.ShouldBe(0);

        (await _store.Delivery(Options, _receiver).FreeAbandonedAsync(Store.None)).ShouldBe(1);
        await RunAsync();

        _receiver.Received.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_failure_is_tried_again_after_a_pause_that_grows_and_then_laid_aside()
    {
        await SendAsync();
        _receiver.Fails = true;
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            await RunAsync();
            await RunAsync();
            var message = await OnlyAsync();
            message.Attempts.ShouldBe(i + 1);
            pauses.Add(message.DueAt - _store.Clock.GetUtcNow());
            _store.Clock.MoveTo(message.DueAt);
        }

        pauses.ShouldBe([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15)]);
        (await OnlyAsync()).ShouldSatisfyAllConditions(
            message => message.DeadAt.ShouldNotBeNull(), message => message.LastError.ShouldBe("máy chủ thư không trả lời"), message => message.LeaseToken.ShouldBeNull());
        (await RunAsync()).ShouldBeNull();
        _receiver.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task One_that_fails_holds_up_no_other()
    {
        await SendAsync("unknown");
        await SendAsync();

        await RunAsync();

        _receiver.Received.ShouldHaveSingleItem();
        (await OnlyAsync()).ShouldSatisfyAllConditions(message => message.DeadAt.ShouldNotBeNull(), message => message.LastError!.ShouldContain("unknown"));
    }

    [Fact]
    public async Task After_a_crash_between_delivery_and_its_record_it_is_delivered_again_under_the_same_id()
    {
        var id = await SendAsync();
        _receiver.During = () => _store.Database.Commands.BeforeEach = _ => throw new IOException("crash");
        await RunAsync().ShouldThrowAsync<Exception>();
        _receiver.During = null;
        await _store.RestartAsync();

        await RunAsync();
        _receiver.Calls.ShouldBe(1);
        _store.Clock.Advance(Options.Lease);
        await RunAsync();

        _receiver.Received.Select(r => r.Id).ShouldBe([id, id]);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_kills_its_worker_every_time_is_laid_aside_too()
    {
        await SendAsync();
        for (var i = 0; i < Options.MaxAttempts + 2; i++)
        {
            _receiver.During = () => _store.Database.Commands.BeforeEach = _ => throw new IOException("crash");
            await Record.ExceptionAsync(RunAsync);
            _receiver.During = null;
            await _store.RestartAsync();
            _store.Clock.Advance(Options.Lease);
        }

        _receiver.Calls.ShouldBe(Options.MaxAttempts);
        (await OnlyAsync()).DeadAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task While_one_has_the_lease_nobody_else_delivers()
    {
        await SendAsync();
        var other = new Receiver();
        _receiver.DuringAsync = () => _store.Delivery(Options, other).RunAsync(Store.None);

        await RunAsync();

        (_receiver.Calls, other.Calls).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_answer_of_one_whose_lease_ran_out_counts_for_nothing(bool lateOneFails)
    {
        await SendAsync();
        var other = new Receiver { Fails = !lateOneFails };
        _receiver.Fails = lateOneFails;
        _receiver.DuringAsync = async () =>
        {
            _store.Clock.Advance(Options.Lease);
            await _store.Delivery(Options, other).RunAsync(Store.None);
        };

        await RunAsync();

        // Whatever the late one says, the message is as the second worker left it.
        (await _store.AllAsync<OutboxRow>()).Count.ShouldBe(lateOneFails ? 0 : 1);
        (_receiver.Calls, other.Calls).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Two_workers_at_once_deliver_everything_once()
    {
        for (var i = 0; i < 20; i++)
            await SendAsync();
        var other = new Receiver();

        await Task.WhenAll(RunAsync(), _store.Delivery(Options, other).RunAsync(Store.None));

        _receiver.Received.Concat(other.Received).Select(r => r.Id).Distinct().Count().ShouldBe(20);
        (_receiver.Calls + other.Calls).ShouldBe(20);
    }

    private sealed class Receiver : IOutboxHandler
    {
        public string Kind => "mail";
        public bool Fails { get; set; }
        public Action? During { get; set; }
        public Func<Task>? DuringAsync { get; set; }
        public int Calls { get; private set; }
        public List<(string Id, string Text)> Received { get; } = [];

        public async Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
        {
            Calls++;
            Received.Add((messageId, payload["text"]!.GetValue<string>()));
            During?.Invoke();
            if (DuringAsync is { } during)
                await during();
            if (Fails)
                throw new IOException("máy chủ thư không trả lời");
        }
    }
}
