using System.Net;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class CalendarApiTests(LienThongApp app)
{
    [Fact]
    public async Task An_administrator_replaces_a_year_and_everybody_reads_it()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        using var officer = await app.SignedInAsync(LienThongApp.Officer);
        await (await officer.GetAsync("/api/calendar/2041")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "calendar.not-found");

        await (await administrator.PutAsync("/api/calendar/2041", Year("2041-01-01"), ifMatch: None)).ShouldBeOkAsync();
        await (await administrator.PutAsync("/api/calendar/2041", Year("2041-04-30"), ifMatch: await SeenAsync(administrator, 2041))).ShouldBeOkAsync();

        var days = (await officer.GetJsonAsync("/api/calendar/2041")).GetProperty("days");
        days.GetArrayLength().ShouldBe(1);
        days[0].GetProperty("date").GetString().ShouldBe("2041-04-30");
        (await administrator.GetJsonAsync("/api/audit?action=calendar.changed&subjectId=2041")).GetProperty("total").GetInt32().ShouldBe(2);
        await (await officer.PutAsync("/api/calendar/2041", Year("2041-05-01"), ifMatch: await SeenAsync(officer, 2041))).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task Who_saves_what_another_has_changed_meanwhile_is_told_so_and_changes_nothing()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        await (await administrator.PutAsync("/api/calendar/2044", Year("2044-01-01"), ifMatch: None)).ShouldBeOkAsync();
        var seen = await SeenAsync(administrator, 2044);

        var answers = await Task.WhenAll(
            administrator.PutAsync("/api/calendar/2044", Year("2044-04-29"), ifMatch: seen), administrator.PutAsync("/api/calendar/2044", Year("2044-09-02"), ifMatch: seen));

        answers.Select(answer => answer.StatusCode).ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], ignoreOrder: true);
        var problem = await answers.Single(answer => answer.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        problem.GetProperty("detail").GetString()!.ShouldContain("tải lại");
        await (await administrator.PutAsync("/api/calendar/2044", Year("2044-01-02"), ifMatch: None)).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        await (await administrator.PutAsync("/api/calendar/2044", Year("2044-01-02"))).ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "etag.missing");
        var days = (await administrator.GetJsonAsync("/api/calendar/2044")).GetProperty("days");
        days[0].GetProperty("date").GetString().ShouldBeOneOf("2044-04-29", "2044-09-02");
    }

    [Fact]
    public async Task Of_two_who_enter_the_same_year_at_once_one_is_told_to_look_again()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answers = await Task.WhenAll(
            administrator.PutAsync("/api/calendar/2046", Year("2046-01-01"), ifMatch: None), administrator.PutAsync("/api/calendar/2046", Year("2046-01-02"), ifMatch: None));

        answers.Select(answer => answer.StatusCode).ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], ignoreOrder: true);
        (await administrator.GetJsonAsync("/api/calendar/2046")).GetProperty("days").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_came_back_from_a_change_may_be_changed_again()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var first = await administrator.PutAsync("/api/calendar/2045", Year("2045-01-01"), ifMatch: None);

        var second = await administrator.PutAsync("/api/calendar/2045", Year("2045-01-02"), ifMatch: first.Headers.ETag!.Tag); // every answer carries it

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("2043-01-01", "holiday", "Tết Dương lịch", "calendar.date")]
    [InlineData("2042-01-01", "holiday", " ", "calendar.name")]
    [InlineData("2042-01-01", "makeUpWorkday", "Làm bù", "calendar.workday")]
    public async Task A_day_that_cannot_be_is_refused(string date, string kind, string name, string code)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        await (await administrator.PutAsync("/api/calendar/2042", new { provisional = false, days = new[] { new { date, kind, name } } }, ifMatch: None)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_day_written_twice_and_a_year_out_of_range_are_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var day = new { date = "2042-01-01", kind = "holiday", name = "Tết Dương lịch" };

        await (await administrator.PutAsync("/api/calendar/2042", new { provisional = false, days = new[] { day, day } }, ifMatch: None)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "calendar.twice");
        await (await administrator.PutAsync("/api/calendar/1900", new { provisional = false, days = Array.Empty<object>() }, ifMatch: None)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "calendar.year");
    }

    // What one has seen of a year that nobody has entered.
    private const string None = "\"0\"";

    private static async Task<string> SeenAsync(Caller caller, int year) => (await caller.GetAsync($"/api/calendar/{year}")).Headers.ETag!.Tag; // every answer carries it

    private static object Year(string date) => new { provisional = true, days = new[] { new { date, kind = "holiday", name = "Ngày nghỉ" } } };
}
