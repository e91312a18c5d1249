using static LienThong.Workflows.Tests.Expressions.JavaScript.ScriptRunner;

namespace LienThong.Workflows.Tests.Expressions.JavaScript;

public sealed class NetTypeTests
{
    [Theory]
    [InlineData("new DateTime(2026, 3, 5).AddDays(30).toISOString()", "2026-04-04T00:00:00.000Z")]
    [InlineData("'' + DateTime.UtcNow.Year + DateTime.Now.month", "20263")]
    [InlineData("DateTime.Today.ToString('yyyy-MM-dd')", "2026-03-05")]
    [InlineData("DateTimeOffset.Parse('2026-03-05T10:00:00+07:00').Hour + ''", "10")]
    [InlineData("TimeSpan.FromHours(36).TotalDays + ''", "1.5")]
    [InlineData("new TimeSpan(1, 2, 3).ToString()", "01:02:03")]
    [InlineData("new DateTime(2026, 3, 5).Add(TimeSpan.FromHours(5)).Hour + ''", "5")]
    [InlineData("new DateTime(2026, 3, 5).Subtract(new DateTime(2026, 3, 1)).Days + ''", "4")]
    [InlineData("new DateTime(2026, 3, 5).DayOfWeek", "Thursday")]
    [InlineData("Guid.NewGuid().length + typeof Guid.Empty", "36string")]
    [InlineData("'' + (new Random(1).Next(5) < 5)", "true")]
    [InlineData("Guid.Empty.ToString()", "00000000-0000-0000-0000-000000000000")]
    [InlineData("'' + TimeSpan.FromSeconds(2)", "00:00:02")]
    public void Dotnet_types_of_scripts_work(string source, string expected) => Run(source).ShouldBe(expected);

    [Fact]
    public void A_span_leaves_as_a_span() => Run("TimeSpan.FromMinutes(90)").ShouldBe(TimeSpan.FromMinutes(90));

    [Fact]
    public void A_date_keeps_its_kind_of_dotnet()
    {
        var due = new DateTime(2026, 3, 5, 0, 0, 0, DateTimeKind.Unspecified);

        RunWith("due.AddDays(1)", ("due", due)).ShouldBe(due.AddDays(1));
        RunWith("due.AddDays(1)", ("due", new DateTimeOffset(due, TimeSpan.FromHours(7)))).ShouldBe(new DateTimeOffset(due.AddDays(1), TimeSpan.FromHours(7)));
    }
}
