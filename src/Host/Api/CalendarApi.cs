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
        calendar.MapPut("/", Change).NeedsAdministrator().WithName("changeCalendar").WithSummary("Thay lịch của một năm; If-Match \"0\" cho năm chưa có lịch");
    }

    private static async Task<Ok<CalendarYear>> Read(int year, Database database, HttpResponse response, CancellationToken cancellationToken)
    {
        var calendar = await database.ReadAsync(CalendarTable.LoadAsync, cancellationToken);
        return Answer(calendar.Years.FirstOrDefault(table => table.Year == year)
            ?? throw RuleViolation.NotFound("calendar.not-found", $"Chưa có lịch làm việc năm {year}."), response);
    }

    private static async Task<Ok<CalendarYear>> Change(
        int year, CalendarBody body, CurrentUser user, IdempotencyKey key, IfMatch seen, CommandRunner commands, HttpResponse response, CancellationToken cancellationToken) =>
        Answer(await commands.RunAsync(key.For(user, "changeCalendar", new { year, body }),
            (session, ct) => ChangeCalendar.RunAsync(
                session, new CalendarYear(year, body.Provisional, body.Days, body.Note), body.Reason, before => seen.MustBe(TagOf(before)), user.Actor, ct), cancellationToken), response);

    private static Ok<CalendarYear> Answer(CalendarYear table, HttpResponse response)
    {
        response.Headers.ETag = TagOf(table);
        return TypedResults.Ok(table);
    }

    // A year that nobody has entered yet has the version 0.
    private static string TagOf(CalendarYear? table) => table is null ? ETag.Of(0) : ETag.Of((object)table);

    /// <summary>Provisional while the decision on the year's days off is not complete.</summary>
    internal sealed record CalendarBody(bool Provisional, IReadOnlyList<CalendarDay> Days, string? Note = null, string? Reason = null);
}
