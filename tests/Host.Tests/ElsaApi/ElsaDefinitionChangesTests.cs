using System.IO.Compression;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Audit;
using LienThong.Activities.Procedures;
using LienThong.Host.Tests.Api;
using LienThong.Workflows.Model;
using Microsoft.Extensions.DependencyInjection;
using static LienThong.Host.Tests.ElsaApi.ElsaStudioUser;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaDefinitionChangesTests(LienThongApp app) : IAsyncLifetime
{
    private readonly string _name = $"Quy trình {Guid.NewGuid():N}";
    private ElsaStudioUser _studio = null!;

    public async Task InitializeAsync() => _studio = await ElsaStudioUser.SignedInAsync(app);

    public Task DisposeAsync()
    {
        _studio.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_id_that_is_refused_is_not_kept_in_memory()
    {
        var id = await SaveUnderLongIdAsync();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        id.IsAlive.ShouldBeFalse();
    }

    // By itself, so that nothing of the test holds the id either.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> SaveUnderLongIdAsync()
    {
        var id = new string('i', 100_000);
        var model = new JsonObject { ["definitionId"] = JsonValue.Create(id), ["name"] = _name };

        var refused = await Should.ThrowAsync<InvalidDefinitionException>(() => app.Services.GetRequiredService<ReviseDefinition>().SaveAsync(model, null, Actor.System, default));

        refused.Code.ShouldBe("definition.invalid-id");
        return new WeakReference(id);
    }

    [Fact]
    public async Task A_definition_is_retracted_and_published_again()
    {
        var id = Text(await _studio.PublishedAsync(_name), "definitionId");

        (await (await _studio.PostAsync($"/workflow-definitions/{id}/retract")).ShouldBeOkAsync()).GetProperty("isPublished").GetBoolean().ShouldBeFalse();
        await (await _studio.PostAsync($"/workflow-definitions/{id}/retract")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.not-published");
        var again = await (await _studio.PostAsync($"/workflow-definitions/{id}/publish")).ShouldBeOkAsync();

        again.GetProperty("workflowDefinition").GetProperty("isPublished").GetBoolean().ShouldBeTrue();
        again.GetProperty("alreadyPublished").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_old_version_comes_back_as_the_draft_and_a_draft_is_not_thrown_away_for_it()
    {
        var first = await _studio.PublishedAsync(_name);
        var id = Text(first, "definitionId");
        await _studio.SaveAsync(WithLine(first.DeepClone().AsObject(), "hai"), publish: true);

        var reverted = await (await _studio.PostAsync($"/workflow-definitions/{id}/revert/1")).ShouldBeOkAsync();

        (reverted.GetProperty("version").GetInt32(), reverted.GetProperty("isLatest").GetBoolean(), reverted.GetProperty("isPublished").GetBoolean()).ShouldBe((3, true, false));
        LineOf(await _studio.OpenAsync(id)).ShouldBe("Xin chào");
        await (await _studio.PostAsync($"/workflow-definitions/{id}/revert/2")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.draft-exists");
        await (await _studio.PostAsync($"/workflow-definitions/{id}/revert/9")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.not-found");
    }

    [Fact]
    public async Task Versions_and_definitions_that_nothing_ran_on_are_deleted()
    {
        var first = await _studio.PublishedAsync(_name);
        var id = Text(first, "definitionId");
        var draft = await _studio.SaveAsync(WithLine(first.DeepClone().AsObject(), "hai"));

        (await _studio.DeleteAsync($"/workflow-definition-versions/{Text(draft, "id")}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _studio.OpenAsync(id))["version"]!.GetValue<int>().ShouldBe(1);
        await (await _studio.DeleteAsync($"/workflow-definition-versions/{Text(first, "id")}")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.published");
        await (await _studio.PostAsync($"/workflow-definitions/{id}/retract")).ShouldBeOkAsync();
        (await _studio.DeleteAsync($"/workflow-definitions/{id}/version/1")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await _studio.DeleteAsync($"/workflow-definitions/{id}")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.not-found");
    }

    [Fact]
    public async Task Many_definitions_are_published_retracted_and_deleted_at_once()
    {
        var (one, other) = (await _studio.SaveAsync(WithLine(await _studio.CreateAsync(_name), "một")), await _studio.SaveAsync(WithLine(await _studio.CreateAsync($"{_name} b"), "hai")));
        var ids = JsonSerializer.Serialize(new[] { Text(one, "definitionId"), Text(other, "definitionId") });
        var withUnknown = $$"""{"definitionIds":{{ids[..^1]}},"khong-co"] }""";

        var published = await (await _studio.PostAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", withUnknown)).ShouldBeOkAsync();
        (published.GetProperty("published").GetArrayLength(), published.GetProperty("alreadyPublished").GetArrayLength(), published.GetProperty("notFound").GetArrayLength()).ShouldBe((2, 0, 1));

        var refused = await (await _studio.PostAsync("/bulk-actions/delete/workflow-definitions/by-definition-id", $$"""{"definitionIds":{{ids}} }""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.published");
        refused.Texts()[0].ShouldContain(Text(one, "definitionId"));

        var retracted = await (await _studio.PostAsync("/bulk-actions/retract/workflow-definitions/by-definition-ids", withUnknown)).ShouldBeOkAsync();
        (retracted.GetProperty("retracted").GetArrayLength(), retracted.GetProperty("notFound").GetArrayLength()).ShouldBe((2, 1));
        (await (await _studio.PostAsync("/bulk-actions/delete/workflow-definitions/by-id", $$"""{"ids":["{{Text(one, "id")}}"]}""")).ShouldBeOkAsync()).GetProperty("deleted").GetInt32().ShouldBe(1);
        (await (await _studio.PostAsync("/bulk-actions/delete/workflow-definitions/by-definition-id", $$"""{"definitionIds":["{{Text(other, "definitionId")}}"]}""")).ShouldBeOkAsync()).GetProperty("deleted").GetInt32().ShouldBe(1);
        await (await _studio.PostAsync("/bulk-actions/delete/workflow-definitions/by-definition-id", """{"definitionIds":null}""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "bulk.count");
    }

    [Fact]
    public async Task Of_many_that_are_published_those_with_errors_are_named()
    {
        var (good, bad) = (await _studio.SaveAsync(WithLine(await _studio.CreateAsync(_name), "một")), await _studio.CreateAsync($"{_name} b"));
        bad["root"]!["activities"] = JsonNode.Parse("""[{"id":"la","type":"Elsa.KhongCo","version":1}]""");
        bad = await _studio.SaveAsync(bad);

        var error = await (await _studio.PostAsync("/bulk-actions/publish/workflow-definitions/by-definition-ids", $$"""{"definitionIds":["{{Text(bad, "definitionId")}}","{{Text(good, "definitionId")}}"]}"""))
            .ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "activity.unknown-type");

        error.Texts().Count.ShouldBe(2);
        error.Texts()[0].ShouldStartWith(Text(bad, "definitionId"));
        error.Texts()[1].ShouldContain(Text(good, "definitionId"));
    }

    [Fact]
    public async Task An_export_says_what_it_is_and_imported_again_says_nothing_new()
    {
        var published = await _studio.PublishedAsync(_name);
        var id = Text(published, "definitionId");

        var file = await _studio.GetAsync($"/workflow-definitions/{id}/export?versionOptions=1&includeConsumingWorkflows=False");
        var model = JsonNode.Parse(await file.Content.ReadAsStringAsync())!.AsObject();
        file.Content.Headers.ContentDisposition!.FileName!.ShouldContain(id);
        ((string?)model["$schema"]).ShouldStartWith("https://elsaworkflows.io/schemas/workflow-definition");
        model["customProperties"]?["lienThongRevision"].ShouldBeNull();
        new[] { "id", "definitionId", "name", "root" }.ShouldAllBe(key => model[key] != null);
        // Studio reads it into a form of its own and sends that.
        model.Remove("$schema");
        foreach (var key in new[] { "description", "links" })
            model[key] = null;

        var same = await (await _studio.PostAsync("/workflow-definitions/import", model.ToJsonString())).ShouldBeOkAsync();
        var changed = await (await _studio.PostAsync("/workflow-definitions/import", WithLine(model, "khác").ToJsonString())).ShouldBeOkAsync();
        model["definitionId"] = $"{id}-b";
        var another = await (await _studio.PostAsync("/workflow-definitions/import", model.ToJsonString())).ShouldBeOkAsync();

        (same.GetProperty("version").GetInt32(), same.GetProperty("isPublished").GetBoolean()).ShouldBe((1, true));
        (changed.GetProperty("version").GetInt32(), changed.GetProperty("isPublished").GetBoolean()).ShouldBe((2, false));
        (another.GetProperty("definitionId").GetString(), another.GetProperty("version").GetInt32()).ShouldBe(($"{id}-b", 1));
        await (await _studio.PostAsync("/workflow-definitions/import", "[]")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "import.empty");
    }

    [Fact]
    public async Task Several_are_exported_as_a_zip_and_taken_in_again_from_files()
    {
        var (one, other) = (await _studio.PublishedAsync(_name), await _studio.PublishedAsync($"{_name} b"));

        var answer = await _studio.PostAsync("/bulk-actions/export/workflow-definitions", $$"""{"ids":["{{Text(one, "id")}}","{{Text(other, "id")}}"]}""");
        var zip = await answer.Content.ReadAsByteArrayAsync();
        using (var archive = new ZipArchive(new MemoryStream(zip)))
            archive.Entries.Count.ShouldBe(2);

        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent(zip), "files", "nhieu.zip");
        form.Add(new StringContent("""{"definitionId":"tep-le","root":{"id":"r","type":"Elsa.Sequence"}}""", Encoding.UTF8, "application/json"), "files", "le.json");
        (await (await _studio.Caller.SendAsync(HttpMethod.Post, "/elsa/api/workflow-definitions/import-files", form, null, null)).ShouldBeOkAsync()).GetProperty("count").GetInt32().ShouldBe(3);

        using var broken = new MultipartFormDataContent();
        broken.Add(new StringContent("{", Encoding.UTF8, "application/json"), "files", "hong.json");
        var error = await (await _studio.Caller.SendAsync(HttpMethod.Post, "/elsa/api/workflow-definitions/import-files", broken, null, null)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "import.refused");
        error.Texts()[0].ShouldStartWith("hong.json");
    }

    [Fact]
    public async Task A_run_answers_with_the_id_of_its_instance()
    {
        var id = Text(await _studio.PublishedAsync(_name), "definitionId");

        var answer = await _studio.PostAsync($"/workflow-definitions/{id}/execute", """{"correlationId":null,"triggerActivityId":null,"versionOptions":"Latest","input":null}""");
        var dispatched = await (await _studio.PostAsync($"/workflow-definitions/{id}/dispatch", """{"input":{"x":1}}""")).ShouldBeOkAsync();
        var many = await (await _studio.PostAsync($"/workflow-definitions/{id}/bulk-dispatch", """{"count":2}""")).ShouldBeOkAsync();

        var instance = answer.Headers.GetValues("x-elsa-workflow-instance-id").Single();
        (await answer.ShouldBeOkAsync()).GetProperty("workflowState").GetProperty("id").GetString().ShouldBe(instance);
        (await _studio.Caller.GetJsonAsync($"/api/instances/{instance}")).GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Finished");
        dispatched.GetProperty("workflowInstanceId").GetString().ShouldNotBeNullOrEmpty();
        many.GetProperty("workflowInstanceIds").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_runs_on_a_draft_and_a_link_starts_nothing()
    {
        var published = await _studio.PublishedAsync(_name);
        var id = Text(published, "definitionId");
        await _studio.SaveAsync(WithLine(published, "hai"));

        var error = await (await _studio.PostAsync($"/workflow-definitions/{id}/execute", """{"versionOptions":"Latest"}""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.not-published");
        error.Texts()[0].ShouldContain("Ban hành");
        (await _studio.PostAsync($"/workflow-definitions/{id}/execute", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await _studio.PostAsync($"/workflow-definitions/{id}/execute", """{"triggerActivityId":"khong-co"}""")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.no-trigger");
        await (await _studio.PostAsync($"/workflow-definitions/{id}/execute", """{"input":5}""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.input");
        await (await _studio.PostAsync("/workflow-definitions/khong-co/execute")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.not-published");
        await (await _studio.GetAsync($"/workflow-definitions/{id}/execute")).ShouldBeElsaErrorAsync(HttpStatusCode.MethodNotAllowed, "method.unknown");
    }

    [Theory]
    [InlineData("""{"version":1}""")]
    [InlineData("""{"isPublished":true,"isLatest":false,"isDraft":null,"version":0}""")]
    [InlineData("1")]
    [InlineData("\"\"")]
    public async Task Which_version_runs_may_be_said_in_an_object(string versionOptions)
    {
        var id = await WithDraftAsync();

        await (await _studio.PostAsync($"/workflow-definitions/{id}/execute", $$"""{"versionOptions":{{versionOptions}} }""")).ShouldBeOkAsync();
        await (await _studio.PostAsync($"/workflow-definitions/{id}/dispatch", """{"versionOptions":{"IsLatest":true} }""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.not-published");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"isLa":true}""")]
    [InlineData("""{"isLatest":"true"}""")]
    [InlineData("""{"isLatest":true,"isPublished":true}""")]
    [InlineData("""{"version":1.5}""")]
    [InlineData("[1]")]
    [InlineData("true")]
    [InlineData("\"La\"")]
    public async Task A_choice_of_versions_that_is_none_starts_nothing(string versionOptions)
    {
        var id = await WithDraftAsync();

        await (await _studio.PostAsync($"/workflow-definitions/{id}/execute", $$"""{"versionOptions":{{versionOptions}} }""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "parameter.invalid");
    }

    [Fact]
    public async Task Who_uses_a_definition_is_told_and_brought_to_its_newest_version()
    {
        var used = await _studio.CreateAsync(_name);
        used["options"]!["usableAsActivity"] = true;
        used = await _studio.SaveAsync(WithLine(used, "con"), publish: true);
        var id = Text(used, "definitionId");
        var type = char.ToUpperInvariant(_name[0]) + _name[1..].Replace(" trình", "Trình", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        var consumer = await _studio.CreateAsync($"{_name} b");
        consumer["root"]!["activities"] = JsonNode.Parse($$"""
            [{"id":"con","type":"{{type}}","version":1,"workflowDefinitionId":"{{id}}","workflowDefinitionVersionId":"{{Text(used, "id")}}"}]
            """);
        consumer = await _studio.SaveAsync(consumer, publish: true);
        var caller = await _studio.CreateAsync($"{_name} c");
        caller["root"]!["activities"] = JsonNode.Parse($$"""
            [{"id":"goi","type":"Elsa.DispatchWorkflow","version":1,"workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"{{id}}"} } }]
            """);
        caller = await _studio.SaveAsync(caller);

        var users = (await _studio.GetJsonAsync($"/workflow-definitions/{id}/consumers")).GetProperty("consumingWorkflowDefinitionIds").EnumerateArray().Select(user => user.GetString());
        users.ShouldBe([Text(consumer, "definitionId"), Text(caller, "definitionId")], ignoreOrder: true);
        (await _studio.GetAsync($"/workflow-definitions/{id}/export?includeConsumingWorkflows=True")).Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");

        await _studio.SaveAsync(WithLine(used, "con mới"), publish: true);
        var affected = await (await _studio.PostAsync($"/workflow-definitions/{id}/update-references")).ShouldBeOkAsync();
        affected.GetProperty("affectedWorkflows").EnumerateArray().Select(one => one.GetString()).ShouldBe([Text(consumer, "definitionId")]);
        (await _studio.OpenAsync(Text(consumer, "definitionId")))["root"]!["activities"]![0]!["version"]!.GetValue<int>().ShouldBe(2);

        var graph = await _studio.GetJsonAsync($"/workflow-definitions/subgraph/{Text(consumer, "id")}?parentNodeId={Uri.EscapeDataString((string)consumer["root"]!["activities"]![0]!["nodeId"]!)}");
        var inner = graph.GetProperty("activity").GetProperty("root").GetProperty("root").GetProperty("activities")[0];
        inner.GetProperty("id").GetString().ShouldBe("dong");
        var way = await _studio.GetJsonAsync($"/workflow-definitions/subgraph/segments/{Text(consumer, "id")}?childNodeId={Uri.EscapeDataString(inner.GetProperty("nodeId").GetString()!)}");
        way.GetProperty("pathSegments").EnumerateArray().Select(segment => segment.GetProperty("activityId").GetString()).ShouldBe(["con"]);
        await (await _studio.GetAsync($"/workflow-definitions/subgraph/segments/{Text(consumer, "id")}?childNodeId=la")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.no-node");
    }

    [Fact]
    public async Task Loading_anew_and_refreshing_are_answered()
    {
        (await _studio.PostAsync("/actions/workflow-definitions/reload")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await _studio.PostAsync("/actions/workflow-definitions/refresh", """{"definitionIds":["cong-van-bao-cao"]}""")).ShouldBeOkAsync()).GetProperty("refreshed").GetArrayLength().ShouldBe(1);
    }

    private async Task<string> WithDraftAsync()
    {
        var published = await _studio.PublishedAsync(_name);
        await _studio.SaveAsync(WithLine(published, "hai"));
        return Text(published, "definitionId");
    }

    private static string? LineOf(JsonObject definition) => (string?)definition["root"]!["activities"]![0]!["text"]!["expression"]!["value"];
}
