using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Expressions;

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
