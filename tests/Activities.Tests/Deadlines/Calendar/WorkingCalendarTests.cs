using System.Globalization;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Shipped = new(CalendarFile.Shipped());

    [Theory]
    [InlineData("24/01/2024", 10, "07/02/2024")] // last day before Tết
    [InlineData("24/01/2024", 11, "15/02/2024")] // over Tết
    [InlineData("07/02/2024", 1, "15/02/2024")]
    [InlineData("17/04/2024", 1, "19/04/2024")] // Giỗ Tổ
    [InlineData("26/04/2024", 1, "02/05/2024")] // swapped Monday, 30/4, 1/5
    [InlineData("26/04/2024", 3, "04/05/2024")] // the Saturday made up for
    [InlineData("26/04/2024", 4, "06/05/2024")]
    [InlineData("29/05/2024", 5, "05/06/2024")]
    [InlineData("30/08/2024", 1, "04/09/2024")] // 2/9 and 3/9
    [InlineData("31/08/2024", 1, "04/09/2024")] // from a Saturday
    [InlineData("28/04/2023", 1, "04/05/2023")]
    [InlineData("25/04/2025", 2, "28/04/2025")] // Saturday 26/4 worked
    [InlineData("29/04/2025", 1, "05/05/2025")]
    [InlineData("31/12/2025", 1, "05/01/2026")] // Friday 2/1 swapped late
    [InlineData("09/01/2026", 1, "10/01/2026")]
    [InlineData("13/02/2026", 1, "23/02/2026")]
    public void Working_days_are_counted_from_the_day_after_the_start(string start, int n, string due) =>
        Shipped.AddWorkingDays(Day(start), n).ShouldBe(Day(due));

    [Fact]
    public void The_vectors_of_the_sample_facts_hold()
    {
        using var facts = Seeds.Facts();
        if (facts is null) return; // our own vectors above stand for them where the samples are absent

        var vectors = facts.RootElement.GetProperty("working_day_calendar_2024").GetProperty("vectors");
        vectors.GetArrayLength().ShouldBeGreaterThan(0);
        foreach (var vector in vectors.EnumerateArray())
            Shipped.AddWorkingDays(Iso(vector.GetProperty("start").GetString()!), vector.GetProperty("working_days").GetInt32())
                .ShouldBe(Iso(vector.GetProperty("due").GetString()!), vector.ToString());
    }

    [Theory]
    [InlineData("18/05/2024", "17/05/2024")] // limit on a Saturday
    [InlineData("20/05/2024", "17/05/2024")] // the day before is a Sunday
    [InlineData("18/11/2024", "15/11/2024")]
    [InlineData("20/11/2024", "19/11/2024")]
    [InlineData("02/05/2024", "26/04/2024")]
    public void Before_a_date_means_the_last_working_day_up_to_the_day_before(string limit, string last) =>
        Shipped.LastWorkingDayBefore(Day(limit)).ShouldBe(Day(last));

    [Fact]
    public void Zero_working_days_is_the_start_even_on_a_day_off() =>
        Shipped.AddWorkingDays(Day("12/05/2024"), 0).ShouldBe(Day("12/05/2024"));

    [Theory]
    [InlineData("10/05/2024", "13/05/2024", 1)]
    [InlineData("13/05/2024", "10/05/2024", -1)]
    [InlineData("10/05/2024", "12/05/2024", 0)]
    [InlineData("26/04/2024", "06/05/2024", 4)]
    public void The_distance_counts_the_later_day_and_not_the_earlier(string from, string to, int days) =>
        Shipped.WorkingDaysBetween(Day(from), Day(to)).ShouldBe(days);

    [Theory]
    [InlineData(DeadlineRoll.None, "11/05/2024")]
    [InlineData(DeadlineRoll.Back, "10/05/2024")]
    [InlineData(DeadlineRoll.Forward, "13/05/2024")]
    public void A_due_date_on_a_day_off_moves_as_set(DeadlineRoll roll, string expected) =>
        Shipped.Roll(Day("11/05/2024"), roll).ShouldBe(Day(expected));

    [Fact]
    public void A_worked_due_date_never_moves()
    {
        foreach (var roll in Enum.GetValues<DeadlineRoll>())
            Shipped.Roll(Day("04/05/2024"), roll).ShouldBe(Day("04/05/2024"));
    }

    [Fact]
    public void A_half_day_counts_as_a_working_day()
    {
        var calendar = WorkingCalendar.Of([new(Day("31/12/2024"), CalendarDayKind.HalfDay, "Nghỉ chiều")]);

        calendar.IsWorkingDay(Day("31/12/2024")).ShouldBeTrue();
        calendar.AddWorkingDays(Day("30/12/2024"), 1).ShouldBe(Day("31/12/2024"));
    }

    [Fact]
    public void A_year_without_table_is_reported_and_counted_by_weekends()
    {
        Shipped.AddWorkingDays(Day("30/12/2033"), 1).ShouldBe(Day("02/01/2034"));

        Shipped.MissingYears(Day("02/01/2034"), Day("30/12/2033")).ShouldBe([2033, 2034]);
        Shipped.Coverage(Day("30/12/2033"), Day("02/01/2034")).Warning.ShouldNotBeNull().ShouldContain("2033, 2034");
    }

    [Fact]
    public void A_year_not_yet_decided_is_reported_as_provisional()
    {
        var coverage = Shipped.Coverage(Day("15/12/2026"), Day("15/01/2027"));

        coverage.Missing.ShouldBeEmpty();
        coverage.Provisional.ShouldBe([2027]);
        coverage.Warning.ShouldNotBeNull();
    }

    [Fact]
    public void Decided_years_give_no_warning() => Shipped.Coverage(Day("01/01/2023"), Day("31/12/2026")).Warning.ShouldBeNull();

    [Fact]
    public void A_date_listed_twice_is_refused() =>
        Should.Throw<ArgumentException>(() => WorkingCalendar.Of([
            new(Day("30/04/2024"), CalendarDayKind.Holiday, "Một"),
            new(Day("30/04/2024"), CalendarDayKind.MakeUpWorkday, "Hai")]));

    [Fact]
    public void A_date_under_another_year_is_refused() =>
        Should.Throw<ArgumentException>(() => new WorkingCalendar([
            new(2024, Provisional: false, [new(Day("01/01/2025"), CalendarDayKind.Holiday, "Tết Dương lịch")])]));

    [Fact]
    public void Counting_beyond_the_last_year_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Shipped.AddWorkingDays(DateOnly.MaxValue, 1));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static DateOnly Iso(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
