using System.Text.Json;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Workflows.Batches;

/// <summary>Which instances: those named, or all that the filter lets through and that have not ended.</summary>
public sealed record InstanceSelection
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Named ones; null takes all that the rest lets through.</summary>
    public IReadOnlyList<string>? InstanceIds { get; init; }

    public string? DefinitionId { get; init; }
    public int? Version { get; init; }

    /// <summary>Suspended, Faulted, …; null for all.</summary>
    public string? SubStatus { get; init; }

    public string? CorrelationId { get; init; }
    public bool? HasIncidents { get; init; }

    /// <summary>Ids after this one, in their order; null begins at the first.</summary>
    public async Task<IReadOnlyList<string>> NextAsync(DbContext context, string? after, int most, CancellationToken cancellationToken)
    {
        if (InstanceIds is { } named)
            return [.. named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(id => after is null || string.CompareOrdinal(id, after) > 0).Take(most)];
        var rows = Rows(context);
        if (after is not null)
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);
        return await rows.OrderBy(row => row.Id).Select(row => row.Id).Take(most).ToListAsync(cancellationToken);
    }

    public async Task<int> CountAsync(DbContext context, CancellationToken cancellationToken) =>
        InstanceIds is { } named ? named.Distinct(StringComparer.Ordinal).Count() : await Rows(context).CountAsync(cancellationToken);

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static InstanceSelection FromJson(string json) => JsonSerializer.Deserialize<InstanceSelection>(json, Json) ?? throw new JsonException("A selection is null.");

    // One that is faulted is over only until it is mended.
    private IQueryable<InstanceRow> Rows(DbContext context) =>
        new InstanceFilter { DefinitionId = DefinitionId, Version = Version, SubStatus = SubStatus, CorrelationId = CorrelationId, HasIncidents = HasIncidents }
            .On(context.Set<InstanceRow>().Where(row => row.Status == nameof(WorkflowStatus.Running) || row.SubStatus == nameof(WorkflowSubStatus.Faulted)));
}
