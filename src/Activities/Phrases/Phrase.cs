using LienThong.Activities.Agencies;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LienThong.Activities.Phrases;

/// <summary>Mẫu ý kiến: words that an agency offers its people for reasons, instructions and opinions.</summary>
public sealed class Phrase
{
    /// <summary>Of the text, in characters.</summary>
    public const int MaxLength = 500;

    public Guid Id { get; set; }
    public Guid AgencyId { get; set; }

    /// <summary>See <see cref="PhraseKinds"/>.</summary>
    public required string Kind { get; set; }

    public required string Text { get; set; }

    /// <summary>Place in the list, lowest first.</summary>
    public int Order { get; set; }

    public int RowVersion { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Phrase>
    {
        public void Configure(EntityTypeBuilder<Phrase> builder)
        {
            builder.ToTable("Phrases");
            builder.Property(phrase => phrase.Kind).HasMaxLength(20);
            builder.Property(phrase => phrase.Text).HasMaxLength(MaxLength);
            builder.Property(phrase => phrase.Order).HasColumnName("Place");
            builder.Property(phrase => phrase.RowVersion).IsConcurrencyToken();
            builder.HasIndex(phrase => new { phrase.AgencyId, phrase.Kind });
            builder.HasOne<Agency>().WithMany().HasForeignKey(phrase => phrase.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What phrases are offered for, and the decisions in which people write such words.</summary>
public static class PhraseKinds
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["return"] = [WorkOutcomes.Returned, WorkOutcomes.Refused],
        ["reject"] = [WorkOutcomes.Rejected],
        ["approve"] = [WorkOutcomes.Approved, WorkOutcomes.Signed],
        ["instruct"] = [WorkOutcomes.Assigned],
        ["opinion"] = [WorkOutcomes.Given],
        ["extension"] = [WorkOutcomes.Granted],
    };
}
