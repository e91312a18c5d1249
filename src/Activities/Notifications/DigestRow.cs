using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Notifications;

/// <summary>That somebody's morning digest of a day was written: its key lets no second one be, whatever restarts and however many nodes there are.</summary>
public sealed class DigestRow
{
    public DateOnly Day { get; set; }
    public Guid PersonId { get; set; }
    public DateTimeOffset WrittenAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DigestRow>
    {
        public void Configure(EntityTypeBuilder<DigestRow> builder)
        {
            builder.ToTable("MorningDigests");
            builder.HasKey(digest => new { digest.Day, digest.PersonId });
            builder.Property(digest => digest.Day).HasColumnName("DigestDay");
        }
    }
}
