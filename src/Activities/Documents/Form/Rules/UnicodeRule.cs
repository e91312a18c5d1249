namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Text with combining marks looks right and is not found by a search.</summary>
internal sealed class UnicodeRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.IsNormalised) yield break;
        yield return new FormFinding(
            "LT.UNICODE", FindingSeverity.Info,
            "Văn bản trộn chữ Unicode dựng sẵn và tổ hợp; hệ thống đã chuẩn hóa khi đọc. Nên gõ bằng bảng mã Unicode dựng sẵn.",
            Clauses.Form, new FormPlace("toàn văn bản"));
    }
}
