using System.Globalization;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

public sealed class VietnamTimeTests
{
    [Theory]
    [InlineData("2024-05-16T16:59:59Z", "2024-05-16")]
    [InlineData("2024-05-16T17:00:00Z", "2024-05-17")]
    [InlineData("2024-12-31T17:00:00Z", "2025-01-01")]
    public void The_day_changes_at_midnight_in_Vietnam(string instant, string date) =>
        VietnamTime.Today(new FixedTime(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture))).ToString("O", CultureInfo.InvariantCulture).ShouldBe(date);

    [Fact]
    public void A_day_ends_with_its_last_second_in_Vietnam()
    {
        var end = VietnamTime.EndOfDay(new DateOnly(2024, 5, 17));

        end.ShouldBe(new DateTimeOffset(2024, 5, 17, 16, 59, 59, TimeSpan.Zero));
        end.Offset.ShouldBe(TimeSpan.Zero);
        VietnamTime.DateOf(end).ShouldBe(new DateOnly(2024, 5, 17));
    }

    [Fact]
    public void An_agency_may_end_its_days_when_the_registry_closes() =>
        VietnamTime.EndOfDay(new DateOnly(2024, 5, 17), new TimeOnly(17, 0)).ShouldBe(new DateTimeOffset(2024, 5, 17, 10, 0, 0, TimeSpan.Zero));

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
