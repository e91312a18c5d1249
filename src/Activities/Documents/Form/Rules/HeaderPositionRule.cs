namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Text taken out of a file with text boxes can have the head behind the text of page 1.</summary>
internal sealed class HeaderPositionRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (!document.HeaderDisplaced) yield break;
        yield return new FormFinding(
            "LT.DAU-VAN-BAN", FindingSeverity.Info,
            "Quốc hiệu, tên cơ quan nằm sau nội dung trang đầu (có thể do dùng hộp văn bản). "
            + "Trình bày phần đầu bằng bảng không viền để văn bản đọc đúng thứ tự.",
            Clauses.Form, document.Box("1", "Quốc hiệu và Tiêu ngữ"));
    }
}
