using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>What one burst did; prunable, the state does not need it.</summary>
[Table("Journal"), PrimaryKey(nameof(InstanceId), nameof(Burst))]
public sealed class JournalRow
{
    public required string InstanceId { get; set; }

    /// <summary>Counts from 1 in each instance.</summary>
    public int Burst { get; set; }
    public DateTimeOffset At { get; set; }
    public required byte[] Entries { get; set; }

    /// <summary>Inputs and outputs that log persistence lets be kept, UTF-8 JSON by execution; null where it lets none.</summary>
    public byte[]? Values { get; set; }
}

internal sealed class JournalRowConfiguration : IEntityTypeConfiguration<JournalRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.Property(row => row.InstanceId).HasMaxLength(32);
    }
}
