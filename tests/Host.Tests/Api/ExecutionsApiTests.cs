using System.Net;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

/// <summary>What ran in an instance, and the incidents that nobody can mend any more.</summary>
[Collection(SharedApp.Name)]
public sealed class ExecutionsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);
    private readonly string _id = $"lan-chay-{Guid.NewGuid():N}";

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task Executions_are_listed_counted_and_shown_one_by_one()
    {
        var instanceId = await StartedAsync();
        var administrator = await AdministratorAsync();
        var path = $"/api/instances/{instanceId}/executions";

        var (found, after) = (new List<string?>(), "");
        do
        {
            var page = await administrator.GetJsonAsync($"{path}?size=2&after={after}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => $"{item.GetProperty("activityId").GetString()} {item.GetProperty("status").GetString()}"));
            after = page.GetProperty("next").GetString();
        }
        while (after is not null);

        found.ShouldBe(["Workflow1 Running", "re Running", "dau Completed", "cho Running", "hong Faulted"]);
        (await administrator.GetJsonAsync($"{path}?status=Faulted")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("aggregateFaultCount").GetInt32().ShouldBe(1);
        var counts = (await administrator.GetJsonAsync($"{path}/statistics")).EnumerateArray().Single(item => item.GetProperty("activityId").GetString() == "cho");
        (counts.GetProperty("started").GetInt32(), counts.GetProperty("uncompleted").GetInt32(), counts.GetProperty("isBlocked").GetBoolean()).ShouldBe((1, 1, true));
        var number = (await administrator.GetJsonAsync($"{path}?activityId=dau")).GetProperty("items")[0].GetProperty("number").GetInt32();
        var one = await administrator.GetJsonAsync($"{path}/{number}");
        one.GetProperty("inputs").GetProperty("Text").GetString().ShouldBe("xin chào");
        one.GetProperty("callStack").EnumerateArray().Select(item => item.GetProperty("activityId").GetString()).ShouldBe(["Workflow1", "re"]);
    }

    [Fact]
    public async Task Executions_are_for_administrators_and_what_is_not_there_is_not_found()
    {
        var instanceId = await StartedAsync();
        var administrator = await AdministratorAsync();

        await (await administrator.GetAsync($"/api/instances/{instanceId}/executions/99")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "execution.not-found");
        await (await administrator.GetAsync("/api/instances/khong-co/executions")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.GetAsync("/api/instances/khong-co/executions/statistics")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "instance.not-found");
        await (await administrator.GetAsync($"/api/instances/{instanceId}/executions?after=x")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "page.after");
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        foreach (var part in new[] { "", "/statistics", "/1" })
            await (await clerk.GetAsync($"/api/instances/{instanceId}/executions{part}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task An_incident_is_listed_by_its_state_also_when_its_step_is_gone()
    {
        var (cancelled, retried, open) = (await StartedAsync(), await StartedAsync(publish: false), await StartedAsync(publish: false));
        var administrator = await AdministratorAsync();
        await (await administrator.PostAsync($"/api/incidents/{(await IncidentAsync("open", retried)).GetProperty("id").GetString()}/skip", new { outcome = "Done", reason = "Thử" })).ShouldBeOkAsync();

        await (await administrator.PostAsync($"/api/instances/{cancelled}/cancel", new { reason = "Thôi" })).ShouldBeOkAsync();

        (await StatesAsync("open")).ShouldBe([open]);
        (await StatesAsync("resolved")).ShouldBe([retried]);
        (await StatesAsync("ended")).ShouldBe([cancelled]);
        (await StatesAsync("all")).ShouldBe([open, retried, cancelled], ignoreOrder: true);
        (await StatesAsync("")).ShouldBe([open]);
        var gone = await IncidentAsync("ended", cancelled);
        (gone.GetProperty("state").GetString(), gone.GetProperty("actions").GetArrayLength(), gone.GetProperty("resolution").GetString()).ShouldBe(("ended", 0, "Thôi"));
        (await administrator.GetJsonAsync($"/api/instances/{cancelled}/incidents"))[0].GetProperty("state").GetString().ShouldBe("ended");
        await (await administrator.GetAsync("/api/incidents?state=khac")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "incident.state");
    }

    private Task<Caller> AdministratorAsync() => _chain.AsAsync(LienThongApp.Administrator);

    private async Task<List<JsonElement>> IncidentsAsync(string state) =>
        [.. (await (await AdministratorAsync()).GetJsonAsync($"/api/incidents?size=200&state={state}")).GetProperty("items").EnumerateArray().Where(item => item.GetProperty("definitionId").GetString() == _id)];

    private async Task<IEnumerable<string?>> StatesAsync(string state) => (await IncidentsAsync(state)).Select(item => item.GetProperty("instanceId").GetString());

    private async Task<JsonElement> IncidentAsync(string state, string? instanceId) => (await IncidentsAsync(state)).Single(item => item.GetProperty("instanceId").GetString() == instanceId);

    private async Task<string?> StartedAsync(bool publish = true)
    {
        using var content = new StringContent(
            $$$"""
            {"definitionId":"{{{_id}}}","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"},"customProperties":{"logPersistenceMode":{"default":"Include"} },
             "root":{"id":"re","type":"Elsa.Flowchart","activities":[
              {"id":"dau","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"xin chào"} } },
              {"id":"cho","type":"Elsa.RunTask","taskName":{"typeName":"String","expression":{"type":"Literal","value":"tra-cuu"} } },
              {"id":"hong","type":"Elsa.Fault","message":{"typeName":"String","expression":{"type":"Literal","value":"hỏng"} } }],
             "connections":[{"source":{"activity":"dau","port":"Done"},"target":{"activity":"cho","port":"In"}},{"source":{"activity":"dau","port":"Done"},"target":{"activity":"hong","port":"In"} }] } }
            """,
            Encoding.UTF8, "application/json");
        var administrator = await AdministratorAsync();
        if (publish)
            await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=thu", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
        return (await (await administrator.PostAsync("/api/instances", new { definitionId = _id })).ShouldBeOkAsync()).GetProperty("instanceId").GetString();
    }
}
