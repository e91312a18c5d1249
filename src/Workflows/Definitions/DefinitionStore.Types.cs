using System.Collections.Concurrent;
using System.Text.Json;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Definitions;

// Which types of activities the stored definitions name: a designer that does not know one of them draws nothing at all.
public sealed partial class DefinitionStore
{
    private const int MostNamedTypes = 2_000;

    // By content: what says the same names the same types.
    private readonly ConcurrentDictionary<string, IReadOnlyList<NamedType>> _namedTypes = new(StringComparer.Ordinal);

    /// <summary>The types, with their versions, that activities of all stored versions and drafts name, in the order of their names; of very many only the first.</summary>
    public async Task<IReadOnlyList<NamedType>> NamedTypesAsync(DbContext context, CancellationToken cancellationToken)
    {
        var versions = await context.Set<DefinitionRow>().Select(d => new { d.Id, d.ContentHash }).ToListAsync(cancellationToken);
        var hashes = versions.Select(v => v.ContentHash).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _namedTypes.Keys.Where(hash => !hashes.Contains(hash)))
            _namedTypes.TryRemove(gone, out _);
        var unread = versions.Where(v => !_namedTypes.ContainsKey(v.ContentHash)).DistinctBy(v => v.ContentHash).Select(v => v.Id).ToList();
        foreach (var ids in unread.Chunk(MostAtOnce))
        {
            foreach (var row in await context.Set<DefinitionRow>().Where(d => ids.Contains(d.Id)).Select(d => new { d.ContentHash, d.Json }).ToListAsync(cancellationToken))
                _namedTypes[row.ContentHash] = NamedTypes(row.Json);
        }

        return [.. _namedTypes.Values.SelectMany(types => types).Distinct().OrderBy(t => t.Type, StringComparer.Ordinal).ThenBy(t => t.Version).Take(MostNamedTypes)];
    }

    /// <summary>The highest version of a definition, its draft where it has one; null when there is none.</summary>
    public ValueTask<WorkflowDefinition?> FindLatestAsync(DbContext context, string definitionId, CancellationToken cancellationToken) =>
        FindOnlyAsync(context, context.Set<DefinitionRow>().Where(d => d.DefinitionId == definitionId && d.IsLatest), cancellationToken);

    private static List<NamedType> NamedTypes(byte[] json)
    {
        var found = new HashSet<NamedType>();
        try
        {
            using var document = JsonDocument.Parse(json, Deep);
            if (document.RootElement.ValueKind == JsonValueKind.Object && new JsonKeys(document.RootElement).Find("root") is { } root)
                Collect(root, found);
        }
        catch (JsonException)
        {
            // Whoever opens that version is told what is wrong in it.
        }

        return [.. found];
    }

    // The text and not the model: what an unknown activity holds is in the text alone.
    private static void Collect(JsonElement json, HashSet<NamedType> found)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                Collect(item, found);
            return;
        }

        if (json.ValueKind != JsonValueKind.Object)
            return;
        var keys = new JsonKeys(json);
        // Expressions have a type too, but no id.
        if (keys.Text("type") is { Length: > 0 } type && (keys.Find("id") ?? keys.Find("nodeId") ?? keys.Find("version")) is not null)
            found.Add(new NamedType(type, keys.Whole("version") ?? 1));
        foreach (var property in json.EnumerateObject())
        {
            if (!property.Name.Equals("metadata", StringComparison.OrdinalIgnoreCase) && !property.Name.Equals("customProperties", StringComparison.OrdinalIgnoreCase))
                Collect(property.Value, found);
        }
    }
}

/// <summary>A type of activities as a definition names it.</summary>
/// <param name="Type">In the definition's own case.</param>
/// <param name="Version">1 where the definition names none.</param>
public sealed record NamedType(string Type, int Version);
