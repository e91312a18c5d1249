namespace LienThong.Activities.Deadlines.Calendar;

/// <summary>A part of the working day, from a clock time up to another one in Việt Nam.</summary>
public readonly record struct OfficeSpan(TimeOnly From, TimeOnly To);

/// <summary>Giờ làm việc: the hours in which an agency works on a working day; the spans rise and do not overlap.</summary>
public sealed class OfficeHours(IReadOnlyList<OfficeSpan> spans)
{
    /// <summary>7:30–11:30 and 13:30–17:00, the usual hours of the offices of a province.</summary>
    public static OfficeHours Usual { get; } = new([new(new(7, 30), new(11, 30)), new(new(13, 30), new(17, 0))]);

    public IReadOnlyList<OfficeSpan> Spans { get; } = spans;

    /// <summary>What one full working day has; 7.5 hours with the usual hours.</summary>
    public TimeSpan PerDay { get; } = spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From));

    /// <summary>The working time from one instant to a later one; zero when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to, WorkingCalendar calendar)
    {
        if (to <= from) return TimeSpan.Zero;
        var (start, end) = (VietnamTime.ToVietnam(from), VietnamTime.ToVietnam(to));
        var (first, last) = (DateOnly.FromDateTime(start.DateTime), DateOnly.FromDateTime(end.DateTime));
        if (first == last) return calendar.IsWorkingDay(first) ? Within(start.TimeOfDay, end.TimeOfDay) : TimeSpan.Zero;

        var whole = calendar.WorkingDaysBetween(first, last.AddDays(-1));
        return PerDay * whole
            + (calendar.IsWorkingDay(first) ? Within(start.TimeOfDay, TimeSpan.FromDays(1)) : TimeSpan.Zero)
            + (calendar.IsWorkingDay(last) ? Within(TimeSpan.Zero, end.TimeOfDay) : TimeSpan.Zero);
    }

    private TimeSpan Within(TimeSpan from, TimeSpan to) => Spans.Aggregate(TimeSpan.Zero, (sum, span) =>
    {
        var begin = Later(from, span.From.ToTimeSpan());
        var end = Earlier(to, span.To.ToTimeSpan());
        return end > begin ? sum + (end - begin) : sum;
    });

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Earlier(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
