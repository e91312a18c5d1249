using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Outbox;

/// <summary>A message in hand: its lease is renewed until it is put down, and its delivery ends when it takes too long, when the lease is lost all the same or the program stops.</summary>
internal sealed class HeldMessage : IAsyncDisposable
{
    private static readonly TimeSpan ShortestRenewed = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly OutboxOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end;
    private readonly CancellationTokenSource _down = new();
    private readonly CancellationTokenRegistration _stop;
    private readonly Task _renewing;
    private long _mustEndAt = long.MaxValue;
    private volatile bool _isStopping;
    private volatile bool _isOverlong;

    public HeldMessage(Database database, OutboxRow row, OutboxOptions options, TimeProvider clock, ILogger logger, CancellationToken stop)
    {
        (_database, Row, _options, _clock, _logger) = (database, row, options, clock, logger);
        // By our own clock: who cannot reach the database to renew must have ended when somebody else may begin.
        // A lease without length, as tests of crashes have it, is over at once and renewed by nobody.
        var isRenewed = options.Lease >= ShortestRenewed;
        _end = isRenewed ? new CancellationTokenSource(Left(row.LeasedUntil ?? clock.GetUtcNow() + options.Lease), clock) : new CancellationTokenSource();
        _stop = stop.Register(Stop);
        _renewing = isRenewed ? RenewAsync(_down.Token) : Task.CompletedTask;
    }

    /// <summary>As it was taken.</summary>
    public OutboxRow Row { get; }

    /// <summary>Ends its delivery.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Its delivery was ended because it took longer than any may.</summary>
    public bool IsOverlong => _isOverlong;

    /// <summary>Its delivery begins: what it waited for others before does not count.</summary>
    public void Begin() => Volatile.Write(ref _mustEndAt, (_clock.GetUtcNow() + _options.LongestDelivery).UtcTicks);

    public async ValueTask DisposeAsync()
    {
        await _down.CancelAsync();
        await _renewing;
        await _stop.DisposeAsync();
        _end.Dispose();
        _down.Dispose();
    }

    private void Stop()
    {
        _isStopping = true;
        EndSoon();
    }

    private void EndSoon()
    {
        if (_options.StopWithin > TimeSpan.Zero)
            _end.CancelAfter(_options.StopWithin);
        else
            _end.Cancel();
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.Lease / 3, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (_clock.GetUtcNow().UtcTicks >= Volatile.Read(ref _mustEndAt))
                {
                    // While the lease still lasts a little, so that its failure can be written down. A handler that does not hear of its end loses the message with the lease.
                    _isOverlong = true;
                    await _end.CancelAsync();
                    return;
                }

                var until = await TryRenewAsync(cancellationToken);
                if (until == DateTimeOffset.MinValue)
                    await _end.CancelAsync();
                else if (until is { } leasedUntil && !_isStopping)
                {
                    _end.CancelAfter(Left(leasedUntil));
                    // The stop may have come in between, and its time is the shorter one.
                    if (_isStopping)
                        EndSoon();
                }
            }
        }
#pragma warning disable CA1031 // it was put down, and however a renewal in flight ended by that counts for nothing
        catch (Exception) when (cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
        }
    }

    // What the commit took is over already.
    private TimeSpan Left(DateTimeOffset until) => until - _clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    // Until when it is ours: the least time when somebody else has it, null when that could not be found out. A message that is gone was done, by our own hand or not.
    private async Task<DateTimeOffset?> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _database.WriteAsync<DateTimeOffset?>(
                async (session, ct) =>
                {
                    var until = _clock.GetUtcNow() + _options.Lease;
                    if (await session.FindAsync<OutboxRow>(Row.Id, ct) is not { } row)
                        return until;
                    if (row.LeaseToken != Row.LeaseToken)
                        return DateTimeOffset.MinValue;
                    row.LeasedUntil = row.DueAt = until;
                    session.Update(row);
                    return until;
                },
                cancellationToken);
        }
#pragma warning disable CA1031 // tried again at the next tick; the delivery ends with the lease if none of them succeeds
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _logger.LogWarning(e, "The lease of outbox message {Id} could not be renewed.", Row.Id);
            return null;
        }
    }
}
