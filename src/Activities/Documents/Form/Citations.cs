using System.Text.RegularExpressions;
using LienThong.Activities.Documents.Form.Mentions;

namespace LienThong.Activities.Documents.Form;

/// <summary>One mention of another document in a text.</summary>
/// <param name="Offset">Where the mention begins (its type word, "số" or number), in the NFC form of the text.</param>
/// <param name="Length">Characters from there to the end of the number.</param>
/// <param name="TailEnd">Offset after date and issuer; equals the end of the number when both are missing.</param>
/// <param name="Line">The line of the number, from 1.</param>
/// <param name="Number">Number and symbol, in the form that is the same for every writing.</param>
/// <param name="TypeName">The type as the law or the Party writes it; from the words before the number, otherwise from the symbol; null when neither tells.</param>
/// <param name="TypeWritten">Whether the type word stands in the text.</param>
/// <param name="SoWord">Whether "số" stands before the number.</param>
/// <param name="Date">The date of the cited document; null when the mention has none.</param>
/// <param name="DateWritten">The date as written, blanks removed.</param>
/// <param name="Issuer">The issuing body as written, blanks folded; from the end of the list when several documents share it.</param>
public sealed record Citation(
    int Offset, int Length, int TailEnd, int Line, DocumentNumber Number, string? TypeName, bool TypeWritten, bool SoWord,
    DateOnly? Date, string? DateWritten, string? Issuer)
{
    /// <summary>The same for every writing of the same document.</summary>
    public string Key => Number.Key;
}

/// <summary>Finds the documents that a text cites by number and symbol.</summary>
public static partial class Citations
{
    private const RegexOptions Invariant = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Types that are cited but not among the 29, by their code in a symbol.</summary>
    private static readonly Dictionary<string, string> OtherTypes = new(StringComparer.Ordinal)
    {
        ["KL"] = "Kết luận",
        ["NĐ"] = "Nghị định",
        ["TT"] = "Thông tư",
        ["TTLT"] = "Thông tư liên tịch",
        ["L"] = "Luật",
        ["PL"] = "Pháp lệnh",
        ["CV"] = "Công văn",
        ["VBHN"] = "Văn bản hợp nhất",
    };

