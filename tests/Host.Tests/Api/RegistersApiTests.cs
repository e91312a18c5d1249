using System.Net;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class RegistersApiTests(LienThongApp app)
{
    [Fact]
    public async Task A_clerk_opens_a_register_and_finds_it_empty()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var created = await clerk.PostAsync("/api/registers", new { kind = "outgoing", year = 2031 });

        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var book = await clerk.GetJsonAsync(created.Headers.Location!.ToString());
        book.GetProperty("register").GetProperty("year").GetInt32().ShouldBe(2031);
        book.GetProperty("outgoing").GetArrayLength().ShouldBe(0);
        book.GetProperty("incoming").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_same_command_sent_twice_is_done_once_and_answered_twice()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        var key = Guid.NewGuid().ToString();

        var first = await (await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2032 }, key)).JsonAsync();
        var second = await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2032 }, key);

        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await second.JsonAsync()).GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        await (await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2032 })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "register.exists");
    }

    [Fact]
    public async Task A_key_that_was_used_for_another_command_is_refused()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        var key = Guid.NewGuid().ToString();
        var created = await (await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2033 }, key)).JsonAsync();

        var answer = await clerk.PostAsync($"/api/registers/{created.GetProperty("id").GetGuid()}/close", null, key, "\"0\"");

        await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key.reused");
    }

    [Theory]
    [InlineData(null, "idempotency-key.missing")]
    [InlineData("short", "idempotency-key.invalid")]
    public async Task A_command_without_a_proper_key_is_refused(string? key, string code)
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);

        var answer = await clerk.SendAsync(HttpMethod.Post, "/api/registers", System.Net.Http.Json.JsonContent.Create(new { kind = "incoming", year = 2034 }), key, null);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Closing_over_an_older_version_is_refused()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        var created = await (await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2020 })).JsonAsync();
        var path = $"/api/registers/{created.GetProperty("id").GetGuid()}/close";

        await (await clerk.PostAsync(path, null)).ShouldBeProblemAsync((HttpStatusCode)428, "etag.missing");
        await (await clerk.PostAsync(path, null, ifMatch: "\"77\"")).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
    }

    [Fact]
    public async Task A_register_is_closed_over_the_version_that_was_read()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        var created = await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2019 });
        var etag = (await clerk.GetAsync(created.Headers.Location!.ToString())).Headers.ETag!.Tag;

        var path = $"/api/registers/{(await created.JsonAsync()).GetProperty("id").GetGuid()}/close";
        var key = Guid.NewGuid().ToString();
        var answer = await clerk.PostAsync(path, null, key, etag);
        var repeated = await clerk.PostAsync(path, null, key, etag);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
        repeated.StatusCode.ShouldBe(HttpStatusCode.NoContent, "a repeat gets the first answer, although the version moved on");
        var book = await clerk.GetJsonAsync(created.Headers.Location!.ToString());
        book.GetProperty("register").GetProperty("closedOn").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task A_register_of_another_agency_does_not_exist_for_the_caller()
    {
        using var clerk = await app.SignedInAsync(LienThongApp.Clerk);
        using var other = await app.SignedInAsync(LienThongApp.OtherClerk);
        var created = await clerk.PostAsync("/api/registers", new { kind = "incoming", year = 2035 });
        var id = (await created.JsonAsync()).GetProperty("id").GetGuid();

        await (await other.GetAsync($"/api/registers/{id}/entries")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "register.not-found");
        await (await other.PostAsync($"/api/registers/{id}/close", null, ifMatch: "\"0\"")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "register.not-found");
        (await other.GetJsonAsync("/api/registers?year=2035")).GetArrayLength().ShouldBe(0);
    }
}
