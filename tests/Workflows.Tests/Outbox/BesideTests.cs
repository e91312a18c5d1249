using System.Text.Json.Nodes;
using System.Threading.Channels;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests.Outbox;

/// <summary>Messages that wait for somebody outside, beside the others.</summary>
public sealed class BesideTests : IAsyncLifetime
{
    private static readonly OutboxOptions Options = new() { BesideAtOnce = 2, Lease = TimeSpan.FromMinutes(2) };
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Store _store = new();
    private readonly Receiver _mail = new("mail", goesOutside: true);
    private readonly Receiver _inner = new("inner", goesOutside: false);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private Task<string> SendAsync(string kind) => _store.WriteAsync((session, _) => Task.FromResult(OutboxMessages.Add(session, kind, [], session.Clock.GetUtcNow())));

    private OutboxDelivery Delivery(OutboxOptions? options = null) => _store.Delivery(options ?? Options, _mail, _inner, new Asking(_store, _mail));

    private async Task<List<string>> LeftAsync() => [.. (await _store.AllAsync<OutboxRow>()).Select(m => m.Kind)];

    [Fact]
    public async Task A_slow_letter_holds_up_no_other_message()
    {
        _mail.Hold();
        await SendAsync("mail");
        await SendAsync("inner");
        var delivery = Delivery();
        var freed = 0;
        delivery.Freed = () => freed++;

        (await delivery.RunAsync(Store.None).WaitAsync(Patience)).ShouldBe(_store.Clock.GetUtcNow() + Options.Lease);
        await SendAsync("inner");
        await delivery.RunAsync(Store.None).WaitAsync(Patience);

        (_inner.Calls, freed).ShouldBe((2, 0));
        (await LeftAsync()).ShouldBe(["mail"]);
        _mail.Release();
        await delivery.RestAsync().WaitAsync(Patience);
        freed.ShouldBe(1);
        (await LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_turns_out_to_wait_for_somebody_outside_holds_up_no_other_message_either()
    {
        _mail.Hold();
        await SendAsync("asking");
        await SendAsync("inner");
        var delivery = Delivery();

        await delivery.RunAsync(Store.None).WaitAsync(Patience);

        _inner.Calls.ShouldBe(1);
        _mail.Release();
        await delivery.RestAsync().WaitAsync(Patience);
        (await LeftAsync()).ShouldBeEmpty();
        (await _store.AllAsync<IdempotencyRow>()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task There_is_room_for_so_many_and_the_others_are_not_even_taken()
    {
        _mail.Hold();
        for (var i = 0; i < 5; i++)
            await SendAsync("mail");
        await SendAsync("inner");
        var delivery = Delivery();

        (await delivery.RunAsync(Store.None).WaitAsync(Patience)).ShouldBeNull();
        await _mail.BegunAsync(2);

        (_mail.Calls, _inner.Calls).ShouldBe((2, 1));
        (await _store.AllAsync<OutboxRow>()).Count(m => m.Attempts == 0).ShouldBe(3);
        _mail.Release();
        (await delivery.RunToRestAsync(Store.None).WaitAsync(Patience)).ShouldBeNull();
        (_mail.Calls, _mail.MostAtOnce).ShouldBe((5, 2));
        (await LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_room_for_any_everything_is_delivered_in_its_order()
    {
        var order = new List<string>();
        (_mail.During, _inner.During) = (() => order.Add("mail"), () => order.Add("inner"));
        foreach (var kind in (string[])["mail", "inner", "asking", "mail", "inner"])
            await SendAsync(kind);

        await Delivery(Options with { BesideAtOnce = 0 }).RunAsync(Store.None);

        order.ShouldBe(["mail", "inner", "mail", "mail", "inner"]);
        (await LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_fails_beside_the_others_is_tried_again_later()
    {
        _mail.During = () => throw new IOException("máy chủ thư không trả lời");
        await SendAsync("mail");
        var delivery = Delivery();

        await delivery.RunToRestAsync(Store.None);

        (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            message => message.LastError.ShouldBe("máy chủ thư không trả lời"), message => message.DueAt.ShouldBe(_store.Clock.GetUtcNow() + Options.FirstPause));
    }

    [Fact]
    public async Task A_lease_does_not_run_out_while_the_message_is_delivered()
    {
        var clock = new SteppedClock(_store.Clock);
        var delivery = new OutboxDelivery(_store.Database, [_mail, _inner], clock, Options, NullLogger<OutboxDelivery>.Instance);
        var other = new Receiver("mail", goesOutside: true);
        _mail.Hold();
        await SendAsync("mail");
        await delivery.RunAsync(Store.None);

        for (var third = 0; third < 9; third++)
        {
            clock.Advance(Options.Lease / 3);
            var renewed = _store.Clock.GetUtcNow() + Options.Lease;
            using var limit = new CancellationTokenSource(Patience);
            while ((await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem().LeasedUntil != renewed)
            {
                limit.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            await _store.Delivery(Options, other).RunToRestAsync(Store.None);
        }

        _mail.Release();
        await delivery.RestAsync().WaitAsync(Patience);
        (_mail.Calls, other.Calls).ShouldBe((1, 0));
        (await LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_finds_that_his_lease_was_lost_ends_his_delivery()
    {
        var clock = new SteppedClock(_store.Clock);
        var delivery = new OutboxDelivery(_store.Database, [_mail], clock, Options, NullLogger<OutboxDelivery>.Instance);
        var other = new Receiver("mail", goesOutside: true);
        _mail.Hold();
        await SendAsync("mail");
        await delivery.RunAsync(Store.None);
        await _mail.BegunAsync(1);

        // As after a stop of the whole machine: time has passed, and nothing was renewed.
        _store.Clock.Advance(Options.Lease);
        other.During = () => clock.Advance(Options.Lease / 3);
        await _store.Delivery(Options, other).RunToRestAsync(Store.None);
        await delivery.RestAsync().WaitAsync(Patience);

        (_mail.Ended, other.Calls).ShouldBe((1, 1));
        (await LeftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_takes_longer_than_any_delivery_may_is_ended_and_counts_as_failed()
    {
        var clock = new SteppedClock(_store.Clock);
        var delivery = new OutboxDelivery(_store.Database, [_mail], clock, Options with { LongestDelivery = Options.Lease / 3 }, NullLogger<OutboxDelivery>.Instance);
        _mail.Hold();
        await SendAsync("mail");
        await delivery.RunAsync(Store.None);
        await _mail.BegunAsync(1);

        clock.Advance(Options.Lease / 3);
        await delivery.RestAsync().WaitAsync(Patience);

        _mail.Ended.ShouldBe(1);
        (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            message => message.Attempts.ShouldBe(1), message => message.LeaseToken.ShouldBeNull(), message => message.LastError.ShouldNotBeNull().ShouldContain("kéo dài"),
            message => message.DueAt.ShouldBe(_store.Clock.GetUtcNow() + Options.FirstPause));
    }

    [Fact]
    public async Task A_renewal_that_fails_while_its_message_is_put_down_counts_for_nothing()
    {
        var clock = new SteppedClock(_store.Clock);
        await SendAsync("mail");
        var row = (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem();
        var held = new HeldMessage(_store.Database, row, Options, clock, NullLogger<OutboxDelivery>.Instance, Store.None);
        var inFlight = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var isPutDown = new ManualResetEventSlim();
        _store.Database.Commands.BeforeEach = _ =>
        {
            inFlight.TrySetResult();
            isPutDown.Wait(Patience);
            throw new IOException("máy chủ không trả lời");
        };

        var advancing = Task.Run(() => clock.Advance(Options.Lease / 3));
        await inFlight.Task.WaitAsync(Patience);
        var ending = held.DisposeAsync().AsTask();
        isPutDown.Set();

        await Should.NotThrowAsync(() => ending.WaitAsync(Patience));
        await advancing;
        _store.Database.Commands.BeforeEach = null;
    }

    [Fact]
    public async Task What_is_in_hand_at_the_stop_is_finished_in_the_time_for_that()
    {
        _mail.Hold();
        await SendAsync("mail");
        await SendAsync("asking");
        using var stop = new CancellationTokenSource();
        var delivery = Delivery(Options with { StopWithin = TimeSpan.FromHours(1) });
        await delivery.RunAsync(stop.Token).WaitAsync(Patience);
        await _mail.BegunAsync(2);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => delivery.RunAsync(stop.Token));
        _mail.Release();
        await delivery.RestAsync().WaitAsync(Patience);

        (_mail.Calls, _mail.Ended).ShouldBe((2, 0));
        (await LeftAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("asking")]
    public async Task What_takes_longer_is_given_back_and_delivered_after_the_restart(string kind)
    {
        _mail.Hold();
        await SendAsync(kind);
        using var stop = new CancellationTokenSource();
        var delivery = Delivery();
        await delivery.RunAsync(stop.Token).WaitAsync(Patience);

        await stop.CancelAsync();
        await delivery.RestAsync().WaitAsync(Patience);

        (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            message => message.LeaseToken.ShouldBeNull(), message => message.Attempts.ShouldBe(0), message => message.DueAt.ShouldBe(_store.Clock.GetUtcNow()),
            message => message.LastError.ShouldBeNull());
        (await _store.AllAsync<IdempotencyRow>()).ShouldBeEmpty();
        _mail.Release();
        await _store.RestartAsync();
        await Delivery().RunToRestAsync(Store.None);
        (await LeftAsync()).ShouldBeEmpty();
        (await _store.AllAsync<IdempotencyRow>()).Count.ShouldBe(kind == "asking" ? 1 : 0);
    }

    [Fact]
    public async Task What_was_taken_and_not_begun_at_the_stop_is_given_back()
    {
        for (var i = 0; i < 4; i++)
            await SendAsync("inner");
        using var stop = new CancellationTokenSource();
        _inner.During = stop.Cancel;

        await Should.ThrowAsync<OperationCanceledException>(() => Delivery(Options with { StopWithin = TimeSpan.FromHours(1) }).RunAsync(stop.Token));

        _inner.Calls.ShouldBe(1);
        (await _store.AllAsync<OutboxRow>()).Select(m => (m.LeaseToken, m.Attempts)).ShouldBe([(null, 0), (null, 0), (null, 0)]);
    }

    private sealed class Receiver(string kind, bool goesOutside) : IOutboxHandler
    {
        private readonly HashSet<string> _inHand = new(StringComparer.Ordinal);
        private TaskCompletionSource _gate = Open();
        private readonly Channel<string> _begun = Channel.CreateUnbounded<string>();
        private readonly Lock _lock = new();
        private int _calls;
        private int _ended;

        public string Kind => kind;
        public bool GoesOutside => goesOutside;
        public Action? During { get; set; }
        public int Calls => _calls;
        public int Ended => _ended;
        public int MostAtOnce { get; private set; }

        public async Task BegunAsync(int times)
        {
            while (times-- > 0)
                await _begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate.TrySetResult();

        public async Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            lock (_lock)
            {
                _inHand.Add(messageId);
                MostAtOnce = Math.Max(MostAtOnce, _inHand.Count);
            }

            _begun.Writer.TryWrite(messageId);
            try
            {
                During?.Invoke();
                await _gate.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _ended);
                throw;
            }
            finally
            {
                lock (_lock)
                    _inHand.Remove(messageId);
            }
        }

        private static TaskCompletionSource Open()
        {
            var open = new TaskCompletionSource();
            open.SetResult();
            return open;
        }
    }

    /// <summary>As a burst that asks another server in the middle: one write, with something done outside.</summary>
    private sealed class Asking(Store store, Receiver server) : IOutboxHandler
    {
        public string Kind => "asking";

        public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) => OutboxMessages.DeliverOnceAsync(
            store.Database, messageId,
            async (session, _) =>
            {
                session.Insert(new IdempotencyRow { Key = messageId, Operation = "", Answer = "", CreatedAt = default });
                await session.OutsideAsync("ask", async ct =>
                {
                    await server.DeliverAsync(messageId, payload, ct);
                    return true;
                });
            },
            cancellationToken);
    }
}
