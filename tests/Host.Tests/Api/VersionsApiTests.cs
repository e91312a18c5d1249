using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class VersionsApiTests(LienThongApp app) : IDisposable
{
    private const string None = "*";
    private readonly Chain _chain = new(app);
    private readonly string _id = $"ban-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_draft_is_saved_seen_and_published()
    {
        var first = await SaveAsync(Definition("mot"), None);
        (await first.ShouldBeOkAsync()).GetProperty("version").GetInt32().ShouldBe(1);
        var second = await SaveAsync(Definition("hai"), Tag(first));

        var draft = await (await AdministratorAsync()).GetAsync($"/api/definitions/{_id}/draft");
        (await draft.Content.ReadAsStringAsync()).ShouldContain("hai");
        Tag(draft).ShouldBe(Tag(second));
        var published = await (await PublishAsync(Tag(draft))).ShouldBeOkAsync();

        published.GetProperty("version").GetInt32().ShouldBe(1);
        var definition = await (await AdministratorAsync()).GetJsonAsync($"/api/definitions/{_id}");
        definition.GetProperty("publishedVersion").GetInt32().ShouldBe(1);
        definition.GetProperty("versions")[0].GetProperty("reason").GetString().ShouldBe("Thử");
        await (await (await AdministratorAsync()).GetAsync($"/api/definitions/{_id}/draft")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.no-draft");
        (await AuditAsync()).ShouldBe(["definition.published", "definition.draft-saved", "definition.draft-saved"]);
    }

    [Fact]
    public async Task Who_has_not_seen_the_last_draft_changes_nothing()
    {
        var first = await SaveAsync(Definition("mot"), None);
        await SaveAsync(Definition("hai"), Tag(first));

        await (await SaveAsync(Definition("ba"), Tag(first))).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        await (await SaveAsync(Definition("ba"), None)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "definition.draft-exists");
        await (await SaveAsync(Definition("ba"), null)).ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "etag.missing");
        await (await PublishAsync(Tag(first))).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        await (await DeleteAsync("draft", Tag(first))).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        await (await SaveAsync(Definition("ba").Replace(_id, "khac", StringComparison.Ordinal), None)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "definition.other-id");
    }

    [Fact]
    public async Task Of_those_who_publish_one_draft_at_once_one_wins_and_who_asks_again_gets_the_same_answer()
    {
        var tag = Tag(await SaveAsync(Definition("mot"), None));
        var administrator = await AdministratorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            administrator.PostAsync($"/api/definitions/{_id}/publish", new { reason = "Thử" }, $"publish-{_id[^8..]}-{i.ToString(CultureInfo.InvariantCulture)}", tag)));

        var winner = Array.FindIndex(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        answers.Where((_, i) => i != winner).ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Conflict || answer.StatusCode == HttpStatusCode.PreconditionFailed);
        var again = await administrator.PostAsync($"/api/definitions/{_id}/publish", new { reason = "Thử" }, $"publish-{_id[^8..]}-{winner.ToString(CultureInfo.InvariantCulture)}", tag);
        (await again.ShouldBeOkAsync()).GetRawText().ShouldBe((await answers[winner].JsonAsync()).GetRawText());
    }

    [Fact]
    public async Task A_draft_with_errors_is_refused_with_all_findings()
    {
        var text = Definition("mot").Replace("Elsa.RunTask", "Elsa.KhongCo", StringComparison.Ordinal);
        var saved = await SaveAsync(text, None);

        var problem = await (await PublishAsync(Tag(saved))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "activity.unknown-type");

        problem.GetProperty("findings")[0].GetProperty("activityId").GetString().ShouldBe("viec");
        problem.GetProperty("findings")[0].GetProperty("severity").GetString().ShouldBe("error");
        var check = await (await (await AdministratorAsync()).SendAsync(HttpMethod.Post, "/api/definitions/check", Json(text), null, null)).ShouldBeOkAsync();
        check.GetProperty("mayBePublished").GetBoolean().ShouldBeFalse();
        check.GetProperty("findings")[0].GetProperty("code").GetString().ShouldBe("activity.unknown-type");
    }

    [Fact]
    public async Task A_retracted_definition_is_not_started_and_an_old_version_comes_back_as_a_draft()
    {
        await PublishedAsync("mot");
        var administrator = await AdministratorAsync();
        var started = await (await administrator.PostAsync("/api/instances", new { definitionId = _id })).ShouldBeOkAsync();

        (await (await administrator.PostAsync($"/api/definitions/{_id}/retract", new { reason = "Sai mẫu" })).ShouldBeOkAsync()).GetProperty("version").GetInt32().ShouldBe(1);

        await (await administrator.PostAsync("/api/instances", new { definitionId = _id })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-published");
        await (await administrator.PostAsync($"/api/definitions/{_id}/retract", new { reason = "Lần nữa" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "definition.not-published");
        (await administrator.GetJsonAsync($"/api/instances/{started.GetProperty("instanceId").GetString()}")).GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Suspended");
        (await (await administrator.PostAsync($"/api/definitions/{_id}/versions/1/revert", new { reason = "Dùng lại" })).ShouldBeOkAsync()).GetProperty("version").GetInt32().ShouldBe(2);
        await (await administrator.PostAsync($"/api/definitions/{_id}/versions/1/revert", new { reason = "Dùng lại" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "definition.draft-exists");
        await (await DeleteAsync("versions/1?reason=thu", null)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "definition.in-use");
        (await AuditAsync()).ShouldBe(["definition.reverted", "definition.retracted", "definition.published"]);
    }

    [Fact]
    public async Task What_was_never_used_is_deleted_with_a_reason()
    {
        await PublishedAsync("mot");
        await PublishedAsync("hai");

        await (await DeleteAsync("versions/1", null)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "definition.reason");
        await (await DeleteAsync("versions/1?reason=thua", null)).ShouldBeOkAsync();
        await (await DeleteAsync("?reason=thua", null)).ShouldBeProblemAsync(HttpStatusCode.Conflict, "definition.published");
        await (await (await AdministratorAsync()).PostAsync($"/api/definitions/{_id}/retract", new { reason = "Thừa" })).ShouldBeOkAsync();
        (await (await DeleteAsync("?reason=thua", null)).ShouldBeOkAsync()).GetProperty("versions").GetInt32().ShouldBe(1);

        await (await (await AdministratorAsync()).GetAsync($"/api/definitions/{_id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-found");
    }

    [Fact]
    public async Task Definitions_are_found_without_diacritics_by_state_and_page_by_page()
    {
        await SaveAsync(Definition("mot", "Xử lý đơn thư"), None);
        var administrator = await AdministratorAsync();

        (await IdsAsync("text=XU LY DON THU&state=draft")).ShouldContain(_id);
        (await IdsAsync($"text={_id}&state=published")).ShouldBeEmpty();
        (await IdsAsync($"text={_id}&state=unpublished")).ShouldBe([_id]);
        var all = await IdsAsync("");
        (await IdsAsync($"after={all[0]}&size=1")).ShouldBe([all[1]]);
        await (await administrator.GetAsync("/api/definitions?state=la")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "parameter.invalid");
    }

    [Fact]
    public async Task Only_administrators_see_and_change_versions()
    {
        await PublishedAsync("mot");
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        foreach (var path in new[] { $"/api/definitions/{_id}", $"/api/definitions/{_id}/draft", "/api/definition-files", $"/api/definitions/{_id}/versions/1/file", "/api/instances/x/journal", "/api/instances/x/variables", "/api/instances/x/bookmarks", "/api/instances/x/incidents" })
            await (await clerk.GetAsync(path)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        foreach (var path in new[] { $"/api/definitions/{_id}/publish", $"/api/definitions/{_id}/retract", $"/api/definitions/{_id}/versions/1/revert", "/api/definitions/check", "/api/definition-files", "/api/instances" })
            await (await clerk.PostAsync(path, new { reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.SendAsync(HttpMethod.Put, $"/api/definitions/{_id}/draft", Json(Definition("hai")), null, None)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        foreach (var path in new[] { "", "/draft", "/versions/1" })
            await (await clerk.DeleteAsync($"/api/definitions/{_id}{path}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    public void Dispose() => _chain.Dispose();

    private string Definition(string task, string name = "Thử phiên bản")
    {
        var definition = JsonNode.Parse(DefinitionsApiTests.OutsideDefinition(_id, _id))!.AsObject(); // an object
        definition["name"] = name;
        return definition.ToJsonString().Replace("tra-cuu", task, StringComparison.Ordinal);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string? Tag(HttpResponseMessage answer) => answer.Headers.ETag?.Tag;

    private Task<Caller> AdministratorAsync() => _chain.AsAsync(LienThongApp.Administrator);

    private async Task<HttpResponseMessage> SaveAsync(string text, string? seen) =>
        await (await AdministratorAsync()).SendAsync(HttpMethod.Put, $"/api/definitions/{_id}/draft", Json(text), null, seen);

    private async Task<HttpResponseMessage> PublishAsync(string? seen) => await (await AdministratorAsync()).PostAsync($"/api/definitions/{_id}/publish", new { reason = "Thử" }, ifMatch: seen);

    private async Task<HttpResponseMessage> DeleteAsync(string what, string? seen) =>
        await (await AdministratorAsync()).SendAsync(HttpMethod.Delete, $"/api/definitions/{_id}{(what.StartsWith('?') ? "" : "/")}{what}", null, Guid.NewGuid().ToString(), seen);

    private async Task PublishedAsync(string task)
    {
        using var content = Json(Definition(task));
        await (await (await AdministratorAsync()).SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
    }

    private async Task<List<string?>> IdsAsync(string filter) =>
        [.. (await (await AdministratorAsync()).GetJsonAsync($"/api/definitions?{filter}")).EnumerateArray().Select(row => row.GetProperty("definitionId").GetString())];

    private async Task<List<string?>> AuditAsync() =>
        [.. (await (await AdministratorAsync()).GetJsonAsync($"/api/audit?subjectKind=definition&subjectId={_id}")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString())];
}
