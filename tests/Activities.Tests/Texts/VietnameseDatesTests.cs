using System.Globalization;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Texts;

public sealed class VietnameseDatesTests
{
    private static readonly DateTimeOffset Evening = new(2024, 6, 4, 18, 5, 0, TimeSpan.Zero); // 01:05 of the next day in Việt Nam

    [Fact]
    public void Instants_are_shown_in_Vietnamese_time()
    {
        VietnameseDates.Date(Evening).ShouldBe("05/06/2024");
        VietnameseDates.Time(Evening).ShouldBe("01:05");
        VietnameseDates.DateAndTime(Evening).ShouldBe("05/06/2024 01:05");
    }

    [Theory]
    [InlineData("2020-03-05", "ngày 05 tháng 3 năm 2020")]
    [InlineData("2024-01-24", "ngày 24 tháng 01 năm 2024")]
    [InlineData("2024-02-09", "ngày 09 tháng 02 năm 2024")]
    [InlineData("2024-12-10", "ngày 10 tháng 12 năm 2024")]
    public void The_date_line_pads_days_and_the_first_two_months_only(string date, string line) =>
        VietnameseDates.DateLine(DateOnly.Parse(date, CultureInfo.InvariantCulture)).ShouldBe(line);

    [Theory]
    [InlineData("11/5/2022", "2022-05-11")]
    [InlineData("06/05/2024", "2024-05-06")]
    [InlineData("6-5-2024", "2024-05-06")]
    [InlineData("6.5.2024", "2024-05-06")]
    [InlineData("ngày 05 tháng 3 năm 2020", "2020-03-05")]
    [InlineData("29/2/2024", "2024-02-29")]
    public void Dates_are_read_with_and_without_zeros(string text, string date)
    {
        VietnameseDates.TryParse(text, year: null, out var read).ShouldBeTrue();
        read.ToString("O", CultureInfo.InvariantCulture).ShouldBe(date);
    }

    [Theory]
    [InlineData("29/2/2023")]
    [InlineData("0/1/2024")]
    [InlineData("1/13/2024")]
    [InlineData("1/1/24")]
    [InlineData("18/5")]
    [InlineData("hôm qua")]
    public void What_is_no_date_is_refused(string text) => VietnameseDates.TryParse(text, year: null, out _).ShouldBeFalse();
}
