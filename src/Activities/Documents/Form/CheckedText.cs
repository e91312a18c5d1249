using System.Text;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form;

/// <summary>Finds the boxes of a document in its text, as it comes out of DOCX, PDF or markdown.</summary>
internal static partial class CheckedText
{
    private const int LongestSubject = 12;

    public static CheckedDocument Read(string text, IssueState state, FormExpectation expected)
    {
        var clean = Markup().Replace(text.Normalize().Replace("\r\n", "\n", StringComparison.Ordinal), "");
        var lines = Lines(clean);
        var recipients = lines.FindIndex(line => RecipientsHead().IsMatch(line.Text));
        var archive = lines.FindIndex(line => Archive().IsMatch(line.Text));
        var bodyEnd = recipients >= 0 ? lines[recipients].Offset : archive >= 0 ? lines[archive].Offset : clean.Length;
        var mainEnd = lines.Find(line => line.Offset > bodyEnd && AppendixHead().IsMatch(line.Text))?.Offset ?? clean.Length;
        var main = lines.FindAll(line => line.Offset < mainEnd);

        var title = main.Find(line => NationalTitle().IsMatch(line.Text));
        var agency = main.Find(line => AgencyLine().IsMatch(line.Text));
        var numberLine = main.Find(line => NumberLine().IsMatch(line.Text));
        var dateLine = main.SelectMany(line => line.Text.Split('\t').Select(cell => (line, cell))).FirstOrDefault(part => DateLine().IsMatch(part.cell));
        var typeLine = main.FindIndex(line => line.Text.Trim() is { Length: > 4 } written && !written.Any(char.IsLower) && DocumentTypes.OfName(written) is not null);
        var letterLine = main.FindIndex(line => LetterSubject().IsMatch(line.Text));
        var addressee = main.Find(line => Addressee().IsMatch(line.Text));
        var number = numberLine is null ? null : NumberOf(numberLine.Text);
        var type = typeLine >= 0 ? DocumentTypes.OfName(main[typeLine].Text)
            : letterLine >= 0 ? DocumentTypes.OfficialLetter
            : number?.TypeCode is { } code ? DocumentTypes.OfKey(code) : null;
        var named = recipients < 0 ? null : RecipientList(main, recipients);
        var boxes = new Dictionary<string, FormPlace>();
        void Found(string box, CheckedLine? line)
        {
            if (line is not null) boxes[box] = line.Place with { Box = box };
        }

        Found("1", title);
        Found("2", agency);
        Found("3", numberLine);
        Found("4", dateLine.line);
        Found("5a", typeLine >= 0 ? main[typeLine] : null);
        Found("9a", addressee);
        Found("9b", recipients >= 0 ? lines[recipients] : null);

        return new CheckedDocument
        {
            Text = clean,
            Lines = lines,
            State = state,
            Expected = expected,
            IsNormalised = text.IsNormalized(NormalizationForm.FormC),
            HasNationalTitle = title is not null,
            HasMotto = main.Exists(line => Motto().IsMatch(line.Text)),
            HasIssuingAgency = agency is not null,
            Number = number,
            PlaceAndDateLine = dateLine.cell?.Trim(),
            PlaceAndDate = PlaceAndDate.TryParse(dateLine.cell, out var date) ? date : null,
            Type = type,
            Subject = typeLine >= 0 ? SubjectAfter(main, typeLine) : letterLine >= 0 ? main[letterLine].Text.Trim() : null,
            HasAddressees = addressee is not null,
            HasContent = !string.IsNullOrWhiteSpace(clean[..bodyEnd]),
            Recipients = named,
            HasArchiveLine = archive >= 0,
            GoesToSuperior = named?.Any(Superiors.Named) == true || ClosingAddress().IsMatch(clean[..bodyEnd]),
            BodyEnd = bodyEnd,
            MainEnd = mainEnd,
            HeaderDisplaced = title is not null && typeLine >= 0 && title.Offset > main[typeLine].Offset,
            Boxes = boxes,
        };
    }

    private static List<CheckedLine> Lines(string text)
    {
        var lines = new List<CheckedLine>();
        var offset = 0;
        foreach (var line in text.Split('\n'))
        {
            lines.Add(new CheckedLine(offset, line, new FormPlace($"dòng {lines.Count + 1}", null, lines.Count + 1) { Quote = FormPlace.QuoteOf(line) }));
            offset += line.Length + 1;
        }

        return lines;
    }

    private static DocumentNumber? NumberOf(string line)
    {
        var match = NumberLine().Match(line);
        return DocumentNumber.TryParse(match.Groups["no"].Value + match.Groups["rest"].Value, out var number) ? number : null;
    }

