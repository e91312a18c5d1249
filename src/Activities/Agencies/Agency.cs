using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Agencies;

/// <summary>A state agency that issues documents in its own name, between two dates.</summary>
public sealed class Agency
{
    public Guid Id { get; set; }
    public required string Name { get; set; }
    public required string ShortName { get; set; }

    /// <summary>As it stands in the symbol of a document: SKHCN in <c>BC-SKHCN</c>.</summary>
    public required string Symbol { get; set; }

    /// <summary>Code on the exchange axis by QCVN 102:2016, 13 characters, level 1 last: <c>000.00.00.H50</c>.</summary>
    public string? EdocCode { get; set; }

    /// <summary>Code by Quyết định 20/2020/QĐ-TTg, level 1 first: <c>H50.12</c>.</summary>
    public string? Code { get; set; }

    public Guid? SuperiorId { get; set; }

    /// <summary>Địa danh of the date line (ô 4); agencies of a province write the name of the province.</summary>
    public required string Place { get; set; }

    public DateOnly ValidFrom { get; set; }

    /// <summary>The last day that counts; null while it exists.</summary>
    public DateOnly? ValidTo { get; set; }

    public int RowVersion { get; set; }

    public bool ExistsOn(DateOnly date) => ValidFrom <= date && (ValidTo is null || date <= ValidTo);

    internal sealed class Configuration : IEntityTypeConfiguration<Agency>
    {
        public void Configure(EntityTypeBuilder<Agency> builder)
        {
            builder.ToTable("Agencies");
            builder.Property(agency => agency.Name).HasMaxLength(200);
            builder.Property(agency => agency.ShortName).HasMaxLength(100);
            builder.Property(agency => agency.Symbol).HasMaxLength(20);
            builder.Property(agency => agency.EdocCode).HasMaxLength(13);
            builder.Property(agency => agency.Code).HasMaxLength(35);
            builder.Property(agency => agency.Place).HasMaxLength(100);
            builder.Property(agency => agency.RowVersion).IsConcurrencyToken();
            builder.HasOne<Agency>().WithMany().HasForeignKey(agency => agency.SuperiorId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
