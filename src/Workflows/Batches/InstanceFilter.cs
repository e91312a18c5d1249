using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Workflows.Batches;

/// <summary>Which instances, by what their rows say; null asks for nothing.</summary>
public sealed record InstanceFilter
{
    /// <summary>Status or sub-status.</summary>
    public string? Status { get; init; }

    /// <summary>Suspended, Faulted, …</summary>
    public string? SubStatus { get; init; }

    public string? DefinitionId { get; init; }
    public int? Version { get; init; }
    public string? CorrelationId { get; init; }
    public bool? HasIncidents { get; init; }

    /// <summary>Those that it lets through.</summary>
    public IQueryable<InstanceRow> On(IQueryable<InstanceRow> rows)
    {
        rows = Status is { } status ? rows.Where(row => row.Status == status || row.SubStatus == status) : rows;
        rows = SubStatus is { } subStatus ? rows.Where(row => row.SubStatus == subStatus) : rows;
        rows = DefinitionId is { } definition ? rows.Where(row => row.DefinitionId == definition) : rows;
        rows = Version is { } version ? rows.Where(row => row.DefinitionVersion == version) : rows;
        rows = CorrelationId is { } correlation ? rows.Where(row => row.CorrelationId == correlation) : rows;
        return HasIncidents switch { true => rows.Where(row => row.IncidentCount > 0), false => rows.Where(row => row.IncidentCount == 0), null => rows };
    }
}
