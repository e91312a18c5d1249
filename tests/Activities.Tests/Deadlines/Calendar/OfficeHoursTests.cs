using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

public sealed class OfficeHoursTests
{
    private static readonly WorkingCalendar Calendar = new(CalendarFile.Shipped());

    [Fact]
    public void A_working_day_has_seven_and_a_half_hours() => OfficeHours.Usual.PerDay.ShouldBe(TimeSpan.FromHours(7.5));

    [Fact]
    public void The_noon_break_does_not_count() => Worked(Office.At(2024, 1, 24, 11), Office.At(2024, 1, 24, 14)).ShouldBe(TimeSpan.FromHours(1));

    [Fact]
    public void Nothing_is_worked_in_the_evening() => Worked(Office.At(2024, 1, 24, 17), Office.At(2024, 1, 25, 7, 30)).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void A_weekend_between_does_not_count() => Worked(Office.At(2024, 1, 26, 16), Office.At(2024, 1, 29, 8, 30)).ShouldBe(TimeSpan.FromHours(2));

    [Fact]
    public void Days_off_of_Tet_do_not_count() => Worked(Office.At(2024, 2, 7, 16), Office.At(2024, 2, 15, 8, 30)).ShouldBe(TimeSpan.FromHours(2));

    [Fact]
    public void A_make_up_Saturday_counts() => Worked(Office.At(2024, 5, 4, 7), Office.At(2024, 5, 4, 18)).ShouldBe(TimeSpan.FromHours(7.5));

    [Fact]
    public void An_earlier_end_is_nothing() => Worked(Office.At(2024, 1, 25), Office.At(2024, 1, 24)).ShouldBe(TimeSpan.Zero);

    [Fact]
    public void Any_span_is_the_sum_of_its_parts()
    {
        var random = new Random(20240124);
        var start = Office.At(2024, 1, 1, 0);
        for (var i = 0; i < 500; i++)
        {
            var marks = Enumerable.Range(0, 3).Select(_ => start.AddMinutes(random.Next(366 * 24 * 60))).Order().ToList();

            (Worked(marks[0], marks[1]) + Worked(marks[1], marks[2])).ShouldBe(Worked(marks[0], marks[2]));
        }
    }

    [Fact]
    public void A_whole_year_is_its_working_days() =>
        Worked(Office.At(2024, 1, 1, 0), Office.At(2025, 1, 1, 0)).ShouldBe(
            TimeSpan.FromHours(7.5) * Enumerable.Range(0, 366).Count(day => Calendar.IsWorkingDay(new DateOnly(2024, 1, 1).AddDays(day))));

    [Theory]
    [InlineData(0, "chưa đến 1 phút làm việc")]
    [InlineData(25, "25 phút làm việc")]
    [InlineData(330, "5 giờ 30 phút làm việc")]
    [InlineData(450, "1 ngày làm việc")]
    [InlineData(1095, "2 ngày 3 giờ làm việc")]
    public void Working_time_is_said_in_days_and_hours(int minutes, string words) =>
        WorkingTimeText.Of(TimeSpan.FromMinutes(minutes), OfficeHours.Usual).ShouldBe(words);

    private static TimeSpan Worked(DateTimeOffset from, DateTimeOffset to) => OfficeHours.Usual.Between(from, to, Calendar);
}
