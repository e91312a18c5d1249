using System.Text.Json;
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
        database.WriteAsync(
            async (session, ct) =>
            {
                if (!await OutboxMessages.TakeAsync(session, messageId, ct))
                    return false;
                await engine.StartDispatchedAsync(session, DispatchedChild.Of(payload), ct);
                return true;
            },
            cancellationToken);
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

/// <summary>Values by name as JSON and back.</summary>
internal static class ValueMap
{
    public static JsonObject ToNode(IReadOnlyDictionary<string, object?> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
            json[name] = Conversion.ToNode(value);
        return json;
    }

    public static Dictionary<string, object?> Of(JsonNode? json) =>
        Conversion.Natural(JsonSerializer.SerializeToElement(json)) as Dictionary<string, object?> ?? [];
}
