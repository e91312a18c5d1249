using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>Dates as text.</summary>
internal static partial class DateText
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    [GeneratedRegex(@"\A([+-]\d{6}|\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    public static string ToIso(double time)
    {
        var p = DateMath.Parts(time);
        var year = p[0] is >= 0 and <= 9999 ? Number(p[0], 4) : (p[0] < 0 ? "-" : "+") + Number(Math.Abs(p[0]), 6);
        return $"{year}-{Number(p[1] + 1, 2)}-{Number(p[2], 2)}T{Number(p[3], 2)}:{Number(p[4], 2)}:{Number(p[5], 2)}.{Number(p[6], 3)}Z";
    }

    private static string Number(double value, int digits) => ((long)value).ToString("D" + digits, CultureInfo.InvariantCulture);

    public static string DatePart(double time) =>
        DateMath.Parts(time) is var p ? $"{Days[DateMath.WeekDay(time)]} {Months[(int)p[1]]} {Number(p[2], 2)} {YearText(p[0])}" : "";

    private static string Clock(double time) => DateMath.Parts(time) is var p ? $"{Number(p[3], 2)}:{Number(p[4], 2)}:{Number(p[5], 2)}" : "";

    public static string TimePart(Realm realm, double time) => $"{Clock(LocalTime.FromUtc(realm, time))} {LocalTime.Describe(realm, time)}";

    public static string Full(Realm realm, double time) => $"{DatePart(LocalTime.FromUtc(realm, time))} {TimePart(realm, time)}";

    public static string Utc(double time) =>
        DateMath.Parts(time) is var p ? $"{Days[DateMath.WeekDay(time)]}, {Number(p[2], 2)} {Months[(int)p[1]]} {YearText(p[0])} {Clock(time)} GMT" : "";

    private static string YearText(double year) => (year < 0 ? "-" : "") + Number(Math.Abs(year), year < 0 ? 6 : 4);

    /// <summary>ISO 8601 exactly; other forms as .NET reads them in the invariant culture. Without zone a time is local, a date alone is UTC.</summary>
    public static double Parse(Realm realm, string text)
    {
        var match = Iso().Match(text);
        if (match.Success)
            return FromIso(realm, match);
        // The forms that toString and toUTCString write.
        var plain = text;
        var bracket = plain.IndexOf(" (", StringComparison.Ordinal);
        if (bracket > 0)
            plain = plain[..bracket];
        plain = plain.Replace("GMT+", "+", StringComparison.Ordinal).Replace("GMT-", "-", StringComparison.Ordinal);
        if (plain.Length > 4 && Array.Exists(Days, d => plain.StartsWith(d, StringComparison.Ordinal)))
            plain = plain[3..].TrimStart(',', ' ');
        // Without a year .NET would take that of the machine's clock.
        if (!Year().IsMatch(plain) || !DateTime.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed))
            return double.NaN;
        var time = (parsed.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond;
        return parsed.Kind switch
        {
            DateTimeKind.Utc => time,
            DateTimeKind.Local => (parsed.ToUniversalTime().Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond,
            _ => LocalTime.ToUtc(realm, time),
        };
    }

    private static double FromIso(Realm realm, Match match)
    {
        double Part(int group, double missing) =>
            match.Groups[group].Success ? double.Parse(match.Groups[group].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : missing;
        if (match.Groups[1].Value == "-000000")
            return double.NaN;
        var fraction = match.Groups[7].Success ? Math.Floor(double.Parse("0." + match.Groups[7].Value, CultureInfo.InvariantCulture) * 1000 + 1e-9) : 0;
        double[] parts = [Part(1, 0), Part(2, 1) - 1, Part(3, 1), Part(4, 0), Part(5, 0), Part(6, 0), fraction];
        var midnight = parts[3] == 24 && parts[4] == 0 && parts[5] == 0 && fraction == 0;
        if (parts[1] is < 0 or > 11 || parts[2] < 1 || parts[2] > 31 || (parts[3] > 23 && !midnight) || parts[4] > 59 || parts[5] > 59)
            return double.NaN;
        var time = DateMath.Make(parts);
        if (!midnight && DateMath.Parts(time)[2] != parts[2])
            return double.NaN;
        var zone = match.Groups[8].Value;
        if (zone.Length > 1)
        {
            var minutes = (int.Parse(zone.AsSpan(1, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(zone.AsSpan(zone.Length - 2), CultureInfo.InvariantCulture);
            time -= (zone[0] == '-' ? -minutes : minutes) * 60000d;
        }
        else if (zone.Length == 0 && match.Groups[4].Success)
            time = LocalTime.ToUtc(realm, time);
        return DateMath.Clip(time);
    }
}
