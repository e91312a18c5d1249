using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Extensions.Logging;

namespace LienThong.Workflows.Outbox;

/// <summary>A message in hand: its lease is renewed until it is put down, and its delivery ends when the lease is lost all the same or the program stops.</summary>
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
    private volatile bool _isStopping;

    public HeldMessage(Database database, OutboxRow row, OutboxOptions options, TimeProvider clock, ILogger logger, CancellationToken stop)
    {
        (_database, Row, _options, _clock, _logger) = (database, row, options, clock, logger);
        // By our own clock: who cannot reach the database to renew must have ended when somebody else may begin.
        // A lease without length, as tests of crashes have it, is over at once and renewed by nobody.
        var isRenewed = options.Lease >= ShortestRenewed;
        _end = isRenewed ? new CancellationTokenSource(options.Lease, clock) : new CancellationTokenSource();
        _stop = stop.Register(Stop);
        _renewing = isRenewed ? RenewAsync(_down.Token) : Task.CompletedTask;
    }

    /// <summary>As it was taken.</summary>
    public OutboxRow Row { get; }

    /// <summary>Ends its delivery.</summary>
    public CancellationToken End => _end.Token;

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
                var renewed = await TryRenewAsync(cancellationToken);
                if (renewed == false)
                    await _end.CancelAsync();
                else if (renewed == true && !_isStopping)
                    _end.CancelAfter(_options.Lease);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was put down.
        }
    }

    // False when somebody else has it, null when that could not be found out. A message that is gone was done, by our own hand or not.
    private async Task<bool?> TryRenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _database.WriteAsync(
                async (session, ct) =>
                {
                    if (await session.FindAsync<OutboxRow>(Row.Id, ct) is not { } row)
                        return true;
                    if (row.LeaseToken != Row.LeaseToken)
                        return false;
                    row.LeasedUntil = row.DueAt = _clock.GetUtcNow() + _options.Lease;
                    session.Update(row);
                    return true;
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
