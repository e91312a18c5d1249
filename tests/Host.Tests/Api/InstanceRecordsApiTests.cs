using System.Net;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class InstanceRecordsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);
    private readonly string _id = $"luot-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_instance_is_started_with_input_and_shows_its_variables_waits_and_journal()
    {
        var instanceId = await StartedAsync(new { ma = "HS-7" }, "ho-so-7");
        var administrator = await AdministratorAsync();

        var variable = (await administrator.GetJsonAsync($"/api/instances/{instanceId}/variables")).EnumerateArray().ShouldHaveSingleItem();
        (variable.GetProperty("name").GetString(), variable.GetProperty("typeName").GetString(), variable.GetProperty("value").GetString()).ShouldBe(("MaHoSo", "String", "HS-7"));
        (await administrator.GetJsonAsync($"/api/instances/{instanceId}/bookmarks")).EnumerateArray().ShouldHaveSingleItem().GetProperty("activityId").GetString().ShouldBe("viec");
        (await administrator.GetJsonAsync($"/api/instances/{instanceId}/incidents")).GetArrayLength().ShouldBe(0);
        var journal = (await administrator.GetJsonAsync($"/api/instances/{instanceId}/journal?activityId=gan")).GetProperty("items").EnumerateArray();
        journal.Select(line => line.GetProperty("eventName").GetString()).ShouldBe(["Started", "Completed"]);
        (await administrator.GetJsonAsync($"/api/audit?subjectKind=instance&subjectId={instanceId}")).GetProperty("items")[0].GetProperty("action").GetString().ShouldBe("instance.started");
    }

    [Fact]
    public async Task A_journal_is_read_page_by_page_without_a_line_twice_or_missed()
    {
        var instanceId = await StartedAsync(new { }, null);
        var administrator = await AdministratorAsync();
        var task = (await administrator.GetJsonAsync("/api/tasks?size=200")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("instanceId").GetString() == instanceId);
        await (await administrator.PostAsync($"/api/tasks/{task.GetProperty("taskId").GetString()}/complete", new { result = 1 })).ShouldBeOkAsync();
        var whole = Sequences(await administrator.GetJsonAsync($"/api/instances/{instanceId}/journal?size=200"));

        var (pages, after) = (new List<long>(), "");
        do
        {
            var page = await administrator.GetJsonAsync($"/api/instances/{instanceId}/journal?size=3&after={after}");
            pages.AddRange(Sequences(page));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        pages.ShouldBe(whole);
        whole.Count.ShouldBeGreaterThan(6);
        await (await administrator.GetAsync($"/api/instances/{instanceId}/journal?after=x")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "page.after");
    }

    [Fact]
    public async Task Instances_are_filtered_and_listed_page_by_page_the_last_changed_first()
    {
        var ids = new List<string?>();
        for (var i = 0; i < 3; i++)
            ids.Insert(0, await StartedAsync(new { }, i == 1 ? _id : null));
        var administrator = await AdministratorAsync();
        await (await administrator.PostAsync($"/api/instances/{ids[2]}/cancel", new { reason = "Thử" })).ShouldBeOkAsync();
        List<string?> order = [ids[2], ids[0], ids[1]];

        var (found, after) = (new List<string?>(), "");
        do
        {
            var page = await administrator.GetJsonAsync($"/api/instances?definitionId={_id}&size=1&after={after}");
            found.AddRange(Ids(page));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        found.ShouldBe(order);
        Ids(await administrator.GetJsonAsync($"/api/instances?definitionId={_id}&subStatus=Cancelled")).ShouldBe([ids[2]]);
        Ids(await administrator.GetJsonAsync($"/api/instances?correlationId={_id}")).ShouldBe([ids[1]]);
        Ids(await administrator.GetJsonAsync($"/api/instances?definitionId={_id}&hasIncidents=true")).ShouldBeEmpty();
        Ids(await administrator.GetJsonAsync($"/api/instances?definitionId={_id}&version=1&status=Running")).ShouldBe([ids[0], ids[1]]);
        await (await administrator.GetAsync("/api/instances?after=hom-qua")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "page.after");
    }

    [Fact]
    public async Task A_start_that_the_activation_strategy_refuses_says_so()
    {
        var administrator = await AdministratorAsync();
        using var content = new StringContent(
            $$"""
            {"definitionId":"{{_id}}","options":{"activationStrategyType":"SingletonStrategy"},"root":{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"e"} } } }
            """,
            Encoding.UTF8, "application/json");
        await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
        await (await administrator.PostAsync("/api/instances", new { definitionId = _id })).ShouldBeOkAsync();

        await (await administrator.PostAsync("/api/instances", new { definitionId = _id })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "instance.not-another");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var administrator = await AdministratorAsync();
        foreach (var part in new[] { "journal", "variables", "bookmarks", "incidents" })
            await (await administrator.GetAsync($"/api/instances/khong-co/{part}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.PostAsync("/api/instances", new { definitionId = "khong-co" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-published");
    }

    public void Dispose() => _chain.Dispose();

    private static List<string?> Ids(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(row => row.GetProperty("id").GetString())];

    private static List<long> Sequences(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("sequence").GetInt64())];

    private Task<Caller> AdministratorAsync() => _chain.AsAsync(LienThongApp.Administrator);

    private async Task<string?> StartedAsync(object input, string? correlationId)
    {
        using var content = new StringContent(
            $$"""
            {
              "definitionId": "{{_id}}",
              "inputs": [{ "name": "ma", "type": "String" }],
              "variables": [{ "id": "v1", "name": "MaHoSo", "typeName": "String", "storageDriverTypeName": "WorkflowInstanceStorageDriver" }],
              "root": {
                "id": "day", "type": "Elsa.Sequence",
                "activities": [
                  { "id": "gan", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "MaHoSo" },
                    "value": { "typeName": "Object", "expression": { "type": "Input", "value": "ma" } } },
                  { "id": "viec", "type": "Elsa.RunTask", "taskName": { "typeName": "String", "expression": { "type": "Literal", "value": "tra-cuu" } } }
                ]
              }
            }
            """,
            Encoding.UTF8, "application/json");
        var administrator = await AdministratorAsync();
        await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
        return (await (await administrator.PostAsync("/api/instances", new { definitionId = _id, input, correlationId, name = "Thử" })).ShouldBeOkAsync()).GetProperty("instanceId").GetString();
    }
}
