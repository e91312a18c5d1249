using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Runtime;

/// <summary>The database fails at each command in turn: what is stored is the state before or the state after, and the work can be done again.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private static readonly string Root = Flow(
        [Line("s"), Wait("w"), Step("d", "Delay"), Step("say", "RunTask"), Step("j", "FlowJoin"), Step("f", "Fault"), Wait("last")],
        "s->w", "s->d", "w->j", "d->j", "j->f", "j->last");

    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private async Task<string> StateAsync()
    {
        var rows = new List<string>();
        rows.AddRange((await _store.AllAsync<InstanceRow>()).Select(r => $"instance {r.SubStatus} {r.RowVersion} {r.IncidentCount}"));
        rows.AddRange((await _store.AllAsync<BookmarkRow>()).Select(r => $"bookmark {r.ActivityId}"));
        rows.AddRange((await _store.AllAsync<TimerRow>()).Select(_ => "timer"));
        rows.AddRange((await _store.AllAsync<IncidentRow>()).Select(r => $"incident {r.ActivityId}"));
        rows.AddRange((await _store.AllAsync<JournalRow>()).Select(r => $"journal {r.Burst}"));
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    /// <summary>Fails the first command, then the second, and so on, until the work passes; says how many there were.</summary>
    private async Task<int> FailAtEachAsync(Func<Task> work)
    {
        var before = await StateAsync();
        for (var k = 1; ; k++)
        {
            var n = 0;
            _store.Database.Commands.BeforeEach = _ =>
            {
                if (++n == k)
                    throw new IOException("disk");
            };
            var failure = await Record.ExceptionAsync(work);
            if (n < k)
            {
                failure.ShouldBeNull();
                return k - 1;
            }

            failure.ShouldNotBeNull();
            await _store.RestartAsync();
            (await StateAsync()).ShouldBe(before, $"command {k}");
        }
    }

    [Fact]
    public async Task A_start_that_fails_anywhere_leaves_nothing_and_can_be_done_again()
    {
        var definition = await _store.PublishAsync(Root);
        await _store.RestartAsync();

        var commands = await FailAtEachAsync(() => _store.StartAsync(definition));

        commands.ShouldBeGreaterThanOrEqualTo(4);
        (await StateAsync()).ShouldBe("bookmark d\nbookmark w\ninstance Suspended 0 0\njournal 1\ntimer");
    }

    [Fact]
    public async Task A_resume_that_fails_anywhere_leaves_the_instance_waiting_and_can_be_done_again()
    {
        var id = await _store.StartAsync(Root, ""","options":{"incidentStrategyType":"ContinueWithIncidentsStrategy"}""");
        var bookmark = await _store.BookmarkOf(id, "w");
        await _store.RestartAsync();

        var commands = await FailAtEachAsync(() => _store.ResumeAsync(id, bookmark));

        commands.ShouldBeGreaterThanOrEqualTo(6);
        (await StateAsync()).ShouldBe("bookmark last\nincident f\ninstance Suspended 1 1\njournal 1\njournal 2");
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task A_failure_that_an_activity_swallows_is_still_no_commit()
    {
        var definition = await _store.PublishAsync(Root);
        var before = await StateAsync();

        var write = _store.WriteAsync(async (session, ct) =>
        {
            var outcome = await _store.Engine.StartAsync(session, definition, new StartRequest(), ct);
            _store.Database.Commands.BeforeEach = _ => throw new IOException("disk");
            await Record.ExceptionAsync(() => session.FlushAsync(ct));
            _store.Database.Commands.BeforeEach = null;
            return outcome;
        });

        await write.ShouldThrowAsync<Exception>();
        (await StateAsync()).ShouldBe(before);
    }
}
