using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>One abbreviation for one thing: KHCN beside KH&amp;CN in the same document is a slip.</summary>
internal sealed partial class AbbreviationRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var words = Word().Matches(document.Text).ToLookup(match => match.Value);
        foreach (var joined in words.Where(group => group.Key.Contains('&', StringComparison.Ordinal)))
        {
            var plain = joined.Key.Replace("&", "", StringComparison.Ordinal);
            if (!words.Contains(plain)) continue;
            yield return new FormFinding(
                "LT.VIET-TAT", FindingSeverity.Warning,
                $"Hai cách viết tắt “{plain}” ({words[plain].Count()} lần) và “{joined.Key}” ({joined.Count()} lần) cho cùng một cụm từ. "
                + "Dùng thống nhất một cách.",
                null, document.PlaceAt(words[plain].First().Index));
        }
    }

    // Not inside symbols of documents (…/BC-KHCN).
    [GeneratedRegex(@"(?<![\p{L}\d&/\-])\p{Lu}{2,}(?:&\p{Lu}+)*(?![\p{L}\d&/\-])")]
    private static partial Regex Word();
}
