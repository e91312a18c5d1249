using System.Text.Json.Nodes;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Records;
using LienThong.Workflows.Runtime;
using Microsoft.EntityFrameworkCore;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Records;

public sealed class ExecutionRecordTests : IAsyncLifetime
{
    private const string Continue = ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""";

    private readonly Store _store = new();
    private readonly ExecutionRecords _records = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private async Task<IReadOnlyList<ExecutionRecord>> RecordsAsync(string instanceId) =>
        (await _store.Database.ReadAsync((context, ct) => _records.ListAsync(context, instanceId, new ExecutionFilter(), 0, 1000, ct), Store.None)).ShouldNotBeNull();

    private async Task<IEnumerable<string>> StatusesAsync(string instanceId) => (await RecordsAsync(instanceId)).Select(r => $"{r.ActivityId} {r.Status}");

    private async Task<ActivityStatistics> StatisticsAsync(string instanceId, string activityId) =>
        (await _store.Database.ReadAsync((context, ct) => _records.CountAsync(context, instanceId, ct), Store.None)).ShouldNotBeNull().Single(s => s.ActivityId == activityId);

    private async Task<ExecutionDetail> DetailAsync(string instanceId, string activityId)
    {
        var number = (await RecordsAsync(instanceId)).Last(r => r.ActivityId == activityId).Number;
        return (await _store.Database.ReadAsync((context, ct) => _records.FindAsync(context, instanceId, number, ct), Store.None)).ShouldNotBeNull();
    }

    private static string Loop(string body) => Step("loop", "ForEach", Literal("items", "[1,2,3]"), $"\"body\":{body}");

    [Fact]
    public async Task Each_execution_has_its_own_record_with_its_times_and_outcomes()
    {
        var root = Flow([Step("d", "FlowDecision", Literal("condition", "true", "Boolean")), Wait("w")], "d:True->w");
        var id = await _store.StartAsync(root);
        var started = _store.Clock.GetUtcNow();
        _store.Clock.Advance(TimeSpan.FromMinutes(5));
        await _store.RestartAsync();

        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        var records = await RecordsAsync(id);
        records.Select(r => $"{r.Number} {r.ActivityId} {r.Status} {r.Parent}").ShouldBe(["1 Workflow1 Completed ", "2 flow Completed 1", "3 d Completed 2", "4 w Completed 2"]);
        records[2].Outcomes.ShouldBe(["True"]);
        (records[3].StartedAt, records[3].CompletedAt).ShouldBe((started, started.AddMinutes(5)));
        (records[2].StartedAt, records[2].CompletedAt).ShouldBe((started, started));
        records[3].Id.ShouldBe($"{id}.4");
    }

    [Fact]
    public async Task What_waits_is_running_and_has_not_ended()
    {
        var id = await _store.StartAsync(Sequence(Line("a"), Wait("w")));

        var waiting = (await RecordsAsync(id)).Single(r => r.ActivityId == "w");

        (waiting.Status, waiting.HasBookmarks, waiting.CompletedAt).ShouldBe(("Running", true, null));
        (await StatisticsAsync(id, "w")).ShouldSatisfyAllConditions(
            s => s.IsBlocked.ShouldBeTrue(), s => (s.Started, s.Completed, s.Uncompleted).ShouldBe((1, 0, 1)));
        (await StatisticsAsync(id, "sequence")).IsBlocked.ShouldBeFalse();
    }

    [Fact]
    public async Task A_step_in_a_loop_is_counted_each_time()
    {
        var id = await _store.StartAsync(Loop(Step("body", "Sequence", $"\"activities\":[{Line("x")},{Wait("w")}]")));
        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        (await StatisticsAsync(id, "x")).ShouldSatisfyAllConditions(s => (s.Started, s.Completed, s.Uncompleted).ShouldBe((2, 2, 0)));
        (await StatisticsAsync(id, "w")).ShouldSatisfyAllConditions(s => (s.Started, s.Completed, s.Uncompleted).ShouldBe((2, 1, 1)));
    }

    [Fact]
    public async Task A_fault_is_told_of_its_step_and_counted_in_all_that_hold_it()
    {
        var id = await _store.StartAsync(Flow([Step("f", "Fault", Literal("message", "\"hỏng\"", "String")), Wait("w"), Line("s")], "s->f", "s->w"), Continue);

        var found = await DetailAsync(id, "f");
        (found.Record.Status, found.Record.CompletedAt, found.Record.AggregateFaultCount).ShouldBe(("Faulted", null, 1));
        found.Faults.ShouldHaveSingleItem().Message.ShouldBe("hỏng");
        found.CallStack.Select(r => r.ActivityId).ShouldBe(["Workflow1", "flow"]);
        (await RecordsAsync(id)).Select(r => $"{r.ActivityId} {r.AggregateFaultCount}").ShouldBe(["Workflow1 1", "flow 1", "s 0", "f 1", "w 0"]);
        (await StatisticsAsync(id, "f")).Faulted.ShouldBe(1);
    }

    [Fact]
    public async Task A_fault_that_was_mended_counts_no_longer_and_is_still_told()
    {
        var script = Step("s", "RunJavaScript", Literal("script", "\"if (!getVariable('Duoc')) throw new Error('chưa được')\"", "String"));
        var id = await _store.StartAsync(Sequence(script), "," + Declare(Variable("v", "Boolean", name: "Duoc")));
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
        (await DetailAsync(id, "s")).Faults.ShouldHaveSingleItem().Exception.ShouldNotBeNull();

        await _store.WriteAsync((session, ct) => _store.Engine.SkipAsync(session, incident.Id, "Done", "đã sửa", ct));

        var found = await DetailAsync(id, "s");
        (found.Record.Status, found.Record.AggregateFaultCount).ShouldBe(("Completed", 0));
        found.Faults.ShouldHaveSingleItem().ResolvedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_went_with_a_cancelled_workflow_is_cancelled_at_that_time()
    {
        var id = await _store.StartAsync(Sequence(Line("a"), Wait("w")));
        _store.Clock.Advance(TimeSpan.FromHours(1));

        await _store.WriteAsync((session, ct) => _store.Engine.CancelAsync(session, id, ct));
        _store.Clock.Advance(TimeSpan.FromHours(1));

        (await StatusesAsync(id)).ShouldBe(["Workflow1 Canceled", "sequence Canceled", "a Completed", "w Canceled"]);
        (await RecordsAsync(id)).Where(r => r.Status == "Canceled").ShouldAllBe(r => r.CompletedAt == _store.Clock.GetUtcNow().AddHours(-1));
    }

    [Fact]
    public async Task What_Finish_ended_is_cancelled_and_the_workflow_completed()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("w"), Step("f", "Finish")], "s->w", "s->f"));

        (await StatusesAsync(id)).ShouldBe(["Workflow1 Completed", "flow Canceled", "s Completed", "w Canceled", "f Completed"]);
    }

    [Fact]
    public async Task What_came_of_a_resume_that_was_taken_back_is_cancelled_and_the_step_runs_again()
    {
        var id = await _store.StartAsync(Sequence(Wait("a"), Wait("b")));
        var bookmark = await _store.BookmarkOf(id, "a");
        await _store.WriteAsync((session, ct) => _store.Engine.ResumeAsync(session, id, bookmark, new Dictionary<string, object?>(), new TakeBackTerms(new JsonObject(), "notice"), ct));
        (await StatusesAsync(id)).ShouldBe(["Workflow1 Running", "sequence Running", "a Completed", "b Running"]);

        (await _store.WriteAsync((session, ct) => _store.Engine.TakeBackAsync(session, id, bookmark, ct))).ShouldNotBeNull();

        (await StatusesAsync(id)).ShouldBe(["Workflow1 Running", "sequence Running", "a Running", "b Canceled"]);
    }

    [Fact]
    public async Task A_step_shows_its_own_state_as_long_as_it_has_not_ended()
    {
        var id = await _store.StartAsync(Loop(Wait("w")));

        (await DetailAsync(id, "loop")).State.ShouldNotBeNull();
        for (var i = 0; i < 3; i++)
            await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));
        (await DetailAsync(id, "loop")).State.ShouldBeNull();
    }

    [Fact]
    public async Task Records_are_listed_page_by_page()
    {
        var id = await _store.StartAsync(Loop(Line("x")));

        async Task<IEnumerable<int>> PageAsync(int after, string? activityId = null) =>
            (await _store.Database.ReadAsync((context, ct) => _records.ListAsync(context, id, new ExecutionFilter(activityId), after, 2, ct), Store.None))!.Select(r => r.Number);

        (await PageAsync(0)).ShouldBe([1, 2]);
        (await PageAsync(2)).ShouldBe([3, 4]);
        (await PageAsync(4)).ShouldBe([5]);
        (await PageAsync(3, "x")).ShouldBe([4, 5]);
        (await _store.Database.ReadAsync((context, ct) => _records.ListAsync(context, "khong-co", new ExecutionFilter(), 0, 2, ct), Store.None)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_read_of_a_journal_is_not_read_again()
    {
        var id = await _store.StartAsync(Sequence(Line("x"), Wait("w"), Line("y")));
        (await RecordsAsync(id)).Count.ShouldBe(4);
        await _store.WriteAsync(async (session, ct) => await session.Context.Set<JournalRow>().ExecuteDeleteAsync(ct));
        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        (await RecordsAsync(id)).Select(r => $"{r.ActivityId} {r.Status}").ShouldBe(["Workflow1 Completed", "sequence Completed", "x Completed", "w Completed", "y Completed"]);
    }

    [Fact]
    public async Task A_record_is_put_together_from_more_bursts_than_are_read_at_once()
    {
        var id = await _store.StartAsync(Step("all", "ForEach", Literal("items", $"[{string.Join(',', Enumerable.Range(0, 70))}]"), $"\"body\":{Wait("w")}"));
        for (var i = 0; i < 70; i++)
            await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        (await StatisticsAsync(id, "w")).ShouldSatisfyAllConditions(s => (s.Started, s.Completed).ShouldBe((70, 70)));
        (await RecordsAsync(id)).ShouldAllBe(r => r.Status == "Completed");
    }
}
