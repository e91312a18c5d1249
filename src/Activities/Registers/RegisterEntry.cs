using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Registers;

public enum RegisterEntryState
{
    Issued,

    /// <summary>Stays in the register, marked, and is never given again.</summary>
    Cancelled,
}

/// <summary>A number that was taken, and by which document.</summary>
public sealed class RegisterEntry
{
    public Guid RegisterId { get; set; }
    public int Number { get; set; }
    public Guid DocumentId { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Null when the system took it.</summary>
    public Guid? By { get; set; }

    public RegisterEntryState State { get; set; }

    /// <summary>Ghi chú; of a cancelled number the reason.</summary>
    public string? Note { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<RegisterEntry>
    {
        public void Configure(EntityTypeBuilder<RegisterEntry> builder)
        {
            builder.ToTable("RegisterEntries");
            builder.HasKey(entry => new { entry.RegisterId, entry.Number });
            builder.Property(entry => entry.At).HasColumnName("TakenAt");
            builder.Property(entry => entry.By).HasColumnName("TakenBy");
            builder.Property(entry => entry.Note).HasMaxLength(500);
            builder.HasIndex(entry => entry.DocumentId);
            builder.HasOne<Register>().WithMany().HasForeignKey(entry => entry.RegisterId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
