using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LienThong.Workflows.Tests.Scenarios.Http;

/// <summary>A server on this machine that gives the answers it was told to, by path, and keeps what it was asked.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public LoopbackServer()
    {
        _listener.Start();
        _loop = LoopAsync();
    }

    /// <summary>The whole answers, status line first; a path that has none never gets an answer.</summary>
    public ConcurrentDictionary<string, byte[]> Answers { get; } = new();

    /// <summary>The whole requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";

    public void Answer(string path, int status, string body, string type = "application/json", params string[] headers) =>
        Answers[path] = Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n{body}");

    public void Dispose()
    {
        _end.Dispose();
        _listener.Dispose();
    }

    public async Task StopAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            var text = new StringBuilder();
            var buffer = new byte[64 * 1024];
            while (!IsWhole(text.ToString()) && await stream.ReadAsync(buffer, _end.Token) is > 0 and var read)
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            Requests.Enqueue(text.ToString());
            if (Answers.TryGetValue(text.ToString().Split(' ')[1], out var answer))
                await stream.WriteAsync(answer, _end.Token);
            else
                await Task.Delay(Timeout.Infinite, _end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test has ended, or the client has gone.
        }
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = text[..end].Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null || Encoding.UTF8.GetByteCount(text[(end + 4)..]) >= int.Parse(length[15..], CultureInfo.InvariantCulture);
    }
}
