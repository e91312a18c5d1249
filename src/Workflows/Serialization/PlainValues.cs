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

    public static IReadOnlyList<Variable> ReadVariables(JsonElement? json) =>
        [.. Items(json).Select(ReadVariable).OfType<Variable>()];

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

    public static IReadOnlyDictionary<string, JsonElement> ReadMap(JsonElement? json)
    {
        var map = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (json is { ValueKind: JsonValueKind.Object } element)
        {
            foreach (var property in element.EnumerateObject())
                map[property.Name] = property.Value;
        }

        return map;
    }

    /// <summary>Arrows between these activities. One to an unknown activity is dropped, equal ones collapse (elsa-format §2.4).</summary>
    public static IReadOnlyList<Connection> ReadConnections(JsonElement? json, IReadOnlyList<Activity> activities)
    {
        var byId = new Dictionary<string, Activity>(StringComparer.Ordinal);
        foreach (var activity in activities)
            byId.TryAdd(activity.Id, activity);
        var connections = new List<Connection>();
        foreach (var (source, sourcePort, target, targetPort) in ReadArrows(json))
        {
            if (source is null || target is null || !byId.TryGetValue(source, out var from) || !byId.TryGetValue(target, out var to))
                continue;
            var connection = new Connection(from, sourcePort, to, targetPort);
            if (!connections.Contains(connection))
                connections.Add(connection);
        }

        return connections;
    }

    /// <summary>Arrows as they are written: ids and ports of both ends.</summary>
    public static IEnumerable<(string? Source, string? SourcePort, string? Target, string? TargetPort)> ReadArrows(JsonElement? json)
    {
        foreach (var item in Items(json))
        {
            if (item.ValueKind != JsonValueKind.Object)
                continue;
            var keys = new JsonKeys(item);
            var (source, sourcePort) = ReadEnd(keys, "source", "sourcePort");
            var (target, targetPort) = ReadEnd(keys, "target", "targetPort");
            yield return (source, sourcePort, target, targetPort);
        }
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
