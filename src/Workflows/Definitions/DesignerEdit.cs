using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Definitions;

/// <summary>
/// Takes over what somebody changed in a designer that writes the whole text anew. Whatever it rewrites without meaning stays as it is stored: the order of the steps and
/// arrows of a flowchart, sizes, nulls, values as text, and the keys that it does not know.
/// </summary>
/// <remarks>
/// So a text that was only opened and saved is the stored one again, with its hash; and what decides by order (the start of a flowchart, which branch goes first) does not
/// change because a step was clicked.
/// </remarks>
public static class DesignerEdit
{
    /// <summary>Test values of variables: belong to the designer's test page, and say nothing about the workflow.</summary>
    private const string TestValues = "VariableTestValues";

    // What the designer computes, or is told by the server, at the top of a definition.
    private static readonly string[] NotStored = ["links", "materializerName", "providerName", "isMaterializerAvailable", "isLatest", "isPublished"];

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonSerializerOptions DeepJson = new() { MaxDepth = 512 };

    /// <summary>The text that is to be stored.</summary>
    /// <param name="stored">The text that was changed; null when there is none yet.</param>
    /// <param name="edited">As the designer sends it; it is changed.</param>
    /// <exception cref="JsonException">The stored text is no JSON.</exception>
    public static byte[] Onto(byte[]? stored, JsonObject edited)
    {
        var free = edited["customProperties"] as JsonObject;
        free?.Remove(TestValues);
        if (stored is null)
            return Written(New(edited));
        using var document = JsonDocument.Parse(stored, Deep);
        var before = EditableJson.ForDesigners(document.RootElement);
        if (before["customProperties"]?[TestValues] is { } values)
            free?.Add(TestValues, values.DeepClone());
        return Written(Definition(before, edited));
    }

    private static byte[] Written(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, DeepJson);

    private static JsonObject New(JsonObject edited)
    {
        foreach (var key in NotStored.Append("id").Append("createdAt"))
            edited.Remove(key);
        foreach (var (key, value) in edited.ToList())
        {
            if (value is null)
                edited.Remove(key);
        }

        return edited;
    }

    private static JsonObject Definition(JsonObject before, JsonObject edited)
    {
        foreach (var key in NotStored)
            edited.Remove(key);
        return Merged(before, edited, (key, old, now) => key switch
        {
            "root" => Value(old, now),
            "options" or "customProperties" => old is JsonObject one && now is JsonObject other ? Typed(one, other, keepUnsent: key == "options") : Value(old, now),
            "variables" => Listed(old, now, "id"),
            "inputs" or "outputs" => Listed(old, now, "name"),
            _ => Value(old, now),
        }, keepUnsent: true);
    }

    // What the designer reads into a form of its own: a key that it does not know is not sent back, an empty value says no more than none.
    private static JsonObject Typed(JsonObject before, JsonObject edited, bool keepUnsent) => Merged(before, edited, (_, old, now) => Value(old, now), keepUnsent);

    // Nothing is meant by chance in an expression: an empty text is another value than none.
    private static JsonObject Input(JsonObject before, JsonObject edited) =>
        Merged(before, edited, (key, old, now) => key == "expression" ? (IsSameExpression(old, now) ? old : now) : Value(old, now), keepUnsent: false);

    private static bool IsSameExpression(JsonNode? before, JsonNode? edited) =>
        before is JsonObject old && edited is JsonObject now && TextOf(old["type"]) == TextOf(now["type"]) && JsonNode.DeepEquals(old["value"], now["value"]);

    private static JsonObject Merged(JsonObject before, JsonObject edited, Func<string, JsonNode?, JsonNode?, JsonNode?> merge, bool keepUnsent)
    {
        var merged = new JsonObject();
        foreach (var (key, old) in before)
        {
            if (edited.TryGetPropertyValue(key, out var now))
                merged[key] = Own(SaysNothing(now) && SaysNothing(old) ? old : merge(key, old, now));
            else if (keepUnsent || SaysNothing(old))
                merged[key] = Own(old);
        }

        foreach (var (key, now) in edited)
        {
            if (!before.ContainsKey(key) && !SaysNothing(now))
                merged[key] = Own(now);
        }

        return merged;
    }

    // Variables and arguments, in the order of the designer, which shows it.
    private static JsonNode? Listed(JsonNode? before, JsonNode? edited, string name)
    {
        if (before is not JsonArray old || edited is not JsonArray now)
            return edited;
        var list = new JsonArray();
        foreach (var item in now)
        {
            var same = item is JsonObject one ? old.OfType<JsonObject>().FirstOrDefault(other => TextOf(other[name]) is { } key && key == TextOf(one[name])) : null;
            list.Add(same is null ? Own(item) : Variable(same, item!.AsObject())); // an object, or there is none of its name
        }

        return list;
    }

    // The designer turns initial values into text.
    private static JsonObject Variable(JsonObject before, JsonObject edited) => Merged(
        before, edited, (key, old, now) => key == "value" && old is JsonArray or JsonObject && IsTextOf(now, old!) ? old : Value(old, now), keepUnsent: true);

