namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 2: the issuing agency is named.</summary>
internal sealed class IssuingAgencyRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.HasIssuingAgency) yield break;
        yield return new FormFinding(
            "ND30.CO-QUAN", FindingSeverity.Error,
            "Thiếu tên cơ quan ban hành văn bản. "
            + "Bổ sung tên cơ quan chủ quản trực tiếp (nếu có) và tên cơ quan ban hành ở phía trên, bên trái.",
            Clauses.Form, document.Box("2", "tên cơ quan, tổ chức ban hành"));
    }
}
