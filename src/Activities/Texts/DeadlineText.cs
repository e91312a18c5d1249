using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Texts;

/// <summary>What the deadline chip shows by colour and icon.</summary>
public enum DeadlineState
{
    NoDeadline,
    InTime,
    DueSoon,
    DueToday,
    Overdue,
    Paused,
}

/// <summary>A due date seen from a day: its state and the words for it.</summary>
/// <param name="State">What the chip shows.</param>
/// <param name="Text">The words, for instance "Còn 6 ngày làm việc".</param>
/// <param name="WorkingDaysLeft">Working days after today up to the due date, negative when late; null without a running deadline.</param>
public sealed record DeadlineDistance(DeadlineState State, string Text, int? WorkingDaysLeft);

/// <summary>Puts the distance to a due date into words, in working days.</summary>
public static class DeadlineText
{
    /// <summary>"Due soon" begins with so many working days left, unless the agency sets another number.</summary>
    public const int DefaultDueSoon = 3;

    public static readonly DeadlineDistance Paused = new(DeadlineState.Paused, "Tạm dừng", null);

    public static DeadlineDistance Describe(DateOnly? due, DateOnly today, WorkingCalendar calendar, int dueSoon = DefaultDueSoon)
    {
        if (due is not { } date) return new(DeadlineState.NoDeadline, "Không thời hạn", null);

        var left = calendar.WorkingDaysBetween(today, date);
        if (date == today) return new(DeadlineState.DueToday, "Hết hạn hôm nay", left);
        if (date < today)
            // Late since a day off, and no working day has passed yet.
            return new(DeadlineState.Overdue, left == 0 ? $"Quá hạn từ {VietnameseDates.Date(date)}" : $"Quá hạn {-left} ngày làm việc", left);

        // Due on a day off that comes before the next working day.
        var text = left == 0 ? $"Hết hạn {VietnameseDates.Date(date)}" : $"Còn {left} ngày làm việc";
        return new(left <= dueSoon ? DeadlineState.DueSoon : DeadlineState.InTime, text, left);
    }
}
