using System.Net;
using LienThong.Host.Auth;

namespace LienThong.Host.Tests.Auth;

/// <summary>An app of its own: they end sessions and change passwords.</summary>
public sealed class AccountSessionTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new("--SignIn:MaxFailedAttempts=3");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Signing_out_ends_this_session_and_leaves_the_others()
    {
        using var office = await _app.SignedInAsync(LienThongApp.Clerk);
        using var home = await _app.SignedInAsync(LienThongApp.Clerk);

        (await office.DeleteAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await office.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await home.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_session_is_ended_from_another_and_is_over_with_its_next_request()
    {
        using var office = await _app.SignedInAsync(LienThongApp.Officer);
        using var home = await _app.SignedInAsync(LienThongApp.Officer);
        var rows = await home.GetJsonAsync("/api/account/sessions");
        rows.GetArrayLength().ShouldBe(2);
        var other = rows.EnumerateArray().Single(row => !row.GetProperty("current").GetBoolean());
        other.GetProperty("device").GetString().ShouldBe("Thiết bị không rõ");
        other.GetProperty("ipAddress").GetString().ShouldBe("127.0.0.1");

        (await home.DeleteAsync($"/api/account/sessions/{other.GetProperty("id").GetGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await office.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await home.GetJsonAsync("/api/account/sessions")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        using var clerk = await _app.SignedInAsync(LienThongApp.Clerk);
        using var stranger = await _app.SignedInAsync(LienThongApp.OtherClerk);
        var id = (await clerk.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("sessionId").GetGuid();

        await (await stranger.DeleteAsync($"/api/account/sessions/{id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "session.not-found");

        (await clerk.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_the_one_it_was_given_in()
    {
        using var office = await _app.SignedInAsync(LienThongApp.Clerk);
        using var home = await _app.SignedInAsync(LienThongApp.Clerk);
        var next = Accounts.NewPassword();

        (await office.PostAsync("/api/account/password", new { present = _app.Password, next })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await office.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await home.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var again = await _app.SignedInAsync(LienThongApp.Clerk, next);
    }

    [Theory]
    [InlineData("ngắn", "password.too-short")]
    [InlineData("aaaabbbbaaaabbbb", "password.too-simple")]
    [InlineData("chuyen-vien1.qlkh.skhcn 2026", "password.contains-name")]
    public async Task A_weak_password_is_refused_with_the_reason(string next, string code)
    {
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);

        await (await officer.PostAsync("/api/account/password", new { present = _app.Password, next })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task The_present_password_is_asked_and_cannot_be_guessed_without_end()
    {
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);
        var next = Accounts.NewPassword();
        await (await officer.PostAsync("/api/account/password", new { present = _app.Password, next = _app.Password })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password.same");
        for (var attempt = 0; attempt < 2; attempt++)
            await (await officer.PostAsync("/api/account/password", new { present = "wrong-password", next })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password.wrong");
        await officer.PostAsync("/api/account/password", new { present = "wrong-password", next });

        await (await officer.PostAsync("/api/account/password", new { present = _app.Password, next })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password.locked");
    }

    [Fact]
    public void Browser_and_system_are_named_as_people_know_them()
    {
        SessionDevice.Of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0").ShouldBe("Edge trên Windows");
        SessionDevice.Of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1").ShouldBe("Safari trên iPhone");
        SessionDevice.Of("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36").ShouldBe("Chrome trên Android");
        SessionDevice.Of(null).ShouldBe("Thiết bị không rõ");
    }
}
