using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Views;

/// <summary>A list as somebody wants to see it again: filters and order of a page, under a name; one's own, or shared by all who hold a position.</summary>
public sealed class SavedView
{
    public Guid Id { get; set; }

    /// <summary>Whose it is: <c>person:…</c>, or <c>position:agency:code</c> when it is shared.</summary>
    public required string Owner { get; set; }

    public required string Name { get; set; }

    /// <summary>Which list: <c>inbox</c>.</summary>
    public required string Page { get; set; }

    /// <summary>What the page made of it, as the page wrote it; nothing here reads it.</summary>
    public required string State { get; set; }

    /// <summary>Both set when it is shared with a position, both null when it is one's own.</summary>
    public Guid? AgencyId { get; set; }
    public string? PositionCode { get; set; }

    public int SortOrder { get; set; }
    public bool Pinned { get; set; }
    public Guid CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> builder)
        {
            builder.ToTable("SavedViews");
            builder.Property(view => view.Owner).HasMaxLength(120);
            builder.Property(view => view.Name).HasMaxLength(100);
            builder.Property(view => view.Page).HasMaxLength(40);
            builder.Property(view => view.State).HasColumnName("PageState").HasMaxLength(SavedViews.MaxState);
            builder.Property(view => view.PositionCode).HasMaxLength(50);
            builder.Property(view => view.RowVersion).IsConcurrencyToken();
            builder.HasIndex(view => new { view.Owner, view.Page, view.Name }).IsUnique();
        }
    }
}
