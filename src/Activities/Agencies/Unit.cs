using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Agencies;

public enum UnitKind
{
    /// <summary>Văn phòng: keeps the registry and follows up on deadlines.</summary>
    Office,

    /// <summary>Phòng chuyên môn.</summary>
    Division,

    /// <summary>Thanh tra.</summary>
    Inspectorate,

    /// <summary>Chi cục.</summary>
    Branch,

    /// <summary>Đơn vị sự nghiệp, such as a Trung tâm.</summary>
    PublicService,
}

/// <summary>A unit (phòng, đơn vị) of an agency, between two dates.</summary>
public sealed class Unit
{
    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }
    public required string Name { get; set; }

    /// <summary>As it stands in a Công văn's symbol and in the archive line: VP in <c>Lưu: VT, VP.</c></summary>
    public required string Symbol { get; set; }

    public UnitKind Kind { get; set; }
    public Guid? ParentId { get; set; }
    public DateOnly ValidFrom { get; set; }

    /// <summary>The last day that counts; null while it exists.</summary>
    public DateOnly? ValidTo { get; set; }

    public int RowVersion { get; set; }

    public bool ExistsOn(DateOnly date) => ValidFrom <= date && (ValidTo is null || date <= ValidTo);

    internal sealed class Configuration : IEntityTypeConfiguration<Unit>
    {
        public void Configure(EntityTypeBuilder<Unit> builder)
        {
            builder.ToTable("Units");
            builder.Property(unit => unit.Name).HasMaxLength(200);
            builder.Property(unit => unit.Symbol).HasMaxLength(20);
            builder.Property(unit => unit.RowVersion).IsConcurrencyToken();
            builder.HasOne<Agency>().WithMany().HasForeignKey(unit => unit.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.ParentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
