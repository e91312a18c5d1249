using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Host.Auth;
using LienThong.Host.Errors;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Live;

/// <summary>Tells those who are connected what was committed: at once what this node did, a few seconds later what other nodes did.</summary>
/// <remarks>
/// What is told is read from the rows of the commits, never handed over in memory: so a signal that is lost or comes twice changes nothing, and every
/// node tells the same. One loop serves all connections of the node, and does nothing while there are none.
/// </remarks>
internal sealed class LiveFeed(
    Database database, Sessions sessions, OrganisationCache organisations, HostSettings settings, TimeProvider time, ILogger<LiveFeed> log)
    : CommitWatch(settings, time, TimeSpan.FromMilliseconds(100))
{
    // Who was away for longer loads everything anew.
    private const long MostMissed = 1000;
    private static readonly TimeSpan LongestAway = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly List<LiveConnection> _connections = [];

    /// <summary>Begins to tell this person; dispose the connection when the page is gone.</summary>
    /// <param name="user">Whose page it is.</param>
    /// <param name="last">Up to where the page was told before; null for a new page.</param>
    /// <param name="cancellationToken">Ends the look at where we are.</param>
    /// <exception cref="ApiRefusal">429 <c>live.too-many</c>.</exception>
    public async Task<LiveConnection> ConnectAsync(CurrentUser user, LiveCursor? last, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var head = await database.ReadAsync((context, ct) => context.Set<AuditHead>().Select(row => row.Seq).SingleAsync(ct), cancellationToken);
        var missed = last is { } told && (head < told.Seq || head - told.Seq > MostMissed || now - told.NoticesAfter > LongestAway);
        var cursor = last is { } known && !missed ? known : new LiveCursor(head, now.ToUnixTimeMilliseconds());
        var connection = new LiveConnection(user.PersonId, user.SessionId, cursor, Remove);
        lock (_gate)
        {
            if (_connections.Count >= Settings.Live.Connections || _connections.Count(other => other.PersonId == user.PersonId) >= Settings.Live.ConnectionsPerPerson)
                throw new ApiRefusal(StatusCodes.Status429TooManyRequests, "live.too-many", "Đồng chí đang mở quá nhiều trang cùng lúc nên trang này không tự cập nhật. Đóng bớt trang rồi tải lại.");
            _connections.Add(connection);
        }

        if (missed)
            connection.Reload();
        Signal();
        return connection;
    }

    protected override bool IsWatched => Snapshot().Count > 0;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Snapshot() is { Count: > 0 } connections && await TellAsync(connections, cancellationToken))
            {
                // There is more than one look takes in.
            }
        }
#pragma warning disable CA1031 // whatever one look throws, the next one comes in a few seconds and begins where this one began
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Connected pages could not be told and will be at the next look");
        }
    }

    private async Task<bool> TellAsync(List<LiveConnection> connections, CancellationToken cancellationToken)
    {
        var from = new LiveCursor(connections.Min(connection => connection.Cursor.Seq), connections.Min(connection => connection.Cursor.NoticesAt));
        List<Guid> people = [.. connections.Select(connection => connection.PersonId).Distinct()];
        List<Guid> ids = [.. connections.Select(connection => connection.SessionId).Distinct()];
        var isNew = connections.Exists(connection => connection.IsNew);
        var today = VietnamTime.Today(Time);
        var (changes, organisation, reach) = await database.ReadAsync(async (context, ct) =>
        {
            var organisation = await organisations.GetAsync(context, ct);
            var reach = await Reach.OfAllAsync(context, organisation, people, today, ct);
            return (await LiveChanges.ReadAsync(context, from, reach, ids, isNew, sessions, Time.GetUtcNow(), ct), organisation, reach);
        }, cancellationToken);
        var access = people.ToDictionary(person => person, person => new DossierAccess(person, organisation.PositionsOf(person, today), reach[person]));
        foreach (var connection in connections)
            connection.Tell(changes, access[connection.PersonId]);
        return changes.More;
    }

    private List<LiveConnection> Snapshot()
    {
        lock (_gate)
            return [.. _connections];
    }

    private void Remove(LiveConnection connection)
    {
        lock (_gate)
            _connections.Remove(connection);
    }
}
