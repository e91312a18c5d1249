using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Serialization;

/// <summary>JSON that can be changed. Of a key that stands twice the last counts, as when it is read; the usual nodes throw at the first look.</summary>
public static class EditableJson
{
    /// <summary>A copy; null for null.</summary>
    public static JsonNode? Of(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var property in json.EnumerateObject())
                    map[property.Name] = Of(property.Value);
                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. json.EnumerateArray().Select(Of)]);
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(json.Clone());
        }
    }
}
