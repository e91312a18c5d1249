using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Templates;

/// <summary>Mẫu văn bản: a draft with fields such as <c>{{so-den}}</c> that are filled from the incoming document.</summary>
public sealed class DocumentTemplate
{
    public Guid Id { get; set; }

    /// <summary>Null for one that all agencies share.</summary>
    public Guid? AgencyId { get; set; }

    public required string Name { get; set; }

    /// <summary>Abbreviation of the type, CV for a Công văn.</summary>
    public required string TypeCode { get; set; }

    /// <summary>A <see cref="Documents.DraftContent"/> as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Taken out of use; kept, so that a shipped one does not come back.</summary>
    public bool Retired { get; set; }

    public Guid? ChangedBy { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DocumentTemplate>
    {
        public void Configure(EntityTypeBuilder<DocumentTemplate> builder)
        {
            builder.ToTable("DocumentTemplates");
            builder.Property(template => template.Name).HasMaxLength(200);
            builder.Property(template => template.TypeCode).HasMaxLength(10);
            builder.Property(template => template.RowVersion).IsConcurrencyToken();
            builder.HasIndex(template => template.AgencyId);
        }
    }
}
