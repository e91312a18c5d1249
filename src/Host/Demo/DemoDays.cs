using System.Globalization;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Host.Demo;

/// <summary>Days of the demonstration as the present sees them: «-12 08:30» is half past eight on the twelfth working day before the last one.</summary>
/// <param name="now">Nothing happens later.</param>
/// <param name="calendar">Says which days are worked; today need not be.</param>
internal sealed class DemoDays(DateTimeOffset now, WorkingCalendar calendar)
{
    // Before that hour the day has not brought anything yet.
    private static readonly TimeOnly Opened = new(9, 0);

    private readonly DateOnly _today = VietnamTime.DateOf(now);

    /// <summary>The instant of a step; what would lie in the future happens now.</summary>
    public DateTimeOffset At(string text)
    {
        var parts = text.Split(' ');
        var at = VietnamTime.At(Day(int.Parse(parts[0], CultureInfo.InvariantCulture)), TimeOnly.ParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture));
        return at < now ? at : now;
    }

    /// <summary>A deadline: 0 is today, worked or not; -2 is so late that two working days have passed since.</summary>
    public DateOnly Due(int workingDays) => workingDays >= 0 ? calendar.AddWorkingDays(_today, workingDays) : calendar.AddWorkingDays(LastWorked(_today), workingDays);

    /// <summary>The working day before the day of an instant: when a letter that arrives then was written.</summary>
    public DateOnly DayBefore(DateTimeOffset at) => calendar.PreviousWorkingDay(VietnamTime.DateOf(at));

    private DateOnly Day(int workingDays)
    {
        var hasBegun = calendar.IsWorkingDay(_today) && TimeOnly.FromDateTime(VietnamTime.ToVietnam(now).DateTime) >= Opened;
        return calendar.AddWorkingDays(hasBegun ? _today : calendar.PreviousWorkingDay(_today), workingDays);
    }

    private DateOnly LastWorked(DateOnly day) => calendar.IsWorkingDay(day) ? day : calendar.PreviousWorkingDay(day);
}
