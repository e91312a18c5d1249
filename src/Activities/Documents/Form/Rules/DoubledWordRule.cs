using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>A particle written twice ("của của"); only words that the language never doubles on purpose.</summary>
internal sealed partial class DoubledWordRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document) =>
        Doubled().Matches(document.Text).Select(match => new FormFinding(
            "LT.LAP-TU", FindingSeverity.Warning, $"Từ “{match.Groups["word"].Value}” bị lặp. Bỏ một từ.", null, document.PlaceAt(match.Index)));

    [GeneratedRegex(@"(?<!\p{L})(?<word>theo|của|và|các|những|về|trong|cho|với|được|là|tại|đã|để|bởi|trên|thì)\s+\k<word>(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Doubled();
}
