namespace LienThong.Activities.Deadlines.Calendar;

/// <summary>How one listed day differs from the ordinary week (Monday to Friday worked, Saturday and Sunday off).</summary>
public enum CalendarDayKind
{
    /// <summary>Nobody works: a public holiday, the day given back for one, or a day swapped away.</summary>
    Holiday,

    /// <summary>A Saturday or Sunday that is worked to make up for a swapped day.</summary>
    MakeUpWorkday,

    /// <summary>Worked for half the day; counts as one working day, because time limits are counted in whole days.</summary>
    HalfDay,
}

/// <summary>One day of the yearly table, with the decision that set it.</summary>
public sealed record CalendarDay(DateOnly Date, CalendarDayKind Kind, string Name, string? Source = null);

/// <summary>The table of one year. It is provisional while the Prime Minister's decision on Tết, 2/9 and the swaps is not in it.</summary>
public sealed record CalendarYear(int Year, bool Provisional, IReadOnlyList<CalendarDay> Days, string? Note = null);
