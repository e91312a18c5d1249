using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LienThong.Benchmarks.Studio;

/// <summary>This program as many pages of Elsa Studio, in a process of its own: what they ask must not count as the server's work.</summary>
internal static class StudioViewers
{
    public const string Command = "studio-viewers";
    public const string Begun = "begun";
    public const string Over = "over";

    private const int LookersOfAPage = 3;

    // As seen: the answers of the two calls for a selected step are followed by a pause of a second.
    private static readonly TimeSpan StepPause = TimeSpan.FromSeconds(1.1);
    private static readonly TimeSpan StatePause = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (address, user, kind, span) = (new Uri(arguments[0]), arguments[1], arguments[2], TimeSpan.FromSeconds(double.Parse(arguments[3], CultureInfo.InvariantCulture)));
        var cookies = new CookieContainer();
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = address };
        await SignInAsync(client, user, Console.In.ReadLine() ?? "", cancellationToken);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begin = new TaskCompletionSource();
        List<Task> pages = [.. arguments[4..].Select((instance, index) => PageAsync(client, cookies, address, instance, kind, index, begin.Task, ends.Token))];
        // First visits are not what is measured.
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        begin.SetResult();
        await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
        Console.WriteLine(Begun);
        await Task.Delay(span, cancellationToken);
        Console.WriteLine(Over);
        await ends.CancelAsync();
        try
        {
            await Task.WhenAll(pages);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The pages are closed.
        }
    }

    private static async Task PageAsync(
        HttpClient client, CookieContainer cookies, Uri address, string instance, string kind, int index, Task begin, CancellationToken cancellationToken)
    {
        var parts = new List<Task>();
        for (var looker = 0; looker < LookersOfAPage; looker++)
        {
            if (kind is "watch" or "live")
                parts.Add(WatchAsync(cookies, address, instance, cancellationToken));
        }

        await begin;
        // Not all at the same moment.
        await Task.Delay(TimeSpan.FromMilliseconds(index * 50), cancellationToken);
        if (kind is "poll" or "both")
            parts.AddRange(Enumerable.Range(0, LookersOfAPage).Select(_ => EveryAsync(StatePause, ct => client.GetByteArrayAsync($"/elsa/api/workflow-instances/{instance}/execution-state", ct), cancellationToken)));
        if (kind is "live" or "both")
            parts.Add(EveryAsync(StepPause, ct => LookAtStepAsync(client, instance, ct), cancellationToken));
        await Task.WhenAll(parts);
    }

    // The workflow itself is what a viewer shows at first; it runs as long as its instance.
    private static async Task LookAtStepAsync(HttpClient client, string instance, CancellationToken cancellationToken)
    {
        var found = await client.GetFromJsonAsync<JsonElement>($"/elsa/api/activity-execution-summaries/list?WorkflowInstanceId={instance}&ActivityNodeId=Workflow1", cancellationToken);
        await client.GetByteArrayAsync($"/elsa/api/activity-executions/by-id?id={found.GetProperty("items")[0].GetProperty("id").GetString()}", cancellationToken);
    }

    private static async Task EveryAsync(TimeSpan pause, Func<CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            await ask(cancellationToken);
            await Task.Delay(pause, cancellationToken);
        }
    }

    private static async Task WatchAsync(CookieContainer cookies, Uri address, string instance, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = cookies;
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/elsa/hubs/workflow-instance" }.Uri, cancellationToken);
        await SendAsync(socket, """{"protocol":"json","version":1}""", cancellationToken);
        await SendAsync(socket, JsonSerializer.Serialize(new { type = 1, target = "ObserveInstanceAsync", arguments = new[] { instance } }), cancellationToken);
        var pings = EveryAsync(TimeSpan.FromSeconds(15), ct => SendAsync(socket, """{"type":6}""", ct), cancellationToken);
        var buffer = new byte[64 * 1024];
        while (!pings.IsFaulted && (await socket.ReceiveAsync(buffer, cancellationToken)).MessageType != WebSocketMessageType.Close)
        {
            // What is told is not looked at.
        }

        throw new InvalidOperationException("The hub closed the connection.");
    }

    private static Task SendAsync(ClientWebSocket socket, string message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, cancellationToken);

    private static async Task SignInAsync(HttpClient client, string userName, string password, CancellationToken cancellationToken)
    {
        var session = await client.GetFromJsonAsync<JsonElement>("/api/session", cancellationToken);
        client.DefaultRequestHeaders.Add("X-XSRF-TOKEN", session.GetProperty("antiforgeryToken").GetString());
        (await client.PostAsJsonAsync("/api/session", new { userName, password }, cancellationToken)).EnsureSuccessStatusCode();
    }
}
