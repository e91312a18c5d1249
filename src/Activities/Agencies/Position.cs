using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Agencies;

/// <summary>What a position may decide, whatever its title is.</summary>
public enum PositionKind
{
    AgencyHead,
    AgencyDeputy,
    UnitHead,
    UnitDeputy,
    Officer,

    /// <summary>Văn thư.</summary>
    Registry,
}

/// <summary>Codes by which definitions name positions; an agency may have others of its own.</summary>
public static class PositionCodes
{
    public const string Chairman = "chu-tich";
    public const string DeputyChairman = "pho-chu-tich";
    public const string Director = "giam-doc";
    public const string DeputyDirector = "pho-giam-doc";
    public const string ChiefOfOffice = "chanh-van-phong";
    public const string DeputyChiefOfOffice = "pho-chanh-van-phong";
    public const string UnitHead = "truong-don-vi";
    public const string DeputyUnitHead = "pho-truong-don-vi";
    public const string Officer = "chuyen-vien";
    public const string Registry = "van-thu";
}

/// <summary>A position of an agency, in one of its units or above them; people come and go by <see cref="Appointment"/>.</summary>
public sealed class Position
{
    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }

    /// <summary>Null for the leaders of the agency.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Same code, same role, in every agency: see <see cref="PositionCodes"/>.</summary>
    public required string Code { get; set; }

    /// <summary>As printed in the signature block: Phó Giám đốc.</summary>
    public required string Title { get; set; }

    public PositionKind Kind { get; set; }

    /// <summary>Order in lists, lowest first.</summary>
    public int Rank { get; set; }

    public DateOnly ValidFrom { get; set; }

    /// <summary>The last day that counts; null while it exists.</summary>
    public DateOnly? ValidTo { get; set; }

    public int RowVersion { get; set; }

    public bool IsAgencyHead => Kind == PositionKind.AgencyHead;
    public bool IsUnitHead => Kind == PositionKind.UnitHead;

    /// <summary>A head is one person at a time.</summary>
    public bool HasOneHolder => IsAgencyHead || IsUnitHead;

    public bool ExistsOn(DateOnly date) => ValidFrom <= date && (ValidTo is null || date <= ValidTo);

    internal sealed class Configuration : IEntityTypeConfiguration<Position>
    {
        public void Configure(EntityTypeBuilder<Position> builder)
        {
            builder.ToTable("Positions");
            builder.Property(position => position.Code).HasMaxLength(50);
            builder.Property(position => position.Title).HasMaxLength(100);
            builder.Property(position => position.RowVersion).IsConcurrencyToken();
            builder.HasOne<Agency>().WithMany().HasForeignKey(position => position.AgencyId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Unit>().WithMany().HasForeignKey(position => position.UnitId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
