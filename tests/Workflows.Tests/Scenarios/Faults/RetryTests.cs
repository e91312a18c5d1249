using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Faults;

public sealed class RetryTests : IAsyncLifetime
{
    private const string Continue = ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""";

    private readonly Store _store = new();

    public RetryTests() => _store.Types.Add(typeof(Decided));

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_was_decided_before_the_incident_is_not_asked_for_again()
    {
        var cause = new Cause();
        _store.Service = cause;
        var id = await _store.StartAsync("""{"id":"d","type":"Tests.Decided"}""");
        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "d"), ("Outcome", "approved"));
        await _store.RestartAsync();

        cause.IsMended = true;
        await RetryAsync();

        cause.Heard.ShouldBe("approved");
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_branch_that_the_limit_of_a_burst_cut_off_is_taken_up_by_the_retry()
    {
        var engine = new Engine(new RunnerOptions { MaxActivitiesPerBurst = 4 });
        await engine.StartAsync(Flow([Line("s"), Line("a"), Line("b"), Line("c")], "s->a", "s->b", "s->c"));
        engine.Instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("burst.too-long");
        engine.SaveAndLoad();

        await engine.RetryAsync();

        engine.Lines.ShouldBe(["s", "a", "b", "c"]);
        engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_faulted_instance_keeps_in_which_round_its_steps_are()
    {
        var engine = new Engine();
        var faulty = new CountingFault { Id = "f" };
        await engine.StartAsync(new WorkflowDefinition
        {
            Id = "d1",
            DefinitionId = "d",
            Root = new ControlFlow.Flowchart { Id = "chart", Activities = [faulty], Connections = [new Connection(faulty, "Again", faulty, null)] },
        });
        engine.SaveAndLoad();
        await engine.SkipAsync(engine.Instance.Incidents[0], "Again");
        engine.SaveAndLoad();

        await engine.SkipAsync(engine.Instance.Incidents[0], "Again");

        engine.Instance.Executions.Single(e => e.Activity.Id == "f").Round.ShouldBe(3);
    }

    [Fact]
    public async Task An_incident_whose_step_was_ended_is_open_no_longer()
    {
        var root = Flow([Line("s"), Wait("w"), Step("f", "Fault"), Step("e", "End")], "s->w", "s->f", "w->e");
        var id = await _store.StartAsync(root, Continue);
        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().ResolvedAt.ShouldBeNull();

        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.ResolvedAt.ShouldBe(_store.Clock.GetUtcNow()), row => row.EndedUnresolved.ShouldBeTrue());
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().IncidentCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(false, WorkflowSubStatus.Finished)]
    [InlineData(true, WorkflowSubStatus.Suspended)]
    public async Task A_faulted_instance_goes_on_although_what_held_its_step_is_over(bool waits, WorkflowSubStatus after)
    {
        // The other branch ends the fork in the burst in which this one faults.
        var id = await _store.StartAsync(Sequence(Step("fork", "Fork", "\"joinMode\":\"WaitAny\"", $"\"branches\":[{Step("f", "Fault")},{Line("other")}]"), waits ? Wait("w") : Line("end")));
        (await _store.FindAsync(id)).ShouldSatisfyAllConditions(
            instance => instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted), instance => instance.Incidents.ShouldHaveSingleItem().ActivityId.ShouldBe("f"));
        await _store.RestartAsync();

        await RetryAsync();

        (await _store.FindAsync(id)).SubStatus.ShouldBe(after);
        (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem().ResolvedAt.ShouldNotBeNull();
        _store.Lines.ShouldBe(waits ? ["other"] : ["other", "end"]);
    }

    private async Task RetryAsync()
    {
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
        (await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, incident.Id, "đã sửa", ct))).ShouldNotBeNull();
    }

    public sealed class Cause
    {
        public bool IsMended { get; set; }

        public string? Heard { get; set; }
    }

    /// <summary>Waits for a decision, and cannot use it until the cause is mended.</summary>
    [Activity("Tests", "Tests", "Chờ một quyết định.")]
    public sealed class Decided : Activity
    {
        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) =>
            new(ActivityResult.Suspend(new BookmarkRequest("decision")));

        public override ValueTask<ActivityResult> ResumeAsync(ActivityContext context, Resumption resumption, CancellationToken cancellationToken)
        {
            if (context.Services.GetService(typeof(Cause)) is not Cause { IsMended: true } cause)
                throw new ActivityFault("not-mended", "chưa sửa");
            cause.Heard = resumption.Input["Outcome"] as string;
            return new(ActivityResult.Done);
        }
    }

    private sealed class CountingFault : Activity
    {
        public override bool CountsRounds => true;

        public override ValueTask<ActivityResult> ExecuteAsync(ActivityContext context, CancellationToken cancellationToken) => throw new ActivityFault("f", "hỏng");
    }
}
