using LienThong.Activities.Agencies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Delegations;

/// <summary>Ủy quyền khi vắng mặt: between two days somebody sees and decides work in place of another, of the same agency.</summary>
/// <remarks>Asked whenever an inbox is read or somebody decides, so it holds for work that waits already and ends at once when revoked.</remarks>
public sealed class Delegation
{
    /// <summary>Longest span in days: written authority is limited in time (Nghị định 30/2020/NĐ-CP, Điều 13 khoản 4).</summary>
    public const int MaxDays = 366;

    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }
    public Guid FromPersonId { get; set; }
    public Guid ToPersonId { get; set; }

    /// <summary>Null for all his positions in the agency.</summary>
    public Guid? PositionId { get; set; }

    /// <summary>Kinds of work with commas; null for all.</summary>
    public string? Kinds { get; set; }

    /// <summary>In Viet Nam; both days count.</summary>
    public DateOnly FirstDay { get; set; }
    public DateOnly LastDay { get; set; }
    public required string Reason { get; set; }

    /// <summary>Number of the written authority by which a head of unit signs TUQ.; null when there is none.</summary>
    public string? Authorisation { get; set; }

    public Guid? SetBy { get; set; }
    public DateTimeOffset SetAt { get; set; }
    public Guid? RevokedBy { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
    public string? RevokeReason { get; set; }
    public int RowVersion { get; set; }

    /// <summary>Empty for all kinds.</summary>
    public IReadOnlyList<string> KindList => Kinds?.Split(',') ?? [];

    public bool Overlaps(DateOnly first, DateOnly last) => FirstDay <= last && first <= LastDay;

    public bool SharesKind(IReadOnlyList<string> kinds) => Kinds is null || kinds.Count == 0 || KindList.Intersect(kinds).Any();

    internal sealed class Configuration : IEntityTypeConfiguration<Delegation>
    {
        public void Configure(EntityTypeBuilder<Delegation> builder)
        {
            builder.ToTable("Delegations");
            builder.Ignore(delegation => delegation.KindList);
            builder.Property(delegation => delegation.Kinds).HasMaxLength(200);
            builder.Property(delegation => delegation.Reason).HasMaxLength(500);
            builder.Property(delegation => delegation.Authorisation).HasMaxLength(100);
            builder.Property(delegation => delegation.RevokeReason).HasMaxLength(500);
            builder.Property(delegation => delegation.RowVersion).IsConcurrencyToken();
            builder.HasIndex(delegation => new { delegation.ToPersonId, delegation.LastDay });
            builder.HasIndex(delegation => new { delegation.FromPersonId, delegation.LastDay });
            builder.HasIndex(delegation => new { delegation.AgencyId, delegation.LastDay });
            builder.HasOne<Person>().WithMany().HasForeignKey(delegation => delegation.FromPersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Person>().WithMany().HasForeignKey(delegation => delegation.ToPersonId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
