using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LienThong.Activities.Tests.Notifications.Mail;

/// <summary>A mail server for one test: takes letters on a free loopback port and keeps what it was told.</summary>
internal sealed class TinySmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;
    private readonly Func<string, string?> answer;

    /// <param name="answer">The reply to a command line, or null for the usual one; an empty reply means silence.</param>
    public TinySmtpServer(Func<string, string?>? answer = null)
    {
        this.answer = answer ?? (_ => null);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync();
    }

    public int Port { get; }

    public List<string> Commands { get; } = [];

    public List<string> Letters { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stopping.Token);
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (IOException)
            {
                // the client went away; the next one is welcome
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await SayAsync(answer("(connect)") ?? "220 test");
        while (await reader.ReadLineAsync(stopping.Token) is { } line)
        {
            Commands.Add(line);
            var reply = answer(line);
            if (reply is null && line == "DATA")
            {
                await SayAsync("354 go on");
                Letters.Add(await ReadLetterAsync());
                reply = "250 taken";
            }
            await SayAsync(reply ?? (line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye" : "250 ok"));
        }

        async Task SayAsync(string reply)
        {
            if (reply.Length > 0) await stream.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), stopping.Token);
        }

        async Task<string> ReadLetterAsync()
        {
            var letter = new StringBuilder();
            while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
                letter.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            return letter.ToString();
        }
    }
}
