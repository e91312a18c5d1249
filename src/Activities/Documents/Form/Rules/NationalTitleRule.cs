namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 1: Quốc hiệu and Tiêu ngữ stand on every administrative document.</summary>
internal sealed class NationalTitleRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.HasNationalTitle && document.HasMotto) yield break;
        var missing = (document.HasNationalTitle, document.HasMotto) switch
        {
            (false, false) => "Quốc hiệu và Tiêu ngữ",
            (false, true) => "Quốc hiệu",
            _ => "Tiêu ngữ",
        };
        yield return new FormFinding(
            "ND30.QUOC-HIEU", FindingSeverity.Error, $"Thiếu {missing} ở đầu văn bản. Bổ sung vào phía trên, bên phải trang đầu.",
            Clauses.Form, document.Box("1", "Quốc hiệu và Tiêu ngữ"));
    }
}
