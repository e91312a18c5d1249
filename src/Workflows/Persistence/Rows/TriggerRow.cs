using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>A stimulus that starts a new instance of a published definition.</summary>
[Table("Triggers"), PrimaryKey(nameof(Id))]
public sealed class TriggerRow
{
    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public required string DefinitionVersionId { get; set; }
    public required string ActivityId { get; set; }
    public required string Name { get; set; }

    /// <summary>Of name and payload, 32 hexadecimal digits: what a stimulus is matched by.</summary>
    public required string Hash { get; set; }
    public string? Payload { get; set; }
}

internal sealed class TriggerRowConfiguration : IEntityTypeConfiguration<TriggerRow>
{
    public void Configure(EntityTypeBuilder<TriggerRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.DefinitionId).HasMaxLength(64);
        builder.Property(row => row.DefinitionVersionId).HasMaxLength(64);
        builder.Property(row => row.ActivityId).HasMaxLength(128);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.HasIndex(row => row.Hash);
    }
}
