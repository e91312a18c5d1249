using FsCheck;
using FsCheck.Fluent;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

/// <summary>The arithmetic against walking day by day, over a hundred years of random holidays and swaps.</summary>
public sealed class WorkingCalendarOracleTests
{
    private static readonly DateOnly First = new(1970, 1, 1);
    private static readonly int Span = new DateOnly(2070, 1, 1).DayNumber - First.DayNumber;

    private sealed record Case(IReadOnlyList<CalendarDay> Days, DateOnly Start, int Distance)
    {
        public override string ToString() => $"{Start:O} {Distance:+0;-0} with {Days.Count} days, nearest "
            + string.Join(", ", Days.OrderBy(day => Math.Abs(day.Date.DayNumber - Start.DayNumber)).Take(12).Select(day => $"{day.Date:O} {day.Kind}"));
    }

    private static readonly Arbitrary<Case> Cases = (
        from count in Gen.Choose(0, 3000)
        from at in Gen.Choose(0, Span).ArrayOf(count)
        from kinds in Gen.Elements(CalendarDayKind.Holiday, CalendarDayKind.Holiday, CalendarDayKind.MakeUpWorkday, CalendarDayKind.HalfDay).ArrayOf(count)
        from start in Gen.Choose(0, Span)
        from distance in Gen.Frequency((4, Gen.Choose(-40, 40)), (1, Gen.Choose(-3000, 3000)))
        let days = at.Zip(kinds).DistinctBy(pair => pair.First).Select(pair => new CalendarDay(First.AddDays(pair.First), pair.Second, "x"))
        select new Case([.. days], First.AddDays(start), distance)).ToArbitrary();

    [Fact]
    public void Adding_working_days_agrees_with_walking() => Holds(test =>
        WorkingCalendar.Of(test.Days).AddWorkingDays(test.Start, test.Distance) == Walk(test));

    [Fact]
    public void The_distance_agrees_with_counting_each_day() => Holds(test =>
    {
        var to = test.Start.AddDays(test.Distance);
        var isWorked = Oracle(test.Days);
        var (after, upTo) = test.Start < to ? (test.Start, to) : (to, test.Start);
        var worked = 0;
        for (var day = after.AddDays(1); day <= upTo; day = day.AddDays(1))
            if (isWorked(day)) worked++;

        return WorkingCalendar.Of(test.Days).WorkingDaysBetween(test.Start, to) == (test.Start <= to ? worked : -worked);
    });

    [Fact]
    public void The_distance_to_the_day_that_was_added_is_what_was_added() => Holds(test =>
    {
        if (test.Distance <= 0) return true;
        var calendar = WorkingCalendar.Of(test.Days);
        return calendar.WorkingDaysBetween(test.Start, calendar.AddWorkingDays(test.Start, test.Distance)) == test.Distance;
    });

    [Fact]
    public void A_rolled_date_is_worked_and_nothing_worked_lies_between() => Holds(test =>
    {
        var calendar = WorkingCalendar.Of(test.Days);
        var isWorked = Oracle(test.Days);
        var (back, forward) = (calendar.Roll(test.Start, DeadlineRoll.Back), calendar.Roll(test.Start, DeadlineRoll.Forward));
        var off = Enumerable.Range(back.DayNumber + 1, Math.Max(0, forward.DayNumber - back.DayNumber - 1)).Select(DateOnly.FromDayNumber);
        return isWorked(back) && isWorked(forward) && back <= test.Start && test.Start <= forward && !off.Any(isWorked);
    });

    private static DateOnly Walk(Case test)
    {
        var isWorked = Oracle(test.Days);
        var day = test.Start;
        for (var left = Math.Abs(test.Distance); left > 0;)
        {
            day = day.AddDays(Math.Sign(test.Distance));
            if (isWorked(day)) left--;
        }
        return day;
    }

    private static Func<DateOnly, bool> Oracle(IReadOnlyList<CalendarDay> days)
    {
        var listed = days.ToDictionary(day => day.Date, day => day.Kind);
        return date => listed.TryGetValue(date, out var kind)
            ? kind is not CalendarDayKind.Holiday
            : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    private static void Holds(Func<Case, bool> property) =>
        Prop.ForAll(Cases, property).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
