using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Agencies;

/// <summary>Somebody who works here; what he may do follows from his appointments.</summary>
public sealed class Person
{
    public Guid Id { get; set; }

    /// <summary>Without academic titles, ranks and honours (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.7).</summary>
    public required string FullName { get; set; }

    public string? Email { get; set; }
    public string? Phone { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> builder)
        {
            builder.ToTable("People");
            builder.Property(person => person.FullName).HasMaxLength(50);
            builder.Property(person => person.Email).HasMaxLength(200);
            builder.Property(person => person.Phone).HasMaxLength(20);
            builder.Property(person => person.RowVersion).IsConcurrencyToken();
        }
    }
}
