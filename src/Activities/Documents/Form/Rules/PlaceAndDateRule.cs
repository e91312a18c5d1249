using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 4 is there and pads as the decree says: days below 10 and months 1 and 2, no other month.</summary>
internal sealed partial class PlaceAndDateRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var place = document.Box("4", "địa danh và thời gian ban hành");
        if (document.PlaceAndDateLine is not { } line)
        {
            yield return new FormFinding(
                "ND30.DIA-DANH", FindingSeverity.Error,
                "Thiếu địa danh và thời gian ban hành. Bổ sung dòng “Địa danh, ngày … tháng … năm …” cùng hàng với số, ký hiệu.",
                Clauses.Form, place);
            yield break;
        }

        if (document.PlaceAndDate is not { } read)
        {
            yield return new FormFinding(
                "ND30.DIA-DANH", FindingSeverity.Error,
                $"Thời gian ban hành “{Folding.Blanks(line)}” không phải ngày có thật. Sửa lại ngày, tháng, năm.",
                Clauses.Form, place);
        }
        else if (WrongPadding().IsMatch(line))
        {
            yield return new FormFinding(
                "ND30.NGAY-THANG", FindingSeverity.Warning,
                "Ngày, tháng ban hành viết chưa đúng: thêm số 0 trước ngày dưới 10 và tháng 1, 2; "
                + $"các tháng khác không thêm. Viết “{Folding.Blanks(read.ToString())}”.",
                Clauses.Form, place);
        }
    }

    [GeneratedRegex(@"ngày\s*[1-9](?!\d)|tháng\s*(?:[12](?!\d)|0[3-9])")]
    private static partial Regex WrongPadding();
}
