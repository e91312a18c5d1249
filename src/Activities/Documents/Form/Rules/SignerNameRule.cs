using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 7b: no academic title, rank or honour before the signer's name; armed forces, education, health and science organisations may.</summary>
internal sealed partial class SignerNameRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.SignerName is not { } name || Honour().Match(name) is not { Success: true } match) yield break;
        yield return new FormFinding(
            "ND30.HO-TEN", FindingSeverity.Warning,
            $"Trước họ tên người ký có học hàm, học vị hoặc danh hiệu “{match.Value.Trim()}”. "
            + "Chỉ ghi họ và tên, trừ tổ chức sự nghiệp giáo dục, y tế, khoa học và lực lượng vũ trang.",
            Clauses.Signing, document.Box("7b", "họ tên người ký"));
    }

    [GeneratedRegex(@"^\s*(?:(?:GS|PGS|TSKH|TS|ThS|BS|BSCK|KS|CN|NGND|NGƯT|NSND|NSƯT|Đại tá|Thượng tá|Trung tá)\b[.\s]*)+")]
    private static partial Regex Honour();
}
