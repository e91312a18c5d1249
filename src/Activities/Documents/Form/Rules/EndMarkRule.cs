namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>The text ends with "./." so that nothing can be added.</summary>
internal sealed class EndMarkRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        // The writer sets the mark itself; only a text can lack it.
        if (document.SetsEndMark || document.Text[..document.BodyEnd].TrimEnd().EndsWith("./.", StringComparison.Ordinal)) yield break;
        if (document.Text[..document.BodyEnd].Contains("./.", StringComparison.Ordinal)) yield break;
        yield return new FormFinding(
            "ND30.KET-THUC", FindingSeverity.Warning,
            "Nội dung chưa kết thúc bằng dấu “./.”. Thêm dấu “./.” sau câu cuối cùng.",
            Clauses.Form, document.PlaceAt(Math.Max(0, document.BodyEnd - 1)));
    }
}
