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
    /// <param name="edited">As the designer sends it, in its <see cref="ModernShape"/>; it is changed.</param>
    /// <exception cref="JsonException">The stored text is no JSON.</exception>
    public static byte[] Onto(byte[]? stored, JsonObject edited)
    {
        var free = edited["customProperties"] as JsonObject;
        free?.Remove(TestValues);
        foreach (var key in NotStored)
            edited.Remove(key);
        if (stored is null)
            return Written(New(edited));
        using var document = JsonDocument.Parse(stored, Deep);
        var before = (JsonObject)ModernShape.OfDefinition(document.RootElement)!; // an object, or it would not be stored
        if (before["customProperties"]?[TestValues] is { } values)
            free?.Add(TestValues, values.DeepClone());
        var merged = Definition(before, edited);
        // Also where it is written in an older shape than the designer's.
        return JsonNode.DeepEquals(merged, before) ? stored : Written(merged);
    }

    private static byte[] Written(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, DeepJson);

    private static JsonObject New(JsonObject edited)
    {
        foreach (var (key, value) in edited.ToList())
        {
            if (value is null || key is "id" or "createdAt")
                edited.Remove(key);
        }

        return edited;
    }

    private static JsonObject Definition(JsonObject before, JsonObject edited)
    {
        // One without a name is shown with its id for it.
        if (before["name"] is null && TextOf(edited["name"]) == TextOf(before["definitionId"]))
            edited.Remove("name");
        return Merged(before, edited, (key, old, now) => key switch
        {
            // Which version it is, the store says.
            "id" or "version" or "createdAt" => old,
            "options" when old is JsonObject one && now is JsonObject other => Merged(one, other, (_, had, has) => Value(had, has), IsNoOption, keepUnsent: true),
            "variables" => Listed(old, now, "id", Variable),
            "inputs" or "outputs" => Listed(old, now, "name", Argument),
            _ => Value(old, now),
        }, (key, json) => key == "options" && json is JsonObject options ? options.All(option => IsNoOption(option.Key, option.Value)) : IsBlank(key, json), keepUnsent: true);
    }

    // Nothing is meant by chance in an expression: an empty text is another value than none.
    private static JsonObject Input(JsonObject before, JsonObject edited) => Merged(
        before, edited, (key, old, now) => key == "expression" ? (IsSameExpression(old, now) ? old : now) : Value(old, now),
        (key, json) => key == "memoryReference" ? IsBlank(key, json) || json is JsonObject reference && reference.All(part => IsBlank(part.Key, part.Value)) : IsUnset(key, json));

    private static bool IsSameExpression(JsonNode? before, JsonNode? edited) =>
        before is JsonObject old && edited is JsonObject now && TextOf(old["type"]) == TextOf(now["type"]) && JsonNode.DeepEquals(old["value"], now["value"]);

    // Of what says nothing, before and after, what was there stays.
    private static JsonObject Merged(
        JsonObject before, JsonObject edited, Func<string, JsonNode?, JsonNode?, JsonNode?> merge, Func<string, JsonNode?, bool> saysNothing, bool keepUnsent = false)
    {
        var merged = new JsonObject();
        foreach (var (key, old) in before)
        {
            if (edited.TryGetPropertyValue(key, out var now))
                merged[key] = Own(saysNothing(key, now) && saysNothing(key, old) ? old : merge(key, old, now));
            else if (keepUnsent || saysNothing(key, old))
                merged[key] = Own(old);
        }

        foreach (var (key, now) in edited)
        {
            if (!before.ContainsKey(key) && !saysNothing(key, now))
                merged[key] = Own(now);
        }

        return merged;
    }

    // In what the designer reads key by key as it stands: false, an empty text, an empty list are values there.
    private static bool IsUnset(string key, JsonNode? json) => json is null;

    // In what it reads into a form of its own, and fills up with these.
    private static bool IsBlank(string key, JsonNode? json) => json switch
    {
        null => true,
        JsonValue value => value.GetValueKind() == JsonValueKind.False || TextOf(value) is "",
        JsonArray list => list.Count == 0,
        JsonObject map => map.Count == 0,
        _ => false,
    };

    // Its one option that is always yes or no.
    private static bool IsNoOption(string key, JsonNode? json) => key == "autoUpdateConsumingWorkflows" ? IsBlank(key, json) : IsUnset(key, json);

    private static bool IsNothingOfStep(string key, JsonNode? json) => key switch
    {
        "customProperties" or "metadata" or "activities" or "connections" or "variables" => IsBlank(key, json),
        // The first is meant where none is named.
        "version" => json is null || json is JsonValue value && value.TryGetValue<int>(out var version) && version == 1,
        _ => IsUnset(key, json),
    };

    // In the order of the designer: it shows that of variables and arguments, and that of a sequence is what it does.
    private static JsonNode? Listed(JsonNode? before, JsonNode? edited, string name, Func<JsonObject, JsonObject, JsonNode?> merge)
    {
        if (before is not JsonArray old || edited is not JsonArray now)
            return edited;
        var named = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var item in old.OfType<JsonObject>())
        {
            if (TextOf(item[name]) is { } key)
                named.TryAdd(key, item);
        }

        return new JsonArray([.. now.Select(item => Own(item is JsonObject one && TextOf(one[name]) is { } key && named.TryGetValue(key, out var same) ? merge(same, one) : item))]);
    }

    private static JsonObject Argument(JsonObject before, JsonObject edited) => Merged(before, edited, (_, old, now) => Value(old, now), IsBlank, keepUnsent: true);

    // The designer turns initial values into text; an empty one, false or no element is still a value to begin with.
    private static JsonObject Variable(JsonObject before, JsonObject edited) => Merged(
        before, edited, (key, old, now) => key == "value" && IsTextOf(now, old) ? old : Value(old, now), (key, json) => key == "value" ? IsUnset(key, json) : IsBlank(key, json), keepUnsent: true);

    private static bool IsTextOf(JsonNode? text, JsonNode? json)
    {
        try
        {
            return TextOf(text) is { } written && json is not null && TextOf(json) is null
                && (json is JsonValue flag && flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False && bool.TryParse(written, out _)
                    ? written.Equals(json.ToJsonString(), StringComparison.OrdinalIgnoreCase)
                    : JsonNode.DeepEquals(JsonNode.Parse(written, documentOptions: Deep), json));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonNode? Value(JsonNode? before, JsonNode? edited) => (before, edited) switch
    {
        (JsonObject old, JsonObject now) when NodeIds.IsActivity(now) => Activity(old, now),
        (JsonObject old, JsonObject now) when now["expression"] is JsonObject || now.ContainsKey("memoryReference") => Input(old, now),
        (JsonObject old, JsonObject now) => Merged(old, now, (_, one, other) => Value(one, other), IsUnset),
        (JsonArray old, JsonArray now) when old.Count == now.Count => new JsonArray([.. old.Zip(now, (one, other) => Own(Value(one, other)))]),
        (JsonValue old, JsonValue now) when IsSame(old, now) => before,
        // A designer knows no bare value, and is shown a literal for it.
        (JsonValue, JsonObject now) when now["expression"] is JsonObject expression && TextOf(expression["type"]) == "Literal" && JsonNode.DeepEquals(before, expression["value"]) => before,
        _ => edited,
    };

    private static JsonObject Activity(JsonObject before, JsonObject edited)
    {
        // Another step in the same place: nothing of the old one is its own.
        if (TextOf(before["id"]) != TextOf(edited["id"]) || TextOf(before["type"]) != TextOf(edited["type"]))
            return edited;
        // A chart is known by its arrows, also where none are stored yet. A sequence may have a list of them that nobody reads.
        var isChart = edited["connections"] is JsonArray && TextOf(edited["type"]) != "Elsa.Sequence";
        if (!before.ContainsKey("nodeId"))
            edited.Remove("nodeId");
        return Merged(before, edited, (key, old, now) => key switch
        {
            "nodeId" => old,
            "metadata" => Metadata(old, now),
            "activities" => isChart ? InOrder(old, now, step => TextOf(step["id"]), Value) : Listed(old, now, "id", Value),
            "connections" => InOrder(old, now, ArrowOf, Arrow),
            "variables" => Listed(old, now, "id", Variable),
            _ => Value(old, now),
        }, IsNothingOfStep);
    }

    // A size follows from what is written on the step: where nothing else changed, it did not either.
    private static JsonNode? Metadata(JsonNode? before, JsonNode? edited)
    {
        if (before is not JsonObject was || edited?.DeepClone() is not JsonObject now)
            return edited;
        if (was["designer"] is JsonObject old && now["designer"] is JsonObject designer)
        {
            designer.Remove("size");
            if (old["size"] is { } size)
                designer["size"] = size.DeepClone();
        }

        return Merged(was, now, (_, old, other) => Value(old, other), IsBlank);
    }

    // What was there keeps its place, what is new comes after it.
    private static JsonNode? InOrder(JsonNode? before, JsonNode? edited, Func<JsonObject, string?> name, Func<JsonNode?, JsonNode?, JsonNode?> merge)
    {
        if (before is not JsonArray old || edited is not JsonArray now || now.Any(item => item is not JsonObject))
            return edited;
        // Of several with the same name the first is that of the first.
        var sent = now.OfType<JsonObject>().ToLookup(name).Where(same => same.Key is not null).ToDictionary(same => same.Key!, same => new Queue<JsonObject>(same), StringComparer.Ordinal);
        var (list, found) = (new JsonArray(), new HashSet<JsonObject>());
        foreach (var item in old.OfType<JsonObject>())
        {
            if (name(item) is not { } key || !sent.TryGetValue(key, out var left) || !left.TryDequeue(out var same))
                continue;
            found.Add(same);
            list.Add(Own(merge(item, same)));
        }

        foreach (var item in now.OfType<JsonObject>().Where(item => !found.Contains(item)))
            list.Add(Own(item));
        return list;
    }

    // Ends that were found to be the same stay as they are.
    private static JsonNode? Arrow(JsonNode? before, JsonNode? edited) =>
        before is JsonObject old && edited is JsonObject now
            ? Merged(old, now, (key, one, other) => key is "source" or "target" ? one : Value(one, other), IsBlank, keepUnsent: true)
            : edited;

    private static string? ArrowOf(JsonObject arrow) => $"{EndOf(arrow["source"])} → {EndOf(arrow["target"])}";

    private static string EndOf(JsonNode? end) => end is JsonObject at ? $"{TextOf(at["activity"])}:{TextOf(at["port"])}" : "";

    private static bool IsSame(JsonValue before, JsonValue edited) => JsonNode.DeepEquals(before, edited)
        || before.GetValueKind() == JsonValueKind.Number && before.TryGetValue<decimal>(out var one) && edited.TryGetValue<decimal>(out var other) && one == other;

    // A node has one place; what is made new has none yet.
    private static JsonNode? Own(JsonNode? json) => json?.Parent is null ? json : json.DeepClone();

    private static string? TextOf(JsonNode? json) => json is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
