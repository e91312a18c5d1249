using System.Globalization;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

public sealed class DeadlineRuleTests
{
    private static readonly WorkingCalendar Calendar = new(CalendarFile.Shipped());

    [Theory]
    [InlineData("10 ngày làm việc", DeadlineKind.WorkingDays)]
    [InlineData("30 ngày", DeadlineKind.Days)]
    [InlineData("3 tháng", DeadlineKind.Months)]
    [InlineData("trước ngày 20/05/2024", DeadlineKind.Before)]
    [InlineData("đến ngày 20/05/2024", DeadlineKind.Until)]
    [InlineData("vào ngày 15/11/2024", DeadlineKind.On)]
    [InlineData("chậm nhất ngày 15/11/2024", DeadlineKind.AtLatest)]
    [InlineData("15/11/2024", DeadlineKind.Date)]
    public void A_rule_prints_as_it_was_written(string text, DeadlineKind kind)
    {
        var rule = DeadlineRule.Parse(text);

        rule.Kind.ShouldBe(kind);
        rule.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("  05  NGÀY  làm việc. ", "5 ngày làm việc")]
    [InlineData("trong vòng 10 ngày làm việc", "10 ngày làm việc")]
    [InlineData("truoc ngay 20/5/2024", "trước ngày 20/05/2024")]
    [InlineData("trước 20-5-2024", "trước ngày 20/05/2024")]
    [InlineData("Trước ngày 18/5", "trước ngày 18/05/2024")]
    [InlineData("vào ngày 15 tháng 11 năm 2024", "vào ngày 15/11/2024")]
    [InlineData("vào ngày 15 tháng 11", "vào ngày 15/11/2024")]
    [InlineData("chậm nhất là ngày 01/6/2024", "chậm nhất ngày 01/06/2024")]
    [InlineData("đến hết ngày 30/6/2024", "đến ngày 30/06/2024")]
    [InlineData("ngày 30/6/2024", "30/06/2024")]
    public void The_usual_ways_of_writing_are_understood(string text, string canonical) =>
        DeadlineRule.Parse(text, year: 2024).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("sớm")]
    [InlineData("0 ngày")]
    [InlineData("-3 ngày")]
    [InlineData("4000 ngày")]
    [InlineData("10 giờ")]
    [InlineData("trước ngày 31/4/2024")]
    [InlineData("trước ngày 18/5")]
    [InlineData("10 ngày làm việc hoặc 20/5/2024")]
    [InlineData("20/5-2024")]
    public void What_is_no_deadline_is_refused(string text)
    {
        DeadlineRule.TryParse(text, year: null, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => DeadlineRule.Parse(text));
    }

    [Theory]
    [InlineData("10 ngày làm việc", DeadlineRoll.Forward, "07/02/2024")]
    [InlineData("11 ngày làm việc", DeadlineRoll.Forward, "15/02/2024")]
    [InlineData("10 ngày", DeadlineRoll.None, "03/02/2024")]
    [InlineData("10 ngày", DeadlineRoll.Forward, "05/02/2024")]
    [InlineData("10 ngày", DeadlineRoll.Back, "02/02/2024")]
    [InlineData("1 tháng", DeadlineRoll.Forward, "26/02/2024")]
    [InlineData("1 tháng", DeadlineRoll.None, "24/02/2024")]
    [InlineData("trước ngày 18/5/2024", DeadlineRoll.Back, "17/05/2024")]
    [InlineData("trước ngày 20/5/2024", DeadlineRoll.Back, "17/05/2024")]
    [InlineData("trước ngày 20/5/2024", DeadlineRoll.Forward, "17/05/2024")]
    [InlineData("trước ngày 20/5/2024", DeadlineRoll.None, "19/05/2024")]
    [InlineData("đến ngày 18/5/2024", DeadlineRoll.None, "18/05/2024")]
    [InlineData("đến ngày 18/5/2024", DeadlineRoll.Back, "17/05/2024")]
    [InlineData("chậm nhất ngày 18/5/2024", DeadlineRoll.Forward, "20/05/2024")]
    public void The_due_date_follows_from_the_rule_and_the_roll(string rule, DeadlineRoll roll, string due) =>
        VietnameseDates.Date(DeadlineRule.Parse(rule).Due(new DateOnly(2024, 1, 24), Calendar, roll)).ShouldBe(due);

    [Fact]
    public void A_month_ends_on_its_last_day_when_it_lacks_the_day_of_the_start() =>
        DeadlineRule.Parse("1 tháng").Due(new DateOnly(2024, 1, 31), Calendar, DeadlineRoll.None).ShouldBe(new DateOnly(2024, 2, 29));

    [Fact]
    public void A_date_before_which_something_is_due_never_rolls_past_it()
    {
        foreach (var roll in Enum.GetValues<DeadlineRoll>())
        {
            var limit = new DateOnly(2024, 2, 13); // in the middle of Tết
            DeadlineRule.Dated(DeadlineKind.Before, limit).Due(new DateOnly(2024, 1, 24), Calendar, roll).ShouldBeLessThan(limit);
        }
    }

    [Fact]
    public void The_deadlines_of_the_sample_facts_that_say_before_are_computed()
    {
        using var facts = Seeds.Facts();
        if (facts is null) return; // the same four stand above

        var checkedDeadlines = 0;
        foreach (var deadline in facts.RootElement.GetProperty("deadlines").EnumerateArray())
        {
            if (!deadline.TryGetProperty("year_2024", out var expected)) continue;
            var rule = DeadlineRule.Parse(deadline.GetProperty("written").GetString()!, year: 2024);
            rule.Due(new DateOnly(2024, 1, 2), Calendar, DeadlineRoll.Back).ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected.GetProperty("last_working_day").GetString());
            rule.Due(new DateOnly(2024, 1, 2), Calendar, DeadlineRoll.None).ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected.GetProperty("last_calendar_day").GetString());
            checkedDeadlines++;
        }
        checkedDeadlines.ShouldBeGreaterThan(0);
    }
}
