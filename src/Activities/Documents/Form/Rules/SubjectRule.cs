namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>The subject (trích yếu) is there and fits the field of the registers, 500 characters.</summary>
internal sealed class SubjectRule : IFormRule
{
    private const int Longest = 500;

    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var place = document.Box("5a", "trích yếu nội dung");
        if (string.IsNullOrWhiteSpace(document.Subject))
        {
            if (document.Type is not null) yield return new FormFinding(
                "ND30.TRICH-YEU", FindingSeverity.Error,
                "Thiếu trích yếu nội dung. Ghi ngắn gọn nội dung chủ yếu của văn bản.",
                Clauses.Form, place);
        }
        else if (document.Subject.Length > Longest)
        {
            yield return new FormFinding(
                "ND30.TRICH-YEU-DAI", FindingSeverity.Error,
                $"Trích yếu dài {document.Subject.Length} ký tự, vượt {Longest} ký tự của trường thông tin. Rút gọn trích yếu.",
                Clauses.Fields, place);
        }
    }
}
