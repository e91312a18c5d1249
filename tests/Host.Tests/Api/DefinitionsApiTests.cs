using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class DefinitionsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    /// <summary>Starts at an event, asks for a task outside, and ends.</summary>
    public static string OutsideDefinition(string id, string eventName) => $$"""
        {
          "definitionId": "{{id}}",
          "name": "Hỏi hệ thống ngoài",
          "root": {
            "id": "day",
            "type": "Elsa.Sequence",
            "activities": [
              {
                "id": "su-kien",
                "type": "Elsa.Event",
                "customProperties": { "canStartWorkflow": true },
                "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "{{eventName}}" } }
              },
              {
                "id": "viec",
                "type": "Elsa.RunTask",
                "taskName": { "typeName": "String", "expression": { "type": "Literal", "value": "tra-cuu" } }
              }
            ]
          }
        }
        """;

    [Fact]
    public async Task A_definition_is_published_once_for_what_it_says()
    {
        var (id, name) = ($"thu-{Guid.NewGuid():N}", $"su-kien-{Guid.NewGuid():N}");
        var text = OutsideDefinition(id, name);

        (await (await PublishAsync(text)).ShouldBeOkAsync()).GetProperty("version").GetInt32().ShouldBe(1);
        (await (await PublishAsync(text)).ShouldBeOkAsync()).GetProperty("version").GetInt32().ShouldBe(1);
        (await (await PublishAsync(text.Replace("tra-cuu", "doi-chieu", StringComparison.Ordinal))).ShouldBeOkAsync()).GetProperty("version").GetInt32().ShouldBe(2);

        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var listed = (await administrator.GetJsonAsync("/api/definitions")).EnumerateArray().Single(row => row.GetProperty("definitionId").GetString() == id);
        listed.GetProperty("publishedVersion").GetInt32().ShouldBe(2);
        listed.GetProperty("versions")[1].GetProperty("reason").GetString().ShouldBe("Thử quy trình");
        (await administrator.GetJsonAsync($"/api/definitions/{id}/versions/1")).GetProperty("root").GetRawText().ShouldContain("tra-cuu");
    }

    [Fact]
    public async Task Broken_json_is_refused_with_its_line_and_column()
    {
        var problem = await (await PublishAsync("{\n  \"definitionId\": \"hong\",\n  \"root\": { \"id\" \"day\" }\n}")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "definition.invalid-json");

        problem.GetProperty("line").GetInt32().ShouldBe(3);
        problem.GetProperty("column").GetInt32().ShouldBe(18);
        problem.GetProperty("detail").GetString()!.ShouldContain("3");
    }

    [Fact]
    public async Task An_unknown_kind_of_step_is_refused_and_named()
    {
        var text = OutsideDefinition("thu-la", "x").Replace("Elsa.RunTask", "Elsa.KhongCo", StringComparison.Ordinal);

        var problem = await (await PublishAsync(text)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "activity.unknown-type");

        problem.GetProperty("detail").GetString()!.ShouldContain("Elsa.KhongCo");
    }

    [Fact]
    public async Task A_step_that_may_reject_must_lead_on_from_the_rejection()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "definitions", "cong-van-bao-cao.json"));
        var definition = JsonNode.Parse(text)!.AsObject();
        definition["definitionId"] = "thu-tu-choi";
        definition["root"]!["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == "duyet")!["allowReject"] =
            new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = true } };

        var problem = await (await PublishAsync(definition.ToJsonString())).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "definition.rejection");

        problem.GetProperty("detail").GetString()!.ShouldContain("Phó Giám đốc duyệt");
    }

    [Fact]
    public async Task Publishing_needs_a_reason_and_an_administrator()
    {
        await (await PublishAsync(OutsideDefinition("thu-ly-do", "x"), reason: "")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "definition.reason");
        await (await PublishAsync(OutsideDefinition("thu-quyen", "x"), userName: LienThongApp.Clerk)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);

        await (await administrator.GetAsync("/api/definitions/khong-co/versions/1")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-found");
        await (await administrator.GetAsync("/api/definitions/cong-van-bao-cao/versions/99")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "definition.not-found");
        await (await administrator.GetAsync("/api/instances/khong-co")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.PostAsync("/api/instances/khong-co/cancel", new { reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.PostAsync("/api/incidents/khong-co/retry", new { reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "incident.not-found");
        await (await administrator.PostAsync("/api/tasks/khong-co/complete", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "task.not-found");
    }

    [Fact]
    public async Task An_event_starts_a_procedure_and_the_result_of_its_task_ends_it()
    {
        var name = $"su-kien-{Guid.NewGuid():N}";
        await (await PublishAsync(OutsideDefinition($"thu-{Guid.NewGuid():N}", name))).ShouldBeOkAsync();
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);

        var heard = await (await administrator.PostAsync($"/api/events/{name}", new { payload = new { maHoSo = 7 } })).ShouldBeOkAsync();
        var instanceId = heard.GetProperty("instanceIds")[0].GetString();
        var task = (await administrator.GetJsonAsync("/api/tasks?size=200")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("instanceId").GetString() == instanceId);
        task.GetProperty("name").GetString().ShouldBe("tra-cuu");
        (await administrator.GetJsonAsync($"/api/instances/{instanceId}")).GetProperty("waits").GetArrayLength().ShouldBe(1);
        await (await administrator.PostAsync($"/api/tasks/{task.GetProperty("taskId").GetString()}/complete", new { result = "xong" })).ShouldBeOkAsync();

        var ended = await administrator.GetJsonAsync($"/api/instances/{instanceId}");
        ended.GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Finished");
        ended.GetProperty("journal").GetArrayLength().ShouldBe(2);
        await (await administrator.PostAsync($"/api/instances/{instanceId}/cancel", new { reason = "Thử huỷ" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "instance.ended");
    }

    [Fact]
    public async Task The_kinds_of_steps_are_described_for_a_form()
    {
        var kinds = await (await _chain.AsAsync(LienThongApp.Administrator)).GetJsonAsync("/api/activities");

        var approval = kinds.EnumerateArray().Single(kind => kind.GetProperty("typeName").GetString() == "LienThong.Approval");
        approval.GetProperty("displayName").GetString().ShouldBe("Duyệt");
        approval.GetProperty("outcomes").EnumerateArray().Select(outcome => outcome.GetString()).ShouldBe(["Approved", "Returned", "Rejected"]);
        approval.GetProperty("inputs").EnumerateArray().ShouldContain(input => input.GetProperty("uiHint").GetString() == "position-picker");
    }

    public void Dispose() => _chain.Dispose();

    private async Task<HttpResponseMessage> PublishAsync(string json, string reason = "Thử quy trình", string userName = LienThongApp.Administrator)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await (await _chain.AsAsync(userName)).SendAsync(HttpMethod.Post, $"/api/definitions?reason={Uri.EscapeDataString(reason)}", content, Guid.NewGuid().ToString(), null);
    }
}
