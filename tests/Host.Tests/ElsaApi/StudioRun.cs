using System.Text;
using System.Text.Json;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

/// <summary>Instances of a definition of their own, as Studio would show them: one step is done, one waits for a task, one is faulted.</summary>
internal sealed class StudioRun(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);
    private bool _isPublished;

    public string DefinitionId { get; } = $"studio-{Guid.NewGuid():N}";

    public Task<Caller> AdministratorAsync() => _chain.AsAsync(LienThongApp.Administrator);

    public Task<Caller> ClerkAsync() => _chain.AsAsync(LienThongApp.Clerk);

    public async Task<string> StartedAsync(string? name = null, string? correlationId = null)
    {
        var administrator = await AdministratorAsync();
        if (!_isPublished)
            await PublishAsync(administrator);
        return (await (await administrator.PostAsync("/api/instances", new { definitionId = DefinitionId, input = new { ghiChu = "khẩn" }, name, correlationId })).ShouldBeOkAsync())
            .GetProperty("instanceId").GetString()!;
    }

    public async Task<string> TaskIdAsync(string instanceId) =>
        (await (await AdministratorAsync()).GetJsonAsync("/api/tasks?size=200")).GetProperty("items").EnumerateArray()
            .Single(task => task.GetProperty("instanceId").GetString() == instanceId).GetProperty("taskId").GetString()!;

    public void Dispose() => _chain.Dispose();

    private async Task PublishAsync(Caller administrator)
    {
        using var content = new StringContent(
            $$$"""
            {"definitionId":"{{{DefinitionId}}}","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"},"customProperties":{"logPersistenceMode":{"default":"Include"} },
             "variables":[{"id":"v1","name":"MaHoSo","typeName":"String","value":"HS-1","storageDriverTypeName":"WorkflowInstanceStorageDriver"}],
             "root":{"id":"re","type":"Elsa.Flowchart","activities":[
              {"id":"dau","type":"Elsa.WriteLine","name":"Chao","text":{"typeName":"String","expression":{"type":"Literal","value":"xin chào"} } },
              {"id":"cho","type":"Elsa.RunTask","taskName":{"typeName":"String","expression":{"type":"Literal","value":"tra-cuu"} } },
              {"id":"hong","type":"Elsa.Fault","message":{"typeName":"String","expression":{"type":"Literal","value":"hỏng"} } }],
             "connections":[{"source":{"activity":"dau","port":"Done"},"target":{"activity":"cho","port":"In"}},{"source":{"activity":"dau","port":"Done"},"target":{"activity":"hong","port":"In"} }] } }
            """,
            Encoding.UTF8, "application/json");
        await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
        _isPublished = true;
    }
}

internal static class ElsaLists
{
    /// <summary>It was done, and there is nothing to say of it.</summary>
    public static async Task ShouldBeDoneAsync(this HttpResponseMessage answer) => answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());

    public static List<string?> Each(this JsonElement list, string property) => [.. list.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(property).ToString())];
}
