using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Serialization;

/// <summary>JSON that can be changed. Of a key that stands twice the last counts, as when it is read; the usual nodes throw at the first look.</summary>
public static class EditableJson
{
    // What stands below these is somebody's own.
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "customProperties", "metadata", "value" };

    /// <summary>A definition or an activity, with its keys as a designer looks them up. The engine reads them in any case, and so some old files have them.</summary>
    /// <param name="json">An object.</param>
    public static JsonObject ForDesigners(JsonElement json)
    {
        var map = (JsonObject)Of(json)!; // an object, see above
        return map.ContainsKey("Root") || map.ContainsKey("Type") ? (JsonObject)InCamelCase(map)! : map;
    }

    private static JsonNode? InCamelCase(JsonNode? json)
    {
        switch (json)
        {
            case JsonObject map:
                var named = new JsonObject();
                foreach (var (key, value) in map)
                {
                    var name = JsonNamingPolicy.CamelCase.ConvertName(key);
                    // Where a key stands in both cases, this is the one that is read.
                    if (name == key || !map.ContainsKey(name))
                        named[name] = Free.Contains(key) ? value?.DeepClone() : InCamelCase(value);
                }

                return named;
            case JsonArray list:
                return new JsonArray([.. list.Select(InCamelCase)]);
            default:
                return json?.DeepClone();
        }
    }

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
