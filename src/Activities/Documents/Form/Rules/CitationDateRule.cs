using LienThong.Activities.Documents.Form.Mentions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Dates in the text are padded like the date line: days below 10 and months 1 and 2.</summary>
internal sealed class CitationDateRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        foreach (var date in Dates.In(document.Text))
        {
            var parts = date.Written.Split('/');
            if (parts[0].Length == 2 && (parts[1].Length == 2 || date.Date.Month > 2)) continue;
            var month = date.Date.Month < 3 ? $"0{date.Date.Month}" : parts[1];
            yield return new FormFinding(
                "ND30.NGAY-VIEN-DAN", FindingSeverity.Warning,
                $"Ngày “{date.Written}” thiếu số 0. Viết “{date.Date.Day:00}/{month}/{date.Date.Year}”.",
                Clauses.Form, document.PlaceAt(date.Start));
        }
    }
}
