using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Proposals;

/// <summary>Number, date, type and subject of a document, from its head or, where the head is missing, from the words that name the document itself.</summary>
internal sealed partial record DocumentHead(Proposed<DocumentNumber>? Number, Proposed<PlaceAndDate>? Date, Proposed<string>? Type, Proposed<string>? Subject)
{
    private const int LongestSubject = 500;
    private const int MostSubjectLines = 12;

    public static DocumentHead Find(ProposalText source)
    {
        var cells = source.Cells().ToList();
        var number = NumberLineOf(source) ?? AttachedNumber(source);
        var date = DateOf(source, cells) ?? AttachedDate(source);
        var title = cells.FindIndex(cell => cell.Cell.Length > 4 && !cell.Cell.Any(char.IsLower) && DocumentTypes.OfName(cell.Cell) is not null);
        var letter = LetterSubject().Match(source.Text[..source.MainEnd]);
        if (title >= 0)
        {
            var type = DocumentTypes.OfName(cells[title].Cell)!; // found by this name
            return new DocumentHead(number, date, Found(type.Key, source.EvidenceOf(cells[title].Line)), SubjectUnder(source, cells[title].Line));
        }

        if (letter.Success)
        {
            var at = source.EvidenceAt(letter.Groups["subject"].Index);
            return new DocumentHead(number, date, Found(DocumentTypes.OfficialLetter.Key, at), Found(Cut($"V/v {Folding.Blanks(letter.Groups["subject"].Value)}"), at));
        }

        // A symbol without a type is that of a Công văn: 451/UBND-TH.
        var bySymbol = number is null ? null : new Proposed<string>(number.Value.TypeCode ?? DocumentTypes.OfficialLetter.Key, Confidence.Guessed, number.Evidence);
        return new DocumentHead(number, date, bySymbol, null);
    }

    // The blank number of a draft too; a break may stand inside (Số: 3690/KH-⏎UBND).
    private static Proposed<DocumentNumber>? NumberLineOf(ProposalText source)
    {
        foreach (Match match in NumberLine().Matches(source.Text[..source.MainEnd]))
        {
            if (DocumentNumber.TryParse(Dots().Replace(match.Groups["number"].Value, ""), out var number))
                return Found(number, source.EvidenceAt(match.Groups["number"].Index));
        }

        return null;
    }

    // "(Kèm theo Kế hoạch số 14/KH-SKHCN ngày …)" under the title of an appendix names the document it belongs to.
    private static Proposed<DocumentNumber>? AttachedNumber(ProposalText source) =>
        Attached().Match(source.Text) is { Success: true } match && DocumentNumber.TryParse(Dots().Replace(match.Groups["number"].Value, ""), out var number)
            ? new Proposed<DocumentNumber>(number, Confidence.Guessed, source.EvidenceAt(match.Groups["number"].Index))
            : null;

    private static Proposed<PlaceAndDate>? AttachedDate(ProposalText source)
    {
        if (Attached().Match(source.Text) is not { Success: true } match || !match.Groups["year"].Success)
            return null;
        var (year, month, day) = (Part(match.Groups["year"]), Part(match.Groups["month"]), Part(match.Groups["day"]));
        if (year is not { } known || month is < 1 or > 12 || day < 1 || day > (month is { } m ? DateTime.DaysInMonth(known, m) : 31))
            return null;
        return new Proposed<PlaceAndDate>(new PlaceAndDate("", known, month, day), Confidence.Guessed, source.EvidenceAt(match.Index));
    }

    private static Proposed<PlaceAndDate>? DateOf(ProposalText source, List<(int Line, string Cell)> cells)
    {
        foreach (var (line, cell) in cells)
        {
            if (PlaceAndDate.TryParse(cell, out var date))
                return Found(date, source.EvidenceOf(line));
        }

        return null;
    }

