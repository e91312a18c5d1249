using System.Globalization;
using Humanizer;
using Humanizer.Configuration;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Texts;

/// <summary>How long ago something happened, or how soon it will, in words: "2 giờ trước", "hôm qua", "3 ngày nữa".</summary>
public static class RelativeTime
{
    private static readonly CultureInfo Vietnamese = new("vi");

    // Before the first use of Humanizer through this class, whoever is first.
    static RelativeTime() => Configurator.Formatters.Register(Vietnamese.Name, new VietnameseFormatter());

    public static string Describe(DateTimeOffset when, DateTimeOffset now)
    {
        // Humanizer counts 24-hour spans; "hôm qua" is a matter of the calendar in Việt Nam. From a day's distance on, dates are compared.
        if ((now - when).Duration() < TimeSpan.FromDays(1))
            return when.UtcDateTime.Humanize(utcDate: true, now.UtcDateTime, Vietnamese);
        return Midnight(when).Humanize(utcDate: true, Midnight(now), Vietnamese);
    }

    /// <summary>A length of time in its largest unit, for instance "3 giờ".</summary>
    public static string Describe(TimeSpan length) => length.Humanize(culture: Vietnamese);

    private static DateTime Midnight(DateTimeOffset instant) => VietnamTime.DateOf(instant).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
