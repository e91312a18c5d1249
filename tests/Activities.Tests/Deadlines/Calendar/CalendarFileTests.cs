using System.Globalization;
using System.Text;
using System.Text.Json;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Activities.Tests.Deadlines.Calendar;

public sealed class CalendarFileTests
{
    [Fact]
    public void The_shipped_tables_cover_2023_to_2027_and_only_2027_is_provisional()
    {
        var years = CalendarFile.Shipped();

        years.Select(year => year.Year).ShouldBe([2023, 2024, 2025, 2026, 2027]);
        years.Where(year => year.Provisional).Select(year => year.Year).ShouldBe([2027]);
    }

    [Fact]
    public void Every_shipped_day_names_its_source_and_changes_the_ordinary_week()
    {
        foreach (var day in CalendarFile.Shipped().SelectMany(year => year.Days))
        {
            day.Source.ShouldNotBeNullOrWhiteSpace(day.ToString());
            var weekend = day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            weekend.ShouldBe(day.Kind == CalendarDayKind.MakeUpWorkday, day.ToString());
        }
    }

    [Fact]
    public void Every_swapped_day_of_a_year_is_made_up_for_once()
    {
        foreach (var year in CalendarFile.Shipped())
            year.Days.Count(day => day.Name == "Nghỉ hoán đổi").ShouldBe(year.Days.Count(day => day.Kind == CalendarDayKind.MakeUpWorkday), $"{year.Year}");
    }

    [Fact]
    public void The_table_of_2024_is_the_one_of_the_sample_facts()
    {
        using var facts = Seeds.Facts();
        if (facts is null) return; // WorkingCalendarTests holds the vectors that follow from it

        var sample = facts.RootElement.GetProperty("working_day_calendar_2024");
        var days = CalendarFile.Shipped().Single(year => year.Year == 2024).Days;

        Dates(CalendarDayKind.Holiday).ShouldBe(sample.GetProperty("holidays_2024_weekdays").EnumerateObject().Select(day => day.Name));
        Dates(CalendarDayKind.MakeUpWorkday).ShouldBe(sample.GetProperty("makeup_working_days_2024").EnumerateObject().Select(day => day.Name));

        IEnumerable<string> Dates(CalendarDayKind kind) => days.Where(day => day.Kind == kind).Select(day => day.Date.ToString("O", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_is_exported_can_be_imported()
    {
        CalendarYear[] years = [new(2030, Provisional: true, [new(new(2030, 1, 1), CalendarDayKind.Holiday, "Tết Dương lịch", "Điều 112")], "Chờ thông báo")];
        using var file = new MemoryStream();

        CalendarFile.Write(file, years);
        file.Position = 0;
        var read = CalendarFile.Read(file).ShouldHaveSingleItem();

        (read with { Days = [] }).ShouldBe(years[0] with { Days = [] });
        read.Days.ShouldBe(years[0].Days);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{ "years": [ { "year": 2030 } ] }""")]
    [InlineData("""{ "years": [ { "year": 2030, "provisional": false, "days": [ { "date": "2030-02-30", "kind": "Holiday", "name": "x" } ] } ] }""")]
    [InlineData("""{ "years": [ { "year": 2030, "provisional": false, "days": [ { "date": "2030-01-01", "kind": "Fest", "name": "x" } ] } ] }""")]
    public void A_file_of_another_form_is_refused(string json) =>
        Should.Throw<JsonException>(() => CalendarFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))));
}
