using System.Net;
using System.Text;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class MigrationsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    public void Dispose() => _chain.Dispose();

    /// <summary>Two versions of one procedure, and an instance that waits in the first.</summary>
    private async Task<(Caller Administrator, string Id, string InstanceId, object Plan)> StartedAsync()
    {
        var (id, eventName) = ($"chuyen-{Guid.NewGuid():N}", $"su-kien-{Guid.NewGuid():N}");
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var text = DefinitionsApiTests.OutsideDefinition(id, eventName);
        await PublishAsync(administrator, text);
        var heard = await (await administrator.PostAsync($"/api/events/{eventName}", new { })).ShouldBeOkAsync();
        await PublishAsync(administrator, text.Replace("\"viec\"", "\"viec-moi\"", StringComparison.Ordinal));
        var proposal = await administrator.GetJsonAsync($"/api/migrations/proposal?definitionId={id}&fromVersion=1&toVersion=2");
        var activities = proposal.GetProperty("activities").Deserialize<Dictionary<string, string>>()!;
        activities["day"].ShouldBe("day");
        activities.ShouldNotContainKey("viec");
        activities["viec"] = "viec-moi";
        return (administrator, id, heard.GetProperty("instanceIds")[0].GetString()!, new { definitionId = id, fromVersion = 1, toVersion = 2, activities });
    }

    private static async Task PublishAsync(Caller administrator, string text) => await (await administrator.SendAsync(
        HttpMethod.Post, "/api/definitions?reason=Thử", new StringContent(text, Encoding.UTF8, "application/json"), Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();

    private static async Task<JsonElement> UntilAsync(Caller administrator, string? batchId, string state)
    {
        for (var i = 0; i < 200; i++)
        {
            var batch = await administrator.GetJsonAsync($"/api/batches/{batchId}");
            if (batch.GetProperty("state").GetString() == state)
                return batch;
            await Task.Delay(50);
        }

        throw new TimeoutException($"The batch did not become {state}.");
    }

    [Fact]
    public async Task A_migration_is_proposed_judged_ordered_and_undone()
    {
        var (administrator, id, instanceId, plan) = await StartedAsync();

        var judged = await (await administrator.PostAsync("/api/migrations/dry-run", new { plan })).ShouldBeOkAsync();
        judged.GetProperty("total").GetInt32().ShouldBe(1);
        var verdict = judged.GetProperty("items")[0];
        (verdict.GetProperty("instanceId").GetString(), verdict.GetProperty("verdict").GetString()).ShouldBe((instanceId, "ok"));
        verdict.GetProperty("positions")[0].GetString().ShouldBe("viec");

        var ordered = await (await administrator.PostAsync("/api/migrations", new { plan, reason = "Đổi mã bước" })).ShouldBeOkAsync();
        var batchId = ordered.GetProperty("id").GetString();
        (await UntilAsync(administrator, batchId, "Done")).GetProperty("counts").GetProperty("Done").GetInt32().ShouldBe(1);
        var moved = await administrator.GetJsonAsync($"/api/instances/{instanceId}");
        moved.GetProperty("instance").GetProperty("definitionVersion").GetInt32().ShouldBe(2);
        moved.GetProperty("waits")[0].GetProperty("activityId").GetString().ShouldBe("viec-moi");
        (await administrator.GetJsonAsync($"/api/batches/{batchId}/items")).GetProperty("items")[0].GetProperty("mayBeUndone").GetBoolean().ShouldBeTrue();

        await (await administrator.PostAsync($"/api/batches/{batchId}/undo", new { reason = "Chọn nhầm" })).ShouldBeOkAsync();
        await UntilAsync(administrator, batchId, "Undone");
        var back = await administrator.GetJsonAsync($"/api/instances/{instanceId}");
        back.GetProperty("instance").GetProperty("definitionVersion").GetInt32().ShouldBe(1);
        await (await administrator.PostAsync($"/api/batches/{batchId}/undo", new { reason = "Lần nữa" })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "batch.state");
        (await administrator.GetJsonAsync($"/api/batches?kind=migration&definitionId={id}")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_plan_that_does_not_fit_is_refused_with_its_reason()
    {
        var (administrator, id, _, plan) = await StartedAsync();

        await (await administrator.PostAsync("/api/migrations", new { plan })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "batch.reason");
        await (await administrator.PostAsync("/api/migrations/dry-run", new { plan = new { definitionId = id, fromVersion = 1, toVersion = 2, activities = new { viec = "nope" } } }))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "migration.unknown-activity");
        await (await administrator.GetAsync($"/api/migrations/proposal?definitionId={id}&fromVersion=1&toVersion=9")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "migration.version-not-found");
        var refused = await (await administrator.PostAsync("/api/migrations/dry-run", new { plan = new { definitionId = id, fromVersion = 1, toVersion = 2, activities = new { day = "day" } } })).ShouldBeOkAsync();
        refused.GetProperty("items")[0].GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("migration.position-missing");
    }

    [Fact]
    public async Task An_instance_is_altered_at_once_and_many_in_a_batch()
    {
        var (administrator, id, instanceId, _) = await StartedAsync();
        object[] cancelStep = [new { type = "CancelActivity", activityId = "viec" }];

        var tried = await (await administrator.PostAsync("/api/alterations/dry-run", new { alterations = cancelStep, instances = new { definitionId = id } })).ShouldBeOkAsync();
        tried.GetProperty("items")[0].GetProperty("withdrawn")[0].GetString().ShouldBe("viec");
        (await administrator.GetJsonAsync($"/api/instances/{instanceId}")).GetProperty("waits").GetArrayLength().ShouldBe(1);
        await (await administrator.PostAsync($"/api/instances/{instanceId}/alterations", new { alterations = new object[] { new { type = "CancelActivity", activityId = "nope" } }, reason = "Thử" }))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "alteration.execution-not-found");
        await (await administrator.PostAsync($"/api/instances/{instanceId}/alterations", new { alterations = 7, reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "alteration.invalid");
        await (await administrator.PostAsync($"/api/instances/{instanceId}/alterations", new { alterations = new object[] { new { type = "Migrate", targetVersion = 1 } }, reason = "Thử" })).ShouldBeOkAsync();

        var ordered = await (await administrator.PostAsync("/api/alterations", new { alterations = new object[] { new { type = "Cancel" } }, instances = new { ids = new[] { instanceId } }, reason = "Không cần nữa" })).ShouldBeOkAsync();
        await UntilAsync(administrator, ordered.GetProperty("id").GetString(), "Done");
        (await administrator.GetJsonAsync($"/api/instances/{instanceId}")).GetProperty("instance").GetProperty("subStatus").GetString().ShouldBe("Cancelled");
        await (await administrator.PostAsync("/api/alterations", new { alterations = cancelStep, instances = new { }, reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "batch.instances");
    }

    [Fact]
    public async Task Only_administrators_may()
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);

        await (await clerk.GetAsync("/api/batches")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.GetAsync("/api/migrations/proposal?definitionId=x&fromVersion=1&toVersion=2")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await clerk.PostAsync("/api/instances/x/alterations", new { alterations = Array.Empty<object>() })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await (await _chain.AsAsync(LienThongApp.Administrator)).GetAsync("/api/batches/khong-co")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "batch.not-found");
    }
}
