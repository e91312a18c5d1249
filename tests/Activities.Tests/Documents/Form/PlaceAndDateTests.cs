using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class PlaceAndDateTests
{
    [Theory]
    [InlineData(2024, 3, 5, "Quảng Trị, ngày 05 tháng 3 năm 2024")]
    [InlineData(2024, 1, 24, "Quảng Trị, ngày 24 tháng 01 năm 2024")]
    [InlineData(2024, 2, 9, "Quảng Trị, ngày 09 tháng 02 năm 2024")]
    [InlineData(2024, 12, 31, "Quảng Trị, ngày 31 tháng 12 năm 2024")]
    public void Days_below_ten_and_months_one_and_two_are_padded(int year, int month, int day, string printed)
    {
        PlaceAndDate.On("Quảng Trị", new DateOnly(year, month, day)).ToString().ShouldBe(printed);
        PlaceAndDate.TryParse(printed, out var read).ShouldBeTrue();
        read.Date.ShouldBe(new DateOnly(year, month, day));
    }

    [Fact]
    public void A_draft_leaves_a_gap_for_the_day_and_reads_back()
    {
        var draft = new PlaceAndDate("Quảng Trị", 2024, 3);

        draft.ToString().ShouldBe("Quảng Trị, ngày        tháng 3 năm 2024");
        draft.Date.ShouldBeNull();
        PlaceAndDate.TryParse(draft.ToString(), out var read).ShouldBeTrue();
        read.ShouldBe(draft);
    }

    [Fact]
    public void An_impossible_date_is_refused() => PlaceAndDate.TryParse("Quảng Trị, ngày 31 tháng 02 năm 2024", out _).ShouldBeFalse();
}
