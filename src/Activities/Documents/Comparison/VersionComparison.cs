using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;

namespace LienThong.Activities.Documents.Comparison;

/// <summary>Two versions of a document set against each other.</summary>
/// <param name="From">The earlier one.</param>
/// <param name="To">The later one.</param>
/// <param name="Refusal">Why their texts cannot be compared, for the user; then there are no blocks.</param>
/// <param name="Identical">No word differs.</param>
/// <param name="Highlights">What is called out first.</param>
/// <param name="Blocks">The whole text.</param>
public sealed record VersionComparison(
    VersionRow From, VersionRow To, string? Refusal, bool Identical, IReadOnlyList<Highlight> Highlights, IReadOnlyList<CompareBlock> Blocks);

/// <summary>Compares the texts of two versions' files.</summary>
public sealed class CompareVersions(FileText texts, CompareLimits limits)
{
    /// <param name="from">Readable by the caller.</param>
    /// <param name="to">The same.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>compare.too-long</c>, <c>compare.unreadable</c>.</exception>
    public async Task<VersionComparison> RunAsync(VersionRow from, VersionRow to, CancellationToken cancellationToken)
    {
        try
        {
            var before = await texts.ReadAsync(from.Sha256, from.MediaType, cancellationToken);
            var after = before.Refusal is null ? await texts.ReadAsync(to.Sha256, to.MediaType, cancellationToken) : before;
            if (after.Refusal is { } refusal)
                return new VersionComparison(from, to, refusal, from.Sha256 == to.Sha256, [], []);
            var compared = TextComparison.Of(before.Text, after.Text, limits, cancellationToken);
            return new VersionComparison(from, to, null, compared.Identical, compared.Highlights, compared.Blocks);
        }
        catch (DocumentRefusedException damaged)
        {
            throw new RuleViolation("compare.unreadable", $"Không đọc được tệp để so sánh. {damaged.Message}");
        }
    }
}
