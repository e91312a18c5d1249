using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>After q the letter u belongs to the consonant and never bears the tone: Quỹ, not Qũy.</summary>
internal sealed partial class ToneMarkRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document) =>
        Misplaced().Matches(document.Text).Select(match => new FormFinding(
            "LT.DAU-THANH", FindingSeverity.Warning,
            $"“{match.Value}” đặt sai dấu thanh. Chuyển dấu sang nguyên âm đứng sau chữ “u”.",
            null, document.PlaceAt(match.Index)));

    [GeneratedRegex(@"(?<!\p{L})[Qq][ùúủũụ]\p{L}*")]
    private static partial Regex Misplaced();
}
