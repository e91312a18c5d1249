using System.Net;

namespace LienThong.Host.Tests.Auth;

/// <summary>An app of its own: signing out ends the sessions of other tests' callers too.</summary>
public sealed class SignedOutTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_cookie_copied_before_signing_out_opens_nothing_afterwards()
    {
        using var clerk = await _app.SignedInAsync(LienThongApp.Clerk);
        using var copy = new Caller(_app.Address);
        copy.Cookies.Add(clerk.Cookies.GetCookies(_app.Address));
        (await copy.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await clerk.DeleteAsync("/api/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await copy.GetAsync("/api/inbox")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_list_with_an_empty_element_is_refused_as_invalid()
    {
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.PutAsync("/api/calendar/2026", new { provisional = false, days = new object?[] { null } }, key: Guid.NewGuid().ToString(), ifMatch: "\"0\"");

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
    }
}
