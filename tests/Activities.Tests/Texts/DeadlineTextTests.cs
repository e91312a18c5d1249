using System.Globalization;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Texts;

public sealed class DeadlineTextTests
{
    private static readonly WorkingCalendar Calendar = new(CalendarFile.Shipped());

    [Theory]
    [InlineData("2024-05-20", "2024-05-10", DeadlineState.InTime, "Còn 6 ngày làm việc")]
    [InlineData("2024-05-16", "2024-05-10", DeadlineState.InTime, "Còn 4 ngày làm việc")]
    [InlineData("2024-05-15", "2024-05-10", DeadlineState.DueSoon, "Còn 3 ngày làm việc")]
    [InlineData("2024-05-14", "2024-05-10", DeadlineState.DueSoon, "Còn 2 ngày làm việc")]
    [InlineData("2024-02-15", "2024-02-07", DeadlineState.DueSoon, "Còn 1 ngày làm việc")]
    [InlineData("2024-05-12", "2024-05-10", DeadlineState.DueSoon, "Hết hạn 12/05/2024")]
    [InlineData("2024-05-10", "2024-05-10", DeadlineState.DueToday, "Hết hạn hôm nay")]
    [InlineData("2024-05-10", "2024-05-14", DeadlineState.Overdue, "Quá hạn 2 ngày làm việc")]
    [InlineData("2024-05-10", "2024-05-11", DeadlineState.Overdue, "Quá hạn từ 10/05/2024")]
    [InlineData("2024-05-12", "2024-05-12", DeadlineState.DueToday, "Hết hạn hôm nay")]
    public void The_distance_is_told_in_working_days(string due, string today, DeadlineState state, string text)
    {
        var distance = DeadlineText.Describe(DateOnly.Parse(due, CultureInfo.InvariantCulture), DateOnly.Parse(today, CultureInfo.InvariantCulture), Calendar);

        distance.Text.ShouldBe(text);
        distance.State.ShouldBe(state);
    }

    [Fact]
    public void Without_a_due_date_it_says_so() =>
        DeadlineText.Describe(null, new DateOnly(2024, 5, 10), Calendar).ShouldBe(new(DeadlineState.NoDeadline, "Không thời hạn", null));

    [Fact]
    public void Due_soon_begins_where_the_agency_sets_it() =>
        DeadlineText.Describe(new DateOnly(2024, 5, 17), new DateOnly(2024, 5, 10), Calendar, dueSoon: 5).State.ShouldBe(DeadlineState.DueSoon);

    [Fact]
    public void A_paused_deadline_has_no_distance() => DeadlineText.Paused.ShouldBe(new(DeadlineState.Paused, "Tạm dừng", null));
}
