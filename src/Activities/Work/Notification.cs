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

    /// <summary>One sentence, without the dossier's subject where that is part of it: see <see cref="Say"/>.</summary>
    public required string Text { get; set; }

    /// <summary>Before which character of <see cref="Text"/> the dossier's subject belongs; null when the text is whole.</summary>
    public int? SubjectAt { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>When it was put there, which may be later: by this a page asks what is new since it last looked.</summary>
    public DateTimeOffset DeliveredAt { get; set; }
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Sets the text. A subject never changes and is long, and most of a dossier's notices name it: it is read from the dossier.</summary>
    internal void Say(string text, string? subject)
    {
        var at = string.IsNullOrEmpty(subject) ? -1 : text.IndexOf(subject, StringComparison.Ordinal);
        (Text, SubjectAt) = at < 0 ? (text, default(int?)) : (text.Remove(at, subject!.Length), at); // there is a subject where one was found
    }

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
