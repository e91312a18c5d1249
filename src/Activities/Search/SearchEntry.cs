using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Search;

public enum SearchKind { Incoming, Outgoing }

/// <summary>A document in the search index. What is shown and who may see it is read from the document and its dossier; its words lie in the provider's own index.</summary>
public sealed class SearchEntry
{
    /// <summary>Rising, so that the newest is found first; kept when the document is indexed again.</summary>
    public long Id { get; set; }

    public Guid DocumentId { get; set; }
    public SearchKind Kind { get; set; }
    public Guid DossierId { get; set; }

    /// <summary>How the words were made, see <see cref="SearchText.Format"/>; an older one is made anew.</summary>
    public int Format { get; set; }

    /// <summary>The document's row version that was read: an older reading never replaces a newer one.</summary>
    public int SourceVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SearchEntry>
    {
        public void Configure(EntityTypeBuilder<SearchEntry> builder)
        {
            builder.ToTable("SearchEntries");
            builder.HasIndex(entry => entry.DocumentId).IsUnique();
        }
    }
}

/// <summary>The text of a document's latest version, for excerpts.</summary>
public sealed class SearchContent
{
    public long EntryId { get; set; }
    public required string Text { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SearchContent>
    {
        public void Configure(EntityTypeBuilder<SearchContent> builder)
        {
            builder.ToTable("SearchContents");
            builder.HasKey(content => content.EntryId);
            builder.Property(content => content.Text).HasColumnName("ContentText");
        }
    }
}
