using System.Globalization;
using System.Text.Json;
using LienThong.Workflows.Model;

namespace LienThong.Workflows.Serialization;

/// <summary>Values that stand in an activity without an input wrapper (elsa-format §2.1), and lists in their several shapes.</summary>
internal static class PlainValues
{
    /// <summary>The elements of a list; also of the wrappers <c>$values</c>, <c>items</c> and <c>values</c> of old files, and of a single object.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement? json)
    {
        if (json is not { } element)
            return [];
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray();
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        foreach (var wrapper in (ReadOnlySpan<string>)["$values", "items", "values"])
        {
            if (element.TryGetProperty(wrapper, out var inner) && inner.ValueKind == JsonValueKind.Array)
                return inner.EnumerateArray();
        }

        return [element];
    }

    /// <summary>The same of what stands at this place; texts, numbers and flags are no list.</summary>
    /// <exception cref="InvalidDefinitionException">It is none.</exception>
    public static IEnumerable<JsonElement> Items(JsonElement? json, string place) =>
        json is { ValueKind: JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } scalar
            ? throw Malformed(place, "một danh sách", scalar)
            : Items(json);

    /// <summary>The objects of the list at this place with their own places.</summary>
    /// <exception cref="InvalidDefinitionException">It is no list, or something in it is no object.</exception>
    public static IEnumerable<(JsonElement Item, string Place)> Objects(JsonElement? json, string place)
    {
        var index = 0;
        foreach (var item in Items(json, place))
        {
            var at = $"{place}[{index++.ToString(CultureInfo.InvariantCulture)}]";
            if (item.ValueKind == JsonValueKind.Object)
                yield return (item, at);
            else if (item.ValueKind != JsonValueKind.Null)
                throw Malformed(at, "một đối tượng", item);
        }
    }

    /// <summary>Refuses what a part of a definition is, naming where.</summary>
    public static InvalidDefinitionException Malformed(string place, string expected, JsonElement found) => new(
        "definition.invalid-part",
        $"Chỗ {place} phải là {expected}, không phải {KindOf(found)}. Sửa chỗ đó rồi tải lại.");

    private static string KindOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => "chữ",
        JsonValueKind.Number => $"số {json.GetRawText()}",
        JsonValueKind.True or JsonValueKind.False => "giá trị đúng/sai",
        JsonValueKind.Array => "một danh sách",
        _ => "một đối tượng",
    };

    public static IReadOnlyList<Variable> ReadVariables(JsonElement? json, string place) =>
        [.. Objects(json, place).Select(found => ReadVariable(found.Item)).OfType<Variable>()];

    public static Variable? ReadVariable(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var keys = new JsonKeys(json);
        var name = keys.Text("name");
        var id = keys.Text("id") ?? name;
        return id is null
            ? null
            : new Variable
            {
                Id = id,
                Name = name ?? id,
                TypeName = keys.Text("typeName") ?? "Object",
                IsArray = keys.Flag("isArray") ?? false,
                Value = keys.Find("value") is { ValueKind: not JsonValueKind.Null } value ? value : null,
                StorageDriverTypeName = keys.Text("storageDriverTypeName"),
            };
    }

    /// <exception cref="InvalidDefinitionException">What stands at this place is no object.</exception>
    public static IReadOnlyDictionary<string, JsonElement> ReadMap(JsonElement? json, string place)
    {
        if (json is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) } other)
            throw Malformed(place, "một đối tượng", other);
        var map = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (json is { ValueKind: JsonValueKind.Object } element)
        {
            foreach (var property in element.EnumerateObject())
                map[property.Name] = property.Value;
        }

        return map;
    }

    /// <summary>Arrows between these activities. One to an unknown activity is dropped, equal ones collapse (elsa-format §2.4).</summary>
    /// <exception cref="InvalidDefinitionException">What stands at this place is no list of arrows.</exception>
    public static IReadOnlyList<Connection> ReadConnections(JsonElement? json, IReadOnlyList<Activity> activities, string place)
    {
        var byId = new Dictionary<string, Activity>(StringComparer.Ordinal);
        foreach (var activity in activities)
            byId.TryAdd(activity.Id, activity);
        var (connections, known) = (new List<Connection>(), new HashSet<Connection>());
        foreach (var (source, sourcePort, target, targetPort) in Objects(json, place).Select(found => ReadArrow(found.Item)))
        {
            if (source is null || target is null || !byId.TryGetValue(source, out var from) || !byId.TryGetValue(target, out var to))
                continue;
            var connection = new Connection(from, sourcePort, to, targetPort);
            if (known.Add(connection))
                connections.Add(connection);
        }

        return connections;
    }

    /// <summary>Arrows as they are written: ids and ports of both ends.</summary>
    public static IEnumerable<(string? Source, string? SourcePort, string? Target, string? TargetPort)> ReadArrows(JsonElement? json)
    {
        foreach (var item in Items(json))
        {
            if (item.ValueKind == JsonValueKind.Object)
                yield return ReadArrow(item);
        }
    }

    /// <summary>One of them; an object.</summary>
    public static (string? Source, string? SourcePort, string? Target, string? TargetPort) ReadArrow(JsonElement json)
    {
        var keys = new JsonKeys(json);
        var (source, sourcePort) = ReadEnd(keys, "source", "sourcePort");
        var (target, targetPort) = ReadEnd(keys, "target", "targetPort");
        return (source, sourcePort, target, targetPort);
    }

    // Today {"activity": id, "port": name}; in old files the id as text and the port beside it.
    private static (string? Activity, string? Port) ReadEnd(JsonKeys keys, string end, string flatPort)
    {
        if (keys.Find(end) is not { } json)
            return (null, null);
        if (json.ValueKind != JsonValueKind.Object)
            return (keys.Text(end), keys.Text(flatPort));
        var inner = new JsonKeys(json);
        return (inner.Text("activity"), inner.Text("port"));
    }
}
