namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 3: the line of number and symbol is there, also while the number itself is still blank.</summary>
internal sealed class NumberRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.Number is not null) yield break;
        yield return new FormFinding(
            "ND30.SO-KY-HIEU", FindingSeverity.Error,
            "Thiếu số, ký hiệu văn bản. Bổ sung dòng “Số: …/ký hiệu” dưới tên cơ quan ban hành; số để trống cho văn thư cấp.",
            Clauses.Number, document.Box("3", "số, ký hiệu"));
    }
}
