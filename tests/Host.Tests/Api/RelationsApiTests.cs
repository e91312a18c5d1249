using System.Net;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class RelationsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_relation_is_listed_at_both_ends()
    {
        var first = await _chain.RegisteredAsync();
        var second = await _chain.RegisteredAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);

        var added = await AddAsync(clerk, first, second, "replaces");

        added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        var here = (await ListAsync(clerk, first)).ShouldHaveSingleItem();
        (here.GetProperty("outward").GetBoolean(), here.GetProperty("text").GetString()).ShouldBe((true, "Thay thế"));
        here.GetProperty("other").GetProperty("documentId").GetGuid().ShouldBe(DocumentOf(second));
        var there = (await ListAsync(clerk, second)).ShouldHaveSingleItem();
        (there.GetProperty("outward").GetBoolean(), there.GetProperty("text").GetString()).ShouldBe((false, "Được thay thế bởi"));
        await (await AddAsync(clerk, first, second, "replaces")).ShouldBeProblemAsync(HttpStatusCode.Conflict, "relation.exists");
    }

    [Fact]
    public async Task A_key_that_comes_again_for_another_relation_is_refused()
    {
        var (first, second) = (await _chain.RegisteredAsync(), await _chain.RegisteredAsync());
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var (path, key) = ($"/api/dossiers/{first.GetProperty("dossierId").GetGuid()}/relations", Guid.NewGuid().ToString());

        (await clerk.PostAsync(path, new { documentId = DocumentOf(second), kind = "basis" }, key)).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await clerk.PostAsync(path, new { documentId = DocumentOf(second), kind = "basis" }, key)).StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await clerk.PostAsync(path, new { documentId = DocumentOf(second), kind = "related" }, key)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "idempotency-key.reused");
        (await ListAsync(clerk, first)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_relation_is_removed_by_who_made_it_and_not_by_everybody()
    {
        var dossierId = await _chain.DraftedAsync();
        var other = await _chain.RegisteredAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var created = await clerk.PostAsync($"/api/dossiers/{dossierId}/relations", new { documentId = DocumentOf(other), kind = "basis" });
        var relation = (await created.JsonAsync()).EnumerateArray().Single(row => row.GetProperty("kind").GetString() == "basis");
        var query = $"fromId={relation.GetProperty("fromId").GetGuid()}&toId={relation.GetProperty("toId").GetGuid()}&kind=basis";
        var officer = await _chain.AsAsync(Chain.Officer);

        await (await RemoveAsync(officer, dossierId, query)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "relation.not-yours");
        (await RemoveAsync(clerk, dossierId, query)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await RemoveAsync(clerk, dossierId, query)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "relation.not-found");
    }

    [Fact]
    public async Task What_one_may_not_see_is_neither_linked_nor_listed_nor_found()
    {
        var dossierId = await _chain.DraftedAsync();
        var other = await _chain.RegisteredAsync();
        var officer = await _chain.AsAsync(Chain.Officer);
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);

        await (await officer.PostAsync($"/api/dossiers/{dossierId}/relations", new { documentId = DocumentOf(other), kind = "related" }))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        (await clerk.PostAsync($"/api/dossiers/{dossierId}/relations", new { documentId = DocumentOf(other), kind = "related" })).StatusCode.ShouldBe(HttpStatusCode.Created);

        (await officer.GetJsonAsync($"/api/dossiers/{dossierId}/relations")).GetRawText().ShouldNotContain(DocumentOf(other).ToString());
        var stranger = await _chain.AsAsync(LienThongApp.OtherClerk);
        await (await stranger.GetAsync($"/api/dossiers/{dossierId}/relations")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "dossier.not-found");
        (await stranger.GetJsonAsync("/api/documents/search?text=bao+cao")).GetRawText().ShouldNotContain(DocumentOf(other).ToString());
    }

    [Fact]
    public async Task Documents_are_found_by_number_and_by_words_without_marks()
    {
        var registered = await _chain.RegisteredAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var number = (await clerk.GetJsonAsync($"/api/incoming-documents/{DocumentOf(registered)}")).GetProperty("document").GetProperty("number").GetString();

        var byNumber = await clerk.GetJsonAsync($"/api/documents/search?text={number}/UBND-TH");
        var byWords = await clerk.GetJsonAsync($"/api/documents/search?text={number}+tinh+hinh+thuc+hien");

        byNumber.EnumerateArray().Select(hit => hit.GetProperty("documentId").GetGuid()).ShouldContain(DocumentOf(registered));
        byWords.EnumerateArray().Select(hit => hit.GetProperty("documentId").GetGuid()).ShouldContain(DocumentOf(registered));
        await (await clerk.GetAsync("/api/documents/search?text=a")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "search.short");
    }

    [Fact]
    public async Task A_document_is_not_linked_with_its_own_dossier()
    {
        var first = await _chain.RegisteredAsync();

        await (await AddAsync(await _chain.AsAsync(LienThongApp.Clerk), first, first, "related")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "relation.self");
    }

    public void Dispose() => _chain.Dispose();

    private static Guid DocumentOf(JsonElement received) => received.GetProperty("documentId").GetGuid();

    private static Guid DossierOf(JsonElement received) => received.GetProperty("dossierId").GetGuid();

    private static Task<HttpResponseMessage> AddAsync(Caller caller, JsonElement from, JsonElement to, string kind) =>
        caller.PostAsync($"/api/dossiers/{DossierOf(from)}/relations", new { documentId = DocumentOf(to), kind });

    private static Task<HttpResponseMessage> RemoveAsync(Caller caller, Guid dossierId, string query) =>
        caller.SendAsync(HttpMethod.Delete, $"/api/dossiers/{dossierId}/relations?{query}", null, Guid.NewGuid().ToString(), null);

    private static async Task<IEnumerable<JsonElement>> ListAsync(Caller caller, JsonElement received) =>
        (await caller.GetJsonAsync($"/api/dossiers/{DossierOf(received)}/relations")).EnumerateArray();
}
