using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>
/// Gives every activity in a text its node id and version, in whatever container or port it lies; clients of Elsa draw nothing without them. And its inputs in the one form that
/// they read: they break down on any other as soon as the step is selected.
/// </summary>
/// <remarks>Over the text and not over the model: below an activity whose type is not known there are others that the model does not know.</remarks>
public static class NodeIds
{
    // Ids and types stand in these too, and are none of an activity.
    private static readonly HashSet<string> NoActivities = new(StringComparer.OrdinalIgnoreCase) { "metadata", "customProperties", "connections", "variables", "expression", "condition" };

    /// <param name="json">An activity; it is changed.</param>
    /// <param name="around">Node id of what holds it.</param>
    /// <param name="graph">Of the definition that it was written from: says which version a workflow used as an activity has.</param>
    public static void Give(JsonObject json, string around, WorkflowGraph graph)
    {
        var nodeId = around;
        if (IsActivity(json))
        {
            nodeId = $"{around}:{(string?)json["id"]}";
            json["nodeId"] = nodeId;
            var activity = graph.FindByNodeId(nodeId);
            if (json["version"] is not JsonValue version || version.GetValueKind() != JsonValueKind.Number)
                json["version"] = activity?.Version ?? 1;
            if (activity is not null)
                WrapInputs(json, activity);
        }

        foreach (var (key, value) in json)
        {
            if (MayHoldActivities(key))
                GiveBelow(value, nodeId, graph);
        }
    }

    // The engine takes a bare value for a literal, and what is none of this form for nothing.
    private static void WrapInputs(JsonObject json, Activity activity)
    {
        var inputs = InputsOf(activity).Select(JsonNamingPolicy.CamelCase.ConvertName).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in json.Where(property => inputs.Contains(property.Key) && property.Value is not null and not JsonObject).ToList())
            json[key] = value is JsonValue ? new JsonObject { ["typeName"] = null, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value.DeepClone() } } : null;
    }

    private static IEnumerable<string> InputsOf(Activity activity) => activity is WorkflowDefinitionActivity used
        ? used.Definition.Inputs.Select(input => WorkflowTypes.KeyOf(input.Name) ?? "")
        : ActivityDescriptor.Of(activity.GetType()).Inputs.Select(input => input.Name);

    private static void GiveBelow(JsonNode? json, string around, WorkflowGraph graph)
    {
        if (json is JsonObject inner)
        {
            Give(inner, around, graph);
        }
        else if (json is JsonArray items)
        {
            foreach (var item in items)
                GiveBelow(item, around, graph);
        }
    }

    /// <summary>Activities may stand below this key of one.</summary>
    internal static bool MayHoldActivities(string key) => !NoActivities.Contains(key);

    internal static bool IsActivity(JsonObject json) => IsText(json["type"]) && IsText(json["id"]);

    private static bool IsText(JsonNode? json) => json is JsonValue value && value.GetValueKind() == JsonValueKind.String;
}
