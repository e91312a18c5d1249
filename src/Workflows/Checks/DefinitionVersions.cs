using System.Runtime.CompilerServices;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Checks;

/// <summary>Each version says what was stored, a definition has one latest and at most one published version, and only published ones have triggers.</summary>
public sealed class DefinitionVersions : IInvariant
{
    public async IAsyncEnumerable<InvariantFinding> CheckAsync(DbContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One text at a time: there may be hundreds of versions.
        var versions = await context.Set<DefinitionRow>().OrderBy(d => d.DefinitionId).ThenBy(d => d.Version)
            .Select(d => new { d.Id, d.DefinitionId, d.Version, d.IsLatest, d.IsPublished, d.PublishedAt }).ToListAsync(cancellationToken);
        foreach (var version in versions)
        {
            if (await context.Set<DefinitionRow>().FirstOrDefaultAsync(d => d.Id == version.Id, cancellationToken) is { } row && !DefinitionContent.IsUnchanged(row))
                yield return new("definition.changed-outside", $"Phiên bản {row.Version} của quy trình {row.DefinitionId} không khớp mã băm đã lưu.", [row.Id]);
        }

        foreach (var definition in versions.GroupBy(d => d.DefinitionId))
        {
            if (definition.Count(d => d.IsPublished) > 1)
                yield return new("definition.published-twice", $"Quy trình {definition.Key} có hơn một phiên bản đang ban hành.", [.. definition.Where(d => d.IsPublished).Select(d => d.Id)]);
            if (definition.Where(d => d.IsLatest).Select(d => d.Version).ToList() is not [var latest] || latest != definition.Max(d => d.Version))
                yield return new("definition.no-latest", $"Quy trình {definition.Key} không có đúng một phiên bản mới nhất.", [.. definition.Select(d => d.Id)]);
            if (definition.Where(d => d.PublishedAt is null && (!d.IsLatest || d.IsPublished)).Select(d => d.Id).ToList() is { Count: > 0 } drafts)
                yield return new("definition.stray-draft", $"Quy trình {definition.Key} có bản nháp không phải là phiên bản mới nhất.", drafts);
        }

        var published = versions.Where(d => d.IsPublished).Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var trigger in await context.Set<TriggerRow>().OrderBy(t => t.Id).Select(t => new { t.Id, t.DefinitionVersionId }).ToListAsync(cancellationToken))
        {
            if (!published.Contains(trigger.DefinitionVersionId))
                yield return new("trigger.orphan", $"Điểm bắt đầu {trigger.Id} thuộc phiên bản {trigger.DefinitionVersionId} không đang ban hành.", [trigger.Id, trigger.DefinitionVersionId]);
        }
    }
}
