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

        await (await administrator.PutAsync("/api/calendar/2041", Year("2041-01-01"))).ShouldBeOkAsync();
        await (await administrator.PutAsync("/api/calendar/2041", Year("2041-04-30"))).ShouldBeOkAsync();

        var days = (await officer.GetJsonAsync("/api/calendar/2041")).GetProperty("days");
        days.GetArrayLength().ShouldBe(1);
        days[0].GetProperty("date").GetString().ShouldBe("2041-04-30");
        (await administrator.GetJsonAsync("/api/audit?action=calendar.changed&subjectId=2041")).GetProperty("total").GetInt32().ShouldBe(2);
        await (await officer.PutAsync("/api/calendar/2041", Year("2041-05-01"))).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Theory]
    [InlineData("2043-01-01", "holiday", "Tết Dương lịch", "calendar.date")]
    [InlineData("2042-01-01", "holiday", " ", "calendar.name")]
    [InlineData("2042-01-01", "makeUpWorkday", "Làm bù", "calendar.workday")]
    public async Task A_day_that_cannot_be_is_refused(string date, string kind, string name, string code)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        await (await administrator.PutAsync("/api/calendar/2042", new { provisional = false, days = new[] { new { date, kind, name } } })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_day_written_twice_and_a_year_out_of_range_are_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var day = new { date = "2042-01-01", kind = "holiday", name = "Tết Dương lịch" };

        await (await administrator.PutAsync("/api/calendar/2042", new { provisional = false, days = new[] { day, day } })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "calendar.twice");
        await (await administrator.PutAsync("/api/calendar/1900", new { provisional = false, days = Array.Empty<object>() })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "calendar.year");
    }

    private static object Year(string date) => new { provisional = true, days = new[] { new { date, kind = "holiday", name = "Ngày nghỉ" } } };
}
