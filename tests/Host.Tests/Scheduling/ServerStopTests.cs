using System.Text.Json.Nodes;
using System.Threading.Channels;
using LienThong.Host.CommandLine;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Scheduling;

/// <summary>A whole server is stopped while it delivers something; waits for what happens, never for a time to pass.</summary>
public sealed class ServerStopTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"lienthong-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_the_server_delivers_at_its_stop_is_finished_first()
    {
        var receiver = new Receiver();
        await using (var server = await StartAsync(receiver, stopSeconds: 300))
        {
            await SendAsync(server);
            await receiver.BegunAsync();

            var stopping = server.StopAsync();
            receiver.Release();
            await stopping.WaitAsync(Patience);
        }

        (receiver.Begun, receiver.Finished).ShouldBe((1, 1));
        await using var after = await StartAsync(receiver, stopSeconds: 300);
        (await LeftAsync(after)).ShouldBe(0);
        await after.StopAsync();
    }

    [Fact]
    public async Task What_takes_too_long_at_the_stop_is_put_down_and_delivered_once_at_the_next_start()
    {
        var receiver = new Receiver();
        await using (var server = await StartAsync(receiver, stopSeconds: 0))
        {
            await SendAsync(server);
            await receiver.BegunAsync();

            await server.StopAsync().WaitAsync(Patience);
        }

        receiver.Finished.ShouldBe(0);
        receiver.Release();
        await using (var after = await StartAsync(receiver, stopSeconds: 300))
        {
            await receiver.BegunAsync();
            await after.StopAsync().WaitAsync(Patience);
        }

        (receiver.Begun, receiver.Finished).ShouldBe((2, 1));
        await using var last = await StartAsync(receiver, stopSeconds: 300);
        (await LeftAsync(last)).ShouldBe(0);
        await last.StopAsync();
    }

    private async Task<WebApplication> StartAsync(Receiver receiver, int stopSeconds)
    {
        var server = Program.Build(
            Arguments.Parse(["--environment", "Development", "--data", _folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Demo:Dossiers=false", $"--Outbox:StopSeconds={stopSeconds}"]),
            builder => builder.Services.AddSingleton<IOutboxHandler>(receiver));
        await server.StartAsync();
        return server;
    }

    private static Task<string> SendAsync(WebApplication server) => server.Services.GetRequiredService<Database>().WriteAsync(
        (session, _) => Task.FromResult(OutboxMessages.Add(session, Receiver.OwnKind, [], session.Clock.GetUtcNow())), CancellationToken.None);

    private static Task<int> LeftAsync(WebApplication server) => server.Services.GetRequiredService<Database>().ReadAsync(
        (context, ct) => context.Set<OutboxRow>().CountAsync(message => message.Kind == Receiver.OwnKind, ct), CancellationToken.None);

    private sealed class Receiver : IOutboxHandler
    {
        public const string OwnKind = "slow";

        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Channel<string> _begun = Channel.CreateUnbounded<string>();
        private int _calls;
        private int _finished;

        public string Kind => OwnKind;
        public bool GoesOutside => true;
        public int Begun => _calls;
        public int Finished => _finished;

        public async Task BegunAsync() => await _begun.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public void Release() => _gate.TrySetResult();

        public async Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            _begun.Writer.TryWrite(messageId);
            await _gate.Task.WaitAsync(cancellationToken);
            Interlocked.Increment(ref _finished);
        }
    }
}
