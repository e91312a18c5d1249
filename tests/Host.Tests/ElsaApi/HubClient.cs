using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.ElsaApi;

/// <summary>Speaks to a SignalR hub as Studio's client does: JSON messages over a web socket, each ended by a record separator.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly Queue<JsonElement> _messages = new();
    private readonly StringBuilder _rest = new();

    public static async Task<HubClient> OpenAsync(LienThongApp app, Caller caller, string? origin = null)
    {
        var client = new HubClient();
        client._socket.Options.Cookies = caller.Cookies;
        if (origin is not null)
            client._socket.Options.SetRequestHeader("Origin", origin);
        await client._socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/elsa/hubs/workflow-instance" }.Uri, client._patience.Token);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        (await client.NextAsync())!.Value.TryGetProperty("error", out _).ShouldBeFalse();
        return client;
    }

    public Task ObserveAsync(string instanceId) => SendAsync(JsonSerializer.Serialize(new { type = 1, target = "ObserveInstanceAsync", arguments = new[] { instanceId } }));

    /// <summary>The next call of this method; null when the hub closed the connection.</summary>
    public async Task<JsonElement?> NextAsync(string target)
    {
        while (await NextAsync() is { } message)
        {
            if (message.TryGetProperty("target", out var called) && called.GetString() == target)
                return message.GetProperty("arguments")[0];
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _patience.Dispose();
        await Task.CompletedTask;
    }

    private Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, _patience.Token);

    private async Task<JsonElement?> NextAsync()
    {
        var buffer = new byte[16 * 1024];
        while (_messages.Count == 0)
        {
            var read = await _socket.ReceiveAsync(buffer, _patience.Token);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            _rest.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            var parts = _rest.ToString().Split(End);
            _rest.Clear().Append(parts[^1]);
            foreach (var part in parts[..^1])
                _messages.Enqueue(JsonDocument.Parse(part).RootElement);
        }

        return _messages.Dequeue();
    }
}
