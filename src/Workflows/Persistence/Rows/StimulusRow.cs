using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>A stimulus that came before anybody waited for it. It is heard by the first that does; what is not heard in time stays for an administrator to see.</summary>
[Table("Stimuli"), PrimaryKey(nameof(Id))]
public sealed class StimulusRow
{
    public required string Id { get; set; }
    public required string Name { get; set; }

    /// <summary>Of name and payload, 32 hexadecimal digits: what waits and triggers are matched by.</summary>
    public required string Hash { get; set; }
    public string? CorrelationId { get; set; }

    /// <summary>Only this instance may hear it; null when all may.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The outbox message it was and becomes again.</summary>
    public required string Message { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From then on nobody hears it by itself.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class StimulusRowConfiguration : IEntityTypeConfiguration<StimulusRow>
{
    public void Configure(EntityTypeBuilder<StimulusRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.Property(row => row.CorrelationId).HasMaxLength(128);
        builder.Property(row => row.InstanceId).HasMaxLength(32);
        // Who begins to wait asks for what has not expired; who mends an instance for what is its own; retention for what expired long ago.
        builder.HasIndex(row => new { row.Hash, row.ExpiresAt });
        builder.HasIndex(row => row.InstanceId).HasFilter("\"InstanceId\" IS NOT NULL");
        builder.HasIndex(row => row.ExpiresAt);
    }
}
