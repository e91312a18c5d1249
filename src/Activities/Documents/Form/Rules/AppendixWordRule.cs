namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>The word "Phụ lục" is written in lower case above the title of an appendix.</summary>
internal sealed class AppendixWordRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document) =>
        document.Lines
            .Where(line => line.Offset >= document.BodyEnd && line.Text.TrimStart().StartsWith("PHỤ LỤC", StringComparison.Ordinal) && line.Text.Trim().Length <= 16)
            .Select(line => new FormFinding(
                "ND30.PHU-LUC", FindingSeverity.Info,
                "Từ “PHỤ LỤC” viết in hoa. Viết “Phụ lục” bằng chữ thường, cỡ 14, đậm; tên phụ lục ở dưới mới in hoa.",
                Clauses.Form, line.Place));
}
