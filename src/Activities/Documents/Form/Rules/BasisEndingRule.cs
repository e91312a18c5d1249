using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>Căn cứ lines end with a semicolon, the last one with a full stop.</summary>
internal sealed partial class BasisEndingRule : IFormRule
{
    public IEnumerable<FormFinding> Check(CheckedDocument document)
    {
        // The block of căn cứ stands before the first heading; "Căn cứ Kế hoạch này, các đơn vị …" further down is running text.
        var lines = document.Lines.Where(line => line.Offset < document.BodyEnd && line.Text.Trim().Length > 0).TakeWhile(line => !Heading().IsMatch(line.Text)).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!Basis().IsMatch(lines[i].Text)) continue;
            var last = i;
            while (last + 1 < lines.Count && !Ended().IsMatch(lines[last].Text) && last - i < 6) last++;
            if (!Ended().IsMatch(lines[last].Text)) continue;
            var followed = last + 1 < lines.Count && (Basis().IsMatch(lines[last + 1].Text) || Proposal().IsMatch(lines[last + 1].Text));
            var wanted = followed ? ';' : '.';
            var found = lines[last].Text.TrimEnd()[^1];
            if (found == wanted || (found is not (';' or '.' or ','))) continue;
            yield return new FormFinding(
                "ND30.CAN-CU", FindingSeverity.Warning,
                followed ? "Dòng căn cứ chưa phải dòng cuối phải kết thúc bằng dấu chấm phẩy (;)." : "Dòng căn cứ cuối cùng phải kết thúc bằng dấu chấm (.).",
                Clauses.Form, lines[last].Place);
            i = last;
        }
    }

    [GeneratedRegex(@"^\s*Căn\s+cứ\s+(?:Hiến|Luật|Bộ\s+luật|Pháp|Nghị|Quyết|Chỉ|Kế|Chương|Công|Kết|Văn|Hướng|Đề|Thông)")]
    private static partial Regex Basis();

    [GeneratedRegex(@"^\s*(?:Theo\s+đề\s+nghị|Xét\s+đề\s+nghị|Thực\s+hiện\s)")]
    private static partial Regex Proposal();

    [GeneratedRegex(@"[.;,:]\s*$")]
    private static partial Regex Ended();

    [GeneratedRegex(@"^\s*(?:[IVX]+\.|\d+\.|[a-zđ]\)|Điều\s)")]
    private static partial Regex Heading();
}
