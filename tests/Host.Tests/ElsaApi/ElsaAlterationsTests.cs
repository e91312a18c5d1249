using System.Diagnostics;
using System.Net;
using System.Text.Json;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class ElsaAlterationsTests(LienThongApp app) : IDisposable
{
    private readonly StudioRun _run = new(app);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Alterations_are_run_at_once_and_one_that_is_refused_leaves_the_others()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var change = new[] { new { type = "ModifyVariable", variableId = "v1", value = "HS-9" } };

        var results = (await (await administrator.PostAsync("/elsa/api/alterations/run", new { alterations = change, workflowInstanceIds = new[] { id, "khong-co" } })).ShouldBeOkAsync())
            .GetProperty("results").EnumerateArray().ToList();

        results.Select(result => (result.GetProperty("workflowInstanceId").GetString(), result.GetProperty("isSuccessful").GetBoolean())).ShouldBe([(id, true), ("khong-co", false)]);
        foreach (var (result, level) in results.Zip(["Information", "Error"]))
            result.GetProperty("log").GetProperty("logEntries")[0].GetProperty("logLevel").GetString().ShouldBe(level);
        (await administrator.GetJsonAsync($"/elsa/api/workflow-instances/{id}/variables")).Each("value").ShouldBe(["HS-9"]);
        await (await administrator.PostAsync("/elsa/api/alterations/run", new { alterations = new[] { new { type = "La" } }, workflowInstanceIds = new[] { id } }))
            .ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "alteration.invalid");
        (await RefusalAsync(new { type = "CancelActivity", activityId = "la" })).ShouldStartWith("Thay đổi thứ 1: Bước \"la\" hiện không chạy");
        (await RefusalAsync(new { type = "ScheduleActivity", activityInstanceId = "x.9" })).ShouldStartWith("Thay đổi thứ 1: Lượt chạy không có lượt thực hiện x.9");
        (await RefusalAsync(new { type = "Migrate", targetVersion = 9 })).ShouldBe($"Thay đổi thứ 1: Quy trình {_run.DefinitionId} không có phiên bản 9.");
        await (await administrator.PostAsync("/elsa/api/alterations/run", new { workflowInstanceIds = new[] { id } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "alteration.invalid");
        await (await administrator.PostAsync("/elsa/api/alterations/run", new { alterations = change })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "batch.instances");

        async Task<string> RefusalAsync(object alteration) =>
            (await (await administrator.PostAsync("/elsa/api/alterations/run", new { alterations = new[] { alteration }, workflowInstanceIds = new[] { id } })).ShouldBeOkAsync())
            .GetProperty("results")[0].GetProperty("log").GetProperty("logEntries")[0].GetProperty("message").GetString()!;
    }

    [Fact]
    public async Task A_faulted_step_is_run_again()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();

        var results = await RetryAsync(id, null);
        var others = await RetryAsync(id, ["dau"]);

        results.GetProperty("isSuccessful").GetBoolean().ShouldBeTrue();
        others.GetProperty("isSuccessful").GetBoolean().ShouldBeFalse();
        var again = (await administrator.GetJsonAsync($"/api/instances/{id}/incidents")).EnumerateArray().ToList();
        again.Select(incident => incident.GetProperty("state").GetString()).ShouldBe(["open", "resolved"]);
        (await RetryAsync("khong-co", null)).GetProperty("isSuccessful").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_plan_meets_whom_the_dry_run_told_and_goes_on_by_itself()
    {
        List<string> ids = [await _run.StartedAsync("Một"), await _run.StartedAsync("Hai"), await _run.StartedAsync("Ba")];
        var administrator = await _run.AdministratorAsync();
        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{ids[2]}", null)).ShouldBeDoneAsync();
        var filter = new { definitionIds = new[] { _run.DefinitionId }, hasIncidents = true, names = new[] { "Một", "Hai", "Ba" } };

        var met = await (await administrator.PostAsync("/elsa/api/alterations/dry-run", filter)).ShouldBeOkAsync();
        var planId = (await (await administrator.PostAsync("/elsa/api/alterations/submit", new { filter, alterations = new[] { new { type = "Cancel" } } })).ShouldBeOkAsync()).GetProperty("planId").GetString();
        var plan = await DoneAsync(administrator, planId);

        met.GetProperty("workflowInstanceIds").EnumerateArray().Select(one => one.GetString()).ShouldBe([ids[0], ids[1]]);
        plan.GetProperty("jobs").EnumerateArray().Select(job => (job.GetProperty("workflowInstanceId").GetString(), job.GetProperty("status").GetString())).ShouldBe([(ids[0], "Completed"), (ids[1], "Completed")]);
        (await administrator.GetJsonAsync($"/elsa/api/workflow-instances/{ids[0]}/execution-state")).GetProperty("workflowSubStatus").GetString().ShouldBe("Cancelled");
    }

    [Fact]
    public async Task An_empty_filter_meets_nobody_and_what_is_not_there_is_not_found()
    {
        await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();

        (await (await administrator.PostAsync("/elsa/api/alterations/dry-run", new { })).ShouldBeOkAsync()).GetProperty("workflowInstanceIds").GetArrayLength().ShouldBe(0);

        await (await administrator.PostAsync("/elsa/api/alterations/submit", new { alterations = new[] { new { type = "Cancel" } } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "batch.instances");
        await (await administrator.PostAsync("/elsa/api/alterations/dry-run", new { activityFilters = new[] { new { id = "cho" } } })).ShouldBeElsaErrorAsync(HttpStatusCode.BadRequest, "batch.instances");
        await (await administrator.GetAsync("/elsa/api/alterations/khong-co")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "batch.not-found");
    }

    private async Task<JsonElement> RetryAsync(string instanceId, string[]? activityIds) =>
        (await (await (await _run.AdministratorAsync()).PostAsync("/elsa/api/alterations/workflows/retry", new { workflowInstanceIds = new[] { instanceId }, activityIds })).ShouldBeOkAsync())
        .GetProperty("results").EnumerateArray().ShouldHaveSingleItem();

    private static async Task<JsonElement> DoneAsync(Caller administrator, string? planId)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60);)
        {
            var answer = await administrator.GetJsonAsync($"/elsa/api/alterations/{planId}");
            if (answer.GetProperty("plan").GetProperty("status").GetString() == "Completed")
                return answer;
        }

        throw new TimeoutException("The plan is not done.");
    }
}
