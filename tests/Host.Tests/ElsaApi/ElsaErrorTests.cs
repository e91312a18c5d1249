using System.Net;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaErrorTests(LienThongApp app)
{
    [Fact]
    public async Task An_unknown_address_is_refused_in_the_form_of_elsas_server()
    {
        using var caller = await app.AnonymousAsync();

        var error = await (await caller.GetAsync("/elsa/api/no-such-thing")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "route.unknown");

        error.GetProperty("message").GetString()!.ShouldContain("/elsa/api/no-such-thing");
    }

    [Fact]
    public async Task Without_a_session_it_is_401()
    {
        using var caller = await app.AnonymousAsync();

        await (await caller.GetAsync("/elsa/api/features/installed")).ShouldBeElsaErrorAsync(HttpStatusCode.Unauthorized, "session.missing");
    }

    [Fact]
    public async Task A_text_with_a_nul_is_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        await (await administrator.GetAsync("/elsa/api/features/installed?SearchTerm=a%00b")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "request.invalid-character");
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nothing_is_written()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.SendAsync(HttpMethod.Post, "/elsa/api/features/installed", new StringContent("{}", Encoding.UTF8, "application/json"), null, null, withToken: false);

        await answer.ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "antiforgery");
    }

    [Theory]
    [InlineData("/workflow-definitions", """{"model":{"name":"a","\ud800":1}}""")]
    [InlineData("/workflow-definitions", """{"model":{"name":"a","customProperties":{"\udc00":1}}}""")]
    [InlineData("/workflow-definitions/import", """{"definitionId":"nua-ky-tu","name":"\ud800"}""")]
    [InlineData("/workflow-definitions/nua-ky-tu/execute", """{"versionOptions":"\ud800"}""")]
    [InlineData("/workflow-definitions/nua-ky-tu/dispatch", """{"input":{"\ud800":1}}""")]
    [InlineData("/events/nua-ky-tu/trigger", """{"input":{"a":"\ud800"}}""")]
    [InlineData("/tasks/nua-ky-tu/complete", """{"result":{"\ud800":1}}""")]
    [InlineData("/alterations/run", """{"alterations":[{"type":"\ud800"}],"workflowInstanceIds":["nua-ky-tu"]}""")]
    public async Task Half_a_character_in_a_body_is_refused(string address, string body)
    {
        using var studio = await ElsaStudioUser.SignedInAsync(app);

        await (await studio.PostAsync(address, body)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "body.invalid-text");
    }

    [Fact]
    public async Task A_body_that_is_no_utf8_is_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.SendAsync(HttpMethod.Put, "/elsa/api/workflow-definitions/sai-ma/import", new ByteArrayContent([.. "{\""u8, 0xff, .. "\":1}"u8]), null, null);

        await answer.ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "body.invalid-text");
    }

    [Fact]
    public async Task A_body_that_is_too_deep_is_refused_for_that()
    {
        using var studio = await ElsaStudioUser.SignedInAsync(app);
        var body = string.Concat(Enumerable.Repeat("[", 10_000)) + string.Concat(Enumerable.Repeat("]", 10_000));

        var error = await (await studio.PostAsync("/workflow-definitions", $$"""{"model":{"root":{{body}} } }""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "invalid-json");

        error.GetProperty("message").GetString()!.ShouldContain("514 cấp");
    }

    [Theory]
    [InlineData("/workflow-instances", """{"searchTerm":"a\u0000b"}""")]
    [InlineData("/alterations/dry-run", """{"names":["a\u0000b"]}""")]
    [InlineData("/bulk-actions/publish/workflow-definitions/by-definition-ids", """{"definitionIds":["a\u0000b"]}""")]
    public async Task A_nul_in_a_body_is_refused(string address, string body)
    {
        using var studio = await ElsaStudioUser.SignedInAsync(app);

        await (await studio.PostAsync(address, body)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "request.invalid-character");
    }

    [Theory]
    [InlineData("multipart/form-data", "abc")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nabc")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.json\"\r\n\r\n{}")]
    public async Task A_form_that_cannot_be_read_is_refused(string type, string body)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type).ShouldBeTrue();

        var answer = await administrator.SendAsync(HttpMethod.Post, "/elsa/api/workflow-definitions/import-files", content, null, null);

        await answer.ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "import.unreadable");
    }

    [Fact]
    public async Task A_form_with_more_parts_than_may_be_sent_is_refused()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);
        var form = new MultipartFormDataContent();
        for (var n = 0; n < 1_100; n++)
            form.Add(new StringContent("{}"), "files", $"{n}.json");

        var answer = await administrator.SendAsync(HttpMethod.Post, "/elsa/api/workflow-definitions/import-files", form, null, null);

        await answer.ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "import.unreadable");
    }

    [Fact]
    public async Task No_cache_keeps_an_answer()
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.GetAsync("/elsa/api/features/installed");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }
}

internal static class ElsaAnswers
{
    /// <summary>The answer is a refusal as Elsa's clients read it, with this status and code.</summary>
    public static async Task<JsonElement> ShouldBeElsaErrorAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var error = JsonDocument.Parse(text).RootElement;
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("statusCode").GetInt32().ShouldBe((int)status);
        error.GetProperty("message").GetString().ShouldNotBeNullOrWhiteSpace();
        error.GetProperty("errors").GetProperty("generalErrors").EnumerateArray().ShouldNotBeEmpty();
        return error;
    }

    /// <summary>What was to be shown, each in a message of its own.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement error) =>
        [.. error.GetProperty("errors").GetProperty("generalErrors").EnumerateArray().Select(text => text.GetString()!)];
}
