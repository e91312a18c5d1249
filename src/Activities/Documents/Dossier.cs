using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

public enum DossierState { Open, Paused, Closed, Cancelled }

/// <summary>Hồ sơ: all that belongs to one piece of work, from the incoming document to the answer.</summary>
public sealed class Dossier
{
    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }
    public required string Subject { get; set; }

    /// <summary>Of the incoming document, which never changes: its sender, its number with symbol (<c>451/UBND-TH</c>), its urgency, and until when it asks for an answer.</summary>
    public string? Sender { get; set; }
    public string? IncomingNumber { get; set; }
    public Urgency? Urgency { get; set; }
    public DateOnly? SenderDueOn { get; set; }

    public Guid? IncomingDocumentId { get; set; }
    public Guid? OutgoingDocumentId { get; set; }
    public string? WorkflowInstanceId { get; set; }

    /// <summary>Đơn vị chủ trì: one, or none yet.</summary>
    public Guid? LeadUnitId { get; set; }

    public DossierState State { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Dossier>
    {
        public void Configure(EntityTypeBuilder<Dossier> builder)
        {
            builder.ToTable("Dossiers");
            builder.Property(dossier => dossier.Subject).HasMaxLength(500);
            builder.Property(dossier => dossier.Sender).HasMaxLength(200);
            builder.Property(dossier => dossier.IncomingNumber).HasMaxLength(50);
            builder.Property(dossier => dossier.WorkflowInstanceId).HasMaxLength(64);
            builder.Property(dossier => dossier.RowVersion).IsConcurrencyToken();
            builder.HasIndex(dossier => new { dossier.AgencyId, dossier.State, dossier.OpenedAt });
            builder.HasIndex(dossier => dossier.WorkflowInstanceId);
        }
    }
}
