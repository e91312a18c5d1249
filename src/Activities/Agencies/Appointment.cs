using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Agencies;

/// <summary>Somebody holds a position between two dates.</summary>
public sealed class Appointment
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public Guid PositionId { get; set; }
    public DateOnly From { get; set; }

    /// <summary>The last day that counts; null while it lasts.</summary>
    public DateOnly? To { get; set; }

    /// <summary>The position under which somebody with several works when nothing else is said; one per person and day.</summary>
    public bool Primary { get; set; }

    public int RowVersion { get; set; }

    public bool CountsOn(DateOnly date) => From <= date && (To is null || date <= To);

    /// <summary>True when there is a day on which both count.</summary>
    public bool Overlaps(DateOnly from, DateOnly? to) => (to is null || From <= to) && (To is null || from <= To);

    internal sealed class Configuration : IEntityTypeConfiguration<Appointment>
    {
        public void Configure(EntityTypeBuilder<Appointment> builder)
        {
            builder.ToTable("Appointments");
            builder.Property(appointment => appointment.From).HasColumnName("FromDate");
            builder.Property(appointment => appointment.To).HasColumnName("ToDate");
            builder.Property(appointment => appointment.Primary).HasColumnName("IsPrimary");
            builder.Property(appointment => appointment.RowVersion).IsConcurrencyToken();
            builder.HasOne<Person>().WithMany().HasForeignKey(appointment => appointment.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Position>().WithMany().HasForeignKey(appointment => appointment.PositionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
