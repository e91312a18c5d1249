namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>The first citation of another agency's document names its issuing body; the symbol already tells the agency's own.</summary>
internal sealed class CitationIssuerRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var named = new HashSet<string>();
        foreach (var citation in document.Citations)
        {
            if (citation.Issuer is not null) named.Add(citation.Key);
            if (citation.Issuer is not null || citation.Date is null || named.Contains(citation.Key)) continue;
            named.Add(citation.Key);
            if (citation.Number.AgencyCode == document.Number?.AgencyCode) continue;
            yield return new FormFinding(
                "ND30.VIEN-DAN-CO-QUAN", FindingSeverity.Warning,
                $"Viện dẫn {citation.TypeName?.ToLowerInvariant() ?? "văn bản"} {citation.Key} lần đầu thiếu cơ quan ban hành. "
                + "Bổ sung “của …” sau ngày ban hành.",
                Clauses.Form, document.PlaceAt(citation.Offset));
        }
    }
}
