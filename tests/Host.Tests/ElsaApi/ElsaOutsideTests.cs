using System.Net;
using System.Text;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaOutsideTests(LienThongApp app) : IDisposable
{
    private readonly StudioRun _run = new(app);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_task_is_reported_done_once()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var task = await _run.TaskIdAsync(id);

        await (await administrator.PostAsync($"/elsa/api/tasks/{task}/complete", new { result = "xong" })).ShouldBeDoneAsync();

        (await administrator.GetJsonAsync($"/elsa/api/activity-executions/list?WorkflowInstanceId={id}&ActivityId=cho")).Each("status").ShouldBe(["Completed"]);
        await (await administrator.PostAsync($"/elsa/api/tasks/{task}/complete", new { result = "nữa" })).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "task.not-found");
    }

    [Fact]
    public async Task An_event_is_told_to_one_instance_or_to_all_that_wait_for_it()
    {
        var administrator = await _run.AdministratorAsync();
        var name = $"su-kien-{Guid.NewGuid():N}";
        List<string> ids = [await WaitingAsync(administrator, name, publish: true), await WaitingAsync(administrator, name), await WaitingAsync(administrator, name)];

        await (await administrator.PostAsync($"/elsa/api/events/{name}/trigger", new { workflowInstanceId = ids[1], workflowExecutionMode = "Asynchronous" })).ShouldBeDoneAsync();

        (await StatusesAsync()).ShouldBe(["Running", "Finished", "Running"]);
        await (await administrator.PostAsync($"/elsa/api/events/{name}/trigger", null)).ShouldBeDoneAsync();
        (await StatusesAsync()).ShouldBe(["Finished", "Finished", "Finished"]);
        await (await administrator.PostAsync($"/elsa/api/events/{name}/trigger", new { workflowInstanceId = "khong-co" })).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.PostAsync($"/elsa/api/events/{name}/trigger", new { activityInstanceId = $"{ids[0]}.2" })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "event.activity");

        async Task<List<string?>> StatusesAsync()
        {
            var statuses = new List<string?>();
            foreach (var id in ids)
                statuses.Add((await administrator.GetJsonAsync($"/elsa/api/workflow-instances/{id}/execution-state")).GetProperty("status").GetString());
            return statuses;
        }
    }

    private static async Task<string> WaitingAsync(Caller administrator, string name, bool publish = false)
    {
        using var content = new StringContent(
            $$"""{"definitionId":"{{name}}","root":{"id":"e","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"{{name}}"} } } }""", Encoding.UTF8, "application/json");
        if (publish)
            await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
        return (await (await administrator.PostAsync("/api/instances", new { definitionId = name })).ShouldBeOkAsync()).GetProperty("instanceId").GetString()!;
    }
}
