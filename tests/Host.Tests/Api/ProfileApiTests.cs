using System.Net;

namespace LienThong.Host.Tests.Api;

/// <summary>An app of its own: they change the demonstration's people.</summary>
public sealed class ProfileApiTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Phone_and_look_are_one_s_own_to_change_and_a_stale_page_is_refused()
    {
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);
        var before = await officer.GetJsonAsync("/api/account/profile");
        var seen = $"\"{before.GetProperty("rowVersion").GetInt32()}\"";
        var body = new { email = before.GetProperty("email").GetString(), phone = "0233 385 2222", preferences = new { theme = "dark", density = "compact" } };

        var after = await (await officer.PutAsync("/api/account/profile", body, ifMatch: seen)).ShouldBeOkAsync();

        after.GetProperty("phone").GetString().ShouldBe("0233 385 2222");
        after.GetProperty("preferences").GetProperty("theme").GetString().ShouldBe("dark");
        using var elsewhere = await _app.SignedInAsync(LienThongApp.Officer);
        (await elsewhere.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("theme").GetString().ShouldBe("dark");
        await (await officer.PutAsync("/api/account/profile", body, ifMatch: seen)).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
    }

    [Theory]
    [InlineData("chuyen-vien@example.vn, ai-do@example.com")]
    [InlineData("chuyen-vien@example.vn <ai-do@example.com>")]
    public async Task An_email_that_reads_as_another_than_letters_go_to_is_refused(string email)
    {
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);
        var seen = $"\"{(await officer.GetJsonAsync("/api/account/profile")).GetProperty("rowVersion").GetInt32()}\"";

        var answer = await officer.PutAsync("/api/account/profile", new { email, phone = (string?)null, preferences = new { theme = "dark", density = "compact" } }, ifMatch: seen);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "person.email");
    }

    [Fact]
    public async Task Kinds_of_notices_are_chosen_by_name_and_unknown_ones_refused()
    {
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);
        object Body(string kind) => new { mail = new[] { new { kind, mode = "digest" } }, quietFrom = "21:00:00", quietTo = "07:00:00", morningDigest = false };

        var changed = await (await officer.PutAsync("/api/account/notifications", Body("reminder"))).ShouldBeOkAsync();

        changed.GetProperty("mail").EnumerateArray().Single(row => row.GetProperty("kind").GetString() == "reminder").GetProperty("mode").GetString().ShouldBe("digest");
        (await officer.GetJsonAsync("/api/account/notifications")).GetProperty("quietFrom").GetString().ShouldBe("21:00:00");
        await (await officer.PutAsync("/api/account/notifications", Body("weather"))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "preferences.kind");
    }

    [Fact]
    public async Task An_administrator_settles_types_of_documents_for_an_agency()
    {
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);
        var agency = (await officer.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("agencyId").GetGuid();
        var path = $"/api/document-types/GNP?agencyId={agency}";
        await (await officer.PutAsync(path, new { used = false, registerName = (string?)null, daysToAnswer = 5 })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await administrator.PutAsync(path, new { used = false, registerName = (string?)null, daysToAnswer = 0 })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "document-type.days");

        await (await administrator.PutAsync(path, new { used = false, registerName = (string?)null, daysToAnswer = 5 })).ShouldBeOkAsync();

        var row = (await officer.GetJsonAsync("/api/document-types")).EnumerateArray().Single(type => type.GetProperty("code").GetString() == "GNP");
        row.GetProperty("used").GetBoolean().ShouldBeFalse();
        row.GetProperty("daysToAnswer").GetInt32().ShouldBe(5);
    }
}