    private static readonly Dictionary<string, string> TypeShorthands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["CTHĐ"] = "Chương trình hành động",
        ["CV"] = "Công văn",
        ["TBKL"] = "Thông báo kết luận",
        ["QĐ"] = "Quyết định",
        ["NQ"] = "Nghị quyết",
        ["KH"] = "Kế hoạch",
        ["CT"] = "Chỉ thị",
        ["BC"] = "Báo cáo",
        ["NĐ"] = "Nghị định",
        ["TT"] = "Thông tư",
    };

    private static readonly string[] TypeNames =
    [
        .. DocumentTypes.All.Select(type => type.Name), .. OtherTypes.Values, "Chương trình hành động", "Chương trình công tác",
        "Thông báo kết luận", "Bộ luật", "Hiến pháp", "Lệnh", "Văn bản",
    ];

    private static readonly Regex TypeBefore = new(
        $@"(?<![\p{{L}}\d])(?<type>{Alternatives(TypeNames.Concat(TypeShorthands.Keys))})(?:\s+của\s+[^.;,\n]{{3,40}}?)??\s*(?<so>(?<!\p{{L}})số\s*:?\s*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft);

    /// <summary>All mentions in reading order; the header line "Số: …" of the document itself is none.</summary>
    public static IReadOnlyList<Citation> Find(string text)
    {
        var nfc = text.Normalize();
        var lines = new LineIndex(nfc);
        var found = new List<Citation>();
        foreach (var match in Numbers().EnumerateAll(nfc))
        {
            if (Read(nfc, lines, match, found.Count > 0 ? found[^1] : null) is { } citation) found.Add(citation);
        }

        FlattenedTables.JoinDates(nfc, found);
        ShareIssuers(nfc, found);
        return found;
    }

    private static Citation? Read(string text, LineIndex lines, Match match, Citation? previous)
    {
        if (!DocumentNumber.TryParse(match.Value, out var number)) return null;
        var start = match.Index;
        var lead = text[Math.Min(start, Math.Max(previous?.TailEnd ?? 0, start - 80))..start];
        if (OwnNumberLine().IsMatch(lead)) return null;

        var before = TypeBefore.Match(lead);
        var soWord = SoBefore().Match(lead);
        // A lone agency code is a number only when something says so: "số 12/SKHCN", not "24/CP" in a table.
        if (number.Symbol.IndexOfAny(['-', '/']) < 0 && number.Year is null && !soWord.Success && !before.Success) return null;

        var offset = before.Success ? start - lead.Length + before.Index : soWord.Success ? start - lead.Length + soWord.Index : start;
        var end = match.Index + match.Length;
        var tail = CitationTail.Read(text, end);
        var typeName = before.Success ? TypeNameOf(before.Groups["type"].Value) : TypeOfSymbol(number) ?? InheritedType(text, previous, offset);
        return new Citation(offset, end - offset, tail.End, lines.LineOf(start), number, typeName, before.Success, soWord.Success,
            tail.Date, tail.DateWritten, tail.Issuer);
    }

    /// <summary>"Quyết định số 1/QĐ-UBND ngày …, Kế hoạch số 2/KH-UBND ngày … của UBND tỉnh": the first has the issuer of the second, if the symbols name the same agency.</summary>
    private static void ShareIssuers(string text, List<Citation> found)
    {
        for (var i = found.Count - 2; i >= 0; i--)
        {
            var (current, next) = (found[i], found[i + 1]);
            if (current.Issuer is not null || next.Issuer is null || current.Number.AgencyCode != next.Number.AgencyCode) continue;
            if (current.TailEnd <= next.Offset && Separator().IsMatch(text[current.TailEnd..next.Offset])) found[i] = current with { Issuer = next.Issuer };
        }
    }

    private static string? InheritedType(string text, Citation? previous, int offset) =>
        previous is not null && previous.TailEnd <= offset && Separator().IsMatch(text[previous.TailEnd..offset]) ? previous.TypeName : null;

    private static string? TypeOfSymbol(DocumentNumber number)
    {
        var code = number.Symbol.Split('-', '/')[0];
        return DocumentTypes.OfKey(code)?.Name ?? OtherTypes.GetValueOrDefault(code)
            ?? (number.Symbol.StartsWith("QH", StringComparison.Ordinal) && number.Year is not null ? "Luật" : null);
    }

    private static string TypeNameOf(string written)
    {
        var folded = Folding.Blanks(written);
        return TypeShorthands.GetValueOrDefault(folded)
            ?? Array.Find(TypeNames, name => string.Equals(name, folded, StringComparison.OrdinalIgnoreCase)) ?? folded;
    }

    private static string Alternatives(IEnumerable<string> names) =>
        string.Join('|', names.Distinct().OrderByDescending(name => name.Length).Select(name => Regex.Escape(name).Replace(@"\ ", @"\s+", StringComparison.Ordinal)));

    private static IEnumerable<Match> EnumerateAll(this Regex regex, string text)
    {
        for (var match = regex.Match(text); match.Success; match = match.NextMatch()) yield return match;
    }

    // A break may stand after "-" or "/" (499-⏎KL/TU); after a blank only a word in capitals goes on, so that "10/CT-UBND - Sở" ends at UBND.
    [GeneratedRegex(
        @"(?<![\p{L}\d/.\-])\d{1,5}[a-z]?(?:\s*-\s*\p{Lu}\p{L}{1,4}\s*/\s*\p{Lu}[\p{L}\d&]*(?:-\p{Lu}[\p{L}\d&]*)*" +
        @"|\s*/\s*(?:(?:19|20)\d{2}\s*/\s*)?\p{Lu}[\p{L}\d&]*(?:(?:-|–)(?:\p{Lu}[\p{L}\d&]*|\s+\p{Lu}{2,}[\p{L}\d&]*)|\s*\n\s*-\p{Lu}[\p{L}\d&]*)*)(?![\p{L}\d])")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?:^|\n)[ \t*#]*số\s*:[ \t]*$", Invariant)]
    private static partial Regex OwnNumberLine();

    [GeneratedRegex(@"(?<!\p{L})số(?>\s*):?(?>\s*)$", Invariant)]
    private static partial Regex SoBefore();

    [GeneratedRegex(@"^\s*(?:[,;]|và|,\s*và|;\s*và|cùng|hoặc)\s*(?:các\s+)?$", Invariant)]
    private static partial Regex Separator();
}
