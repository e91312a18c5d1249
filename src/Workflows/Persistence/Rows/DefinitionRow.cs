using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Workflows.Persistence.Rows;

/// <summary>One version of a definition; its text is immutable once published.</summary>
[Table("Definitions"), PrimaryKey(nameof(Id))]
public sealed class DefinitionRow
{
    public required string Id { get; set; }
    public required string DefinitionId { get; set; }
    public int Version { get; set; }
    public string? Name { get; set; }

    /// <summary>Elsa 3 JSON, UTF-8.</summary>
    public required byte[] Json { get; set; }
    /// <summary>SHA-256 of what the text says, 64 hexadecimal digits; a text that does not fit it is not run.</summary>
    public required string ContentHash { get; set; }

    /// <summary>The highest version; where it has no <see cref="PublishedAt"/> it is the draft.</summary>
    public bool IsLatest { get; set; }

    /// <summary>New instances follow it; at most one version of a definition.</summary>
    public bool IsPublished { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Null as long as it is a draft; stays when it is retracted.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
    public string? Author { get; set; }
    public string? Reason { get; set; }

    /// <summary>Counts the writes; a write over another version than the one read is refused.</summary>
    [ConcurrencyCheck]
    public int RowVersion { get; set; }
}

internal sealed class DefinitionRowConfiguration : IEntityTypeConfiguration<DefinitionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionRow> builder)
    {
        builder.Property(row => row.Id).HasMaxLength(64);
        builder.Property(row => row.DefinitionId).HasMaxLength(64);
        builder.Property(row => row.Name).HasMaxLength(400);
        builder.Property(row => row.ContentHash).HasMaxLength(64);
        builder.Property(row => row.Author).HasMaxLength(128);
        builder.HasIndex(row => new { row.DefinitionId, row.Version }).IsUnique();
        // Every start asks for the published one, and a row holds a whole text: not to be found by going through all versions.
        builder.HasIndex(row => new { row.DefinitionId, row.IsPublished });
    }
}
