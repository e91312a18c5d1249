namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 9b: Nơi nhận is there and its last line says where the document is kept.</summary>
internal sealed class RecipientsRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var place = document.Box("9b", "Nơi nhận");
        if (document.Recipients is null)
        {
            yield return new FormFinding(
                "ND30.NOI-NHAN", FindingSeverity.Error,
                "Thiếu “Nơi nhận:”. Bổ sung danh sách nơi nhận ở cuối văn bản, bên trái.",
                Clauses.Form, place);
        }

        if (!document.HasArchiveLine)
        {
            yield return new FormFinding(
                "ND30.LUU", FindingSeverity.Error,
                "Nơi nhận thiếu dòng lưu. Bổ sung dòng cuối “- Lưu: VT, chữ viết tắt đơn vị soạn thảo”.",
                Clauses.Form, place);
        }
    }
}
