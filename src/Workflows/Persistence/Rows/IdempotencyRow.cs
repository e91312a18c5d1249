using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>The answer that a command got; the same key gets it again and does nothing.</summary>
[Table("Idempotency"), PrimaryKey(nameof(Key))]
public sealed class IdempotencyRow
{
    public required string Key { get; set; }
    public required string Operation { get; set; }
    public string? Actor { get; set; }

    /// <summary>JSON.</summary>
    public required string Answer { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class IdempotencyRowConfiguration : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.Property(row => row.Key).HasMaxLength(128);
        builder.Property(row => row.Operation).HasMaxLength(128);
        builder.Property(row => row.Actor).HasMaxLength(128);
        // Retention deletes by age.
        builder.HasIndex(row => row.CreatedAt);
    }
}
