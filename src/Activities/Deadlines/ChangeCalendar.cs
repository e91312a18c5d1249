using System.Globalization;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Rules;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Deadlines;

/// <summary>Puts a year's table of days off and make-up days in place of what was there; deadlines that were set stay as they are.</summary>
public static class ChangeCalendar
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <param name="session">The write.</param>
    /// <param name="year">What it becomes.</param>
    /// <param name="reason">Why, for the audit trail; null when nothing is said.</param>
    /// <param name="mustBe">Throws when the table that the caller saw is not the one that is there; gets null where there is none.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RuleViolation"><c>calendar.year</c>, <c>calendar.date</c>, <c>calendar.twice</c>, <c>calendar.workday</c>, <c>calendar.name</c>, <c>calendar.reason</c>.</exception>
    /// <exception cref="StaleRowException">Somebody else entered the year in the same moment.</exception>
    public static async Task<CalendarYear> RunAsync(WriteSession session, CalendarYear year, string? reason, Action<CalendarYear?> mustBe, Actor actor, CancellationToken cancellationToken)
    {
        var clean = Checked(year);
        var why = GivenText.OptionalLine(reason, "Lý do", "calendar.reason", 500);
        var found = await session.FindAsync<CalendarYearRow>(clean.Year, cancellationToken);
        mustBe(found is null ? null : await CalendarTable.ReadYearAsync(session, found, cancellationToken));
        try
        {
            await CalendarTable.ReplaceYearAsync(session, found, clean, cancellationToken);
            await session.FlushAsync(cancellationToken);
        }
        catch (DuplicateRowException)
        {
            // A year that is not there cannot be locked: of two who enter it at once, the second meets the row of the first, which he has not seen.
            throw new StaleRowException("CalendarYears", clean.Year.ToString(CultureInfo.InvariantCulture));
        }

        await AuditTrail.AppendAsync(
            session, actor, "calendar.changed", new AuditSubject("calendar-year", clean.Year.ToString(CultureInfo.InvariantCulture)),
            new { clean.Provisional, Reason = why, Days = clean.Days.Select(day => new { day.Date, day.Kind, day.Name }) }, cancellationToken);
        return clean;
    }

    private static CalendarYear Checked(CalendarYear year)
    {
        if (year.Year is < FirstYear or > LastYear)
            throw RuleViolation.Invalid("calendar.year", $"Năm {year.Year} nằm ngoài khoảng {FirstYear}-{LastYear}.");
        if (year.Days.FirstOrDefault(day => day.Date.Year != year.Year) is { } stray)
            throw RuleViolation.Invalid("calendar.date", $"Ngày {stray.Date:dd/MM/yyyy} không thuộc năm {year.Year}.");
        if (year.Days.GroupBy(day => day.Date).FirstOrDefault(date => date.Count() > 1) is { } repeated)
            throw RuleViolation.Invalid("calendar.twice", $"Ngày {repeated.Key:dd/MM/yyyy} được ghi hai lần.");
        if (year.Days.FirstOrDefault(day => day.Kind == CalendarDayKind.MakeUpWorkday && day.Date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) is { } weekday)
            throw RuleViolation.Invalid("calendar.workday", $"Ngày làm bù {weekday.Date:dd/MM/yyyy} không phải thứ Bảy hay Chủ nhật.");
        return year with
        {
            Note = GivenText.OptionalLine(year.Note, "Ghi chú", "calendar.name", 500),
            Days =
            [
                .. year.Days.OrderBy(day => day.Date).Select(day => day with
                {
                    Name = GivenText.Line(day.Name, "Tên ngày", "calendar.name", 200),
                    Source = GivenText.OptionalLine(day.Source, "Căn cứ", "calendar.name", 500),
                }),
            ],
        };
    }
}
