using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

public enum RelationKind
{
    ReplyTo,
    Replaces,
    Related,

    /// <summary>Căn cứ: what the other one rests on.</summary>
    Basis,
}

/// <summary>One document answers, replaces, rests on or belongs to another; either may be incoming or outgoing.</summary>
public sealed class DocumentRelation
{
    public Guid FromId { get; set; }
    public Guid ToId { get; set; }
    public RelationKind Kind { get; set; }
    public Guid? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DocumentRelation>
    {
        public void Configure(EntityTypeBuilder<DocumentRelation> builder)
        {
            builder.ToTable("DocumentRelations");
            builder.HasKey(relation => new { relation.FromId, relation.ToId, relation.Kind });
            builder.HasIndex(relation => relation.ToId);
        }
    }
}
