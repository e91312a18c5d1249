using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

/// <summary>Speaks to a SignalR hub as Studio's client does: JSON messages, each ended by a record separator, over whichever line there is.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char End = '\u001e';
    private const string Hub = "/elsa/hubs/workflow-instance";

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly Queue<JsonElement> _messages = new();
    private readonly StringBuilder _rest = new();
    private Line? _line;

    public static Task<HubClient> OpenAsync(LienThongApp app, Caller caller, string? origin = null) => OpenAsync(async patience =>
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = caller.Cookies;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = Hub }.Uri, patience);
        var buffer = new byte[16 * 1024];
        return new Line(
            message => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, patience),
            async () => await socket.ReceiveAsync(buffer, patience) is { MessageType: not WebSocketMessageType.Close } read ? Encoding.UTF8.GetString(buffer, 0, read.Count) : null,
            socket);
    });

    /// <summary>Where no web socket comes through: the server keeps a question until it has something to say.</summary>
    public static Task<HubClient> PollAsync(LienThongApp app, Caller caller) => OpenAsync(async patience =>
    {
        var (http, connection) = await NegotiateAsync(app, caller);
        (await http.GetAsync(connection, patience)).EnsureSuccessStatusCode();
        return new Line(
            message => PostAsync(http, connection, message, patience),
            async () =>
            {
                using var answer = await http.GetAsync(connection, patience);
                return answer.StatusCode == System.Net.HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(patience) : null;
            },
            http);
    });

    /// <summary>The same, by one answer that does not end.</summary>
    public static Task<HubClient> ListenAsync(LienThongApp app, Caller caller) => OpenAsync(async patience =>
    {
        var (http, connection) = await NegotiateAsync(app, caller);
        using var request = new HttpRequestMessage(HttpMethod.Get, connection) { Headers = { Accept = { new("text/event-stream") } } };
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience);
        var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(patience));
        return new Line(
            message => PostAsync(http, connection, message, patience),
            async () => await lines.ReadLineAsync(patience) is { } line ? line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : "" : null,
            http);
    });

    public Task ObserveAsync(string instanceId) => SendAsync(JsonSerializer.Serialize(new { type = 1, target = "ObserveInstanceAsync", arguments = new[] { instanceId } }));

    /// <summary>Asks, and waits for what becomes of it.</summary>
    /// <returns>Why it was refused; null when it was not.</returns>
    public async Task<string?> TryObserveAsync(string instanceId)
    {
        await SendAsync(JsonSerializer.Serialize(new { type = 1, target = "ObserveInstanceAsync", arguments = new[] { instanceId }, invocationId = "1" }));
        while (await NextAsync() is { } message)
        {
            if (message.GetProperty("type").GetInt32() == 3)
                return ErrorOf(message);
        }

        throw new InvalidOperationException("The hub closed the connection.");
    }

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

    /// <summary>What the hub says when it closes the connection.</summary>
    public async Task<string?> ClosedAsync()
    {
        string? last = null;
        while (await NextAsync() is { } message)
            last = ErrorOf(message) ?? last;
        return last;
    }

    public ValueTask DisposeAsync()
    {
        _line?.Own.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<HubClient> OpenAsync(Func<CancellationToken, Task<Line>> connect)
    {
        var client = new HubClient();
        client._line = await connect(client._patience.Token);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        (await client.NextAsync())!.Value.TryGetProperty("error", out _).ShouldBeFalse();
        return client;
    }

    private static async Task<(HttpClient Http, Uri Connection)> NegotiateAsync(LienThongApp app, Caller caller)
    {
        var token = (await (await caller.PostAsync($"{Hub}/negotiate?negotiateVersion=1", null)).ShouldBeOkAsync()).GetProperty("connectionToken").GetString();
        return (new HttpClient(new HttpClientHandler { CookieContainer = caller.Cookies }) { BaseAddress = app.Address }, new Uri($"{Hub}?id={token}", UriKind.Relative));
    }

    private static async Task PostAsync(HttpClient http, Uri connection, string message, CancellationToken cancellationToken)
    {
        using var content = new StringContent(message);
        (await http.PostAsync(connection, content, cancellationToken)).EnsureSuccessStatusCode();
    }

    private static string? ErrorOf(JsonElement message) => message.TryGetProperty("error", out var error) ? error.GetString() : null;

    private Task SendAsync(string message) => _line!.Send(message + End); // opened with the client

    private async Task<JsonElement?> NextAsync()
    {
        while (_messages.Count == 0)
        {
            if (await _line!.Receive() is not { } read) // opened with the client
                return null;
            var parts = _rest.Append(read).ToString().Split(End);
            _rest.Clear().Append(parts[^1]);
            foreach (var part in parts[..^1])
                _messages.Enqueue(JsonDocument.Parse(part).RootElement);
        }

        return _messages.Dequeue();
    }

    /// <param name="Send">A text.</param>
    /// <param name="Receive">The next part of what comes, which may be empty; null when nothing comes any more.</param>
    /// <param name="Own">What it holds.</param>
    private sealed record Line(Func<string, Task> Send, Func<Task<string?>> Receive, IDisposable Own);
}
