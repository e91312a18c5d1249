using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>One version of a definition; immutable once published.</summary>
public sealed class DefinitionRow
{
    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public int Version { get; set; }
    public string? Name { get; set; }

    /// <summary>Elsa 3 JSON, UTF-8.</summary>
    public required byte[] Json { get; set; }
    public required string ContentHash { get; set; }
    public bool IsLatest { get; set; }
    public bool IsPublished { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
    public string? Author { get; set; }
    public string? Reason { get; set; }
}

internal sealed class DefinitionRowConfiguration : IEntityTypeConfiguration<DefinitionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionRow> builder)
    {
        builder.ToTable("Definitions");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.DefinitionId).HasMaxLength(64);
        builder.Property(row => row.Name).HasMaxLength(400);
        builder.Property(row => row.ContentHash).HasMaxLength(64);
        builder.Property(row => row.Author).HasMaxLength(128);
        builder.HasIndex(row => new { row.DefinitionId, row.Version }).IsUnique();
    }
}
