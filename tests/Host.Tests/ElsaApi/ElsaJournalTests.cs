using System.Net;
using System.Text.Json;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaJournalTests(LienThongApp app) : IDisposable
{
    private readonly StudioRun _run = new(app);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task A_journal_is_read_by_lines_skipped_and_taken()
    {
        var path = await PathAsync();
        var administrator = await _run.AdministratorAsync();
        var whole = await administrator.GetJsonAsync(path);

        var part = await administrator.GetJsonAsync($"{path}?skip=2&take=3");

        part.Each("id").ShouldBe(whole.Each("id").Skip(2).Take(3));
        part.GetProperty("totalCount").GetInt32().ShouldBe(whole.GetProperty("items").GetArrayLength());
        (await administrator.GetJsonAsync($"{path}?page=1&pageSize=2")).Each("id").ShouldBe(whole.Each("id").Skip(2).Take(2));
        whole.Each("id").ShouldBeUnique();
        var first = whole.GetProperty("items").EnumerateArray().First(line => line.GetProperty("activityId").GetString() == "dau");
        (first.GetProperty("nodeId").GetString(), first.GetProperty("activityType").GetString(), first.GetProperty("activityTypeVersion").GetInt32(), first.GetProperty("activityName").GetString())
            .ShouldBe(("Workflow1:re:dau", "Elsa.WriteLine", 1, "Chao"));
        first.GetProperty("activityState").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task A_journal_is_filtered_as_studio_asks()
    {
        var path = await PathAsync();

        (await FilteredAsync(path, new { activityNodeIds = new[] { "Workflow1:re:dau" }, excludedActivityTypes = new[] { "Elsa.Workflow" }, activityIds = (string[]?)null })).Each("eventName")
            .ShouldBe(["Started", "Completed"]);
        (await FilteredAsync(path, new { excludedActivityTypes = new[] { "Elsa.Workflow", "Elsa.Flowchart" } })).Each("activityId").Distinct().ShouldBe(["dau", "cho", "hong"], ignoreOrder: true);
        (await FilteredAsync(path, new { eventNames = new[] { "Faulted" } })).Each("activityId").ShouldBe(["hong"]);
        (await FilteredAsync(path, new { activityIds = new[] { "cho" }, eventNames = new[] { "Suspended" } })).GetProperty("totalCount").GetInt32().ShouldBe(1);
        var none = await (await (await _run.AdministratorAsync()).PostAsync($"{path}?skip=0&take=10", null)).ShouldBeOkAsync();
        none.GetProperty("items").GetArrayLength().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task The_last_line_of_a_step_is_found()
    {
        var path = await PathAsync();
        var administrator = await _run.AdministratorAsync();

        (await administrator.GetJsonAsync($"{path}/hong")).GetProperty("eventName").GetString().ShouldBe("Faulted");

        await (await administrator.GetAsync($"{path}/khong-co")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "journal.not-found");
        await (await administrator.GetAsync("/elsa/api/workflow-instances/khong-co/journal")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
    }

    private async Task<string> PathAsync() => $"/elsa/api/workflow-instances/{await _run.StartedAsync()}/journal";

    private async Task<JsonElement> FilteredAsync(string path, object filter) =>
        await (await (await _run.AdministratorAsync()).PostAsync($"{path}?skip=0&take=112", new { filter })).ShouldBeOkAsync();
}
