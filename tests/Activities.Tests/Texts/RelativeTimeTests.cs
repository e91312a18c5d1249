using System.Globalization;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Tests.Texts;

public sealed class RelativeTimeTests
{
    [Theory]
    [InlineData("2024-05-16 14:00", "vừa xong")]
    [InlineData("2024-05-16 13:59:20", "40 giây trước")]
    [InlineData("2024-05-16 13:55", "5 phút trước")]
    [InlineData("2024-05-16 12:00", "2 giờ trước")]
    [InlineData("2024-05-15 08:00", "hôm qua")]
    [InlineData("2024-05-14 23:30", "2 ngày trước")] // less than 48 hours, yet two dates
    [InlineData("2024-05-13 14:00", "3 ngày trước")]
    [InlineData("2024-03-10 14:00", "2 tháng trước")]
    [InlineData("2022-03-10 14:00", "2 năm trước")]
    [InlineData("2024-05-16 16:00", "2 giờ nữa")]
    [InlineData("2024-05-17 20:00", "ngày mai")]
    [InlineData("2024-05-19 08:00", "3 ngày nữa")]
    public void An_instant_is_told_relative_to_now_in_Vietnamese(string when, string text) =>
        RelativeTime.Describe(Local(when), Local("2024-05-16 14:00")).ShouldBe(text);

    [Fact]
    public void A_length_of_time_is_told_in_its_largest_unit() => RelativeTime.Describe(TimeSpan.FromMinutes(180)).ShouldBe("3 giờ");

    private static DateTimeOffset Local(string text) => new(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
}
