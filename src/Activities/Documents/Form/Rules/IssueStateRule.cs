namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Number and day are given by văn thư after the signature: blank before, filled after.</summary>
internal sealed class IssueStateRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var issued = document.State == IssueState.AfterIssue;
        if (document.Number is { } number && (number.Number is not null) != issued)
        {
            yield return issued
                ? new FormFinding(
                    "ND30.SO-TRONG", FindingSeverity.Error,
                    "Văn bản đã ban hành nhưng số còn để trống. Văn thư điền số đã cấp.",
                    Clauses.Number, document.Box("3", "số, ký hiệu"))
                : new FormFinding(
                    "ND30.SO-SOM", FindingSeverity.Warning,
                    $"Dự thảo đã ghi sẵn số “{number}”. Để trống, văn thư cấp số sau khi ký ban hành.",
                    Clauses.Number, document.Box("3", "số, ký hiệu"));
        }

        if (document.PlaceAndDate is { } place && issued && place.Date is null)
        {
            yield return new FormFinding(
                "ND30.NGAY-TRONG", FindingSeverity.Error,
                "Văn bản đã ban hành nhưng ngày, tháng còn để trống. Điền đủ ngày, tháng, năm ban hành.",
                Clauses.Form, document.Box("4", "địa danh và thời gian ban hành"));
        }
    }
}
