using LienThong.Host.Auth;
using LienThong.Host.Live;
using LienThong.Host.Settings;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Records;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.ElsaApi.Live;

/// <summary>Tells Studio's pages that an instance which they show has changed: at once what this node did, a few seconds later what other nodes did.</summary>
/// <remarks>
/// Like the feed of our own pages it reads the rows of the commits: a signal that is lost or comes twice changes nothing, and every node tells the same. One
/// query looks for all of them, and none while nobody looks on.
/// </remarks>
internal sealed class WatchedInstances(
    Database database, ExecutionRecords records, Sessions sessions, IHubContext<WorkflowInstanceHub> hub, HostSettings settings, TimeProvider time, ILogger<WatchedInstances> log)
    : CommitWatch(settings, time, TimeSpan.FromMilliseconds(200))
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watcher> _watchers = new(StringComparer.Ordinal);

    /// <summary>Whether one more of this person may look on.</summary>
    public bool HasRoomFor(Guid personId)
    {
        lock (_gate)
            return _watchers.Count < Settings.Live.Connections && _watchers.Values.Count(other => other.PersonId == personId) < Settings.Live.StudioConnectionsPerPerson;
    }

    /// <summary>False when too many look on already.</summary>
    public bool Add(Watcher watcher)
    {
        lock (_gate)
            return HasRoomFor(watcher.PersonId) && _watchers.TryAdd(watcher.ConnectionId, watcher);
    }

    public void Remove(string connectionId)
    {
        lock (_gate)
            _watchers.Remove(connectionId);
    }

    /// <summary>From now on this connection hears of this instance, and of no other: Studio opens one for each that looks on. First it hears of it in any case, for what was committed since the page was read.</summary>
    public void Watch(string connectionId, string instanceId)
    {
        lock (_gate)
        {
            if (_watchers.TryGetValue(connectionId, out var watcher))
                watcher.Begin(instanceId);
        }

        Signal();
    }

    protected override bool IsWatched => Snapshot().Count > 0;

    protected override async Task LookAsync(CancellationToken cancellationToken)
    {
        var watchers = Snapshot();
        try
        {
            List<Guid> sessionIds = [.. watchers.Select(watcher => watcher.SessionId).Distinct()];
            List<string> ids = [.. watchers.Select(watcher => watcher.InstanceId).OfType<string>().Distinct()];
            var (open, versions) = await database.ReadAsync(
                async (context, ct) => (
                    (await sessions.OfAdministratorsAsync(context, sessionIds, ct)).ToHashSet(),
                    await context.Set<InstanceRow>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.RowVersion }).ToDictionaryAsync(row => row.Id, row => row.RowVersion, ct)),
                cancellationToken);
            foreach (var gone in watchers.Where(watcher => !open.Contains(watcher.SessionId)))
            {
                Remove(gone.ConnectionId);
                gone.End();
            }

            foreach (var of in watchers.Where(watcher => open.Contains(watcher.SessionId) && watcher.InstanceId is not null).GroupBy(watcher => watcher.InstanceId!))
            {
                if (versions.TryGetValue(of.Key, out var version) && of.Where(watcher => watcher.Hears(of.Key, version)).Select(watcher => watcher.ConnectionId).ToList() is { Count: > 0 } connections)
                    await TellAsync(of.Key, connections, cancellationToken);
            }
        }
#pragma warning disable CA1031 // whatever one look throws, the next one comes in a few seconds
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            log.LogError(exception, "Pages that show an instance could not be told of its changes and will be at the next one");
        }
    }

    private async Task TellAsync(string instanceId, List<string> connections, CancellationToken cancellationToken)
    {
        var stats = await database.ReadAsync((context, ct) => ElsaExecutions.StatisticsAsync(records, context, instanceId, ct), cancellationToken) ?? [];
        var clients = hub.Clients.Clients(connections);
        // The names are those that Studio listens to.
        await clients.SendAsync("WorkflowExecutionLogUpdatedAsync", new JournalChanged(), cancellationToken);
        await clients.SendAsync("ActivityExecutionLogUpdatedAsync", new ExecutionsChanged(stats), cancellationToken);
        await clients.SendAsync("WorkflowInstanceUpdatedAsync", new InstanceChanged(instanceId), cancellationToken);
    }

    private List<Watcher> Snapshot()
    {
        lock (_gate)
            return [.. _watchers.Values];
    }
}

/// <summary>A connection of Studio, and what it was told last.</summary>
internal sealed class Watcher(string connectionId, Guid personId, Guid sessionId, Action end)
{
    // Both change together: a look must not take the version of one instance for that of another.
    private volatile Told _told = new(null, null);

    public string ConnectionId => connectionId;

    public Guid PersonId => personId;

    public Guid SessionId => sessionId;

    /// <summary>Null before it asked for one.</summary>
    public string? InstanceId => _told.InstanceId;

    public void Begin(string instanceId) => _told = new Told(instanceId, null);

    /// <summary>It looks on this instance and was not told of this version; now it is.</summary>
    public bool Hears(string instanceId, int version)
    {
        var told = _told;
        if (told.InstanceId != instanceId || told.Version == version)
            return false;
        // Whoever asks for another one meanwhile is told of that at the next look.
        Interlocked.CompareExchange(ref _told, told with { Version = version }, told);
        return true;
    }

    /// <summary>Closes it from our side.</summary>
    public void End() => end();

    private sealed record Told(string? InstanceId, int? Version);
}
