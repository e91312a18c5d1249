using System.Text.Json.Nodes;
using LienThong.Host.Auth;
using LienThong.Workflows.Model;

namespace LienThong.Host.ElsaApi;

/// <summary>What a step keeps to itself (a key for another system) is shown to those who may change it, and to nobody else.</summary>
internal static class SensitiveInputs
{
    /// <param name="json">A definition or a part of it, with the node ids of its activities; it is changed.</param>
    /// <param name="graph">Of the definition.</param>
    /// <param name="user">Who reads it.</param>
    public static JsonObject KeepFrom(JsonObject json, WorkflowGraph graph, CurrentUser user)
    {
        if (!user.IsAdministrator)
            TakeOut(json, graph);
        return json;
    }

    private static void TakeOut(JsonNode? json, WorkflowGraph graph)
    {
        if (json is JsonArray items)
        {
            foreach (var item in items)
                TakeOut(item, graph);
        }

        if (json is not JsonObject inner)
            return;
        if (inner["nodeId"] is JsonValue id && id.TryGetValue<string>(out var nodeId) && graph.FindByNodeId(nodeId) is { } activity)
        {
            var names = ActivityDescriptor.Of(activity.GetType()).Inputs.Where(input => input.Facts.IsSensitive).Select(input => input.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var key in inner.Select(property => property.Key).Where(names.Contains).ToList())
                inner.Remove(key);
        }

        foreach (var (_, value) in inner)
            TakeOut(value, graph);
    }
}
