using LienThong.Activities.Commands;
using LienThong.Activities.Deadlines;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Rules;
using LienThong.Host.Auth;
using LienThong.Workflows.Persistence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LienThong.Host.Api;

/// <summary>The working calendar, year by year.</summary>
internal static class CalendarApi
{
    public static void MapCalendar(this RouteGroupBuilder api)
    {
        var calendar = api.MapGroup("/calendar/{year:int}").WithTags("Lịch làm việc");
        calendar.MapGet("/", Read).NeedsSession().WithName("readCalendar").WithSummary("Ngày nghỉ, ngày làm bù của một năm");
        calendar.MapPut("/", Change).NeedsAdministrator().WithName("changeCalendar").WithSummary("Thay lịch của một năm");
    }

    private static async Task<Ok<CalendarYear>> Read(int year, Database database, CancellationToken cancellationToken)
    {
        var calendar = await database.ReadAsync(CalendarTable.LoadAsync, cancellationToken);
        return TypedResults.Ok(calendar.Years.FirstOrDefault(table => table.Year == year)
            ?? throw RuleViolation.NotFound("calendar.not-found", $"Chưa có lịch làm việc năm {year}."));
    }

    private static async Task<Ok<CalendarYear>> Change(
        int year, CalendarBody body, CurrentUser user, IdempotencyKey key, CommandRunner commands, CancellationToken cancellationToken) =>
        TypedResults.Ok(await commands.RunAsync(key.For(user, "changeCalendar"),
            (session, ct) => ChangeCalendar.RunAsync(session, new CalendarYear(year, body.Provisional, body.Days, body.Note), body.Reason, user.Actor, ct), cancellationToken));

    /// <summary>Provisional while the decision on the year's days off is not complete.</summary>
    internal sealed record CalendarBody(bool Provisional, IReadOnlyList<CalendarDay> Days, string? Note = null, string? Reason = null);
}
