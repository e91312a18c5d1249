using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Runtime;

/// <summary>Delivers published events and other stimuli out of the outbox, each exactly once.</summary>
public sealed class StimulusDelivery(Database database, WorkflowEngine engine) : IOutboxHandler
{
    public string Kind => SentStimulus.MessageKind;

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) =>
        OutboxMessages.DeliverOnceAsync(database, messageId, (session, ct) => engine.SendAsync(session, SentStimulus.Of(payload), ct), cancellationToken);
}
