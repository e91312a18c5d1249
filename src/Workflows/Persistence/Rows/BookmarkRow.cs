using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>A place where an instance waits; deleting it is the one way to resume there.</summary>
[Table("Bookmarks"), PrimaryKey(nameof(Id))]
public sealed class BookmarkRow
{
    public required string Id { get; set; }
    public required string InstanceId { get; set; }
    public required string Name { get; set; }

    /// <summary>Of name and payload, 32 hexadecimal digits: what a stimulus is matched by.</summary>
    public required string Hash { get; set; }
    public required string ActivityId { get; set; }
    public string? CorrelationId { get; set; }
    public string? Payload { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

internal sealed class BookmarkRowConfiguration : IEntityTypeConfiguration<BookmarkRow>
{
    public void Configure(EntityTypeBuilder<BookmarkRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(32);
        builder.Property(row => row.InstanceId).HasMaxLength(32);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.Hash).HasMaxLength(32);
        builder.Property(row => row.ActivityId).HasMaxLength(128);
        builder.Property(row => row.CorrelationId).HasMaxLength(128);
        builder.HasIndex(row => row.Hash);
        // Waits for requests are looked up by their routes, which no hash can do.
        builder.HasIndex(row => row.Name).HasFilter("\"Name\" = 'Elsa.HttpEndpoint'");
        builder.HasIndex(row => row.InstanceId);
    }
}
