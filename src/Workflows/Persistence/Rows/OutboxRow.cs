using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>A side effect to deliver after the commit, at least once; its id is the message id by which receivers drop repeats.</summary>
[Table("Outbox"), PrimaryKey(nameof(Id))]
public sealed class OutboxRow
{
    public required string Id { get; set; }
    public required string Kind { get; set; }
    public required string Payload { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The next attempt, not before.</summary>
    public DateTimeOffset DueAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>The fencing token of the worker that has it; an answer under another token counts for nothing.</summary>
    public string? LeaseToken { get; set; }
    public DateTimeOffset? LeasedUntil { get; set; }
    public string? LastError { get; set; }

    /// <summary>Given up at that time: an administrator decides.</summary>
    public DateTimeOffset? DeadAt { get; set; }
}

internal sealed class OutboxRowConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.Kind).HasMaxLength(64);
        builder.Property(row => row.LeaseToken).HasMaxLength(64);
        // Dead letters may pile up; the index that workers poll holds only the living.
        builder.HasIndex(row => row.DueAt).HasFilter("\"DeadAt\" IS NULL");
    }
}
