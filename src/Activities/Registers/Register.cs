using LienThong.Activities.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Registers;

public enum RegisterKind
{
    /// <summary>Sổ đăng ký văn bản đến.</summary>
    Incoming,

    /// <summary>Sổ đăng ký văn bản đi.</summary>
    Outgoing,
}

/// <summary>
/// One series of numbers of an agency in a year, from 1 on 1 January (Nghị định 30/2020/NĐ-CP, Điều 15 và 22). How documents are split over
/// series is for the head of the agency to decide, hence the name.
/// </summary>
public sealed class Register
{
    /// <summary>Follows from agency, kind, year and name, so that taking a number finds and locks it in one statement.</summary>
    public Guid Id { get; set; }

    public Guid AgencyId { get; set; }
    public RegisterKind Kind { get; set; }
    public int Year { get; set; }
    public required string Name { get; set; }

    /// <summary>0 when no number was taken yet.</summary>
    public int LastNumber { get; set; }

    /// <summary>Ngày đóng sổ; null while it is open.</summary>
    public DateOnly? ClosedOn { get; set; }

    public int RowVersion { get; set; }

    /// <summary>As people call it: Văn bản đi 2024.</summary>
    public string Title => $"{Name} {Year}";

    public static string DefaultName(RegisterKind kind) => kind == RegisterKind.Incoming ? "Văn bản đến" : "Văn bản đi";

    public static Guid IdOf(Guid agencyId, RegisterKind kind, int year, string name) =>
        DeterministicId.Of($"register/{agencyId}/{kind}/{year}/{name}");

    internal sealed class Configuration : IEntityTypeConfiguration<Register>
    {
        public void Configure(EntityTypeBuilder<Register> builder)
        {
            builder.ToTable("Registers");
            builder.Property(register => register.Name).HasMaxLength(100);
            builder.Property(register => register.RowVersion).IsConcurrencyToken();
            builder.HasIndex(register => new { register.AgencyId, register.Kind, register.Year, register.Name }).IsUnique();
        }
    }
}
