using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienThong.Workflows.Serialization;

/// <summary>
/// A definition in the one shape that designers know, the one in which Elsa writes it today. The engine reads older ones too (flat arrows, wrapped lists, keys with capitals);
/// a designer shows less than there is of them, or nothing at all.
/// </summary>
/// <remarks>
/// Over the text and not over the model, which knows nothing of what lies below an unknown activity. It says the same to the engine; what the engine does not read, and what it
/// refuses, is left as it is, but for places and sizes that are none.
/// </remarks>
public static class ModernShape
{
    // Lists of objects that hold activities without being activities.
    private static readonly HashSet<string> Holders = new(StringComparer.Ordinal) { "cases", "states", "transitions", "expectedStatusCodes" };

    // Below these stand keys of somebody's own, between them these.
    private static readonly string[] Flags = ["canStartWorkflow", "runAsynchronously"];
    private static readonly string[] Drawn = ["designer", "displayText", "description"];

    /// <param name="json">A definition; anything but an object is copied as it is.</param>
    public static JsonNode? OfDefinition(JsonElement json) => json.ValueKind != JsonValueKind.Object ? EditableJson.Of(json) : Named(json, Camel, (key, value) => key switch
    {
        "root" => Step(value),
        "variables" => Listed(value, Variable),
        "inputs" or "outputs" => Listed(value, Plain),
        "outcomes" => Listed(value, item => item.ValueKind == JsonValueKind.String ? EditableJson.Of(item) : null),
        "options" => Plain(value),
        _ => EditableJson.Of(value),
    });

    /// <param name="json">An activity with all that it holds.</param>
    public static JsonObject OfActivity(JsonElement json)
    {
        var keys = new JsonKeys(json);
        var isChart = keys.Find("activities") is not null;
        return Named(json, Camel, (key, value) => key switch
        {
            "name" => value.ValueKind == JsonValueKind.String ? EditableJson.Of(value) : null,
            "metadata" => Metadata(value),
            "customProperties" => value.ValueKind == JsonValueKind.Object ? Named(value, OneOf(Flags), (_, own) => EditableJson.Of(own)) : EditableJson.Of(value),
            "activities" => Steps(value),
            "variables" => Listed(value, Variable),
            "connections" when isChart => Listed(value, Arrow),
            _ when Holders.Contains(key) && value.ValueKind == JsonValueKind.Array => Listed(value, Holder),
            _ => Part(value),
        });
    }

    private static JsonNode? Step(JsonElement json) => json.ValueKind == JsonValueKind.Object ? OfActivity(json) : EditableJson.Of(json);

    private static JsonNode? Steps(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => new JsonArray([.. json.EnumerateArray().Select(Step)]),
        JsonValueKind.Object when Wrapped(json) is { } list => Steps(list),
        JsonValueKind.Object when new JsonKeys(json).Text("type") is not null => new JsonArray(OfActivity(json)),
        _ => Part(json),
    };

    private static JsonElement? Wrapped(JsonElement json) =>
        (json.TryGetProperty("$values", out var list) || json.TryGetProperty("_type", out _) && (json.TryGetProperty("items", out list) || json.TryGetProperty("values", out list)))
        && list.ValueKind == JsonValueKind.Array
            ? list
            : null;

    // Whatever else stands at an activity: another one, an input, a list of something.
    private static JsonNode? Part(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return new JsonArray([.. json.EnumerateArray().Select(Part)]);
        if (json.ValueKind != JsonValueKind.Object)
            return EditableJson.Of(json);
        var keys = new JsonKeys(json);
        if (keys.Text("type") is not null && keys.Text("id") is not null)
            return OfActivity(json);
        if (Wrapped(json) is { } list)
            return Part(list);
        if (IsInput(json))
            return Named(json, Camel, (key, value) => key is "expression" or "memoryReference" ? Plain(value) : EditableJson.Of(value));
        return Named(json, name => name, (_, value) => Part(value));
    }

