namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>A document that only the appendix cites is easily a relic of an older appendix.</summary>
internal sealed class AppendixOnlyCitationRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        var inMain = document.Citations.Where(citation => citation.Offset < document.MainEnd).Select(citation => citation.Key).ToHashSet();
        return document.Citations
            .Where(citation => citation.Offset >= document.MainEnd && !inMain.Contains(citation.Key))
            .DistinctBy(citation => citation.Key)
            .Select(citation => new FormFinding(
                "LT.CHI-O-PHU-LUC", FindingSeverity.Warning,
                $"{citation.TypeName ?? "Văn bản"} {citation.Key} chỉ được nhắc ở phụ lục, không có trong nội dung chính. "
                + "Kiểm tra còn phù hợp không.",
                null, document.PlaceAt(citation.Offset)));
    }
}
