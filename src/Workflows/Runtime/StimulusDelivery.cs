using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Runtime;

/// <summary>Delivers published events and other stimuli out of the outbox, each exactly once.</summary>
public sealed class StimulusDelivery(Database database, WorkflowEngine engine) : IOutboxHandler
{
    public string Kind => SentStimulus.MessageKind;

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken)
    {
        var sent = SentStimulus.Of(payload);
        return OutboxMessages.DeliverOnceAsync(
            database,
            messageId,
            (session, ct) => StimulusListener.Of(payload) is { } listener ? engine.TellOneAsync(session, sent, listener, ct) : engine.SendAsync(session, sent, ct),
            cancellationToken);
    }
}
