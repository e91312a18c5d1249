namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>After number and date the type is not named again ("Nghị quyết số … ngày … Nghị quyết …").</summary>
internal sealed class RepeatedTypeWordRule : IFormRule
{
    private const int Window = 40;

    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        foreach (var citation in document.Citations)
        {
            if (citation.TypeName is not { } type || citation.Date is null) continue;
            var after = Folding.Blanks(document.Text[citation.TailEnd..Math.Min(document.Text.Length, citation.TailEnd + Window)]);
            if (!after.StartsWith(type + " ", StringComparison.Ordinal)) continue;
            yield return new FormFinding(
                "ND30.LAP-TEN-LOAI", FindingSeverity.Warning,
                $"Tên loại “{type}” bị nhắc lại sau ngày ban hành của {citation.Key}. "
                + $"Bỏ từ lặp{(citation.Issuer is null ? " và ghi cơ quan ban hành" : "")}.",
                Clauses.Form, document.PlaceAt(citation.TailEnd));
        }
    }
}
