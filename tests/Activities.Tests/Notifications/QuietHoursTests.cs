using LienThong.Activities.Notifications;
using LienThong.Activities.Tests.Chain;

namespace LienThong.Activities.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly TimeOnly Evening = new(20, 0);
    private static readonly TimeOnly Morning = new(6, 30);

    [Fact]
    public void Before_and_after_the_quiet_hours_a_letter_leaves_at_once()
    {
        QuietHours.LeavesAt(Office.At(2024, 1, 24, 19, 59), Evening, Morning).ShouldBe(Office.At(2024, 1, 24, 19, 59));
        QuietHours.LeavesAt(Office.At(2024, 1, 24, 6, 30), Evening, Morning).ShouldBe(Office.At(2024, 1, 24, 6, 30));
    }

    [Fact]
    public void In_the_evening_a_letter_waits_for_the_next_morning() =>
        QuietHours.LeavesAt(Office.At(2024, 1, 24, 20), Evening, Morning).ShouldBe(Office.At(2024, 1, 25, 6, 30));

    [Fact]
    public void After_midnight_a_letter_waits_for_the_same_morning() =>
        QuietHours.LeavesAt(Office.At(2024, 1, 25, 2), Evening, Morning).ShouldBe(Office.At(2024, 1, 25, 6, 30));

    [Fact]
    public void Quiet_hours_within_one_day_end_on_it() =>
        QuietHours.LeavesAt(Office.At(2024, 1, 24, 12), new TimeOnly(11, 30), new TimeOnly(13, 30)).ShouldBe(Office.At(2024, 1, 24, 13, 30));

    [Fact]
    public void Without_quiet_hours_nothing_waits() => QuietHours.LeavesAt(Office.At(2024, 1, 24, 23), null, null).ShouldBe(Office.At(2024, 1, 24, 23));
}
