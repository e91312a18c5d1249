using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

public enum OutgoingState { Draft, InReview, Approved, Signed, Issued, Sent, Recalled }

/// <summary>Văn bản đi, from the first draft on; what is signed lies in its <see cref="DocumentVersion"/>s.</summary>
public sealed class OutgoingDocument
{
    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }
    public Guid DossierId { get; set; }
    public Guid DraftingUnitId { get; set; }

    /// <summary>Abbreviation of the type, CV for a Công văn.</summary>
    public required string TypeCode { get; set; }

    public required string Subject { get; set; }

    /// <summary>The content by the boxes of the form, as JSON.</summary>
    public required string Fields { get; set; }

    /// <summary>SHA-256 of the drafter's own DOCX when that is the draft; null when the file is written from the fields.</summary>
    public string? UploadedHash { get; set; }

    /// <summary>The drafter's own DOCX has no place for number or date, so it cannot be issued.</summary>
    public bool LacksNumberPlace { get; set; }

    /// <summary>Nơi nhận as the register prints it.</summary>
    public string? ToPlaces { get; set; }

    public Urgency Urgency { get; set; }
    public Guid? SignerPersonId { get; set; }

    /// <summary>The position he signed in; what it was called then is printed, whatever becomes of him later.</summary>
    public Guid? SignerPositionId { get; set; }

    public DateTimeOffset? SignedAt { get; set; }

    /// <summary>TM., KT., TL., TUQ. or Q.; null when the head signs for himself.</summary>
    public string? SignerAuthority { get; set; }

    /// <summary>Null until văn thư gives it.</summary>
    public int? Number { get; set; }

    /// <summary>Without number and joining sign: <c>BC-SKHCN</c>.</summary>
    public required string Symbol { get; set; }

    public DateOnly? IssuedOn { get; set; }
    public Guid? RegisterId { get; set; }

    /// <summary>Số lượng bản, for the register; an electronic document has one.</summary>
    public int CopyCount { get; set; } = 1;

    public OutgoingState State { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<OutgoingDocument>
    {
        public void Configure(EntityTypeBuilder<OutgoingDocument> builder)
        {
            builder.ToTable("OutgoingDocuments");
            builder.Property(document => document.TypeCode).HasMaxLength(10);
            builder.Property(document => document.Subject).HasMaxLength(500);
            builder.Property(document => document.UploadedHash).HasMaxLength(64).IsFixedLength();
            builder.Property(document => document.ToPlaces).HasMaxLength(1000);
            builder.Property(document => document.SignerAuthority).HasMaxLength(10);
            builder.Property(document => document.Symbol).HasMaxLength(30);
            builder.Property(document => document.RowVersion).IsConcurrencyToken();
            builder.HasIndex(document => new { document.AgencyId, document.State });
            builder.HasIndex(document => document.DossierId);
        }
    }
}
