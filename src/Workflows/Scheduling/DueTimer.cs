using System.Text.Json.Nodes;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;

namespace LienThong.Workflows.Scheduling;

/// <summary>Fires out of the outbox the timers whose bursts need something from outside, each exactly once.</summary>
public sealed class DueTimer(Database database, TimerSweep sweep) : IOutboxHandler
{
    public const string MessageKind = "workflow.due";

    public string Kind => MessageKind;

    // The message is the timer: its id says which.
    internal static void Ask(WriteSession session, string timerId) => OutboxMessages.Add(session, timerId, MessageKind, new JsonObject(), session.Clock.GetUtcNow());

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) =>
        OutboxMessages.DeliverOnceAsync(database, messageId, (session, ct) => sweep.FireAsync(session, messageId, ct), cancellationToken);
}
