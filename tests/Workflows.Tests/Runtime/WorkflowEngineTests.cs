using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Runtime;

public sealed class WorkflowEngineTests : IAsyncLifetime
{
    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static Stimulus Happened(string name) => new(Event.StimulusName, Event.PayloadOf(name));

    [Fact]
    public async Task An_instance_goes_on_after_a_restart_as_if_there_had_been_none()
    {
        var root = Sequence(Set("set", "v", "\"Kính gửi\""), Wait("w"), Show("show", "v"), Wait("w2"));
        var id = await _store.StartAsync(root, "," + Declare(Variable("v", "String")));
        await _store.RestartAsync();

        var outcome = await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        outcome.ShouldNotBeNull().Lines.ShouldBe(["Kính gửi"]);
        await _store.RestartAsync();
        var instance = await _store.FindAsync(id);
        instance.SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        instance.Variables["V"].ShouldBe("Kính gửi");
        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w2"));
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
        (await _store.AllAsync<JournalRow>()).Select(j => j.Burst).Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task The_rows_say_what_the_instance_waits_for()
    {
        var definition = await _store.PublishAsync(Flow([Line("s"), Wait("w"), Step("d", "Delay")], "s->w", "s->d"));
        var id = await _store.StartAsync(definition, new StartRequest { CorrelationId = "hồ sơ 7", Name = "Công văn 451" });

        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            row => row.Id.ShouldBe(id), row => row.Status.ShouldBe("Running"), row => row.SubStatus.ShouldBe("Suspended"),
            row => row.CorrelationId.ShouldBe("hồ sơ 7"), row => row.Name.ShouldBe("Công văn 451"), row => row.DefinitionVersionId.ShouldBe(definition.Id));
        (await _store.AllAsync<BookmarkRow>()).Select(b => (b.ActivityId, b.CorrelationId)).ShouldBe([("w", "hồ sơ 7"), ("d", "hồ sơ 7")], ignoreOrder: true);
        (await _store.AllAsync<TimerRow>()).ShouldHaveSingleItem().DueAt.ShouldBe(_store.Clock.GetUtcNow().AddMinutes(1));
    }

    [Fact]
    public async Task Of_two_resumes_at_once_one_finds_the_bookmark()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Wait("w2")));
        var bookmark = await _store.BookmarkOf(id, "w");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _store.ResumeAsync(id, bookmark)));

        outcomes.Count(outcome => outcome is not null).ShouldBe(1);
        (await _store.AllAsync<JournalRow>()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_timer_goes_with_its_bookmark()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("w"), Step("d", "Delay"), Step("j", "FlowJoin")], "s->w", "s->d", "w->j", "d->j"));

        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_instance_leaves_no_waits()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("w"), Step("d", "Delay")], "s->w", "s->d"));

        (await _store.WriteAsync((session, ct) => _store.Engine.CancelAsync(session, id, ct))).ShouldNotBeNull();

        (await _store.AllAsync<BookmarkRow>()).ShouldBeEmpty();
        (await _store.AllAsync<TimerRow>()).ShouldBeEmpty();
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().SubStatus.ShouldBe("Cancelled");
        (await _store.WriteAsync((session, ct) => _store.Engine.CancelAsync(session, id, ct))).ShouldBeNull();
    }

    [Fact]
    public async Task An_incident_is_resolved_by_its_retry_and_only_once()
    {
        var id = await _store.StartAsync(Sequence(Step("f", "Fault", Literal("code", "\"E7\"", "String"))));
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
        (incident.InstanceId, incident.Code, incident.ResolvedAt).ShouldBe((id, "E7", null));

        await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, incident.Id, "đã bổ sung người", ct));

        var rows = await _store.AllAsync<IncidentRow>();
        rows.Count.ShouldBe(2);
        rows.Single(row => row.Id == incident.Id).ShouldSatisfyAllConditions(
            row => row.ResolvedAt.ShouldBe(_store.Clock.GetUtcNow()), row => row.Resolution.ShouldBe("đã bổ sung người"));
        (await _store.WriteAsync((session, ct) => _store.Engine.RetryAsync(session, incident.Id, "lại", ct))).ShouldBeNull();
    }

    [Fact]
    public async Task A_stimulus_starts_what_it_triggers_and_resumes_who_waits()
    {
        var waiting = await _store.StartAsync(await _store.PublishAsync(Wait("den"), id: "waits"));
        var other = await _store.StartAsync(await _store.PublishAsync(Wait("khac"), id: "other"));
        await _store.PublishAsync(
            Flow([Wait("den").Replace("\"type\"", "\"customProperties\":{\"canStartWorkflow\":true},\"type\"", StringComparison.Ordinal), Wait("next")], "den->next"), id: "triggered");

        var outcomes = await _store.WriteAsync((session, ct) => _store.Engine.DeliverAsync(session, Happened("den"), new Dictionary<string, object?>(), null, ct));

        outcomes.Count.ShouldBe(2);
        outcomes.Select(o => o.Instance.Definition.DefinitionId).ShouldBe(["triggered", "waits"]);
        (await _store.FindAsync(waiting)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.FindAsync(other)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await _store.FindAsync(outcomes[0].Instance.Id)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("next");
    }

    [Fact]
    public async Task A_stimulus_with_a_correlation_reaches_only_instances_of_it()
    {
        var definition = await _store.PublishAsync(Wait("den"));
        var one = await _store.StartAsync(definition, new StartRequest { CorrelationId = "1" });
        var two = await _store.StartAsync(definition, new StartRequest { CorrelationId = "2" });
        var none = await _store.StartAsync(definition);

        await _store.WriteAsync((session, ct) => _store.Engine.DeliverAsync(session, Happened("den"), new Dictionary<string, object?>(), "2", ct));

        (await _store.FindAsync(two)).Status.ShouldBe(WorkflowStatus.Finished);
        foreach (var id in (string[])[one, none])
            (await _store.FindAsync(id)).Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public async Task Nobody_waits_so_nothing_happens()
    {
        (await _store.WriteAsync((session, ct) => _store.Engine.DeliverAsync(session, Happened("den"), new Dictionary<string, object?>(), null, ct))).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_action_is_one_commit_of_few_statements()
    {
        var id = await _store.StartAsync(Sequence(Wait("first"), Wait("w"), Step("d", "Delay")));
        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "first"));
        var bookmark = await _store.BookmarkOf(id, "w");
        var (commits, statements) = (_store.Database.Commands.Commits, _store.Database.Commands.Statements);

        await _store.ResumeAsync(id, bookmark);

        (_store.Database.Commands.Commits - commits).ShouldBe(1);
        // Read the instance, write it, delete and insert a bookmark, insert timer and journal.
        (_store.Database.Commands.Statements - statements).ShouldBeLessThanOrEqualTo(6);
    }
}
