using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Work;

/// <summary>A dossier's deadline for a page: the date, and the words that people read.</summary>
/// <param name="DueOn">The last day that is in time; null without a deadline.</param>
/// <param name="State">What the chip shows.</param>
/// <param name="Text">For instance "Còn 6 ngày làm việc".</param>
/// <param name="WorkingDaysLeft">Negative when late; null without a running deadline.</param>
/// <param name="Warning">Set when the working calendar of those days is missing or provisional.</param>
public sealed record DeadlineWords(DateOnly? DueOn, DeadlineState State, string Text, int? WorkingDaysLeft, string? Warning)
{
    /// <summary>The day that was set before it was extended; null when it never was.</summary>
    public DateOnly? FirstDueOn { get; init; }

    /// <summary>Null for a deadline that is done: nothing is left to wait for.</summary>
    public static DeadlineWords? Of(DateOnly? dueOn, DeadlineStatus? status, DateOnly today, WorkingCalendar calendar, int dueSoon = DeadlineText.DefaultDueSoon)
    {
        if (status == DeadlineStatus.Done)
            return null;
        var distance = status == DeadlineStatus.Paused ? DeadlineText.Paused : DeadlineText.Describe(dueOn, today, calendar, dueSoon);
        return new DeadlineWords(dueOn, distance.State, distance.Text, distance.WorkingDaysLeft, dueOn is { } due ? calendar.Coverage(today, due).Warning : null);
    }
}
