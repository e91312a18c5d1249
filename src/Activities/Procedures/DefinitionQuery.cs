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
/// <param name="CreatedAt">When.</param>
/// <param name="Author">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="ContentHash">Equal for equal content.</param>
/// <param name="Running">Instances that still follow it.</param>
public sealed record VersionListRow(
    int Version, string VersionId, string? Name, bool IsPublished, bool IsLatest, DateTimeOffset CreatedAt, string? Author, string? Reason, string ContentHash, int Running);

/// <summary>Definitions for administrators.</summary>
public static class DefinitionQuery
{
    public static async Task<IReadOnlyList<DefinitionListRow>> ListAsync(DbContext context, CancellationToken cancellationToken)
    {
        var running = await context.Set<InstanceRow>().Where(instance => instance.Status == "Running").GroupBy(instance => instance.DefinitionVersionId)
            .Select(group => new { VersionId = group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.VersionId, group => group.Count, cancellationToken);
        var rows = await context.Set<DefinitionRow>()
            .Select(row => new { row.Id, row.DefinitionId, row.Version, row.Name, row.IsPublished, row.IsLatest, row.CreatedAt, row.Author, row.Reason, row.ContentHash })
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(row => row.DefinitionId).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new DefinitionListRow(
                group.Key, group.MaxBy(row => row.Version)?.Name, group.FirstOrDefault(row => row.IsPublished)?.Version,
                [
                    .. group.OrderByDescending(row => row.Version).Select(row => new VersionListRow(
                        row.Version, row.Id, row.Name, row.IsPublished, row.IsLatest, row.CreatedAt, row.Author, row.Reason, row.ContentHash, running.GetValueOrDefault(row.Id))),
                ])),
        ];
    }

    /// <summary>The JSON of a version as it is kept, UTF-8; null when there is no such version.</summary>
    public static Task<byte[]?> JsonAsync(DbContext context, string definitionId, int version, CancellationToken cancellationToken) =>
        context.Set<DefinitionRow>().Where(row => row.DefinitionId == definitionId && row.Version == version).Select(row => row.Json).FirstOrDefaultAsync(cancellationToken);
}
