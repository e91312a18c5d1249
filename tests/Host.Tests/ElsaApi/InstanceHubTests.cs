using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.ElsaApi;

[Collection(SharedApp.Name)]
public sealed class InstanceHubTests(LienThongApp app) : IDisposable
{
    private const string Negotiate = "/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1";
    private readonly StudioRun _run = new(app);

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Whoever_looks_on_is_told_what_changes()
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        var task = await _run.TaskIdAsync(id);
        await using var hub = await HubClient.OpenAsync(app, administrator);
        await hub.ObserveAsync(id);
        await hub.NextAsync("WorkflowInstanceUpdatedAsync");

        await (await administrator.PostAsync($"/elsa/api/tasks/{task}/complete", new { })).ShouldBeDoneAsync();

        (await hub.NextAsync("WorkflowExecutionLogUpdatedAsync")).ShouldNotBeNull();
        var stats = (await hub.NextAsync("ActivityExecutionLogUpdatedAsync"))!.Value.GetProperty("stats").EnumerateArray().Single(of => of.GetProperty("activityNodeId").GetString() == "Workflow1:re:cho");
        (stats.GetProperty("activityId").GetString(), stats.GetProperty("completedCount").GetInt32(), stats.GetProperty("isBlocked").GetBoolean()).ShouldBe(("cho", 1, false));
        (await hub.NextAsync("WorkflowInstanceUpdatedAsync"))!.Value.GetProperty("workflowInstanceId").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Nobody_is_told_of_an_instance_that_he_does_not_look_at()
    {
        var (shown, other) = (await _run.StartedAsync(), await _run.StartedAsync());
        var administrator = await _run.AdministratorAsync();
        await using var hub = await HubClient.OpenAsync(app, administrator);
        await hub.ObserveAsync("khong-co");
        await hub.ObserveAsync(shown);
        await hub.NextAsync("WorkflowInstanceUpdatedAsync");

        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{other}", null)).ShouldBeDoneAsync();
        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{shown}", null)).ShouldBeDoneAsync();

        (await hub.NextAsync("WorkflowInstanceUpdatedAsync"))!.Value.GetProperty("workflowInstanceId").GetString().ShouldBe(shown);
    }

    [Fact]
    public async Task The_hub_is_the_administrators()
    {
        using var nobody = await app.AnonymousAsync();

        await (await (await _run.ClerkAsync()).PostAsync(Negotiate, null)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await nobody.PostAsync(Negotiate, null)).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "session.missing");
        (await (await (await _run.AdministratorAsync()).PostAsync(Negotiate, null)).ShouldBeOkAsync()).GetProperty("availableTransports").GetArrayLength().ShouldBeGreaterThan(0);
        await Should.ThrowAsync<WebSocketException>(() => HubClient.OpenAsync(app, nobody));
    }

    [Fact]
    public async Task A_page_of_somebody_else_cannot_connect()
    {
        var administrator = await _run.AdministratorAsync();

        await Should.ThrowAsync<WebSocketException>(() => HubClient.OpenAsync(app, administrator, "https://ngoai.example.com"));

        await using var ours = await HubClient.OpenAsync(app, administrator, app.Address.GetLeftPart(UriPartial.Authority));
    }

    [Fact]
    public async Task A_session_that_ends_is_told_nothing_more()
    {
        var id = await _run.StartedAsync();
        using var leaving = await app.SignedInAsync(LienThongApp.Administrator);
        await using var hub = await HubClient.OpenAsync(app, leaving);
        await hub.ObserveAsync(id);
        await hub.NextAsync("WorkflowInstanceUpdatedAsync");

        (await leaving.DeleteAsync("/api/session")).IsSuccessStatusCode.ShouldBeTrue();

        (await hub.NextAsync("WorkflowInstanceUpdatedAsync")).ShouldBeNull();
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("000000000000000000000000000000000")]
    public async Task What_is_no_id_is_refused_and_does_not_keep_others_from_being_told(string instanceId)
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        await using var other = await HubClient.OpenAsync(app, administrator);
        await using var hub = await HubClient.OpenAsync(app, administrator);

        (await other.TryObserveAsync(instanceId))!.ShouldContain("Không có lượt chạy này.");

        (await hub.TryObserveAsync(id)).ShouldBeNull();
        (await hub.NextAsync("WorkflowInstanceUpdatedAsync")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_no_web_socket_comes_through_another_line_tells_the_same(bool polls)
    {
        var id = await _run.StartedAsync();
        var administrator = await _run.AdministratorAsync();
        await using var hub = polls ? await HubClient.PollAsync(app, administrator) : await HubClient.ListenAsync(app, administrator);
        await hub.ObserveAsync(id);
        await hub.NextAsync("WorkflowInstanceUpdatedAsync");

        await (await administrator.PostAsync($"/elsa/api/cancel/workflow-instances/{id}", null)).ShouldBeDoneAsync();

        (await hub.NextAsync("WorkflowInstanceUpdatedAsync"))!.Value.GetProperty("workflowInstanceId").GetString().ShouldBe(id);
    }

    [Fact]
    public async Task Studio_is_told_that_it_may_connect()
    {
        var clerk = await _run.ClerkAsync();

        (await clerk.GetJsonAsync("/elsa/api/features/installed")).Each("fullName").ShouldBe(["Elsa.RealTimeWorkflowUpdates"]);

        (await clerk.GetJsonAsync("/elsa/api/features/installed/Elsa.RealTimeWorkflowUpdates")).GetProperty("name").GetString().ShouldBe("RealTimeWorkflowUpdates");
        await (await clerk.GetAsync("/elsa/api/features/installed/Elsa.Khac")).ShouldBeElsaErrorAsync(HttpStatusCode.NotFound, "feature.not-found");
    }
}

public sealed class CrowdedHubTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new("--Live:StudioConnectionsPerPerson=1");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Whoever_has_too_many_pages_open_is_told_so_and_may_come_again_when_one_is_closed()
    {
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);
        var first = await HubClient.OpenAsync(_app, administrator);
        (await first.TryObserveAsync("khong-co")).ShouldBeNull();

        var second = await administrator.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null);
        await using var unasked = await HubClient.OpenAsync(_app, administrator);

        await second.ShouldBeProblemAsync(HttpStatusCode.NotFound, "live.too-many");
        (await unasked.ClosedAsync())!.ShouldContain("Đồng chí đang mở quá nhiều trang");
        await first.DisposeAsync();
        // The server hears a moment later that the page is gone.
        for (var waited = Stopwatch.StartNew(); !(await administrator.PostAsync("/elsa/hubs/workflow-instance/negotiate?negotiateVersion=1", null)).IsSuccessStatusCode;)
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "the place was not given back");
    }
}
