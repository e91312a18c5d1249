using System.Globalization;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Mentions;

/// <summary>A date in running text: the place it ends, its value and its writing with blanks removed.</summary>
internal readonly record struct WrittenDate(int Start, int End, DateOnly Date, string Written);

/// <summary>Reads dates in running text, where both 11/5/2022 and 06/05/2024 are in use: dates are compared as dates, never as strings.</summary>
internal static partial class Dates
{
    /// <summary>The date that directly follows this place ("ngày …", "ký ngày …", "(ngày …"); null when another thing follows.</summary>
    public static WrittenDate? After(string text, int start) => Value(Following().Match(text, start));

    /// <summary>All dates dd/mm/yyyy of a text.</summary>
    public static IEnumerable<WrittenDate> In(string text)
    {
        for (var match = Short().Match(text); match.Success; match = match.NextMatch())
        {
            if (Value(match) is { } date) yield return date;
        }
    }

    private static WrittenDate? Value(Match match)
    {
        if (!match.Success) return null;
        var written = match.Groups["date"];
        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        var (day, month, year) = (Part("d"), Part("m"), Part("y"));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return new WrittenDate(written.Index, match.Index + match.Length, new DateOnly(year, month, day), string.Concat(written.Value.Where(c => !char.IsWhiteSpace(c))));
    }

    [GeneratedRegex(
        @"\G(?>\s*,?\s*\(?\s*)(?:(?:ký|ban\s+hành)\s+)?ngày\s+(?<date>(?<d>\d{1,2})(?:\s*[/.\-]\s*|\s+tháng\s+)(?<m>\d{1,2})(?:\s*[/.\-]\s*|\s+năm\s+)(?<y>(?:19|20)\d{2}))(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Following();

    [GeneratedRegex(@"(?<![\d/])(?<date>(?<d>\d{1,2})/(?<m>\d{1,2})/(?<y>(?:19|20)\d{2}))(?![\d/])")]
    private static partial Regex Short();
}
