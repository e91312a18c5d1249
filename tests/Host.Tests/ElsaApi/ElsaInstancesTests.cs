using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaInstancesTests(LienThongApp app) : IDisposable
{
    private const string Root = "/elsa/api/workflow-instances";
    private readonly StudioRun _run = new(app);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task An_instance_is_shown_with_its_waits_incidents_and_open_executions()
    {
        var id = await _run.StartedAsync("Hồ sơ 7", "ma-7");
        var administrator = await _run.AdministratorAsync();

        var instance = await administrator.GetJsonAsync($"{Root}/{id}");

        (instance.GetProperty("status").GetString(), instance.GetProperty("subStatus").GetString(), instance.GetProperty("version").GetInt32(), instance.GetProperty("incidentCount").GetInt32())
            .ShouldBe(("Running", "Suspended", 1, 1));
        (instance.GetProperty("name").GetString(), instance.GetProperty("correlationId").GetString(), instance.GetProperty("definitionId").GetString()).ShouldBe(("Hồ sơ 7", "ma-7", _run.DefinitionId));
        var state = instance.GetProperty("workflowState");
        var bookmark = state.GetProperty("bookmarks").EnumerateArray().ShouldHaveSingleItem();
        (bookmark.GetProperty("activityId").GetString(), bookmark.GetProperty("activityNodeId").GetString()).ShouldBe(("cho", "Workflow1:re:cho"));
        var incident = state.GetProperty("incidents").EnumerateArray().ShouldHaveSingleItem();
        (incident.GetProperty("activityId").GetString(), incident.GetProperty("message").GetString()).ShouldBe(("hong", "hỏng"));
        incident.GetProperty("exception").GetProperty("message").GetString().ShouldBe("hỏng");
        var contexts = state.GetProperty("activityExecutionContexts").EnumerateArray().ToList();
        contexts.Select(context => context.GetProperty("scheduledActivityNodeId").GetString()).ShouldBe(["Workflow1", "Workflow1:re", "Workflow1:re:cho", "Workflow1:re:hong"]);
        contexts[0].GetProperty("parentContextId").GetString().ShouldBeNull();
        contexts[1].GetProperty("parentContextId").GetString().ShouldBe(contexts[0].GetProperty("id").GetString());
        bookmark.GetProperty("activityInstanceId").GetString().ShouldBe(contexts[2].GetProperty("id").GetString());
        state.GetProperty("input").GetProperty("ghiChu").GetString().ShouldBe("khẩn");
        foreach (var map in new[] { "output", "properties" })
            state.GetProperty(map).EnumerateObject().ShouldBeEmpty();
        state.GetProperty("completionCallbacks").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Instances_are_listed_by_page_filter_and_order()
    {
        List<string?> ids = [await _run.StartedAsync("Ba", "nhom"), await _run.StartedAsync("Hai"), await _run.StartedAsync("Một", "nhom")];
        var administrator = await _run.AdministratorAsync();
        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{ids[1]}", null)).ShouldBeDoneAsync();

        var first = await ListAsync(new { page = 0, pageSize = 2, orderBy = "Created", orderDirection = "Ascending" });

        first.Each("id").ShouldBe([ids[0], ids[1]]);
        first.GetProperty("totalCount").GetInt32().ShouldBe(3);
        (await ListAsync(new { page = 1, pageSize = 2, orderDirection = "Ascending" })).Each("id").ShouldBe([ids[2]]);
        (await ListAsync(new { })).Each("id").ShouldBe([ids[2], ids[1], ids[0]]);
        (await ListAsync(new { orderBy = "Name" })).Each("name").ShouldBe(["Ba", "Hai", "Một"]);
        (await ListAsync(new { orderBy = "UpdatedAt", orderDirection = "Descending" })).Each("id").ShouldBe([ids[1], ids[2], ids[0]]);
        (await ListAsync(new { orderBy = "Finished", orderDirection = "Descending" })).Each("id")[0].ShouldBe(ids[1]);
        (await ListAsync(new { statuses = new[] { "Finished" } })).Each("id").ShouldBe([ids[1]]);
        (await ListAsync(new { subStatuses = new[] { "Suspended" }, subStatus = "Cancelled" })).Each("id").Count.ShouldBe(3);
        (await ListAsync(new { hasIncidents = true, correlationId = "nhom", version = 1 })).Each("id").ShouldBe([ids[2], ids[0]]);
        (await ListAsync(new { searchTerm = "Mộ" })).Each("id").ShouldBe([ids[2]]);
        (await ListAsync(new { searchTerm = ids[0] })).Each("id").ShouldBe([ids[0]]);
        (await ListAsync(new { isSystem = true })).Each("id").ShouldBeEmpty();
        (await ListAsync(new { timestampFilters = new[] { new { column = "FinishedAt", @operator = "GreaterThan", timestamp = "2020-01-01T00:00:00Z" } } })).Each("id").ShouldBe([ids[1]]);
        (await ListAsync(new { timestampFilters = new[] { new { column = "CreatedAt", @operator = "LessThanOrEqual", timestamp = "2020-01-01T07:00:00+07:00" } } })).Each("id").ShouldBeEmpty();
        (await administrator.GetJsonAsync($"{Root}?DefinitionIds=khong&DefinitionIds={_run.DefinitionId}&Statuses=Running&Page=0&PageSize=1&OrderBy=Created&OrderDirection=Descending"))
            .Each("id").ShouldBe([ids[2]]);
        (await administrator.GetJsonAsync($"{Root}?DefinitionId={_run.DefinitionId}&SubStatus=Cancelled")).Each("definitionVersionId").ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_state_that_is_polled_tells_when_it_last_changed()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var before = await administrator.GetJsonAsync($"{Root}/{id}/execution-state");

        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).ShouldBeDoneAsync();

        (before.GetProperty("status").GetString(), before.GetProperty("workflowSubStatus").GetString()).ShouldBe(("Running", "Suspended"));
        var after = await administrator.GetJsonAsync($"{Root}/{id}/execution-state");
        (after.GetProperty("status").GetString(), after.GetProperty("workflowSubStatus").GetString()).ShouldBe(("Finished", "Cancelled"));
        after.GetProperty("updatedAt").GetDateTimeOffset().ShouldBeGreaterThan(before.GetProperty("updatedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Variables_are_shown_and_changed()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var path = $"{Root}/{id}/variables";
        (await administrator.GetJsonAsync(path)).Each("value").ShouldBe(["HS-1"]);

        var changed = await (await administrator.PostAsync(path, new { variables = new[] { new { id = "v1", value = "HS-2" } } })).ShouldBeOkAsync();

        changed.Each("name").ShouldBe(["MaHoSo"]);
        changed.Each("value").ShouldBe(["HS-2"]);
        (await administrator.GetJsonAsync(path)).Each("value").ShouldBe(["HS-2"]);
        await (await administrator.PostAsync(path, new { variables = new[] { new { id = "v9", value = "x" } } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "alteration.variable-not-found");
        await (await administrator.PostAsync(path, new { variables = (object?)null })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "alteration.invalid");
        await (await administrator.PostAsync($"{Root}/khong-co/variables", new { variables = new[] { new { id = "v1", value = "x" } } }))
            .ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "alteration.instance-not-found");
    }

    [Fact]
    public async Task An_instance_is_cancelled_once()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();

        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).ShouldBeDoneAsync();

        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.ended");
        (await administrator.GetJsonAsync($"/api/audit?subjectKind=instance&subjectId={id}")).Each("action").ShouldContain("instance.cancelled");
    }

    [Fact]
    public async Task Several_are_cancelled_together_and_only_those_that_were_running_are_counted()
    {
        List<string> ids = [await _run.StartedAsync(), await _run.StartedAsync(), await _run.StartedAsync()];
        var administrator = await _run.AdministratorAsync();

        var some = await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { ids = new[] { ids[0], "khong-co" } })).ShouldBeOkAsync();
        await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { definitionId = _run.DefinitionId, versionOptions = "Latest" })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "batch.version");
        (await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { definitionId = _run.DefinitionId, versionOptions = "2" })).ShouldBeOkAsync()).GetProperty("cancelled").GetInt32().ShouldBe(0);
        (await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { definitionId = _run.DefinitionId, versionOptions = new { version = 2 } })).ShouldBeOkAsync()).GetProperty("cancelled").GetInt32().ShouldBe(0);
        var others = await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { definitionId = _run.DefinitionId })).ShouldBeOkAsync();

        (some.GetProperty("cancelled").GetInt32(), others.GetProperty("cancelled").GetInt32()).ShouldBe((1, 2));
        await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { ids = Array.Empty<string>() })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "batch.instances");
    }

    [Fact]
    public async Task Deleting_and_moving_instances_in_files_is_refused_with_a_reason()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();

        var kept = await (await administrator.DeleteAsync($"{Root}/{id}")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.kept");

        kept.GetProperty("message").GetString()!.ShouldContain("không xóa được");
        await (await administrator.PostAsync("/elsa/api/bulk-actions/delete/workflow-instances/by-id", new { ids = new[] { id } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.kept");
        await (await administrator.GetAsync($"{Root}/{id}/export")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.no-export");
        await (await administrator.PostAsync("/elsa/api/bulk-actions/export/workflow-instances", new { ids = new[] { id } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.no-export");
        await (await administrator.PostAsync("/elsa/api/bulk-actions/import/workflow-instances", new { })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.no-import");
        (await administrator.GetJsonAsync($"{Root}/{id}/execution-state")).GetProperty("status").GetString().ShouldBe("Running");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_bad_input_has_a_text()
    {
        var administrator = await _run.AdministratorAsync();

        foreach (var path in new[] { "khong-co", "khong-co/execution-state", "khong-co/variables" })
            await (await administrator.GetAsync($"{Root}/{path}")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.DeleteAsync($"{Root}/khong-co")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.PostAsync("/elsa/api/cancel/workflow-instances/khong-co", null)).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.PostAsync(Root, new { timestampFilters = new[] { new { column = "Id", @operator = "Is", timestamp = "2020-01-01T00:00:00Z" } } }))
            .ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.timestamp");
        await (await administrator.PostAsync(Root, new { timestampFilters = Enumerable.Repeat(new { column = "CreatedAt", @operator = "Is", timestamp = "2020-01-01T00:00:00Z" }, 2_500) }))
            .ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.timestamp");
        await (await administrator.PostAsync(Root, new { definitionIds = Enumerable.Range(0, 1_001).Select(n => $"{n}") })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.filter");
        await (await administrator.PostAsync("/elsa/api/alterations/dry-run", new { correlationIds = Enumerable.Range(0, 501).Select(n => $"{n}"), names = Enumerable.Range(0, 500).Select(n => $"{n}") }))
            .ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.filter");
        await (await administrator.PostAsync("/elsa/api/bulk-actions/cancel/workflow-instances", new { ids = Enumerable.Range(0, 1_001).Select(n => $"{n}") })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "instance.filter");
        await (await administrator.PostAsync(Root, new { statuses = new[] { "Lạ" } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "invalid-json");
        await (await administrator.GetAsync($"{Root}?Statuses=La")).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "parameter.invalid");
        await (await administrator.PostAsync(Root, new { searchTerm = new string('a', 300 * 1024) })).ShouldBeElsaErrorAsync(HttpStatusCode.RequestEntityTooLarge, "body.too-large");
    }

    [Fact]
    public async Task Instances_are_the_administrators()
    {
        var id = await _run.StartedAsync();
        var clerk = await _run.ClerkAsync();

        foreach (var path in new[]
                 {
                     Root, $"{Root}/{id}", $"{Root}/{id}/execution-state", $"{Root}/{id}/variables", $"{Root}/{id}/journal", $"/elsa/api/activity-executions/list?WorkflowInstanceId={id}",
                     $"/elsa/api/activity-execution-summaries/list?WorkflowInstanceId={id}", $"/elsa/api/activity-executions/by-id?id={id}.1", $"/elsa/api/alterations/{id}",
                 })
            await (await clerk.GetAsync(path)).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
        foreach (var path in new[]
                 {
                     Root, $"{Root}/{id}/journal", $"{Root}/{id}/variables", $"/elsa/api/cancel/workflow-instances/{id}", "/elsa/api/activity-executions/report", "/elsa/api/alterations/run",
                     "/elsa/api/alterations/submit", "/elsa/api/alterations/workflows/retry", "/elsa/api/events/e/trigger", "/elsa/api/tasks/t/complete",
                 })
            await (await clerk.PostAsync(path, new { })).ShouldBeElsaErrorAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    private async Task<JsonElement> ListAsync(object asked)
    {
        var body = JsonSerializer.SerializeToNode(asked)!.AsObject();
        body["definitionIds"] = new JsonArray(_run.DefinitionId);
        return await (await (await _run.AdministratorAsync()).PostAsync(Root, body)).ShouldBeOkAsync();
    }
}
