using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>A running or finished instance; its whole state is one JSON document, the columns beside it are for lists.</summary>
[Table("Instances"), PrimaryKey(nameof(Id))]
public sealed class InstanceRow
{
    /// <summary>Characters.</summary>
    public const int MaxCorrelationId = 128;

    /// <summary>Characters.</summary>
    public const int MaxName = 400;

    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public required string DefinitionVersionId { get; set; }
    public int DefinitionVersion { get; set; }
    public required string Status { get; set; }
    public required string SubStatus { get; set; }
    public string? CorrelationId { get; set; }
    public string? Name { get; set; }
    public string? ParentInstanceId { get; set; }
    public int IncidentCount { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>UTF-8 JSON.</summary>
    public required byte[] State { get; set; }

    /// <summary>Counts the writes; a write over another version than the one read is refused.</summary>
    [ConcurrencyCheck]
    public int RowVersion { get; set; }
}

internal sealed class InstanceRowConfiguration : IEntityTypeConfiguration<InstanceRow>
{
    public void Configure(EntityTypeBuilder<InstanceRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.DefinitionId).HasMaxLength(64);
        builder.Property(row => row.DefinitionVersionId).HasMaxLength(64);
        builder.Property(row => row.Status).HasMaxLength(16);
        builder.Property(row => row.SubStatus).HasMaxLength(16);
        builder.Property(row => row.CorrelationId).HasMaxLength(InstanceRow.MaxCorrelationId);
        builder.Property(row => row.Name).HasMaxLength(InstanceRow.MaxName);
        builder.Property(row => row.ParentInstanceId).HasMaxLength(32);
        // Lists go by status, newest first; the others answer "what ran on this version", "the instance of this document" and "the children of this one".
        builder.HasIndex(row => new { row.Status, row.UpdatedAt });
        builder.HasIndex(row => row.DefinitionVersionId);
        builder.HasIndex(row => row.CorrelationId).HasFilter("\"CorrelationId\" IS NOT NULL");
        builder.HasIndex(row => row.ParentInstanceId).HasFilter("\"ParentInstanceId\" IS NOT NULL");
    }
}
