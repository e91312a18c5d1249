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
            var before = await texts.ReadAsync(from.Sha256, from.MediaType, isWhole: true, cancellationToken);
            var after = await texts.ReadAsync(to.Sha256, to.MediaType, isWhole: true, cancellationToken);
            var compared = TextComparison.Of(before, after, limits, cancellationToken);
            return new VersionComparison(from, to, null, compared.Identical, compared.Highlights, compared.Blocks);
        }
        catch (DocumentRefusedException without) when (FileText.SaysNoText(without.Code))
        {
            return new VersionComparison(from, to, $"Không so sánh được hai tệp này. {without.Message}", from.Sha256 == to.Sha256, [], []);
        }
        catch (DocumentRefusedException damaged)
        {
            throw new RuleViolation("compare.unreadable", $"Không đọc được tệp để so sánh. {damaged.Message}");
        }
    }
}
