namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>A reply names the document that it answers.</summary>
internal sealed class ReplyRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.RepliesTo is not { } incoming || document.Citations.Any(citation => citation.Key == incoming.Key)) yield break;
        yield return new FormFinding(
            "LT.VAN-BAN-TRA-LOI", FindingSeverity.Warning,
            $"Nội dung chưa nhắc đến văn bản {incoming} mà dự thảo này trả lời. "
            + "Viện dẫn số, ký hiệu, ngày và cơ quan ban hành ở phần mở đầu.",
            null, document.Box("6", "nội dung"));
    }
}
