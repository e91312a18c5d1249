using System.Globalization;
using LienThong.Activities.Texts;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>Which versions of a definition are meant, in Elsa's words: Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions, or a number.</summary>
/// <param name="Name">One of the words; null for a number.</param>
/// <param name="Number">From 1.</param>
public sealed record VersionChoice(string? Name, int Number = 0)
{
    public static readonly VersionChoice Latest = new("Latest");
    public static readonly VersionChoice Published = new("Published");
    public static readonly VersionChoice All = new("AllVersions");

    private static readonly string[] Names = ["Latest", "Published", "LatestOrPublished", "LatestAndPublished", "Draft", "AllVersions"];

    /// <summary>Null when the text is none of them.</summary>
    public static VersionChoice? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new VersionChoice(null, number)
        : Names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known ? new VersionChoice(known)
        : null;

    internal IQueryable<DefinitionRow> Of(IQueryable<DefinitionRow> rows) => Name switch
    {
        null => rows.Where(row => row.Version == Number),
        "Latest" => rows.Where(row => row.IsLatest),
        "Published" => rows.Where(row => row.IsPublished),
        "LatestOrPublished" => rows.Where(row => row.IsLatest || row.IsPublished),
        "LatestAndPublished" => rows.Where(row => row.IsLatest && row.IsPublished),
        "Draft" => rows.Where(row => row.IsLatest && row.PublishedAt == null),
        _ => rows,
    };
}

/// <summary>How versions are put in order.</summary>
public enum VersionOrder
{
    Name,
    Version,
    Created,
}

/// <summary>Which versions a list holds.</summary>
public sealed record VersionFilter
{
    public VersionChoice Versions { get; init; } = VersionChoice.All;

    /// <summary>Null for all definitions.</summary>
    public IReadOnlyList<string>? DefinitionIds { get; init; }

    /// <summary>Ids of versions; null for all.</summary>
    public IReadOnlyList<string>? Ids { get; init; }

    /// <summary>Part of a name or an id, without regard to case and diacritics; null for all.</summary>
    public string? Text { get; init; }

    public VersionOrder Order { get; init; }
    public bool Descending { get; init; }
}

/// <summary>A version without its text.</summary>
public sealed record VersionHead(string Id, string DefinitionId, int Version, string? Name, bool IsLatest, bool IsPublished, DateTimeOffset CreatedAt, string ContentHash);

/// <summary>Versions of all definitions in one list, as Elsa's clients ask for them.</summary>
public static class VersionQuery
{
    /// <summary>The newest version of the definition among those that are meant; null when there is none.</summary>
    public static Task<DefinitionRow?> FindAsync(DbContext context, string definitionId, VersionChoice versions, CancellationToken cancellationToken) =>
        versions.Of(context.Set<DefinitionRow>().Where(row => row.DefinitionId == definitionId)).OrderByDescending(row => row.Version).FirstOrDefaultAsync(cancellationToken);

    /// <summary>A version by its id; null when there is none.</summary>
    public static Task<DefinitionRow?> FindByIdAsync(DbContext context, string id, CancellationToken cancellationToken) =>
        context.Set<DefinitionRow>().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>One page, and how many there are on all pages.</summary>
    public static async Task<(IReadOnlyList<VersionHead> Page, int Total)> ListAsync(DbContext context, VersionFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = filter.Versions.Of(context.Set<DefinitionRow>());
        if (filter.DefinitionIds is { } definitionIds)
            rows = rows.Where(row => definitionIds.Contains(row.DefinitionId));
        if (filter.Ids is { } ids)
            rows = rows.Where(row => ids.Contains(row.Id));
        // One light line each; names are compared without diacritics and put in the order of the language, which no database does alike.
        var heads = await rows.Select(row => new VersionHead(row.Id, row.DefinitionId, row.Version, row.Name, row.IsLatest, row.IsPublished, row.CreatedAt, row.ContentHash)).ToListAsync(cancellationToken);
        var found = string.IsNullOrWhiteSpace(filter.Text) ? heads : heads.FindAll(head => IsIn(filter.Text, head.Name) || IsIn(filter.Text, head.DefinitionId) || head.Id == filter.Text.Trim());
        return ([.. Ordered(found, filter).Skip(skip).Take(take)], found.Count);
    }

    /// <summary>Whether no other definition bears this name now, without regard to case.</summary>
    public static async Task<bool> IsNameFreeAsync(DbContext context, string name, string? exceptDefinitionId, CancellationToken cancellationToken)
    {
        var names = await context.Set<DefinitionRow>().Where(row => row.IsLatest && row.DefinitionId != (exceptDefinitionId ?? "")).Select(row => row.Name).ToListAsync(cancellationToken);
        return !names.Exists(other => string.Equals(other?.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>How many definitions there are.</summary>
    public static Task<int> CountAsync(DbContext context, CancellationToken cancellationToken) => context.Set<DefinitionRow>().CountAsync(row => row.IsLatest, cancellationToken);

    /// <summary>An id for a new definition, made of its name, that no definition has.</summary>
    public static async Task<string> FreeIdAsync(DbContext context, string? name, CancellationToken cancellationToken)
    {
        var slug = DefinitionArchive.Slug(name);
        var stem = slug.Length == 0 ? "quy-trinh" : slug[..Math.Min(slug.Length, 56)].TrimEnd('-');
        var taken = await context.Set<DefinitionRow>().Where(row => row.DefinitionId.StartsWith(stem)).Select(row => row.DefinitionId).Distinct().ToListAsync(cancellationToken);
        return Enumerable.Range(1, taken.Count + 1).Select(n => n == 1 ? stem : $"{stem}-{n.ToString(CultureInfo.InvariantCulture)}").First(id => !taken.Contains(id, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsIn(string text, string? name) => name is not null && Fold.Of(name).Contains(Fold.Of(text.Trim()), StringComparison.Ordinal);

    private static IEnumerable<VersionHead> Ordered(IEnumerable<VersionHead> heads, VersionFilter filter)
    {
        var ordered = filter.Order switch
        {
            VersionOrder.Version => heads.OrderBy(head => head.Version),
            VersionOrder.Created => heads.OrderBy(head => head.CreatedAt),
            _ => heads.OrderBy(head => head.Name ?? head.DefinitionId, Vietnamese),
        };
        var whole = ordered.ThenBy(head => head.DefinitionId, StringComparer.Ordinal).ThenBy(head => head.Version);
        return filter.Descending ? whole.Reverse() : whole;
    }

    private static readonly StringComparer Vietnamese = StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), CompareOptions.IgnoreCase);
}
