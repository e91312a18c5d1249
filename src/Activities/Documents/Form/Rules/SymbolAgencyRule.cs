using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>The agency's code in the symbol is the registered one, and the same wherever the document names its own symbol. It is never corrected silently.</summary>
internal sealed partial class SymbolAgencyRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.Number is not { } number) yield break;
        if (document.Expected.AgencyCode is { } code && number.AgencyCode != code)
        {
            yield return new FormFinding(
                "ND30.KY-HIEU-CO-QUAN", FindingSeverity.Error,
                $"Ký hiệu “{number.Symbol}” ghi mã cơ quan “{number.AgencyCode}”, mã đang dùng của cơ quan là “{code}”. "
                + "Kiểm tra và sửa ký hiệu.",
                Clauses.Number, document.Box("3", "số, ký hiệu"));
        }

        foreach (Match note in OwnReference().Matches(document.Text, document.BodyEnd))
        {
            if (!DocumentNumber.TryParse("/" + note.Groups["symbol"].Value, out var own) || own.Symbol == number.Symbol) continue;
            if (document.Type is { } type && own.TypeCode is { } other && other != type.Code) continue;
            yield return new FormFinding(
                "ND30.KY-HIEU-PHU-LUC", FindingSeverity.Error,
                $"Phụ lục ghi kèm theo văn bản có ký hiệu “{own.Symbol}” nhưng ký hiệu của văn bản là “{number.Symbol}”. "
                + "Sửa cho thống nhất.",
                Clauses.Form, document.PlaceAt(note.Index));
        }
    }

    [GeneratedRegex(@"(?:[Kk]èm|[Đđ]ính\s+kèm)\s+(?:theo\s+)?[\p{L}\s]{3,30}?\s+số(?>\s*:?[\s\d.…]*)/\s*(?<symbol>\p{Lu}[\p{L}\d&\-]+)")]
    private static partial Regex OwnReference();
}
