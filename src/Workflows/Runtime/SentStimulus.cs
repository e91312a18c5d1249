using System.Text.Json.Nodes;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Runtime;

/// <summary>A stimulus on its way: what happened, what comes with it, and who may hear it (elsa-format §7.2).</summary>
/// <param name="Stimulus">What happened.</param>
public sealed record SentStimulus(Stimulus Stimulus)
{
    /// <summary>Kind of the outbox message that carries one.</summary>
    public const string MessageKind = "workflow.stimulus";

    /// <summary>Values for whoever is started or resumed.</summary>
    public IReadOnlyDictionary<string, object?> Input { get; init; } = new Dictionary<string, object?>();

    /// <summary>Only waits of instances with this correlation id hear it, and what it starts gets it; null does not ask.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Only this instance hears it, and nothing is started; null for all.</summary>
    public string? InstanceId { get; init; }

    internal string Hash => Burst.HashOf(Stimulus.Name, Stimulus.Payload);

    internal JsonObject ToMessage() => new()
    {
        ["name"] = Stimulus.Name,
        ["payload"] = Stimulus.Payload?.DeepClone(),
        ["input"] = ValueMap.ToNode(Input),
        ["correlationId"] = CorrelationId,
        ["instanceId"] = InstanceId,
    };

    internal static SentStimulus Of(JsonObject message) => new(new Stimulus((string)message["name"]!, message["payload"]?.DeepClone().AsObject()))
    {
        Input = ValueMap.Of(message["input"]),
        CorrelationId = (string?)message["correlationId"],
        InstanceId = (string?)message["instanceId"],
    };
}

/// <summary>One of many who are told of a stimulus, each by a message of its own.</summary>
/// <param name="Id">The instance that waits, or the definition that is started.</param>
/// <param name="BookmarkIds">Where the instance waits; null for a definition.</param>
internal sealed record StimulusListener(string Id, IReadOnlyList<string>? BookmarkIds)
{
    public JsonObject AddTo(JsonObject message)
    {
        message["listener"] = new JsonObject { ["id"] = Id, ["bookmarkIds"] = BookmarkIds is null ? null : new JsonArray([.. BookmarkIds.Select(id => (JsonNode)id)]) };
        return message;
    }

    /// <summary>Who the message is for; null when it is for all.</summary>
    public static StimulusListener? Of(JsonObject message) => message["listener"] is { } listener
        ? new StimulusListener((string)listener["id"]!, listener["bookmarkIds"]?.AsArray().Select(id => (string)id!).ToList())
        : null;
}
