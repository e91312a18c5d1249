using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Documents;

/// <summary>What an agency has decided about a type of documents; without a row the type is used, in the usual register, without a time to answer.</summary>
public sealed class DocumentTypeSettings
{
    public Guid AgencyId { get; set; }

    /// <summary>Key of the type: BC, CV.</summary>
    public required string TypeCode { get; set; }

    /// <summary>False: it is not offered for new documents.</summary>
    public bool Used { get; set; } = true;

    /// <summary>The series of numbers it is given a number from; null for the usual one.</summary>
    public string? RegisterName { get; set; }

    /// <summary>Working days to answer an incoming document of this type that sets no day itself; null for none.</summary>
    public int? DaysToAnswer { get; set; }

    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<DocumentTypeSettings>
    {
        public void Configure(EntityTypeBuilder<DocumentTypeSettings> builder)
        {
            builder.ToTable("DocumentTypeSettings");
            builder.HasKey(settings => new { settings.AgencyId, settings.TypeCode });
            builder.Property(settings => settings.TypeCode).HasMaxLength(10);
            builder.Property(settings => settings.RegisterName).HasMaxLength(100);
            builder.Property(settings => settings.RowVersion).IsConcurrencyToken();
        }
    }
}
