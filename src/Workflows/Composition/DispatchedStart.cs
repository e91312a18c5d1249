using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;

namespace LienThong.Workflows.Composition;

/// <summary>Starts dispatched children out of the outbox, each exactly once.</summary>
public sealed class DispatchedStart(Database database, WorkflowEngine engine) : IOutboxHandler
{
    public const string MessageKind = "workflow.start";

    public string Kind => MessageKind;

    public Task DeliverAsync(string messageId, JsonObject payload, CancellationToken cancellationToken) =>
        OutboxMessages.DeliverOnceAsync(database, messageId, (session, ct) => engine.StartDispatchedAsync(session, DispatchedChild.Of(payload), ct), cancellationToken);
}

/// <summary>A child that is to be started, as its parent left it in the outbox.</summary>
internal sealed record DispatchedChild(
    string InstanceId, string DefinitionVersionId, string ParentInstanceId, string? Wait, string? CorrelationId, Lineage Lineage, IReadOnlyDictionary<string, object?> Input)
{
    public JsonObject ToPayload() => new()
    {
        ["instanceId"] = InstanceId,
        ["definitionVersionId"] = DefinitionVersionId,
        ["parentInstanceId"] = ParentInstanceId,
        ["wait"] = Wait,
        ["correlationId"] = CorrelationId,
        ["nesting"] = Lineage.Nesting,
        ["inARow"] = Lineage.InARow,
        ["input"] = ValueMap.ToNode(Input),
    };

    public static DispatchedChild Of(JsonObject payload) => new(
        (string)payload["instanceId"]!, (string)payload["definitionVersionId"]!, (string)payload["parentInstanceId"]!, (string?)payload["wait"], (string?)payload["correlationId"],
        new Lineage((int)payload["nesting"]!, (int)payload["inARow"]!), ValueMap.Of(payload["input"]));
}
