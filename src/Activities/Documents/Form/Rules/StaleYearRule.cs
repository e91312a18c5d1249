using System.Globalization;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>A plan gives work for its own year: an earlier year in a deadline or in its table of tasks was copied from an older plan.</summary>
internal sealed partial class StaleYearRule : IFormRule
{
    private const int LongestTitle = 200;

    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.Type != DocumentTypes.Plan && document.Type != DocumentTypes.Programme) yield break;
        if (PlanYear(document) is not { } planned) yield break;

        foreach (Match match in Deadline().Matches(document.Text))
        {
            if (Year(match) >= planned) continue;
            yield return new FormFinding(
                "LT.NAM-CU-THOI-HAN", FindingSeverity.Error,
                $"Thời hạn “{Folding.Blanks(match.Value)}” thuộc năm {Year(match)} trong khi kế hoạch là của năm {planned}. Sửa lại năm.",
                null, document.PlaceAt(match.Groups["year"].Index));
        }

        foreach (Match match in InYear().Matches(document.Text, document.MainEnd))
        {
            if (Year(match) >= planned || BelongsToTitle(document, match)) continue;
            yield return new FormFinding(
                "LT.NAM-CU", FindingSeverity.Error,
                $"Phụ lục của kế hoạch năm {planned} ghi “{Folding.Blanks(match.Value)}”, có thể chép từ kế hoạch cũ. Kiểm tra và sửa năm.",
                null, document.PlaceAt(match.Groups["year"].Index));
        }
    }

    private static int? PlanYear(CheckedDocument document) =>
        document.Expected.Year
        ?? (document.Subject is { } subject && InYear().Matches(subject) is { Count: > 0 } matches ? Year(matches[^1]) : (int?)null)
        ?? document.PlaceAndDate?.Year;

    /// <summary>"Quyết định số … ngày 05/01/2023 … năm 2023": the year is part of the title of the cited document.</summary>
    private static bool BelongsToTitle(CheckedDocument document, Match match) =>
        document.Citations.Any(citation =>
            citation.TailEnd <= match.Index && match.Index - citation.TailEnd < LongestTitle && Year(match) - citation.Date?.Year is 0 or 1
            && document.Text.AsSpan(citation.TailEnd, match.Index - citation.TailEnd).IndexOfAny('.', ';') < 0);

    private static int Year(Match match) => int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?:trước|đến|chậm\s+nhất|vào)\s+ngày\s+\d{1,2}/\d{1,2}/(?<year>20\d{2})", RegexOptions.IgnoreCase)]
    private static partial Regex Deadline();

    // Not: ends of periods (đến năm, từ năm), dates (tháng 5 năm, … ), results of the year before told on purpose (so với năm).
    [GeneratedRegex(@"(?<!(?:đến|từ|so\s+với|hết|sau|tháng\s+\d{1,2})\s+)năm\s+(?<year>20\d{2})(?!\s*[-–]\s*20\d{2})")]
    private static partial Regex InYear();
}
