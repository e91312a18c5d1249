namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>A document is cited in full once; afterwards type, number and symbol are enough.</summary>
internal sealed class RepeatedCitationRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document) =>
        from citation in document.Citations
        where citation.Date is not null
        group citation by citation.Key into full
        where full.Count() > 1
        let places = string.Join("; ", full.Select(citation => document.PlaceAt(citation.Offset).Text).Distinct())
        select new FormFinding(
            "ND30.VIEN-DAN-LAI", FindingSeverity.Warning,
            $"{full.First().TypeName ?? "Văn bản"} {full.Key} được viện dẫn đầy đủ {full.Count()} lần ({places}). "
            + "Từ lần thứ hai chỉ ghi tên loại, số và ký hiệu.",
            Clauses.Form, document.PlaceAt(full.ElementAt(1).Offset));
}
