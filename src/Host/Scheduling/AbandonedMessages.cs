using LienThong.Workflows.Outbox;

namespace LienThong.Host.Scheduling;

/// <summary>Frees what the outbox had in hand when this program was killed, before its alarm first rings.</summary>
internal sealed class AbandonedMessages(OutboxDelivery outbox) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => outbox.FreeAbandonedAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
