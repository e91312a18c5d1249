using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Work;

public enum DeadlineStatus { Running, Paused, Done }

/// <summary>Hạn xử lý of a dossier: one, and everything else about lateness is derived from it. No row means no deadline.</summary>
public sealed class Deadline
{
    public Guid DossierId { get; set; }

    /// <summary>The last day that is in time.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>Before any extension; statistics may count by it.</summary>
    public DateOnly FirstDueOn { get; set; }

    /// <summary>How it was said: <c>10 ngày làm việc</c>, <c>trước ngày 18/5</c>.</summary>
    public required string Rule { get; set; }

    public DeadlineStatus State { get; set; }
    public Guid? SetBy { get; set; }
    public DateTimeOffset SetAt { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Deadline>
    {
        public void Configure(EntityTypeBuilder<Deadline> builder)
        {
            builder.ToTable("Deadlines");
            builder.HasKey(deadline => deadline.DossierId);
            builder.Property(deadline => deadline.Rule).HasColumnName("RuleText").HasMaxLength(200);
            builder.Property(deadline => deadline.RowVersion).IsConcurrencyToken();
            builder.HasIndex(deadline => new { deadline.State, deadline.DueOn });
        }
    }
}
