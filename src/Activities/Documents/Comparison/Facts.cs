using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Comparison;

/// <summary>What a change is about that a reader must not miss.</summary>
public enum FactKind { Money, Percentage, Date, Number, Citation, Recipient, Signer }

/// <summary>A number, date, amount, cited document, recipient or signer in a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Equal for every writing of the same: 1.500 triệu đồng and 1,5 tỷ đồng.</param>
/// <param name="Text">As written.</param>
/// <param name="Paragraph">Where, from 0; null when it is the document's as a whole.</param>
internal sealed record Fact(FactKind Kind, string Key, string Text, int? Paragraph);

/// <summary>Finds the facts of a text.</summary>
internal static partial class Facts
{
    private static readonly Dictionary<string, decimal> Scales = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nghìn"] = 1e3m,
        ["ngàn"] = 1e3m,
        ["triệu"] = 1e6m,
        ["tỷ"] = 1e9m,
        ["tỉ"] = 1e9m,
    };

    /// <summary>All facts, in reading order within each kind.</summary>
    public static IReadOnlyList<Fact> In(string text, IReadOnlyList<ComparedParagraph> paragraphs)
    {
        var offsets = paragraphs.Select(paragraph => paragraph.Offset).ToArray();
        int PlaceOf(int offset) => Array.BinarySearch(offsets, offset) is var at && at >= 0 ? at : Math.Max(~at - 1, 0);

        var facts = new List<Fact>();
        // What is part of one fact is none of the next kind: the year of a date is no number.
        var taken = text.ToCharArray();
        foreach (var citation in Citations.Find(text))
        {
            facts.Add(new Fact(FactKind.Citation, citation.Key, WrittenAs(citation), PlaceOf(citation.Offset)));
            Array.Fill(taken, ' ', citation.Offset, citation.Length);
        }

        var closing = ClosingParts.In(paragraphs);
        facts.AddRange(closing.Facts);
        foreach (var line in closing.Lines)
            Array.Fill(taken, ' ', paragraphs[line].Offset, paragraphs[line].Text.Length);

        Take(DateForm(), match => DateOf(match) is { } date ? (FactKind.Date, date.ToString("O", CultureInfo.InvariantCulture)) : null);
        Take(MonthForm(), match => (FactKind.Date, string.Create(CultureInfo.InvariantCulture, $"{match.Groups["y"].Value}-{Plain(match.Groups["m"].Value)}")));
        Take(MoneyForm(), match => (FactKind.Money, Text(ValueOf(match.Groups["n"].Value) * Scales.GetValueOrDefault(match.Groups["scale"].Value, 1)) + " " + CurrencyOf(match)));
        Take(PercentForm(), match => (FactKind.Percentage, Text(ValueOf(match.Groups["n"].Value))));
        Take(NumberForm(), match => (FactKind.Number, Text(ValueOf(match.Value))));
        return facts;

        void Take(Regex form, Func<Match, (FactKind Kind, string Key)?> read)
        {
            foreach (Match match in form.Matches(new string(taken)))
            {
                if (read(match) is not { } found)
                    continue;
                facts.Add(new Fact(found.Kind, found.Key, Folded(text.Substring(match.Index, match.Length)), PlaceOf(match.Index)));
                Array.Fill(taken, ' ', match.Index, match.Length);
            }
        }
    }

    private static string WrittenAs(Citation citation) =>
        citation.TypeName is null ? citation.Number.ToString() : $"{citation.TypeName} số {citation.Number}";

    private static DateOnly? DateOf(Match match)
    {
        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        var (day, month, year) = (Part("d"), Part("m"), Part("y"));
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    // Vietnamese writing: a point parts thousands, a comma the decimals.
    private static decimal ValueOf(string written)
    {
        var plain = Thousands().IsMatch(written) ? written.Replace(".", "", StringComparison.Ordinal) : written;
        return decimal.TryParse(plain.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : -1;
    }

    private static string CurrencyOf(Match match) => match.Groups["currency"].Value is "USD" or "đô la" ? "USD" : "đồng";

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Plain(string digits) => digits.TrimStart('0');

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"(?<![\d/.])(?:ngày\s+)?(?<d>\d{1,2})(?:\s*[/.\-]\s*(?<m>\d{1,2})\s*[/.\-]\s*|\s+tháng\s+(?<m>\d{1,2})\s+năm\s+)(?<y>(?:19|20)\d{2})(?![\d/])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DateForm();

    [GeneratedRegex(@"(?<![\d/.])tháng\s+(?<m>\d{1,2})(?:\s*/\s*|\s+năm\s+)(?<y>(?:19|20)\d{2})(?![\d/])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthForm();

    [GeneratedRegex(
        @"(?<![\p{L}\d.,])(?<n>\d+(?:\.\d{3})*(?:,\d+)?)\s*(?:(?<scale>nghìn|ngàn|triệu|tỷ|tỉ)(?:\s*(?<currency>đồng|VNĐ|VND|USD|đô\s+la|đ))?|(?<currency>đồng|VNĐ|VND|USD|đô\s+la|đ))(?![\p{L}\d])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MoneyForm();

    [GeneratedRegex(@"(?<![\p{L}\d.,])(?<n>\d+(?:[.,]\d+)*)\s*(?:%|phần\s+trăm(?!\p{L}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PercentForm();

    // The number of a paragraph (1., 2.1., 3)) is none: one new paragraph would change all that follow.
    [GeneratedRegex(@"(?<![\p{L}\d.,/\-])(?<!^[ \t]*)\d+(?:[.,]\d+)*(?![\p{L}\d])|(?<=^[ \t]*)\d+(?:[.,]\d+)*(?![\p{L}\d]|[.,)]?\d*[.)]\s|[.)]\s)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")]
    private static partial Regex Thousands();
}
