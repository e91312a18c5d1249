namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>Time values of the language: milliseconds since 1970 in UTC, over a range wider than that of .NET.</summary>
internal static class DateMath
{
    public const double MsPerDay = 86400000;
    private const double MaxTime = 8.64e15;

    public static double Day(double time) => Math.Floor(time / MsPerDay);

    public static double TimeInDay(double time) => time - (Day(time) * MsPerDay);

    public static int WeekDay(double time) => (int)(((Day(time) + 4) % 7 + 7) % 7);

    /// <summary>Day number of a civil date; years of 400 repeat.</summary>
    private static double DayOf(double year, double month, double day)
    {
        year += Math.Floor(month / 12);
        month = ((month % 12) + 12) % 12;
        var y = month < 2 ? year - 1 : year;
        var era = Math.Floor(y / 400);
        var yearOfEra = y - (era * 400);
        var dayOfYear = Math.Floor(((153 * ((month + 10) % 12)) + 2) / 5);
        return (era * 146097) + (yearOfEra * 365) + Math.Floor(yearOfEra / 4) - Math.Floor(yearOfEra / 100) + dayOfYear - 719468 + (day - 1);
    }

    public static (double Year, int Month, int Day) Civil(double time)
    {
        var z = Day(time) + 719468;
        var era = Math.Floor(z / 146097);
        var dayOfEra = z - (era * 146097);
        var yearOfEra = Math.Floor((dayOfEra - Math.Floor(dayOfEra / 1460) + Math.Floor(dayOfEra / 36524) - Math.Floor(dayOfEra / 146096)) / 365);
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + Math.Floor(yearOfEra / 4) - Math.Floor(yearOfEra / 100));
        var shifted = Math.Floor(((5 * dayOfYear) + 2) / 153);
        var day = (int)(dayOfYear - Math.Floor(((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 2 : shifted - 10);
        return (yearOfEra + (era * 400) + (month < 2 ? 1 : 0), month, day);
    }

    /// <summary>Year, month from 0, day, hours, minutes, seconds, milliseconds; NaN where one of them is not finite.</summary>
    public static double Make(ReadOnlySpan<double> parts)
    {
        Span<double> whole = stackalloc double[7];
        for (var i = 0; i < 7; i++)
        {
            if (!double.IsFinite(parts[i]))
                return double.NaN;
            whole[i] = Math.Truncate(parts[i]);
        }
        if (Math.Abs(whole[0]) > 400000 || Math.Abs(whole[1]) > 4000000)
            return double.NaN;
        return (DayOf(whole[0], whole[1], whole[2]) * MsPerDay) + (whole[3] * 3600000) + (whole[4] * 60000) + (whole[5] * 1000) + whole[6];
    }

    public static double Clip(double time) => double.IsFinite(time) && Math.Abs(time) <= MaxTime ? Math.Truncate(time) + 0.0 : double.NaN;

    public static double[] Parts(double time)
    {
        var (year, month, day) = Civil(time);
        var rest = TimeInDay(time);
        return [year, month, day, Math.Floor(rest / 3600000), Math.Floor(rest / 60000) % 60, Math.Floor(rest / 1000) % 60, rest % 1000];
    }
}
