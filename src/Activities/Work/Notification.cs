using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Work;

/// <summary>A notice under somebody's bell.</summary>
public sealed class Notification
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public Guid? DossierId { get; set; }

    /// <summary>What it is about, as a code: assigned, reminder, escalation, returned, delivery.</summary>
    public required string Kind { get; set; }

    public required string Text { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>When it was put there, which may be later: by this a page asks what is new since it last looked.</summary>
    public DateTimeOffset DeliveredAt { get; set; }
    public DateTimeOffset? ReadAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Notification>
    {
        public void Configure(EntityTypeBuilder<Notification> builder)
        {
            builder.ToTable("Notifications");
            builder.Property(notification => notification.Kind).HasMaxLength(30);
            builder.Property(notification => notification.Text).HasMaxLength(1000);
            builder.Property(notification => notification.At).HasColumnName("NotifiedAt");
            builder.HasIndex(notification => new { notification.PersonId, notification.ReadAt, notification.At });
            builder.HasIndex(notification => notification.DeliveredAt);
        }
    }
}
