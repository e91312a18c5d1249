using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 7a: a blank stands between the mark of authority and the title (KT. GIÁM ĐỐC).</summary>
internal sealed partial class AuthorityMarkRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        foreach (var line in document.Lines)
        {
            if (Tight().Match(line.Text) is not { Success: true } match) continue;
            var mark = match.Groups["mark"].Value;
            var title = match.Groups["title"].Value;
            yield return new FormFinding(
                "ND30.QUYEN-HAN", FindingSeverity.Warning,
                $"“{match.Value.Trim()}” viết chưa đúng: sau “{mark}.” phải có dấu cách. Sửa thành “{mark}. {title}”.",
                Clauses.Signing, line.Place with { Box = "7a" });
        }
    }

    [GeneratedRegex(@"(?<![\p{L}\d.])(?<mark>TM|KT|TL|TUQ|Q)(?:\.|\s+\.\s*)(?<title>\p{Lu}{2,}(?:\s+\p{Lu}+)*)")]
    private static partial Regex Tight();
}
