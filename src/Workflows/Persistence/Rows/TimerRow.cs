using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>A due time. Its key is what it is for (a bookmark that it resumes, a trigger that it starts), so that nothing has two timers.</summary>
[Table("Timers"), PrimaryKey(nameof(Id))]
public sealed class TimerRow
{
    public required string Id { get; set; }
    public DateTimeOffset DueAt { get; set; }
    public required string Kind { get; set; }

    /// <summary>Empty when it belongs to no instance.</summary>
    public required string InstanceId { get; set; }
}

internal sealed class TimerRowConfiguration : IEntityTypeConfiguration<TimerRow>
{
    public void Configure(EntityTypeBuilder<TimerRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.Kind).HasMaxLength(64);
        builder.Property(row => row.InstanceId).HasMaxLength(32);
        builder.HasIndex(row => row.DueAt);
    }
}
