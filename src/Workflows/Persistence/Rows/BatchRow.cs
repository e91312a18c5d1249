using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>Something done to many instances, one after the other, each in a commit of its own.</summary>
[Table("Batches"), PrimaryKey(nameof(Id))]
public sealed class BatchRow
{
    public required string Id { get; set; }

    /// <summary>What is done, as a code: migration, alteration.</summary>
    public required string Kind { get; set; }

    public required string DefinitionId { get; set; }

    /// <summary>What exactly, as JSON: the plan, the alterations.</summary>
    public required string Content { get; set; }

    /// <summary>To which instances, as JSON: ids, or a filter.</summary>
    public required string Selection { get; set; }

    /// <summary>How many instances there were when it was ordered.</summary>
    public int Expected { get; set; }

    /// <summary>Running, Done, Stopped, Undoing, Undone.</summary>
    public required string State { get; set; }

    public required string By { get; set; }

    /// <summary>Id of who ordered it, where it was a person.</summary>
    public string? ById { get; set; }

    public required string Reason { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>What came of it for one instance; written in the commit that does it, so that it is done once.</summary>
[Table("BatchItems"), PrimaryKey(nameof(BatchId), nameof(InstanceId))]
public sealed class BatchItemRow
{
    public required string BatchId { get; set; }
    public required string InstanceId { get; set; }

    /// <summary>Done, Refused, Failed, Undone, Kept (the undo was refused).</summary>
    public required string State { get; set; }

    /// <summary>What was done or why not, in Vietnamese; one line for each.</summary>
    public string? Detail { get; set; }

    /// <summary>The instance's state before, while it may be put back.</summary>
    public byte[]? Before { get; set; }
    public string? VersionIdBefore { get; set; }

    /// <summary>Version of the instance's row after it: another one means that the instance has moved on.</summary>
    public int? RowVersionAfter { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class BatchRowConfiguration : IEntityTypeConfiguration<BatchRow>
{
    public void Configure(EntityTypeBuilder<BatchRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.Kind).HasMaxLength(20);
        builder.Property(row => row.DefinitionId).HasMaxLength(64);
        builder.Property(row => row.State).HasMaxLength(16);
        builder.Property(row => row.By).HasMaxLength(128);
        builder.Property(row => row.ById).HasMaxLength(64);
        builder.Property(row => row.Reason).HasMaxLength(500);
    }
}

internal sealed class BatchItemRowConfiguration : IEntityTypeConfiguration<BatchItemRow>
{
    public void Configure(EntityTypeBuilder<BatchItemRow> builder)
    {
        builder.Property(row => row.BatchId).HasMaxLength(32);
        builder.Property(row => row.InstanceId).HasMaxLength(32);
        builder.Property(row => row.State).HasMaxLength(16);
        builder.Property(row => row.VersionIdBefore).HasMaxLength(64);
    }
}
