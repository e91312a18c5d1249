using System.Net;
using System.Text;

namespace LienThong.Host.Tests.Errors;

[Collection(SharedApp.Name)]
public sealed class RefusalTests(LienThongApp app)
{
    [Fact]
    public async Task An_unknown_address_of_the_api_is_a_problem()
    {
        using var caller = await app.AnonymousAsync();

        await (await caller.GetAsync("/api/no-such-thing")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "route.unknown");
    }

    [Fact]
    public async Task Broken_json_is_refused_with_its_line_and_column()
    {
        var answer = await PostAsync("{\n  \"kind\": \"incoming\",\n  \"year\": 20x4\n}");

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
        problem.GetProperty("line").GetInt32().ShouldBe(3);
        problem.GetProperty("column").GetInt32().ShouldBeInRange(11, 14);
        problem.GetProperty("detail").GetString()!.ShouldContain("dòng 3");
    }

    [Theory]
    [InlineData("""{ "kind": "incoming" }""")]
    [InlineData("""{ "kind": "incoming", "year": 2030, "yaer": 2031 }""")]
    [InlineData("""{ "kind": "sideways", "year": 2030 }""")]
    [InlineData("""{ "kind": "incoming", "kind": "outgoing", "year": 2030 }""")]
    [InlineData("""{ "kind": "incoming", "year": null }""")]
    public async Task A_missing_unknown_repeated_or_wrong_field_is_refused(string body) =>
        await (await PostAsync(body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json");

    [Theory]
    [InlineData("""{ "kind": "incoming" }""", "Thiếu trường «year».")]
    [InlineData("{}", "Thiếu trường «kind», «year».")]
    public async Task Missing_fields_are_named(string body, string detail) =>
        (await (await PostAsync(body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json")).GetProperty("detail").GetString().ShouldBe(detail);

    [Fact]
    public async Task A_date_in_another_form_is_refused_with_the_right_one()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var body = await administrator.PostAsync($"/api/organisation/agencies/{Guid.NewGuid()}/close", new { lastDay = "31/12/2026" });
        var query = await administrator.GetAsync("/api/organisation/agencies?on=31-12-2026");

        (await body.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json")).GetProperty("detail").GetString()!.ShouldEndWith("(tại $.lastDay): ngày phải theo dạng yyyy-MM-dd.");
        (await query.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "parameter.invalid")).GetProperty("detail").GetString()!.ShouldEndWith("«31-12-2026»: ngày phải theo dạng yyyy-MM-dd.");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        await (await PostAsync($$"""{ "kind": "incoming", "year": 2030, "name": "{{new string('x', 2_000_000)}}" }""")).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body.too-large");

    [Theory]
    [InlineData("/api/instances", """{"definitionId":"cong-van-bao-cao","input":{"a":"\ud800"} }""")]
    [InlineData("/api/instances", """{"definitionId":"cong-van-bao-cao","input":{"a":{"b":[1,{"\udc00":1}]} } }""")]
    [InlineData("/api/instances/khong-co/alterations", """{"alterations":[{"type":"\ud800"}],"reason":"thử"}""")]
    [InlineData("/api/alterations", """{"alterations":[{"type":"Cancel","\ud800":1}],"instances":{"definitionId":"cong-van-bao-cao"},"reason":"thử"}""")]
    [InlineData("/api/events/nua-ky-tu", """{"payload":"\ud800"}""")]
    [InlineData("/api/tasks/nua-ky-tu/complete", """{"result":["\ud800"]}""")]
    [InlineData("/api/events/nua-ky-tu", "{\"payload\":\"\u00ff\"}")]
    public async Task Half_a_character_in_what_may_be_anything_is_refused(string address, string body)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        // Latin-1: the last one is no UTF-8.
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) { Headers = { ContentType = new("application/json") } };

        var answer = await administrator.SendAsync(HttpMethod.Post, address, content, Guid.NewGuid().ToString(), null);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid-text");
    }

    [Theory]
    [InlineData("/api/instances", """{"definitionId":"\ud800"}""")]
    [InlineData("/api/instances", """{"definitionId":"cong-van-bao-cao","input":{"\ud800":1} }""")]
    public async Task Half_a_character_in_a_field_of_text_is_refused(string address, string body)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.SendAsync(HttpMethod.Post, address, new StringContent(body, Encoding.UTF8, "application/json"), Guid.NewGuid().ToString(), null);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "invalid-json");
    }

    [Fact]
    public async Task What_follows_something_that_may_be_anything_is_still_read()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        await (await administrator.PostAsync("/api/instances", new { input = new { a = new object[] { 1, "hai", new { ba = "🙂" } } }, definitionId = "khong-co" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-published");
    }

    [Fact]
    public async Task A_body_of_another_kind_is_refused() =>
        await (await PostAsync("kind=incoming", "text/plain")).ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "media.unsupported");

    [Fact]
    public async Task A_method_that_an_address_does_not_know_is_refused()
    {
        using var caller = await app.AnonymousAsync();

        await (await caller.PutAsync("/api/registers", new { })).ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "method.unknown");
    }

    [Fact]
    public async Task A_parameter_that_cannot_be_read_is_named()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var problem = await (await clerk.GetAsync("/api/registers?year=soon")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "parameter.invalid");

        problem.GetProperty("detail").GetString()!.ShouldContain("year");
    }

    [Fact]
    public async Task A_broken_rule_is_answered_by_its_kind()
    {
        (await PostAsync("""{ "kind": "incoming", "year": 1 }""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await (await PostAsync("""{ "kind": "incoming", "year": 1 }""")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "register.year");
    }

    [Fact]
    public async Task Every_answer_forbids_framing_sniffing_and_foreign_scripts()
    {
        using var caller = await app.AnonymousAsync();

        var answer = await caller.GetAsync("/api/no-such-thing");

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string mediaType = "application/json")
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        return await clerk.SendAsync(HttpMethod.Post, "/api/registers", content, Guid.NewGuid().ToString(), null);
    }
}
