using System.Net;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class ComparisonApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task Two_drafts_are_compared_with_the_changed_numbers_first()
    {
        var (_, documentId) = await TwiceDraftedAsync();

        var compared = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/documents/{documentId}/compare?from=1&to=2");

        compared.GetProperty("refusal").ValueKind.ShouldBe(JsonValueKind.Null);
        compared.GetProperty("identical").GetBoolean().ShouldBeFalse();
        var highlight = compared.GetProperty("highlights").EnumerateArray().ShouldHaveSingleItem();
        (highlight.GetProperty("kind").GetString(), highlight.GetProperty("before").GetString(), highlight.GetProperty("after").GetString()).ShouldBe(("percentage", "80%", "90%"));
        var block = compared.GetProperty("blocks")[highlight.GetProperty("block").GetInt32()];
        block.GetProperty("kind").GetString().ShouldBe("changed");
        block.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("kind").GetString()).ShouldContain("inserted");
    }

    [Fact]
    public async Task Without_versions_named_the_newest_is_compared_with_the_one_before()
    {
        var (_, documentId) = await TwiceDraftedAsync();

        var compared = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/documents/{documentId}/compare");

        compared.GetProperty("from").GetProperty("versionNo").GetInt32().ShouldBe(1);
        compared.GetProperty("to").GetProperty("versionNo").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_version_is_not_compared_with_itself_or_with_one_that_is_not_there()
    {
        var (_, documentId) = await TwiceDraftedAsync();
        var head = await _chain.AsAsync(Chain.Head);

        await (await head.GetAsync($"/api/documents/{documentId}/compare?from=2&to=2")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "compare.same");
        await (await head.GetAsync($"/api/documents/{documentId}/compare?from=1&to=9")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
    }

    [Fact]
    public async Task A_stranger_compares_nothing_and_has_seen_nothing()
    {
        var (_, documentId) = await TwiceDraftedAsync();
        var stranger = await _chain.AsAsync(LienThongApp.OtherClerk);

        await (await stranger.GetAsync($"/api/documents/{documentId}/compare")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        await (await stranger.GetAsync($"/api/documents/{documentId}/changes")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
        await (await stranger.PostAsync($"/api/documents/{documentId}/seen", new { versionNo = 1 })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "document.not-found");
    }

    [Fact]
    public async Task Who_never_looked_is_told_of_no_change()
    {
        var (_, documentId) = await TwiceDraftedAsync();

        var changes = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/documents/{documentId}/changes");

        changes.GetProperty("lastSeen").ValueKind.ShouldBe(JsonValueKind.Null);
        changes.GetProperty("newest").GetInt32().ShouldBe(2);
        changes.GetProperty("comparison").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_changed_since_one_looked_is_told_until_one_looks_again()
    {
        var (_, documentId) = await TwiceDraftedAsync();
        var head = await _chain.AsAsync(Chain.Head);
        await SeeAsync(head, documentId, 1);

        var changes = await head.GetJsonAsync($"/api/documents/{documentId}/changes");
        changes.GetProperty("lastSeen").GetProperty("versionNo").GetInt32().ShouldBe(1);
        changes.GetProperty("comparison").GetProperty("highlights").GetArrayLength().ShouldBe(1);

        await SeeAsync(head, documentId, 2);
        await SeeAsync(head, documentId, 2);
        // An old window that comes late does not bring the old version back.
        await SeeAsync(head, documentId, 1);
        changes = await head.GetJsonAsync($"/api/documents/{documentId}/changes");
        changes.GetProperty("lastSeen").GetProperty("versionNo").GetInt32().ShouldBe(2);
        changes.GetProperty("comparison").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Of_many_windows_that_look_at_once_none_fails()
    {
        var (_, documentId) = await TwiceDraftedAsync();
        var head = await _chain.AsAsync(Chain.Head);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => head.PostAsync($"/api/documents/{documentId}/seen", new { versionNo = (i % 2) + 1 })));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        (await head.GetJsonAsync($"/api/documents/{documentId}/changes")).GetProperty("lastSeen").GetProperty("versionNo").GetInt32().ShouldBe(2);
    }

    public void Dispose() => _chain.Dispose();

    private static async Task SeeAsync(Caller caller, Guid documentId, int versionNo) =>
        (await caller.PostAsync($"/api/documents/{documentId}/seen", new { versionNo })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

    private async Task<(Guid DossierId, Guid DocumentId)> TwiceDraftedAsync()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Tỷ lệ đạt 80%."));
        await _chain.DoneAsync(Chain.Head, dossierId, "return", new { reason = "Kiểm tra lại tỷ lệ." });
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Tỷ lệ đạt 90%."));
        var detail = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/dossiers/{dossierId}");
        return (dossierId, detail.GetProperty("outgoing").GetProperty("id").GetGuid());
    }
}
