using System.Net;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaExecutionsTests(LienThongApp app) : IDisposable
{
    private readonly StudioRun _run = new(app);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_badges_of_the_diagram_are_counted()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();

        var report = await (await administrator.PostAsync("/elsa/api/activity-executions/report", new { workflowInstanceId = id, activityNodeIds = new[] { "Workflow1:re:dau", "Workflow1:re:cho", "Workflow1:re:hong", "Workflow1:re:la" } })).ShouldBeOkAsync();

        report.GetProperty("stats").EnumerateArray().Select(stats =>
            (stats.GetProperty("activityId").GetString(), stats.GetProperty("startedCount").GetInt32(), stats.GetProperty("completedCount").GetInt32(), stats.GetProperty("uncompletedCount").GetInt32(),
                stats.GetProperty("isBlocked").GetBoolean(), stats.GetProperty("isFaulted").GetBoolean()))
            .ShouldBe([("dau", 1, 1, 0, false, false), ("cho", 1, 0, 1, true, false), ("hong", 1, 0, 1, false, true)], ignoreOrder: true);
        (await (await administrator.PostAsync("/elsa/api/activity-executions/report", new { workflowInstanceId = id, activityNodeIds = (string[]?)null })).ShouldBeOkAsync())
            .GetProperty("stats").GetArrayLength().ShouldBe(5);
        await (await administrator.PostAsync("/elsa/api/activity-executions/report", new { })).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
    }

    [Fact]
    public async Task Executions_of_a_step_are_listed_with_values_and_as_summaries_without()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var asked = $"WorkflowInstanceId={id}&ActivityNodeId=Workflow1:re:dau";

        var full = (await administrator.GetJsonAsync($"/elsa/api/activity-executions/list?{asked}")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        var summary = (await administrator.GetJsonAsync($"/elsa/api/activity-execution-summaries/list?{asked}")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

        full.GetProperty("activityState").GetProperty("Text").GetString().ShouldBe("xin chào");
        (summary.GetProperty("id").GetString(), summary.GetProperty("status").GetString(), summary.GetProperty("activityTypeVersion").GetInt32(), summary.GetProperty("workflowInstanceId").GetString())
            .ShouldBe((full.GetProperty("id").GetString(), "Completed", 1, id));
        summary.GetProperty("activityState").EnumerateObject().ShouldBeEmpty();
        (await administrator.GetJsonAsync($"/elsa/api/activity-executions/list?WorkflowInstanceId={id}&Completed=true")).Each("activityId").ShouldBe(["dau"]);
        (await administrator.GetJsonAsync($"/elsa/api/activity-executions/count?WorkflowInstanceId={id}&Completed=false")).GetProperty("count").GetInt32().ShouldBe(4);
        (await administrator.GetJsonAsync($"/elsa/api/activity-executions/count?WorkflowInstanceId={id}&ActivityId=cho")).GetProperty("count").GetInt32().ShouldBe(1);
        await (await administrator.GetAsync("/elsa/api/activity-executions/list?WorkflowInstanceId=khong-co")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "instance.not-found");
    }

    [Fact]
    public async Task One_execution_is_shown_with_its_fault_and_what_holds_it()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var execution = (await administrator.GetJsonAsync($"/elsa/api/activity-execution-summaries/list?WorkflowInstanceId={id}&ActivityNodeId=Workflow1:re:hong")).Each("id")[0];

        var one = await administrator.GetJsonAsync($"/elsa/api/activity-executions/by-id?id={execution}");
        var stack = await administrator.GetJsonAsync($"/elsa/api/activity-executions/{execution}/call-stack");

        (one.GetProperty("status").GetString(), one.GetProperty("exception").GetProperty("message").GetString(), one.GetProperty("completedAt").GetString()).ShouldBe(("Faulted", "hỏng", null));
        (await administrator.GetJsonAsync($"/elsa/api/activity-executions/{execution}")).GetProperty("id").GetString().ShouldBe(execution);
        stack.Each("activityId").ShouldBe(["Workflow1", "re", "hong"]);
        (stack.GetProperty("activityExecutionId").GetString(), stack.GetProperty("totalCount").GetInt32()).ShouldBe((execution, 3));
        (await administrator.GetJsonAsync($"/elsa/api/activity-executions/{execution}/call-stack?skip=1&take=1")).Each("activityId").ShouldBe(["re"]);
        foreach (var unknown in new[] { $"{id}.99", "khong-co.1", "khong", $"{id}.-1", "" })
            await (await administrator.GetAsync($"/elsa/api/activity-executions/by-id?id={unknown}")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "execution.not-found");
    }
}
