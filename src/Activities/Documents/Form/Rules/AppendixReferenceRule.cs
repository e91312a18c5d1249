using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>The main text points to its appendices.</summary>
internal sealed partial class AppendixReferenceRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (!document.HasAppendix || Pointer().IsMatch(document.Text[..document.BodyEnd])) yield break;
        yield return new FormFinding(
            "ND30.CHI-DAN-PHU-LUC", FindingSeverity.Warning,
            "Văn bản có phụ lục nhưng nội dung không có chỉ dẫn về phụ lục đó. Thêm chỉ dẫn, ví dụ “(chi tiết tại Phụ lục kèm theo)”.",
            Clauses.Form, document.PlaceAt(document.MainEnd));
    }

    // "Phụ lục" with small p may belong to the title of another document, so a pointer needs more than the bare word.
    [GeneratedRegex(@"[Pp]hụ\s+lục\s+(?:[IVX\d]+(?!\p{L})|(?:đính\s+)?kèm)|(?:đính\s+)?kèm\s+(?:theo\s+)?[Pp]hụ\s+lục|(?:tại|theo|xem)\s+(?:các\s+)?(?:biểu\s+)?[Pp]hụ\s+lục")]
    private static partial Regex Pointer();
}
