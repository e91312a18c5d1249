using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Audit;

/// <summary>Who did what to what, written in the transaction that did it and chained to the entry before it.</summary>
public sealed class AuditEntry
{
    /// <summary>From 1, without gaps.</summary>
    public long Seq { get; set; }

    /// <summary>Whole microseconds: the finest that all databases keep.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Null for the system itself.</summary>
    public Guid? ActorId { get; set; }

    public required string ActorName { get; set; }

    /// <summary>The position, with the person replaced when somebody acts for another.</summary>
    public string? ActingAs { get; set; }

    /// <summary>Noun and verb in the past tense, as a code: <c>incoming.registered</c>.</summary>
    public required string Action { get; set; }

    public required string SubjectKind { get; set; }
    public required string SubjectId { get; set; }
    public Guid? DossierId { get; set; }

    /// <summary>What else is to be known, as JSON.</summary>
    public string? Data { get; set; }

    /// <summary>Of the entry before it; 64 zeros for the first.</summary>
    public required string PreviousHash { get; set; }

    /// <summary>See <see cref="AuditHash"/>.</summary>
    public required string Hash { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("AuditEntries");
            builder.HasKey(entry => entry.Seq);
            builder.Property(entry => entry.At).HasColumnName("HappenedAt");
            builder.Property(entry => entry.ActorName).HasMaxLength(100);
            builder.Property(entry => entry.ActingAs).HasMaxLength(300);
            builder.Property(entry => entry.Action).HasMaxLength(50);
            builder.Property(entry => entry.SubjectKind).HasMaxLength(50);
            builder.Property(entry => entry.SubjectId).HasMaxLength(100);
            builder.Property(entry => entry.PreviousHash).HasMaxLength(64).IsFixedLength();
            builder.Property(entry => entry.Hash).HasMaxLength(64).IsFixedLength();
            builder.HasIndex(entry => entry.DossierId);
            builder.HasIndex(entry => new { entry.SubjectKind, entry.SubjectId });
            builder.HasIndex(entry => entry.At);
        }
    }
}

/// <summary>The end of the chain: one row, so that entries cut off at the end are missed.</summary>
public sealed class AuditHead
{
    public const int TheOne = 1;

    public int Id { get; set; }
    public long Seq { get; set; }
    public required string Hash { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditHead>
    {
        public void Configure(EntityTypeBuilder<AuditHead> builder)
        {
            builder.ToTable("AuditHead");
            builder.Property(head => head.Hash).HasMaxLength(64).IsFixedLength();
            builder.HasData(new AuditHead { Id = TheOne, Seq = 0, Hash = AuditHash.None });
        }
    }
}
