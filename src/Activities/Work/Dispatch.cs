using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Work;

/// <summary>Status codes of the national exchange axis; codes not named here are kept as they come.</summary>
public static class DispatchStatusCodes
{
    /// <summary>Ours: written, not yet taken by the receiver's system.</summary>
    public const string Sent = "00";

    /// <summary>Đã đến.</summary>
    public const string Arrived = "01";

    /// <summary>Từ chối tiếp nhận, with a reason.</summary>
    public const string Refused = "02";

    /// <summary>Đã tiếp nhận.</summary>
    public const string Accepted = "03";

    /// <summary>Phân công.</summary>
    public const string Assigned = "04";

    /// <summary>Đang xử lý.</summary>
    public const string InProgress = "05";

    /// <summary>Hoàn thành.</summary>
    public const string Completed = "06";

    /// <summary>Lấy lại: asked by the sender.</summary>
    public const string RecallRequested = "13";

    /// <summary>Đồng ý lấy lại hoặc cập nhật.</summary>
    public const string RecallAgreed = "15";

    /// <summary>Từ chối lấy lại hoặc cập nhật.</summary>
    public const string RecallRefused = "16";
}

/// <summary>An issued document on its way to one recipient, and what the recipient says about it.</summary>
public sealed class Dispatch
{
    public Guid Id { get; set; }
    public Guid DocumentId { get; set; }
    public Guid DossierId { get; set; }

    /// <summary>Null for a recipient outside the system, who is only named.</summary>
    public Guid? RecipientAgencyId { get; set; }
    public required string RecipientName { get; set; }

    /// <summary>The same for every attempt, so that the receiver drops repeats.</summary>
    public required string MessageId { get; set; }

    /// <summary>See <see cref="DispatchStatusCodes"/>.</summary>
    public required string StatusCode { get; set; }
    public DateTimeOffset StatusAt { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The document that this one answers: <c>451/UBND-TH</c>, and its date.</summary>
    public string? ResponseForNumber { get; set; }
    public DateOnly? ResponseForDate { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Dispatch>
    {
        public void Configure(EntityTypeBuilder<Dispatch> builder)
        {
            builder.ToTable("Dispatches");
            builder.Property(dispatch => dispatch.RecipientName).HasMaxLength(200);
            builder.Property(dispatch => dispatch.MessageId).HasMaxLength(100);
            builder.Property(dispatch => dispatch.StatusCode).HasMaxLength(2);
            builder.Property(dispatch => dispatch.Reason).HasMaxLength(500);
            builder.Property(dispatch => dispatch.ResponseForNumber).HasMaxLength(50);
            builder.Property(dispatch => dispatch.RowVersion).IsConcurrencyToken();
            builder.HasIndex(dispatch => dispatch.MessageId).IsUnique();
            builder.HasIndex(dispatch => dispatch.DocumentId);
            builder.HasIndex(dispatch => new { dispatch.RecipientAgencyId, dispatch.StatusCode });
        }
    }
}

/// <summary>One status that a dispatch had, in the order in which they came.</summary>
public sealed class DispatchStatus
{
    public Guid Id { get; set; }
    public Guid DispatchId { get; set; }
    public required string Code { get; set; }
    public DateTimeOffset At { get; set; }
    public string? Reason { get; set; }

    /// <summary>Who reported it: a person or the other system.</summary>
    public string? ReportedBy { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DispatchStatus>
    {
        public void Configure(EntityTypeBuilder<DispatchStatus> builder)
        {
            builder.ToTable("DispatchStatuses");
            builder.Property(status => status.Code).HasMaxLength(2);
            builder.Property(status => status.At).HasColumnName("ReportedAt");
            builder.Property(status => status.Reason).HasMaxLength(500);
            builder.Property(status => status.ReportedBy).HasMaxLength(200);
            builder.HasIndex(status => new { status.DispatchId, status.At });
        }
    }
}
