using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Notifications;

/// <summary>How somebody wants to be told; without a row the usual counts. Under the bell everything comes, and at once.</summary>
public sealed class NotificationPreferences
{
    public Guid PersonId { get; set; }

    /// <summary>Kinds of notices, with commas, whose mail waits for the morning digest.</summary>
    public string Digested { get; set; } = "";

    /// <summary>Kinds of notices, with commas, of which no mail is sent.</summary>
    public string Silenced { get; set; } = "";

    /// <summary>From this time of the day on, in Việt Nam, mail waits; null with <see cref="QuietTo"/>: it never waits.</summary>
    public TimeOnly? QuietFrom { get; set; } = new(20, 0);

    /// <summary>Until this time, on the next day when it is the earlier one.</summary>
    public TimeOnly? QuietTo { get; set; } = new(6, 30);

    /// <summary>A letter on the morning of every working day, when something waits.</summary>
    public bool MorningDigest { get; set; } = true;

    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<NotificationPreferences>
    {
        public void Configure(EntityTypeBuilder<NotificationPreferences> builder)
        {
            builder.ToTable("NotificationPreferences");
            builder.HasKey(preferences => preferences.PersonId);
            builder.Property(preferences => preferences.Digested).HasMaxLength(500);
            builder.Property(preferences => preferences.Silenced).HasMaxLength(500);
            builder.Property(preferences => preferences.RowVersion).IsConcurrencyToken();
        }
    }
}