    // Or an output.
    private static bool IsInput(JsonElement json) => json.ValueKind == JsonValueKind.Object
        && (new JsonKeys(json).Find("expression") ?? new JsonKeys(json).Find("memoryReference")) is { ValueKind: JsonValueKind.Object };

    private static JsonNode? Holder(JsonElement json) => json.ValueKind != JsonValueKind.Object
        ? EditableJson.Of(json)
        : Named(json, Camel, (key, value) => key == "condition" && !IsInput(value) ? Plain(value) : Part(value));

    private static JsonNode? Plain(JsonElement json) => json.ValueKind == JsonValueKind.Object ? Named(json, Camel, (_, value) => EditableJson.Of(value)) : EditableJson.Of(json);

    // Where one of its names is missing, the other stands for it.
    private static JsonNode? Variable(JsonElement json)
    {
        if (Plain(json) is not JsonObject variable || PlainValues.ReadVariable(json) is not { } read)
            return Plain(json);
        variable["id"] ??= read.Id;
        variable["name"] ??= read.Name;
        return variable;
    }

    // A list in any of its shapes, without gaps; what is no list is refused where it is read.
    private static JsonNode? Listed(JsonElement json, Func<JsonElement, JsonNode?> item) => json.ValueKind is JsonValueKind.Array or JsonValueKind.Object or JsonValueKind.Null
        ? new JsonArray([.. PlainValues.Items(json).Where(one => one.ValueKind != JsonValueKind.Null).Select(item).Where(one => one is not null)])
        : EditableJson.Of(json);

    private static JsonNode? Arrow(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return EditableJson.Of(json);
        var (source, sourcePort, target, targetPort) = PlainValues.ReadArrow(json);
        // Not read either, and a designer that expects two ends fails on it.
        if (source is null || target is null)
            return null;
        return Named(json, Camel, (key, value) => key switch
        {
            "source" => End(source, sourcePort ?? "Done"),
            "target" => End(target, targetPort ?? "In"),
            "sourcePort" or "targetPort" => null,
            "vertices" => Listed(value, vertex => vertex.ValueKind == JsonValueKind.Object ? Numbers(vertex, "x", "y") : null),
            _ => EditableJson.Of(value),
        });
    }

    private static JsonObject End(string activity, string port) => new() { ["activity"] = activity, ["port"] = port };

    private static JsonObject Metadata(JsonElement json) => json.ValueKind != JsonValueKind.Object ? [] : Named(json, OneOf(Drawn), (key, value) => key switch
    {
        "designer" => value.ValueKind != JsonValueKind.Object ? [] : Named(value, Camel, (part, at) => part switch
        {
            "position" => Numbers(at, "x", "y"),
            "size" => Numbers(at, "width", "height"),
            _ => EditableJson.Of(at),
        }),
        "displayText" or "description" => value.ValueKind == JsonValueKind.String ? EditableJson.Of(value) : null,
        _ => EditableJson.Of(value),
    });

    // What is no number is left out: a designer draws nothing at all then.
    private static JsonObject Numbers(JsonElement json, params ReadOnlySpan<string> names)
    {
        var numbers = new JsonObject();
        foreach (var name in names)
        {
            if (json.ValueKind == JsonValueKind.Object && new JsonKeys(json).Find(name) is { ValueKind: JsonValueKind.Number } number && double.IsFinite(number.GetDouble()))
                numbers[name] = EditableJson.Of(number);
        }

        return numbers;
    }

    // Null for what is something else leaves it out.
    private static JsonObject Named(JsonElement json, Func<string, string> nameOf, Func<string, JsonElement, JsonNode?> convert)
    {
        var map = new JsonObject();
        foreach (var property in json.EnumerateObject())
        {
            var name = nameOf(property.Name);
            // Where a key stands in both cases, this is the one that is read.
            if (name != property.Name && json.TryGetProperty(name, out _))
                continue;
            var value = convert(name, property.Value);
            if (value is not null || property.Value.ValueKind == JsonValueKind.Null)
                map[name] = value;
        }

        return map;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static Func<string, string> OneOf(string[] names) => name => Array.Find(names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
