namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 5a: the type is one of the 29 and is not said again by the subject.</summary>
internal sealed class TypeRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.Type is not { } type || !DocumentTypes.All.Contains(type))
        {
            yield return new FormFinding(
                "ND30.TEN-LOAI", FindingSeverity.Warning,
                "Không nhận ra tên loại văn bản trong 29 loại văn bản hành chính. "
                + "Ghi tên loại bằng chữ in hoa trên trích yếu; Công văn ghi “V/v …” dưới số, ký hiệu.",
                Clauses.Types, document.Box("5a", "tên loại và trích yếu"));
        }
        else if (type.HasTitle && document.Subject?.TrimStart().StartsWith(type.Name + " ", StringComparison.OrdinalIgnoreCase) == true)
        {
            yield return new FormFinding(
                "ND30.LAP-TEN-LOAI-TRICH-YEU", FindingSeverity.Warning,
                $"Trích yếu nhắc lại tên loại “{type.Name}”. Bỏ tên loại ở đầu trích yếu.",
                Clauses.Form, document.Box("5a", "tên loại và trích yếu"));
        }
    }
}
