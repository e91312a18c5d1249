using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Texts;

/// <summary>Dates and times as the civil service writes them; instants are shown in Vietnamese time.</summary>
public static partial class VietnameseDates
{
    /// <summary>"05/06/2024"</summary>
    public static string Date(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>"05/06/2024" of the instant in Việt Nam.</summary>
    public static string Date(DateTimeOffset instant) => Date(VietnamTime.DateOf(instant));

    /// <summary>"14:05"</summary>
    public static string Time(DateTimeOffset instant) => VietnamTime.ToVietnam(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"05/06/2024 14:05"</summary>
    public static string DateAndTime(DateTimeOffset instant) => $"{Date(instant)} {Time(instant)}";

    /// <summary>
    /// "ngày 05 tháng 3 năm 2024", the date line of a document: days under 10 and the months 1 and 2 carry a zero, the other months none
    /// (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    /// </summary>
    public static string DateLine(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"ngày {date.Day:00} tháng {(date.Month < 3 ? "0" : "")}{date.Month} năm {date.Year}");

    /// <summary>
    /// Reads "5/6/2024", "05-06-2024", "05.06.2024" and "ngày 05 tháng 6 năm 2024", with or without leading zeros; without a year only when one is given.
    /// </summary>
    public static bool TryParse(string? text, int? year, out DateOnly date)
    {
        date = default;
        var match = Form().Match(Fold.Of(text ?? ""));
        if (!match.Success) return false;

        var (day, month) = (Number(match, "d"), Number(match, "m"));
        var inYear = match.Groups["y"].Success ? Number(match, "y") : year ?? 0;
        if (inYear is < 1900 or > 2999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(inYear, month)) return false;
        date = new DateOnly(inYear, month, day);
        return true;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?:ngay\s+)?(?<d>\d{1,2})(?:\s*(?<sep>[/.-])\s*(?<m>\d{1,2})(?:\s*\k<sep>\s*(?<y>\d{4}))?|\s+thang\s+(?<m>\d{1,2})(?:\s+nam\s+(?<y>\d{4}))?)\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