    private static List<string> RecipientList(List<CheckedLine> main, int head) =>
    [
        .. main.Skip(head + 1).Where(line => line.Text.Trim().Length > 0)
            .TakeWhile(line => line.Text.TrimStart() is ['-' or '–', ..])
            .Select(line => line.Text.Trim().TrimStart('-', '–', ' ').TrimEnd(';', '.'))
            .Where(recipient => !recipient.StartsWith("Lưu", StringComparison.Ordinal)),
    ];

    /// <summary>The lines under the type as long as they stand as close to each other as the first two lines of the document's text do.</summary>
    private static string? SubjectAfter(List<CheckedLine> main, int typeLine)
    {
        var blank = main.Count(line => string.IsNullOrWhiteSpace(line.Text));
        var allowedGap = blank * 5 >= main.Count * 2 ? 1 : 0;
        var subject = new List<string>();
        var gap = 0;
        foreach (var line in main.Skip(typeLine + 1))
        {
            var text = line.Text.Trim();
            if (text.Length == 0)
            {
                if (++gap > allowedGap && subject.Count > 0) break;
                continue;
            }

            if (subject.Count > 0 && (ParagraphStart().IsMatch(text) || subject.Count == LongestSubject)) break;
            subject.Add(text);
            gap = 0;
        }

        return subject.Count == 0 ? null : string.Join(' ', subject);
    }

    [GeneratedRegex(@"</?\w+\s*/?>|\\(?=[*_#])|[*]{1,3}|(?<!_)_{1,2}(?!_)|^#{1,6}\s", RegexOptions.Multiline)]
    private static partial Regex Markup();

    [GeneratedRegex(@"C[ỘO]NG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")]
    private static partial Regex NationalTitle();

    [GeneratedRegex(@"Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc")]
    private static partial Regex Motto();

    [GeneratedRegex(@"^\s*(?:UBND|HĐND|ỦY BAN|UỶ BAN|HỘI ĐỒNG|SỞ|BỘ|BAN|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|THANH TRA|TRUNG TÂM|PHÒNG|TRƯỜNG|VIỆN|CÔNG AN|CHÍNH PHỦ|THỦ TƯỚNG)(?=\s|$)[\p{Lu}\s,&\-–]*(?:\t|$)")]
    private static partial Regex AgencyLine();

    [GeneratedRegex(@"^\s*Số\s*:\s*(?<no>\d{0,5}[a-z]?)[\s.…_]*(?<rest>[/\-]\s*[\p{L}\d][\p{L}\d&/\-]*)?")]
    private static partial Regex NumberLine();

    [GeneratedRegex(@"^\s*\p{Lu}[^\t\n,]{1,40},\s*ngày[\s.…\d]*tháng[\s.…\d]*năm[\s.…\d]*$")]
    private static partial Regex DateLine();

    [GeneratedRegex(@"^\s*V/v\s", RegexOptions.IgnoreCase)]
    private static partial Regex LetterSubject();

    [GeneratedRegex(@"^\s*Kính\s+gửi\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex Addressee();

    [GeneratedRegex(@"kính\s+(?:gửi|báo\s+cáo|trình)|báo\s+cáo\s+(?:Văn\s+phòng\s+)?(?:UBND|Ủy\s+ban\s+nhân\s+dân|Bộ|Thủ\s+tướng|Chính\s+phủ)")]
    private static partial Regex ClosingAddress();

    [GeneratedRegex(@"^\s*Nơi\s+nhận\s*:?")]
    private static partial Regex RecipientsHead();

    [GeneratedRegex(@"^\s*(?:[-–]\s*)?Lưu\s*:")]
    private static partial Regex Archive();

    [GeneratedRegex(@"^\s*(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?[IVX\d]+)?\s*[:.]?\s*$")]
    private static partial Regex AppendixHead();

    [GeneratedRegex(@"^(?:Kính\s+gửi|Căn\s+cứ|Thực\s+hiện|Theo\s|Ngày\s|[IVX]+\.|1\.|Điều\s)")]
    private static partial Regex ParagraphStart();
}

/// <summary>Agencies that stand above a department of a province.</summary>
internal static partial class Superiors
{
    public static bool Named(string recipient) => Pattern().IsMatch(recipient);

    [GeneratedRegex(@"^(?:(?:Văn\s+phòng|VP|Chủ\s+tịch|Thường\s+trực)\s+)?(?:UBND\s+tỉnh|Ủy\s+ban\s+nhân\s+dân\s+tỉnh|HĐND\s+tỉnh|Tỉnh\s+ủy|Chính\s+phủ|Thủ\s+tướng|Quốc\s+hội|Bộ\s)")]
    private static partial Regex Pattern();
}
