using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Notifications;

/// <summary>When a letter may leave: at once, or when the quiet hours of its receiver end.</summary>
public static class QuietHours
{
    /// <param name="now">The instant it is ready.</param>
    /// <param name="from">Begin, in Việt Nam; null for no quiet hours.</param>
    /// <param name="to">End; on the next day when it is the earlier one.</param>
    public static DateTimeOffset LeavesAt(DateTimeOffset now, TimeOnly? from, TimeOnly? to)
    {
        if (from is not { } begin || to is not { } end)
            return now;
        var local = VietnamTime.ToVietnam(now);
        // The end does not belong to them, the begin does.
        if (!TimeOnly.FromDateTime(local.DateTime).IsBetween(begin, end))
            return now;
        var today = DateOnly.FromDateTime(local.DateTime);
        var endsToday = VietnamTime.At(today, end);
        return endsToday > now ? endsToday : VietnamTime.At(today.AddDays(1), end);
    }
}