    /// <summary>The lines beneath the type, as long as they stand as close to each other as lines of this text do.</summary>
    private static Proposed<string>? SubjectUnder(ProposalText source, int typeLine)
    {
        var lines = source.Lines;
        // Text out of a PDF has a blank line after every line.
        var allowedGap = lines.Count(string.IsNullOrWhiteSpace) * 5 >= lines.Count * 2 ? 1 : 0;
        var subject = new List<string>();
        var (first, gap) = (-1, 0);
        for (var i = typeLine + 1; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0)
            {
                if (++gap > allowedGap && subject.Count > 0) break;
                continue;
            }

            if (subject.Count > 0 && (ParagraphStart().IsMatch(line) || subject.Count == MostSubjectLines)) break;
            if (Rule().IsMatch(line)) break;
            if (first < 0) first = i;
            subject.Add(line);
            gap = 0;
        }

        return subject.Count == 0 ? null : Found(Cut(Folding.Blanks(string.Join(' ', subject))), source.EvidenceOf(first));
    }

    private static Proposed<T> Found<T>(T value, Evidence evidence) => new(value, Confidence.Found, evidence);

    // The register's column holds so much; a subject that goes on further is the beginning of the body.
    private static string Cut(string subject) => subject.Length <= LongestSubject ? subject : subject[..LongestSubject].TrimEnd();

    private static int? Part(Group group) => group.Length == 0 ? null : int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    // Runs of blanks are taken whole and what stands before a word is looked at behind it: a page of blanks is no work for hours.
    [GeneratedRegex(
        @"(?<=(?:^|\n|\t| {3})[ \t]*)Số(?>[ \t]*):(?>[ \t]*)(?<number>\d{0,5}[a-z]?(?>[ \t.…_]*)(?:-(?>[ \t]*\n?[ \t]*)\p{Lu}\p{L}{1,4}(?>[ \t]*)/(?>[ \t]*\n?[ \t]*)\p{Lu}[\p{L}\d&]*" +
        @"|/(?>[ \t]*\n?[ \t]*)(?:(?:19|20)\d{2}(?>[ \t]*)/(?>[ \t]*\n?[ \t]*))?\p{Lu}[\p{L}\d&]*(?:(?>[ \t]*)[-–](?>[ \t]*\n?[ \t]*)\p{Lu}[\p{L}\d&]*)*))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"[.…_]+")]
    private static partial Regex Dots();

    [GeneratedRegex(
        @"\(\s*(?:Đính\s+kèm|Kèm\s+theo|Ban\s+hành\s+kèm\s+theo)\s+[\p{L}\s]{4,30}?số(?>\s*:?\s*)(?<number>\d{0,5}(?>[\s.…]*)/\s*\p{Lu}[\p{L}\d&]*(?:\s*-\s*\p{Lu}[\p{L}\d&]*)*)" +
        @"(?:\s*ngày(?>\s*)(?<day>\d{0,2})(?>[\s.…]*)/(?>\s*)(?<month>\d{0,2})(?>[\s.…]*)/\s*(?<year>(?:19|20)\d{2}))?",
        RegexOptions.CultureInvariant)]
    private static partial Regex Attached();

    [GeneratedRegex(@"(?<=(?:^|\n|\t| {3})[ \t]*)V/v[ \t:]+(?<subject>[^\t\n]+(?:\n(?![ \t]*\n)(?![ \t]*(?:Kính|Số|CỘNG|Độc|Căn|Thực|Theo|\p{L}[\p{L} ]*,[ \t]*ngày))[^\t\n]+){0,5})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LetterSubject();

    [GeneratedRegex(@"^(?:Kính\s+gửi|Căn\s+cứ|Thực\s+hiện|Theo\s|Ngày\s|[IVX]+\.|1\.|Điều\s)")]
    private static partial Regex ParagraphStart();

    [GeneratedRegex(@"^[-–_=*.]{3,}$")]
    private static partial Regex Rule();
}
