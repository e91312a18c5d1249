namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Ô 3 and 5a agree: the symbol of a named type begins with the type's abbreviation, that of a Công văn with the agency's.</summary>
internal sealed class SymbolTypeRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        if (document.Number is not { } number || document.Type is not { } type || number.TypeCode == type.Code) yield break;
        var message = type.Code is { } code
            ? $"Ký hiệu “{number.Symbol}” không có chữ viết tắt “{code}” của tên loại {type.Name}. Sửa ký hiệu thành “{code}-{number.AgencyCode}” hoặc chọn lại tên loại."
            : $"{type.Name} không ghi chữ viết tắt tên loại trong ký hiệu. Sửa “{number.Symbol}” thành chữ viết tắt cơ quan và đơn vị soạn thảo.";
        yield return new FormFinding("ND30.KY-HIEU-LOAI", FindingSeverity.Error, message, Clauses.Types, document.Box("3", "số, ký hiệu"));
    }
}
