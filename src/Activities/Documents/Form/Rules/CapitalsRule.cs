using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Names of the organs of the State and the Party are capitalised as in Phụ lục II.</summary>
internal sealed class CapitalsRule : IFormRule
{
    private static readonly string[] Names =
    [
        "Thủ tướng Chính phủ", "Văn phòng Chính phủ", "Ban Thường vụ Tỉnh ủy", "Ban Chấp hành Trung ương", "Ủy ban nhân dân", "Hội đồng nhân dân",
        "Ủy ban Thường vụ Quốc hội", "Ban Chấp hành Đảng bộ",
    ];

    private static readonly (string Name, Regex Any)[] Patterns =
    [
        .. Names.Select(name => (name, new Regex(
            $@"(?<!\p{{L}}){Regex.Escape(name).Replace(@"\ ", @"\s+", StringComparison.Ordinal)}(?!\p{{L}})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))),
    ];

    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        foreach (var (name, any) in Patterns)
        {
            foreach (Match match in any.Matches(document.Text))
            {
                var written = Folding.Blanks(match.Value);
                if (written == name || !written.Any(char.IsLower)) continue;
                yield return new FormFinding(
                    "ND30.VIET-HOA", FindingSeverity.Warning, $"“{written}” viết hoa chưa đúng. Viết “{name}”.", Clauses.Capitals, document.PlaceAt(match.Index));
            }
        }
    }
}
