using LienThong.Host.Auth;
using Microsoft.AspNetCore.SignalR;

namespace LienThong.Host.ElsaApi.Live;

/// <summary>What Studio asks while it shows a running instance; the names are those of Elsa's hub.</summary>
internal sealed class WorkflowInstanceHub(WatchedInstances watched) : Hub
{
    /// <summary>Beside the API, where Studio looks for it.</summary>
    public const string Path = "/elsa/hubs/workflow-instance";

    private const int MaxId = 32;

    public override async Task OnConnectedAsync()
    {
        // Whoever came this far is an administrator: the endpoint asks for it.
        var user = Context.GetHttpContext() is { } http ? CurrentUser.Of(http) : null;
        if (user is null || !watched.Add(new Watcher(Context.ConnectionId, user.PersonId, user.SessionId, Context.Abort)))
            throw new HubException(InstanceHubs.TooMany);
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watched.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    public void ObserveInstanceAsync(string instanceId)
    {
        // One look asks for all of them: an id for which a database cannot be asked (PostgreSQL takes no NUL) would end it for everybody.
        if (instanceId is not { Length: > 0 and <= MaxId } || !instanceId.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-'))
            throw new HubException(ElsaInstances.NotFound().Message);
        watched.Watch(Context.ConnectionId, instanceId);
    }
}

/// <summary>The journal has new lines.</summary>
internal sealed record JournalChanged;

/// <summary>The badges of the diagram, as they are now.</summary>
internal sealed record ExecutionsChanged(IReadOnlyList<ElsaStatistics> Stats);

/// <summary>The instance is to be read again.</summary>
internal sealed record InstanceChanged(string WorkflowInstanceId);
