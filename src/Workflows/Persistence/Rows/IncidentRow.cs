using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>Something that went wrong in an instance and is open until somebody resolves it.</summary>
[Table("Incidents"), PrimaryKey(nameof(Id))]
public sealed class IncidentRow
{
    public required string Id { get; set; }
    public required string InstanceId { get; set; }
    public required string ActivityId { get; set; }
    public required string ActivityNodeId { get; set; }
    public required string ActivityType { get; set; }
    public required string ActivityInstanceId { get; set; }
    public required string Code { get; set; }
    public required string Message { get; set; }
    public string? Detail { get; set; }
    public DateTimeOffset At { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }
    public string? Resolution { get; set; }

    /// <summary>Nobody resolved it: the step ended with what held it, and nothing is left to run again.</summary>
    public bool EndedUnresolved { get; set; }
}

internal sealed class IncidentRowConfiguration : IEntityTypeConfiguration<IncidentRow>
{
    public void Configure(EntityTypeBuilder<IncidentRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.InstanceId).HasMaxLength(32);
        builder.Property(row => row.ActivityId).HasMaxLength(128);
        builder.Property(row => row.ActivityType).HasMaxLength(128);
        builder.Property(row => row.ActivityInstanceId).HasMaxLength(48);
        builder.Property(row => row.Code).HasMaxLength(64);
        builder.HasIndex(row => row.InstanceId);
    }
}