    private static bool IsTextOf(JsonNode? text, JsonNode json)
    {
        try
        {
            return TextOf(text) is { } written && JsonNode.DeepEquals(JsonNode.Parse(written, documentOptions: Deep), json);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonNode? Value(JsonNode? before, JsonNode? edited) => (before, edited) switch
    {
        (JsonObject old, JsonObject now) when NodeIds.IsActivity(now) => Activity(old, now),
        (JsonObject old, JsonObject now) when now["expression"] is JsonObject => Input(old, now),
        (JsonObject old, JsonObject now) => Typed(old, now, keepUnsent: false),
        (JsonArray old, JsonArray now) when old.Count == now.Count => new JsonArray([.. old.Zip(now, (one, other) => Own(Value(one, other)))]),
        (JsonValue old, JsonValue now) when IsSame(old, now) => before,
        _ => edited,
    };

    private static JsonObject Activity(JsonObject before, JsonObject edited)
    {
        // Another step in the same place: nothing of the old one is its own.
        if (TextOf(before["id"]) != TextOf(edited["id"]) || TextOf(before["type"]) != TextOf(edited["type"]))
            return edited;
        var isChart = before["connections"] is JsonArray && edited["connections"] is JsonArray;
        if (!before.ContainsKey("nodeId"))
            edited.Remove("nodeId");
        return Merged(before, edited, (key, old, now) => key switch
        {
            "nodeId" => old,
            "metadata" => Metadata(old, now),
            "activities" => isChart ? InOrder(old, now, step => TextOf(step["id"]), Value) : ById(old, now),
            "connections" => InOrder(old, now, ArrowOf, Arrow),
            "variables" => Listed(old, now, "id"),
            _ => Value(old, now),
        }, keepUnsent: false);
    }

    // A size follows from what is written on the step: where nothing else changed, it did not either.
    private static JsonNode? Metadata(JsonNode? before, JsonNode? edited)
    {
        if (before is not JsonObject || edited?.DeepClone() is not JsonObject now)
            return edited;
        if (before["designer"] is JsonObject old && now["designer"] is JsonObject designer)
        {
            designer.Remove("size");
            if (old["size"] is { } size)
                designer["size"] = size.DeepClone();
        }

        return Value(before, now);
    }

    // The order of a sequence is what it does.
    private static JsonNode? ById(JsonNode? before, JsonNode? edited) =>
        before is JsonArray old && edited is JsonArray now
            ? new JsonArray([.. now.Select(item => item is JsonObject step && StepOf(old, step) is { } same ? Own(Value(same, step)) : Own(item))])
            : edited;

    // What was there keeps its place, what is new comes after it.
    private static JsonNode? InOrder(JsonNode? before, JsonNode? edited, Func<JsonObject, string?> name, Func<JsonNode?, JsonNode?, JsonNode?> merge)
    {
        if (before is not JsonArray old || edited is not JsonArray now || now.Any(item => item is not JsonObject))
            return edited;
        var left = now.OfType<JsonObject>().ToList();
        var list = new JsonArray();
        foreach (var item in old.OfType<JsonObject>())
        {
            if (left.Find(other => name(other) is { } key && key == name(item)) is not { } same)
                continue;
            left.Remove(same);
            list.Add(Own(merge(item, same)));
        }

        foreach (var item in left)
            list.Add(Own(item));
        return list;
    }

    private static JsonObject? StepOf(JsonArray among, JsonObject step) => among.OfType<JsonObject>().FirstOrDefault(other => TextOf(other["id"]) is { } id && id == TextOf(step["id"]));

    // Ends that were found to be the same stay as they are written: with the port named or not, and in old files beside the id, where the designer writes none.
    private static JsonNode? Arrow(JsonNode? before, JsonNode? edited) =>
        before is JsonObject old && edited is JsonObject now
            ? Merged(old, now, (key, one, other) => key is "source" or "target" ? one : Value(one, other), keepUnsent: true)
            : edited;

    private static string? ArrowOf(JsonObject arrow) => $"{EndOf(arrow, "source", "Done")} → {EndOf(arrow, "target", "In")}";

    private static string EndOf(JsonObject arrow, string end, string usualPort) => arrow[end] is JsonObject at
        ? $"{TextOf(at["activity"])}:{TextOf(at["port"]) ?? usualPort}"
        : $"{TextOf(arrow[end])}:{TextOf(arrow[$"{end}Port"]) ?? usualPort}";

    // As text too: so the designer sends the initial values of variables.
    private static bool IsSame(JsonValue before, JsonValue edited)
    {
        if (JsonNode.DeepEquals(before, edited))
            return true;
        return (before.GetValueKind(), edited.GetValueKind()) switch
        {
            (JsonValueKind.Number, JsonValueKind.Number) => before.TryGetValue<decimal>(out var one) && edited.TryGetValue<decimal>(out var other) && one == other,
            (JsonValueKind.Number, JsonValueKind.String) => before.ToJsonString() == TextOf(edited),
            (JsonValueKind.True or JsonValueKind.False, JsonValueKind.String) => before.ToJsonString().Equals(TextOf(edited), StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    // A node has one place; what is made new has none yet.
    private static JsonNode? Own(JsonNode? json) => json?.Parent is null ? json : json.DeepClone();

    private static bool SaysNothing(JsonNode? json) => json switch
    {
        null => true,
        JsonValue value => value.GetValueKind() == JsonValueKind.False || TextOf(value) is "",
        JsonArray list => list.Count == 0,
        JsonObject map => map.All(property => SaysNothing(property.Value)),
        _ => false,
    };

    private static string? TextOf(JsonNode? json) => json is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
