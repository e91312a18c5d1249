using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

/// <summary>A file that goes out with a dossier's document: phụ lục, tài liệu kèm theo. Taken out while drafting, it stays among the versions it was submitted with.</summary>
public sealed class DraftAttachment
{
    public Guid Id { get; set; }
    public Guid DossierId { get; set; }

    /// <summary>What it is: Phụ lục I.</summary>
    public required string Role { get; set; }

    public required string FileHash { get; set; }
    public required string FileName { get; set; }
    public required string MediaType { get; set; }

    /// <summary>In bytes.</summary>
    public long Length { get; set; }

    public Guid AddedBy { get; set; }
    public DateTimeOffset AddedAt { get; set; }

    /// <summary>The version of the document that it became when the draft was submitted; null before.</summary>
    public int? VersionNo { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DraftAttachment>
    {
        public void Configure(EntityTypeBuilder<DraftAttachment> builder)
        {
            builder.ToTable("DraftAttachments");
            builder.Property(attachment => attachment.Role).HasMaxLength(100);
            builder.Property(attachment => attachment.FileHash).HasMaxLength(64).IsFixedLength();
            builder.Property(attachment => attachment.FileName).HasMaxLength(255);
            builder.Property(attachment => attachment.MediaType).HasMaxLength(100);
            builder.HasIndex(attachment => attachment.DossierId);
        }
    }
}
