using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

public enum IncomingState
{
    /// <summary>Đã tiếp nhận: in the register, nobody has assigned it.</summary>
    Registered,

    /// <summary>Đã phân công.</summary>
    Assigned,

    /// <summary>Đang xử lý.</summary>
    InProgress,

    /// <summary>Hoàn thành: answered, or closed without an answer where none was asked for.</summary>
    Done,

    /// <summary>Trả lại nơi gửi.</summary>
    Returned,
}

/// <summary>Văn bản đến, as văn thư registered it (Nghị định 30/2020/NĐ-CP, Điều 22).</summary>
public sealed class IncomingDocument
{
    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }
    public Guid DossierId { get; set; }

    /// <summary>Tác giả, as on the paper.</summary>
    public required string SenderName { get; set; }

    /// <summary>Null when the sender is not one of our agencies.</summary>
    public Guid? SenderAgencyId { get; set; }

    /// <summary>Of the sender, as written: <c>451</c>.</summary>
    public required string Number { get; set; }

    /// <summary>Of the sender, without the joining sign: <c>UBND-TH</c>.</summary>
    public required string Symbol { get; set; }

    public DateOnly IssuedOn { get; set; }

    /// <summary>Abbreviation of the type, CV for a Công văn.</summary>
    public required string TypeCode { get; set; }

    public required string Subject { get; set; }
    public Urgency Urgency { get; set; }
    public DateTimeOffset ArrivedAt { get; set; }
    public Guid RegisterId { get; set; }

    /// <summary>Số đến.</summary>
    public int ArrivalNumber { get; set; }

    /// <summary>The date the sender asks for; what counts here is <see cref="Work.Deadline"/>.</summary>
    public DateOnly? DeadlineOn { get; set; }

    /// <summary>It cannot be closed without the number of a reply.</summary>
    public bool NeedsReply { get; set; }

    public string? ReplyNumber { get; set; }
    public string? ReplySymbol { get; set; }
    public Guid? ReplyDocumentId { get; set; }

    /// <summary>Message of the exchange axis it came by; null for paper.</summary>
    public string? MessageId { get; set; }

    /// <summary>Number, symbol, sender and year, folded: equal for the same document written differently.</summary>
    public required string IdentityKey { get; set; }

    public IncomingState State { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<IncomingDocument>
    {
        public void Configure(EntityTypeBuilder<IncomingDocument> builder)
        {
            builder.ToTable("IncomingDocuments");
            builder.Property(document => document.SenderName).HasMaxLength(200);
            builder.Property(document => document.Number).HasMaxLength(11);
            builder.Property(document => document.Symbol).HasMaxLength(30);
            builder.Property(document => document.TypeCode).HasMaxLength(10);
            builder.Property(document => document.Subject).HasMaxLength(500);
            builder.Property(document => document.ReplyNumber).HasMaxLength(11);
            builder.Property(document => document.ReplySymbol).HasMaxLength(30);
            builder.Property(document => document.MessageId).HasMaxLength(100);
            builder.Property(document => document.IdentityKey).HasMaxLength(300);
            builder.Property(document => document.RowVersion).IsConcurrencyToken();
            // Not unique: a registered document may be registered again when văn thư says so (Phụ lục VI asks for a warning).
            builder.HasIndex(document => new { document.AgencyId, document.IdentityKey });
            builder.HasIndex(document => new { document.AgencyId, document.ArrivedAt });
            builder.HasIndex(document => document.MessageId);
            builder.HasIndex(document => document.DossierId);
        }
    }
}
