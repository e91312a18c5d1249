namespace LienThong.Activities.Deadlines.Calendar;

/// <summary>What happens to a due date that falls on a day off.</summary>
public enum DeadlineRoll
{
    /// <summary>The date stands as written.</summary>
    None,

    /// <summary>To the last working day before it: how offices keep a date set by a superior.</summary>
    Back,

    /// <summary>To the next working day: the rule for legal time limits (Bộ luật Dân sự 2015, Điều 148.5).</summary>
    Forward,
}

/// <summary>
/// Working days of the civil service: Monday to Friday, corrected by a table per year. Immutable; a changed table is a new calendar.
/// No formula gives the swaps, so a year without a table is counted by weekends alone and <see cref="Coverage"/> says so.
/// </summary>
public sealed class WorkingCalendar
{
    // The whole arithmetic rests on one function, Rank: how many working days there are up to a date. It is the weekday formula corrected by
    // these two sorted lists, so that no question about distant dates walks day by day.
    private readonly int[] weekdaysOff;
    private readonly int[] weekendsWorked;
    private readonly Dictionary<DateOnly, CalendarDay> days = [];
    private readonly SortedDictionary<int, CalendarYear> years = [];

    /// <summary>Builds the calendar; throws <see cref="ArgumentException"/> when a year or a date is listed twice, or a date under another year.</summary>
    public WorkingCalendar(IEnumerable<CalendarYear> years)
    {
        foreach (var year in years)
        {
            if (!this.years.TryAdd(year.Year, year)) throw new ArgumentException($"Year {year.Year} is listed twice.", nameof(years));
            foreach (var day in year.Days)
            {
                if (day.Date.Year != year.Year) throw new ArgumentException($"{day.Date:O} is listed under {year.Year}.", nameof(years));
                if (!days.TryAdd(day.Date, day)) throw new ArgumentException($"{day.Date:O} is listed twice.", nameof(years));
            }
        }

        weekdaysOff = Sorted(day => day.Kind == CalendarDayKind.Holiday && !IsWeekend(day.Date));
        weekendsWorked = Sorted(day => day.Kind != CalendarDayKind.Holiday && IsWeekend(day.Date));
    }

    /// <summary>A calendar of loose days, each year with at least one day counting as known.</summary>
    public static WorkingCalendar Of(IEnumerable<CalendarDay> days) =>
        new(days.GroupBy(day => day.Date.Year).Select(year => new CalendarYear(year.Key, Provisional: false, [.. year])));

    /// <summary>The years that have a table, ascending.</summary>
    public IReadOnlyCollection<CalendarYear> Years => years.Values;

    /// <summary>The table's entry for the date, or null for an ordinary day.</summary>
    public CalendarDay? Find(DateOnly date) => days.GetValueOrDefault(date);

    public bool IsWorkingDay(DateOnly date) =>
        days.TryGetValue(date, out var day) ? day.Kind != CalendarDayKind.Holiday : !IsWeekend(date);

    /// <summary>
    /// The n-th working day after the start, which itself is not counted (Bộ luật Dân sự 2015, Điều 147.2); before it when n is negative;
    /// the start itself, worked or not, when n is 0. Throws <see cref="ArgumentOutOfRangeException"/> beyond the years 1 to 9999.
    /// </summary>
    public DateOnly AddWorkingDays(DateOnly start, int n) => n switch
    {
        0 => start,
        > 0 => Select((long)Rank(start.DayNumber) + n),
        _ => Select((long)Rank(start.DayNumber - 1) + n + 1),
    };

    /// <summary>
    /// Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when <paramref name="to"/> is earlier.
    /// From Friday to Monday it is 1, from Monday to Friday of the week before -1.
    /// </summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) => Rank(to.DayNumber) - Rank(from.DayNumber);

    /// <summary>The first working day after the date, never the date itself.</summary>
    public DateOnly NextWorkingDay(DateOnly date) => AddWorkingDays(date, 1);

    /// <summary>The last working day before the date, never the date itself.</summary>
    public DateOnly PreviousWorkingDay(DateOnly date) => AddWorkingDays(date, -1);

    /// <summary>The last day on which work "trước ngày X" can be done: X does not count, and X-1 is rolled back to a working day.</summary>
    public DateOnly LastWorkingDayBefore(DateOnly limit) => PreviousWorkingDay(limit);

    /// <summary>The date itself when it is worked, otherwise moved as asked.</summary>
    public DateOnly Roll(DateOnly date, DeadlineRoll roll) => roll switch
    {
        DeadlineRoll.Back when !IsWorkingDay(date) => PreviousWorkingDay(date),
        DeadlineRoll.Forward when !IsWorkingDay(date) => NextWorkingDay(date),
        _ => date,
    };

    /// <summary>The years of the span that have no table, ascending.</summary>
    public IReadOnlyList<int> MissingYears(DateOnly from, DateOnly to) => Coverage(from, to).Missing;

    /// <summary>How far a result that rests on the days between the two dates can be trusted; the order of the dates does not matter.</summary>
    public CalendarCoverage Coverage(DateOnly from, DateOnly to)
    {
        var (first, last) = from <= to ? (from.Year, to.Year) : (to.Year, from.Year);
        var span = Enumerable.Range(first, last - first + 1).ToList();
        return new(
            [.. span.Where(year => !years.ContainsKey(year))],
            [.. span.Where(year => years.TryGetValue(year, out var known) && known.Provisional)]);
    }

    private int[] Sorted(Func<CalendarDay, bool> which) => [.. days.Values.Where(which).Select(day => day.Date.DayNumber).Order()];

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Working days up to and including a day number; day 0 (1 January of the year 1) is a Monday, and -1 gives 0.</summary>
    private int Rank(int dayNumber)
    {
        var (weeks, rest) = Math.DivRem(dayNumber + 1, 7);
        return weeks * 5 + Math.Min(rest, 5) - CountUpTo(weekdaysOff, dayNumber) + CountUpTo(weekendsWorked, dayNumber);
    }

    /// <summary>The working day with the given rank: the first day that reaches it.</summary>
    private DateOnly Select(long rank)
    {
        var (low, high) = (0, DateOnly.MaxValue.DayNumber);
        if (rank < 1 || rank > Rank(high)) throw new ArgumentOutOfRangeException(nameof(rank), "The date lies beyond the calendar.");
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Rank(middle) >= rank) high = middle;
            else low = middle + 1;
        }
        return DateOnly.FromDayNumber(low);
    }

    private static int CountUpTo(int[] sorted, int dayNumber)
    {
        var at = Array.BinarySearch(sorted, dayNumber);
        return at >= 0 ? at + 1 : ~at;
    }
}

/// <summary>The years whose table is missing or not yet decided; a due date that rests on them may move.</summary>
public sealed record CalendarCoverage(IReadOnlyList<int> Missing, IReadOnlyList<int> Provisional)
{
    /// <summary>What to tell the user, or null when every year is known.</summary>
    public string? Warning
    {
        get
        {
            var parts = new List<string>();
            if (Missing.Count > 0) parts.Add($"Chưa có lịch làm việc năm {string.Join(", ", Missing)}: hạn chỉ trừ thứ Bảy và Chủ nhật.");
            if (Provisional.Count > 0) parts.Add($"Lịch làm việc năm {string.Join(", ", Provisional)} là tạm tính: hạn có thể thay đổi.");
            return parts.Count == 0 ? null : string.Join(' ', parts);
        }
    }
}
