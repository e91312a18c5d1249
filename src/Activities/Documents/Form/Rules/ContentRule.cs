using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 6: there is a text, and no gap of a template is left in it.</summary>
internal sealed partial class ContentRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (!document.HasContent)
        {
            yield return new FormFinding(
                "ND30.NOI-DUNG", FindingSeverity.Error,
                "Văn bản chưa có nội dung. Soạn nội dung trước khi trình.",
                Clauses.Form, document.Box("6", "nội dung"));
        }

        var start = document.Lines.FirstOrDefault(line => line.Place.Box == "6")?.Offset ?? 0;
        foreach (var line in document.Lines.Where(line => line.Offset >= start && line.Offset < document.BodyEnd))
        {
            // Number and date stay open until issue; they have a rule of their own.
            if (Gap().Match(line.Text) is not { Success: true } gap || HeadLine().IsMatch(line.Text)) continue;
            yield return new FormFinding(
                "LT.CHO-TRONG", document.State == IssueState.AfterIssue ? FindingSeverity.Error : FindingSeverity.Warning,
                $"Còn chỗ chưa điền “{gap.Value}” trong nội dung. Điền đủ hoặc bỏ đi.", null, line.Place);
        }
    }

    // Three dots are "and so on"; four and more are a gap.
    [GeneratedRegex(@"\.{4,}|…{2,}|_{3,}|\{\{[^}]*\}\}|\[(?:\.\.\.|…)\]")]
    private static partial Regex Gap();

    [GeneratedRegex(@"^\s*(?:Số\s*:|\p{Lu}[^,]{1,40},\s*ngày)")]
    private static partial Regex HeadLine();
}
