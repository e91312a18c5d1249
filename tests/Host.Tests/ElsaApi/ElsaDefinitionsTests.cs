using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LienThong.Host.Tests.Api;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using static LienThong.Host.Tests.ElsaApi.ElsaStudioUser;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaDefinitionsTests(LienThongApp app) : IAsyncLifetime
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
    public async Task A_definition_is_shown_with_all_that_studio_needs_to_draw_it()
    {
        var definition = await _studio.OpenAsync("cong-van-bao-cao");

        Text(definition, "materializerName").ShouldBe("Json");
        definition["isLatest"]!.GetValue<bool>().ShouldBeTrue();
        foreach (var list in new[] { "variables", "inputs", "outputs", "outcomes", "links" })
            definition[list].ShouldBeOfType<JsonArray>();
        foreach (var map in new[] { "customProperties", "options" })
            definition[map].ShouldBeOfType<JsonObject>();
        definition["links"]!.AsArray().Select(link => (string?)link!["rel"]).ShouldContain("publish");
        var root = definition["root"]!;
        ((string?)root["nodeId"]).ShouldBe($"Workflow1:{(string?)root["id"]}");
        root["activities"]!.AsArray().ShouldAllBe(step => (string?)step!["nodeId"] == $"Workflow1:{(string?)root["id"]}:{(string?)step["id"]}" && step["version"] != null);
    }

    [Fact]
    public async Task Every_activity_has_its_node_id_in_whatever_container_or_port_it_lies_also_below_unknown_ones()
    {
        var definition = await _studio.CreateAsync(_name);
        definition["root"]!["activities"] = JsonNode.Parse("""
            [{"id":"neu","type":"Elsa.If","version":1,"then":{"id":"day","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine"}]}},
             {"id":"re","type":"Elsa.Switch","cases":[{"label":"x","condition":{"type":"Literal","value":true},"activity":{"id":"b","type":"Elsa.WriteLine"}}]},
             {"id":"la","type":"Khac.KhoiLa","body":{"id":"c","type":"Khac.Trong","items":[{"id":"d","type":"Elsa.WriteLine"}]}}]
            """);

        var saved = await _studio.SaveAsync(definition);

        var found = NodeIds(saved["root"]!).ToDictionary(node => node.Id, node => node.NodeId);
        var root = $"Workflow1:{(string?)saved["root"]!["id"]}";
        found["a"].ShouldBe($"{root}:neu:day:a");
        found["b"].ShouldBe($"{root}:re:b");
        found["d"].ShouldBe($"{root}:la:c:d");
    }

    [Fact]
    public async Task A_definition_is_created_from_a_name_and_each_save_keeps_its_version()
    {
        var created = await _studio.CreateAsync(_name);
        var second = await _studio.SaveAsync(WithLine(created, "một"));
        var third = await _studio.SaveAsync(WithLine(second, "hai"));

        Text(created, "definitionId").ShouldStartWith("quy-trinh-");
        (Text(third, "id"), third["version"]!.GetValue<int>(), third["isPublished"]!.GetValue<bool>()).ShouldBe((Text(created, "id"), 1, false));
        third["root"]!.ToJsonString().ShouldContain("hai");
        created["variables"].ShouldBeOfType<JsonArray>();
    }

    [Fact]
    public async Task An_input_written_bare_is_shown_as_a_literal_and_stays_as_it_is_stored()
    {
        var definition = WithLine(await _studio.CreateAsync(_name), "");
        definition["root"]!["activities"]![0]!["text"] = "một";

        var shown = await _studio.SaveAsync(definition);
        var again = await _studio.SaveAsync(Copy(shown));
        var changed = Copy(again);
        changed["root"]!["activities"]![0]!["text"]!["expression"]!["value"] = "hai";
        changed = await _studio.SaveAsync(changed);

        Said(shown).ShouldBe("một");
        again["customProperties"]!["lienThongRevision"]!.GetValue<string>().ShouldBe(shown["customProperties"]!["lienThongRevision"]!.GetValue<string>());
        Said(changed).ShouldBe("hai");

        static string Said(JsonObject definition) => definition["root"]!["activities"]![0]!["text"]!["expression"]!["value"]!.GetValue<string>();
    }

    [Fact]
    public async Task A_version_that_was_changed_outside_stands_in_the_list_and_says_so()
    {
        var id = Text(await _studio.CreateAsync(_name), "id");
        var hash = await SwapHashAsync(id, new string('0', 64));
        try
        {
            var listed = (await _studio.GetJsonAsync($"/workflow-definitions?SearchTerm={_name}")).GetProperty("items").EnumerateArray().Single();

            listed.GetProperty("name").GetString().ShouldBe(_name);
            listed.GetProperty("description").GetString()!.ShouldContain("đã bị sửa");
        }
        finally
        {
            await SwapHashAsync(id, hash);
        }
    }

    [Fact]
    public async Task Two_definitions_of_one_name_have_ids_of_their_own()
    {
        var (first, second) = (await _studio.CreateAsync(_name), await _studio.CreateAsync(_name));

        Text(second, "definitionId").ShouldBe($"{Text(first, "definitionId")}-2");
    }

    [Fact]
    public async Task Publishing_makes_the_version_the_only_published_one_and_a_save_on_it_begins_the_next()
    {
        var first = await _studio.PublishedAsync(_name);
        var draft = await _studio.SaveAsync(WithLine(Copy(first), "hai"));
        var second = await _studio.SaveAsync(Copy(draft), publish: true);

        first["isPublished"]!.GetValue<bool>().ShouldBeTrue();
        draft["version"]!.GetValue<int>().ShouldBe(2);
        Text(draft, "id").ShouldNotBe(Text(first, "id"));
        Text(second, "id").ShouldBe(Text(draft, "id"));
        var old = await _studio.GetJsonAsync($"/workflow-definitions/by-id/{Text(first, "id")}");
        (old.GetProperty("isPublished").GetBoolean(), old.GetProperty("isLatest").GetBoolean()).ShouldBe((false, false));
    }

    [Fact]
    public async Task What_is_published_already_is_said_to_be()
    {
        var published = await _studio.PublishedAsync(_name);

        var again = await (await _studio.TrySaveAsync(published, publish: true)).ShouldBeOkAsync();
        var once = await (await _studio.PostAsync($"/workflow-definitions/{Text(published, "definitionId")}/publish")).ShouldBeOkAsync();

        again.GetProperty("alreadyPublished").GetBoolean().ShouldBeTrue();
        once.GetProperty("alreadyPublished").GetBoolean().ShouldBeTrue();
        once.GetProperty("workflowDefinition").GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_save_that_says_nothing_new_writes_nothing()
    {
        var published = await _studio.PublishedAsync(_name);
        var sent = Copy(published);
        sent["customProperties"]!["VariableTestValues"] = new JsonObject();
        sent["options"]!["activityCategory"] = null;
        sent["root"]!["activities"]![0]!["metadata"]!["designer"]!["size"] = new JsonObject { ["width"] = 200, ["height"] = 60 };

        var answer = await _studio.SaveAsync(sent);

        answer.ToJsonString().ShouldBe(published.ToJsonString());
        (await VersionsAsync(published)).ShouldBe([1]);
    }

    [Fact]
    public async Task Who_works_on_an_old_state_is_refused_and_told_to_load_it_anew()
    {
        var mine = await _studio.SaveAsync(WithLine(await _studio.CreateAsync(_name), "một"));
        await ChangedByHandAsync(mine, "của người khác");

        var error = await (await _studio.TrySaveAsync(WithLine(Copy(mine), "của tôi"))).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.stale");

        error.Texts().ShouldHaveSingleItem().ShouldContain("Tải lại trang");
        ((string?)(await _studio.OpenAsync(Text(mine, "definitionId")))["root"]!["activities"]![0]!["text"]!["expression"]!["value"]).ShouldBe("của người khác");
    }

    [Fact]
    public async Task An_old_version_is_not_saved_over_the_newest()
    {
        var first = await _studio.PublishedAsync(_name);
        await _studio.SaveAsync(WithLine(Copy(first), "hai"), publish: true);
        var old = Copy(first);
        old["customProperties"] = new JsonObject();

        await (await _studio.TrySaveAsync(WithLine(old, "ba"))).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.stale");
    }

    [Fact]
    public async Task A_designer_that_saves_again_before_it_has_its_answer_is_not_in_its_own_way()
    {
        using var studio = new ElsaStudioUser(await app.SignedInAsync(LienThongApp.Administrator)) { Seat = "trang-1" };
        var seen = await studio.CreateAsync(_name);

        await studio.SaveAsync(WithLine(Copy(seen), "một"));
        var second = await studio.SaveAsync(WithLine(Copy(seen), "hai"));
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => studio.TrySaveAsync(WithLine(Copy(second), $"lần {i}"))));

        second["root"]!.ToJsonString().ShouldContain("hai");
        together.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_windows_of_one_person_do_not_write_over_each_other()
    {
        var seen = await _studio.CreateAsync(_name);
        using var other = new ElsaStudioUser(await app.SignedInAsync(LienThongApp.Administrator)) { Seat = "trang-2" };
        using var third = new ElsaStudioUser(await app.SignedInAsync(LienThongApp.Administrator)) { Seat = "trang-3" };

        await other.SaveAsync(WithLine(Copy(seen), "một"));

        await (await third.TrySaveAsync(WithLine(Copy(seen), "hai"))).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.stale");
        await (await _studio.TrySaveAsync(WithLine(Copy(seen), "ba"))).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.stale");
        ((string?)(await _studio.OpenAsync(Text(seen, "definitionId")))["root"]!["activities"]![0]!["text"]!["expression"]!["value"]).ShouldBe("một");
    }

    [Fact]
    public async Task An_old_file_is_shown_as_studio_draws_it_and_says_nothing_new_when_it_is_saved()
    {
        var id = $"cu-{Guid.NewGuid():N}";
        var old = JsonNode.Parse($$$"""
            {"DefinitionId":"{{{id}}}","Name":"{{{_name}}}","Variables":{"$id":"1","$values":[{"name":"V","typeName":"String"}]},
             "Root":{"Id":"f","Type":"Elsa.Flowchart","Activities":[{"Id":"a","Type":"Elsa.WriteLine","metadata":{"designer":{"position":"top","size":{"width":"abc"} } },"Text":{"TypeName":"String","Expression":{"Type":"Literal","Value":"chào"} } },{"id":"b","type":"Elsa.End"}],
             "connections":[{"source":"a","sourcePort":"Done","target":"b"}]}}
            """)!;
        await (await _studio.Caller.SendAsync(HttpMethod.Put, $"/api/definitions/{id}/draft", new StringContent(old.ToJsonString(), Encoding.UTF8, "application/json"), null, "*")).ShouldBeOkAsync();

        var shown = await _studio.OpenAsync(id);
        var saved = await _studio.SaveAsync(Copy(shown));

        shown["root"]!["connections"]!.ToJsonString().ShouldBe("""[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]""");
        shown["root"]!["activities"]![0]!["metadata"]!["designer"]!.ToJsonString().ShouldBe("""{"position":{},"size":{}}""");
        ((string?)shown["root"]!["activities"]![0]!["text"]!["expression"]!["value"]).ShouldBe("chào");
        ((string?)shown["variables"]![0]!["name"]).ShouldBe("V");
        saved.ToJsonString().ShouldBe(shown.ToJsonString());
    }

    [Fact]
    public async Task An_old_file_that_is_imported_over_a_definition_takes_its_place()
    {
        var first = await _studio.PublishedAsync(_name);
        var id = Text(first, "definitionId");

        await (await _studio.PostAsync("/workflow-definitions/import", $$"""{"DefinitionId":"{{id}}","Root":{"Id":"cu","Type":"Elsa.End"} }""")).ShouldBeOkAsync();

        ((string?)(await _studio.OpenAsync(id))["root"]!["id"]).ShouldBe("cu");
    }

    [Theory]
    [InlineData("id", "definition.invalid-step-id")]
    [InlineData("type", "definition.invalid-step-type")]
    public async Task A_step_with_an_endless_id_or_type_is_refused_and_not_sent_back(string key, string code)
    {
        var definition = await _studio.CreateAsync(_name);
        var step = new JsonObject { ["id"] = "a", ["type"] = "Khac.KhoiLa" };
        step[key] = new string('x', 1_000_000);
        definition["root"]!["activities"] = new JsonArray(new JsonObject { ["id"] = "la", ["type"] = "Khac.KhoiLa", ["body"] = step });

        var error = await (await _studio.TrySaveAsync(definition)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, code);

        error.Texts().ShouldHaveSingleItem().ShouldSatisfyAllConditions(text => text.Length.ShouldBeLessThan(400), text => text.ShouldContain("128 ký tự"), text => text.ShouldContain("x…\""));
    }

    [Fact]
    public async Task A_deleted_definition_does_not_come_back_by_a_save()
    {
        var created = await _studio.CreateAsync(_name);
        (await _studio.DeleteAsync($"/workflow-definitions/{Text(created, "definitionId")}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await _studio.TrySaveAsync(WithLine(created, "một"))).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.deleted");
    }

    [Fact]
    public async Task Many_saves_of_one_person_are_one_entry_of_the_audit_trail()
    {
        var definition = await _studio.CreateAsync(_name);
        foreach (var text in new[] { "một", "hai", "ba" })
            definition = await _studio.SaveAsync(WithLine(definition, text));
        await _studio.SaveAsync(definition, publish: true);

        var entries = (await _studio.Caller.GetJsonAsync($"/api/audit?subjectKind=definition&subjectId={Text(definition, "definitionId")}")).GetProperty("items");
        entries.EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).ShouldBe(["definition.published", "definition.draft-saved"]);
    }

    [Fact]
    public async Task A_draft_may_have_errors_and_publishing_names_each_of_them_with_its_step()
    {
        var definition = await _studio.CreateAsync(_name);
        definition["root"]!["activities"] = JsonNode.Parse("""
            [{"id":"la","type":"Elsa.KhongCo","version":1},
             {"id":"nguoi","type":"LienThong.HumanTask","version":1}]
            """);

        var saved = await _studio.SaveAsync(definition);
        var error = await (await _studio.TrySaveAsync(saved, publish: true)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "activity.unknown-type");

        error.Texts().Count.ShouldBeGreaterThan(1);
        error.Texts().ShouldContain(text => text.Contains("\"la\"", StringComparison.Ordinal) && text.Contains("Elsa.KhongCo", StringComparison.Ordinal));
        (await _studio.OpenAsync(Text(saved, "definitionId")))["isPublished"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"model":{"definitionId":"hong","root":{"id":"r"}},"publish":false}""", "definition.activity-without-type")]
    [InlineData("""{"model":{"definitionId":"hong","root":[]},"publish":false}""", "definition.invalid-activity")]
    [InlineData("""{"model":{"definitionId":"hong","variables":5},"publish":false}""", "definition.invalid-part")]
    [InlineData("""{"model":{"definitionId":"hỏng mã","root":null},"publish":false}""", "definition.invalid-id")]
    [InlineData("""{"model":{"definitionId":"hong","name":"a\u0000b","root":null},"publish":false}""", "definition.invalid-name")]
    [InlineData("""{"model":{"definitionId":"hong","activities":[{"activityId":"a","type":"WriteLine"}],"connections":[]},"publish":false}""", "definition.older-elsa")]
    [InlineData("""{"model":7}""", "definition.no-model")]
    [InlineData("", "definition.no-model")]
    [InlineData("""{"model":{""", "invalid-json")]
    public async Task What_is_no_definition_is_refused_with_the_reason(string body, string code) =>
        await (await _studio.PostAsync("/workflow-definitions", body)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task What_is_too_deep_or_too_large_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"id":"","type":"Elsa.Sequence","activities":[""", 160)) + string.Concat(Enumerable.Repeat("]}", 160));
        await (await _studio.PostAsync("/workflow-definitions", $$"""{"model":{"definitionId":"sau","root":{{deep}} } }""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "definition.too-deep");

        var nested = new string('[', 3000) + new string(']', 3000);
        await (await _studio.PostAsync("/workflow-definitions", $$"""{"model":{"definitionId":"sau","x":{{nested}} } }""")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "invalid-json");

        await (await _studio.PostAsync("/workflow-definitions/cong-van-bao-cao/execute", $$"""{"input":{"x":"{{new string('x', 2_000_000)}}"} }""")).ShouldBeElsaErrorAsync(HttpStatusCode.RequestEntityTooLarge, "body.too-large");
    }

    [Fact]
    public async Task Lists_are_searched_ordered_and_paged_as_studio_asks()
    {
        var first = await _studio.PublishedAsync($"{_name} Á");
        await _studio.SaveAsync(WithLine(Copy(first), "hai"));
        await _studio.CreateAsync($"{_name} b");

        var found = await _studio.GetJsonAsync($"/workflow-definitions?versionOptions=Latest&Page=0&PageSize=10&SearchTerm={Uri.EscapeDataString(_name.ToUpperInvariant())}&IsSystem=False&OrderDirection=Ascending");
        found.GetProperty("totalCount").GetInt32().ShouldBe(2);
        found.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()).ShouldBe([$"{_name} Á", $"{_name} b"]);
        found.GetProperty("items")[0].TryGetProperty("root", out _).ShouldBeFalse();
        found.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString()).ShouldContain("bulk-publish");

        var history = await _studio.GetJsonAsync($"/workflow-definitions?versionOptions=AllVersions&Page=0&PageSize=10&DefinitionIds={Text(first, "definitionId")}&OrderBy=Version&OrderDirection=Descending");
        history.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("version").GetInt32()).ShouldBe([2, 1]);
        (await _studio.GetJsonAsync($"/workflow-definitions?versionOptions=Published&DefinitionIds={Text(first, "definitionId")}&DefinitionIds=khac")).GetProperty("items")[0].GetProperty("version").GetInt32().ShouldBe(1);
        (await _studio.GetJsonAsync($"/workflow-definitions?versionOptions=&Ids={Text(first, "id")}")).GetProperty("totalCount").GetInt32().ShouldBe(1);
        (await _studio.GetJsonAsync("/workflow-definitions?IsSystem=True")).GetProperty("totalCount").GetInt32().ShouldBe(0);
        await (await _studio.GetAsync("/workflow-definitions?versionOptions=Bogus")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "parameter.invalid");
        await (await _studio.GetAsync("/workflow-definitions?Page=x")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "parameter.invalid");
    }

    [Fact]
    public async Task A_version_is_read_by_its_number_its_id_and_with_others()
    {
        var first = await _studio.PublishedAsync(_name);
        var second = await _studio.SaveAsync(WithLine(Copy(first), "hai"));
        var id = Text(first, "definitionId");

        (await _studio.OpenAsync(id))["version"]!.GetValue<int>().ShouldBe(2);
        (await _studio.OpenAsync(id, "1"))["version"]!.GetValue<int>().ShouldBe(1);
        (await _studio.OpenAsync(id, "Published"))["version"]!.GetValue<int>().ShouldBe(1);
        (await _studio.GetJsonAsync($"/workflow-definitions/{id}")).GetProperty("version").GetInt32().ShouldBe(2);
        (await _studio.GetJsonAsync($"/workflow-definitions/many-by-id?ids={Text(first, "id")}&ids={Text(second, "id")}")).GetProperty("count").GetInt32().ShouldBe(2);
        (await _studio.GetJsonAsync($"/workflow-definitions/{id}/versions")).GetArrayLength().ShouldBe(2);
        (await _studio.GetJsonAsync("/workflow-definitions/query/count")).GetProperty("count").GetInt32().ShouldBeGreaterThan(0);
        await (await _studio.GetAsync("/workflow-definitions/by-id/khong-co")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.not-found");
        await (await _studio.GetAsync("/workflow-definitions/by-definition-id/khong-co?versionOptions=Latest")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "definition.not-found");
    }

    [Fact]
    public async Task A_name_is_free_until_a_definition_bears_it()
    {
        async Task<bool> IsFreeAsync(string more = "") =>
            (await _studio.GetJsonAsync($"/workflow-definitions/validation/is-name-unique?name={Uri.EscapeDataString(_name)}{more}")).GetProperty("isUnique").GetBoolean();

        (await IsFreeAsync()).ShouldBeTrue();
        var created = await _studio.CreateAsync(_name);
        (await IsFreeAsync()).ShouldBeFalse();
        (await IsFreeAsync($"&definitionId={Text(created, "definitionId")}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_only_read_does_not_see_the_key_that_a_step_sends_to_another_system()
    {
        var id = $"khoa-{Guid.NewGuid():N}";
        var definition = new JsonObject
        {
            ["definitionId"] = id,
            ["name"] = id,
            ["root"] = JsonNode.Parse("""{"id":"s","type":"Elsa.Sequence","version":1,"activities":[{"id":"g","type":"Elsa.SendHttpRequest","version":1,"url":{"typeName":"Uri","expression":{"type":"Literal","value":"https://example.org/"}},"authorization":{"typeName":"String","expression":{"type":"Literal","value":"Bearer bi-mat"}}}]}"""),
        };
        var imported = await _studio.PostAsync("/workflow-definitions/import", definition.ToJsonString());
        imported.StatusCode.ShouldBe(HttpStatusCode.OK, await imported.Content.ReadAsStringAsync());
        using var clerk = await ElsaStudioUser.SignedInAsync(app, LienThongApp.Clerk);

        var read = await clerk.OpenAsync(id);

        read.ToJsonString().ShouldNotContain("bi-mat");
        (await (await clerk.GetAsync($"/workflow-definitions/subgraph/{Text(read, "id")}")).Content.ReadAsStringAsync()).ShouldNotContain("bi-mat");
        (await _studio.OpenAsync(id)).ToJsonString().ShouldContain("Bearer bi-mat");
    }

    [Fact]
    public async Task Who_may_only_read_gets_no_link_to_publish_and_writes_nothing()
    {
        var published = await _studio.PublishedAsync(_name);
        using var clerk = await ElsaStudioUser.SignedInAsync(app, LienThongApp.Clerk);
        var id = Text(published, "definitionId");

        (await clerk.OpenAsync(id))["links"]!.AsArray().Select(link => (string?)link!["rel"]).ShouldBe(["self"]);
        (await clerk.GetJsonAsync("/workflow-definitions?versionOptions=Latest")).GetProperty("links").GetArrayLength().ShouldBe(0);
        await (await clerk.TrySaveAsync(WithLine(published, "hai"))).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
        foreach (var path in new[]
        {
            $"/workflow-definitions/{id}/publish", $"/workflow-definitions/{id}/retract", $"/workflow-definitions/{id}/revert/1", $"/workflow-definitions/{id}/update-references", $"/workflow-definitions/{id}/execute",
            $"/workflow-definitions/{id}/dispatch", $"/workflow-definitions/{id}/bulk-dispatch", "/workflow-definitions/import", $"/workflow-definitions/{id}/import", "/workflow-definitions/import-files",
            "/bulk-actions/delete/workflow-definitions/by-definition-id", "/bulk-actions/delete/workflow-definitions/by-id", "/bulk-actions/publish/workflow-definitions/by-definition-ids",
            "/bulk-actions/retract/workflow-definitions/by-definition-ids", "/bulk-actions/export/workflow-definitions", "/actions/workflow-definitions/reload", "/actions/workflow-definitions/refresh",
        })
            await (await clerk.PostAsync(path)).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.GetAsync($"/workflow-definitions/{id}/export")).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.DeleteAsync($"/workflow-definitions/{id}")).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.DeleteAsync($"/workflow-definition-versions/{Text(published, "id")}")).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    private async Task<int[]> VersionsAsync(JsonObject definition) =>
        [.. (await _studio.GetJsonAsync($"/workflow-definitions/{Text(definition, "definitionId")}/versions")).EnumerateArray().Select(version => version.GetProperty("version").GetInt32())];

    // By our own designer.
    private async Task ChangedByHandAsync(JsonObject definition, string text)
    {
        var path = $"/api/definitions/{Text(definition, "definitionId")}/draft";
        var draft = await _studio.Caller.GetAsync(path);
        var json = WithLine(JsonNode.Parse(await draft.Content.ReadAsStringAsync())!.AsObject(), text);
        using var content = new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json");
        await (await _studio.Caller.SendAsync(HttpMethod.Put, path, content, null, draft.Headers.ETag!.Tag)).ShouldBeOkAsync();
    }

    private static IEnumerable<(string Id, string? NodeId)> NodeIds(JsonNode json) => json switch
    {
        JsonObject step => (step.ContainsKey("type") && step.ContainsKey("id") ? [((string)step["id"]!, (string?)step["nodeId"])] : Array.Empty<(string, string?)>())
            .Concat(step.Where(property => property.Value is not null).SelectMany(property => NodeIds(property.Value!))),
        JsonArray list => list.Where(item => item is not null).SelectMany(item => NodeIds(item!)),
        _ => [],
    };

    private static JsonObject Copy(JsonObject definition) => definition.DeepClone().AsObject();

    private Task<string> SwapHashAsync(string versionId, string hash) => app.Database.WriteAsync(
        async (session, ct) =>
        {
            var rows = session.Context.Set<DefinitionRow>().Where(row => row.Id == versionId);
            var before = await rows.Select(row => row.ContentHash).SingleAsync(ct);
            await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.ContentHash, hash), ct);
            return before;
        },
        CancellationToken.None);
}
