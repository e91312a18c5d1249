using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

public enum VersionKind
{
    /// <summary>A file as it arrived.</summary>
    Received,
    Draft,
    Signed,

    /// <summary>With number, date and the agency's signature.</summary>
    Issued,
    Attachment,
}

/// <summary>One file of a document at one time; never changed, never deleted: a later change is a new version.</summary>
public sealed class DocumentVersion
{
    public Guid Id { get; set; }

    /// <summary>An incoming or an outgoing document.</summary>
    public Guid DocumentId { get; set; }

    /// <summary>From 1, without gaps.</summary>
    public int VersionNo { get; set; }

    public VersionKind Kind { get; set; }

    /// <summary>SHA-256 of the content in lower-case hexadecimal: where the file is kept.</summary>
    public required string FileHash { get; set; }

    public required string FileName { get; set; }
    public required string MediaType { get; set; }

    /// <summary>In bytes.</summary>
    public long Length { get; set; }

    public Guid? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public string? Note { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DocumentVersion>
    {
        public void Configure(EntityTypeBuilder<DocumentVersion> builder)
        {
            builder.ToTable("DocumentVersions");
            builder.Property(version => version.FileHash).HasMaxLength(64).IsFixedLength();
            builder.Property(version => version.FileName).HasMaxLength(255);
            builder.Property(version => version.MediaType).HasMaxLength(100);
            builder.Property(version => version.Note).HasMaxLength(500);
            builder.HasIndex(version => new { version.DocumentId, version.VersionNo }).IsUnique();
        }
    }
}
