using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form;

/// <summary>Place and date of issue (ô 4); day and month may be unknown in a draft.</summary>
public sealed partial record PlaceAndDate(string Place, int Year, int? Month, int? Day = null)
{
    /// <summary>The room left for a day or month that is not known yet.</summary>
    public const string Blank = "      ";

    public static PlaceAndDate On(string place, DateOnly date) => new(place, date.Year, date.Month, date.Day);

    /// <summary>The date, once day and month are known.</summary>
    [JsonIgnore]
    public DateOnly? Date => Month is { } month && Day is { } day ? new DateOnly(Year, month, day) : null;

    /// <summary>As printed: days below 10 and months 1 and 2 get a leading 0, months 3 to 9 do not (Nghị định 30/2020/NĐ-CP, Phụ lục I).</summary>
    public override string ToString() => $"{Place}, ngày {DayText} tháng {MonthText} năm {Year}";

    /// <summary>Reads the line of ô 4; false when the line is another one or holds an impossible date.</summary>
    public static bool TryParse(string? line, out PlaceAndDate result)
    {
        result = null!;
        if (line is null || Line().Match(line.Normalize()) is not { Success: true } match) return false;
        var day = Number(match.Groups["day"]);
        var month = Number(match.Groups["month"]);
        var year = Number(match.Groups["year"])!.Value;
        if (month is < 1 or > 12 || day is < 1 || day > (month is { } known ? DateTime.DaysInMonth(year, known) : 31)) return false;
        result = new PlaceAndDate(match.Groups["place"].Value.Trim(), year, month, day);
        return true;
    }

    private string DayText => Day?.ToString("00", CultureInfo.InvariantCulture) ?? Blank;

    private string MonthText => Month?.ToString(Month < 3 ? "00" : "0", CultureInfo.InvariantCulture) ?? Blank;

    private static int? Number(Group group) => group.Length == 0 ? null : int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*[*_]*(?<place>\p{Lu}[\p{L} .\-]{1,40}?),\s*ngày\s*(?<day>\d{0,2})[\s.…]*tháng\s*(?<month>\d{0,2})[\s.…]*năm\s*(?<year>(?:19|20)\d{2})[\s*_.]*$")]
    private static partial Regex Line();
}
