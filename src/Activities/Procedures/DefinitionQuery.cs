using LienThong.Activities.Texts;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Procedures;

/// <summary>A definition with its versions, newest first.</summary>
public sealed record DefinitionListRow(string DefinitionId, string? Name, int? PublishedVersion, IReadOnlyList<VersionListRow> Versions);

/// <summary>One version of a definition.</summary>
/// <param name="Version">From 1.</param>
/// <param name="VersionId">Its id.</param>
/// <param name="Name">Of the procedure in this version.</param>
/// <param name="IsPublished">New dossiers follow this one.</param>
/// <param name="IsLatest">The last one written.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="PublishedAt">Null: it is the draft.</param>
/// <param name="Author">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="ContentHash">Equal for equal content.</param>
/// <param name="Running">Instances that still follow it.</param>
public sealed record VersionListRow(
    int Version, string VersionId, string? Name, bool IsPublished, bool IsLatest, DateTimeOffset CreatedAt, DateTimeOffset? PublishedAt, string? Author, string? Reason, string ContentHash, int Running);

/// <summary>How a definition stands.</summary>
public enum DefinitionState
{
    /// <summary>New dossiers follow one of its versions.</summary>
    Published,

    /// <summary>It has a draft, published or not.</summary>
    Draft,

    /// <summary>None of its versions is published.</summary>
    Unpublished,
}

/// <summary>Which definitions a list holds.</summary>
/// <param name="Text">Part of the name or the id, without regard to case and diacritics; null for all.</param>
/// <param name="State">Null for all.</param>
public sealed record DefinitionFilter(string? Text, DefinitionState? State)
{
    internal bool Holds(IEnumerable<Head> definition)
    {
        var heads = definition.ToList();
        var stands = State switch
        {
            DefinitionState.Published => heads.Exists(head => head.IsPublished),
            DefinitionState.Draft => heads.Exists(head => head.IsDraft),
            DefinitionState.Unpublished => !heads.Exists(head => head.IsPublished),
            _ => true,
        };
        return stands && (string.IsNullOrWhiteSpace(Text) || heads.Exists(head => IsIn(head.DefinitionId) || IsIn(head.Name)));
    }

    private bool IsIn(string? name) => name is not null && Fold.Of(name).Contains(Fold.Of(Text!.Trim()), StringComparison.Ordinal); // asked only with a text
}

/// <summary>What a list is filtered by.</summary>
internal sealed record Head(string DefinitionId, string? Name, bool IsPublished, bool IsDraft);

/// <summary>Definitions for administrators.</summary>
public static class DefinitionQuery
{
    /// <summary>Definitions by their ids.</summary>
    /// <param name="context">Where to read.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public static async Task<IReadOnlyList<DefinitionListRow>> ListAsync(DbContext context, DefinitionFilter filter, string? after, int take, CancellationToken cancellationToken)
    {
        // One light line for each definition; there are some dozens, and their names are compared without diacritics.
        var heads = await context.Set<DefinitionRow>().Where(row => row.IsLatest || row.IsPublished)
            .Select(row => new Head(row.DefinitionId, row.Name, row.IsPublished, row.IsLatest && row.PublishedAt == null)).ToListAsync(cancellationToken);
        var page = heads.GroupBy(head => head.DefinitionId).Where(filter.Holds).Select(group => group.Key)
            .Order(StringComparer.Ordinal).Where(id => after is null || string.CompareOrdinal(id, after) > 0).Take(take).ToList();
        return await RowsAsync(context, page, cancellationToken);
    }

    /// <summary>One definition with its versions; null when there is none.</summary>
    public static async Task<DefinitionListRow?> FindAsync(DbContext context, string definitionId, CancellationToken cancellationToken) =>
        (await RowsAsync(context, [definitionId], cancellationToken)).SingleOrDefault();

    private static async Task<IReadOnlyList<DefinitionListRow>> RowsAsync(DbContext context, List<string> ids, CancellationToken cancellationToken)
    {
        var rows = await context.Set<DefinitionRow>().Where(row => ids.Contains(row.DefinitionId))
            .Select(row => new { row.Id, row.DefinitionId, row.Version, row.Name, row.IsPublished, row.IsLatest, row.CreatedAt, row.PublishedAt, row.Author, row.Reason, row.ContentHash })
            .ToListAsync(cancellationToken);
        var running = await context.Set<InstanceRow>().Where(instance => instance.Status == "Running" && ids.Contains(instance.DefinitionId)).GroupBy(instance => instance.DefinitionVersionId)
            .Select(group => new { VersionId = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.VersionId, group => group.Count, cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.DefinitionId).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new DefinitionListRow(
                group.Key, group.MaxBy(row => row.Version)?.Name, group.FirstOrDefault(row => row.IsPublished)?.Version,
                [
                    .. group.OrderByDescending(row => row.Version).Select(row => new VersionListRow(
                        row.Version, row.Id, row.Name, row.IsPublished, row.IsLatest, row.CreatedAt, row.PublishedAt, row.Author, row.Reason, row.ContentHash,
                        running.GetValueOrDefault(row.Id))),
                ])),
        ];
    }

    /// <summary>The JSON of a version as it is kept, UTF-8; null when there is no such version.</summary>
    public static Task<byte[]?> JsonAsync(DbContext context, string definitionId, int version, CancellationToken cancellationToken) =>
        DefinitionStore.Numbered(context, definitionId, version).Select(row => row.Json).FirstOrDefaultAsync(cancellationToken);
}
