using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Texts;

/// <summary>Puts a span of working time into words: "2 ngày 3 giờ làm việc".</summary>
public static class WorkingTimeText
{
    /// <summary>Days are working days of these hours; minutes are named only below one day.</summary>
    public static string Of(TimeSpan worked, OfficeHours hours)
    {
        if (worked < TimeSpan.FromMinutes(1)) return "chưa đến 1 phút làm việc";
        var days = (int)(worked / hours.PerDay);
        var rest = worked - (hours.PerDay * days);
        var words = new[]
        {
            days > 0 ? $"{days} ngày" : "",
            (int)rest.TotalHours > 0 ? $"{(int)rest.TotalHours} giờ" : "",
            days == 0 && rest.Minutes > 0 ? $"{rest.Minutes} phút" : "",
        };
        return $"{string.Join(' ', words.Where(word => word.Length > 0))} làm việc";
    }
}
