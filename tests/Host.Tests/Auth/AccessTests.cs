using System.Net;
using LienThong.Host.Auth;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Auth;

[Collection(SharedApp.Name)]
public sealed class AccessTests(LienThongApp app)
{
    [Fact]
    public void Every_endpoint_states_what_it_needs()
    {
        var endpoints = app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).ToList();

        endpoints.Count.ShouldBeGreaterThan(15);
        endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessNeed>() is null).Select(endpoint => endpoint.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public void Only_signing_in_and_out_change_something_without_a_session()
    {
        var open = app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessNeed>() is { OpenToAnyone: true })
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(method => method is not ("GET" or "HEAD")) == true)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimEnd('/')).Distinct();

        open.ShouldBe(["/api/session", "/api/session/second-factor"], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_session_the_answer_is_401_and_not_a_redirect()
    {
        using var caller = await app.AnonymousAsync();

        var answer = await caller.GetAsync("/api/audit");

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "session.missing");
    }

    [Fact]
    public async Task Who_lacks_the_position_is_refused_and_told_which_one()
    {
        using var officer = await app.SignedInAsync(LienThongApp.Officer);

        var answer = await officer.PostAsync("/api/registers", new { kind = "incoming", year = 2030 });

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        problem.GetProperty("detail").GetString()!.ShouldBe("Đồng chí không có quyền làm việc này: chỉ Văn thư được làm.");
    }

    [Fact]
    public async Task Who_is_no_administrator_does_not_see_the_audit_trail()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        await (await clerk.GetAsync("/api/audit")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task A_change_without_the_antiforgery_token_is_refused()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var answer = await clerk.SendAsync(HttpMethod.Post, "/api/registers", null, "12345678", null, withToken: false);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "antiforgery");
    }

    [Theory]
    [InlineData("/API/notifications/read-all")]
    [InlineData("/Api/notifications/read-all")]
    [InlineData("/%61PI/notifications/read-all")]
    public async Task Capitals_in_the_address_do_not_get_around_the_antiforgery_token(string path)
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var answer = await clerk.SendAsync(HttpMethod.Post, path, null, "12345678", null, withToken: false);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "antiforgery");
    }

    [Theory]
    [InlineData("/api/inbox?text=a%00b")]
    [InlineData("/API/search?text=%00")]
    public async Task A_character_that_no_text_holds_is_refused_before_the_database_is_asked(string path)
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        await (await clerk.GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.invalid-character");
    }

    [Fact]
    public async Task Capitals_in_the_address_do_not_make_an_answer_fit_for_caches()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        using var answer = await clerk.GetAsync("/API/inbox");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task The_token_of_another_person_is_refused()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var stranger = await app.SignedInAsync(LienThongApp.Officer);
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(app.Address, "/api/session"));
        request.Headers.Add("X-XSRF-TOKEN", stranger.Token);
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = clerk.Cookies });

        await (await http.SendAsync(request)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "antiforgery");
    }
}
