using System.Text.Json.Nodes;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Runtime;

/// <summary>A resume is taken back: the instance waits where it waited, and goes on from there as if nothing had been.</summary>
public sealed class TakeBackTests : IAsyncLifetime
{
    private static readonly TakeBackTerms Terms = new(new JsonObject { ["who"] = "a" }, "notice");

    private readonly Store _store = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_waits_there_again_under_the_same_bookmark_and_the_next_wait_is_gone()
    {
        var id = await _store.StartAsync(Sequence(Wait("a"), Wait("b")));
        var (bookmark, before) = (await _store.BookmarkOf(id, "a"), await StateAsync());
        await ResumeAsync(id, bookmark);
        await _store.RestartAsync();

        var back = await BackAsync(id, bookmark);

        ((string?)back!.Facts?["who"]).ShouldBe("a");
        back.Withdrawn.Select(b => b.ActivityId).ShouldBe(["b"]);
        (await StateAsync()).ShouldBe(before);
        (await _store.AllAsync<BookmarkRow>()).Select(row => row.Id).ShouldBe([bookmark]);
        await AllIsWellAsync();
        await ResumeAsync(id, bookmark);
        (await _store.BookmarkOf(id, "b")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_join_waits_for_the_branch_that_was_taken_back()
    {
        var id = await _store.StartAsync(Fork("\"WaitAll\""));
        var b = await _store.BookmarkOf(id, "b");
        await ResumeAsync(id, await _store.BookmarkOf(id, "a"));
        await ResumeAsync(id, b);
        (await WaitsAsync()).ShouldBe(["last"]);

        (await BackAsync(id, b)).ShouldNotBeNull();

        (await WaitsAsync()).ShouldBe(["b"]);
        await ResumeAsync(id, b);
        (await WaitsAsync()).ShouldBe(["last"]);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task What_somebody_went_on_from_stays()
    {
        var id = await _store.StartAsync(Sequence(Wait("a"), Wait("b"), Wait("c")));
        var bookmark = await _store.BookmarkOf(id, "a");
        await ResumeAsync(id, bookmark);
        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "b"));

        (await BackAsync(id, bookmark)).ShouldBeNull();

        (await WaitsAsync()).ShouldBe(["c"]);
    }

    [Fact]
    public async Task A_resume_without_terms_is_not_taken_back()
    {
        var id = await _store.StartAsync(Sequence(Wait("a"), Wait("b")));
        var bookmark = await _store.BookmarkOf(id, "a");
        await _store.ResumeAsync(id, bookmark);

        (await BackAsync(id, bookmark)).ShouldBeNull();
    }

    [Fact]
    public async Task A_branch_that_the_clock_ended_meanwhile_stays_ended_and_its_join_knows()
    {
        var id = await _store.StartAsync(Flow(
            [Line("s"), Wait("a"), Wait("b"), Step("d", "Delay", Literal("timeSpan", "\"00:01:00\"", "TimeSpan")), Step("j", "FlowJoin", Literal("mode", "\"WaitAll\"", "FlowJoinMode")), Wait("last")],
            "s->a", "s->d", "a->b", "b->j", "d->j", "j->last"));
        var bookmark = await _store.BookmarkOf(id, "a");
        await ResumeAsync(id, bookmark);
        _store.Clock.Advance(TimeSpan.FromHours(1));
        await _store.Sweep.RunAsync(Store.None);

        (await BackAsync(id, bookmark)).ShouldNotBeNull();

        (await WaitsAsync()).ShouldBe(["a"]);
        await AllIsWellAsync();
        await ResumeAsync(id, bookmark);
        await ResumeAsync(id, await _store.BookmarkOf(id, "b"));
        (await WaitsAsync()).ShouldBe(["last"]);
    }

    [Fact]
    public async Task Where_the_clock_began_a_further_step_nothing_is_taken_back()
    {
        var id = await _store.StartAsync(Flow(
            [Line("s"), Wait("a"), Wait("b"), Step("d", "Delay", Literal("timeSpan", "\"00:01:00\"", "TimeSpan")), Wait("after")], "s->a", "s->d", "a->b", "d->after"));
        var bookmark = await _store.BookmarkOf(id, "a");
        await ResumeAsync(id, bookmark);
        _store.Clock.Advance(TimeSpan.FromHours(1));
        await _store.Sweep.RunAsync(Store.None);

        (await BackAsync(id, bookmark)).ShouldBeNull();

        (await WaitsAsync()).ShouldBe(["after", "b"]);
    }

    [Fact]
    public async Task A_resume_that_cancelled_another_wait_is_not_taken_back()
    {
        var id = await _store.StartAsync(Fork("\"WaitAny\""));
        var bookmark = await _store.BookmarkOf(id, "a");
        await ResumeAsync(id, bookmark);
        (await WaitsAsync()).ShouldBe(["last"]);

        (await BackAsync(id, bookmark)).ShouldBeNull();
    }

    private static string Fork(string mode) =>
        Flow([Line("s"), Wait("a"), Wait("b"), Step("j", "FlowJoin", Literal("mode", mode, "FlowJoinMode")), Wait("last")], "s->a", "s->b", "a->j", "b->j", "j->last");

    private Task<BurstOutcome?> ResumeAsync(string id, string bookmark) =>
        _store.WriteAsync((session, ct) => _store.Engine.ResumeAsync(session, id, bookmark, new Dictionary<string, object?>(), Terms, ct));

    private Task<TakenBack?> BackAsync(string id, string bookmark) => _store.WriteAsync((session, ct) => _store.Engine.TakeBackAsync(session, id, bookmark, ct));

    private async Task<IEnumerable<string>> WaitsAsync() => (await _store.AllAsync<BookmarkRow>()).Select(row => row.ActivityId).Order(StringComparer.Ordinal);

    // The kept state without the counters of what happened.
    private async Task<string> StateAsync()
    {
        var state = JsonNode.Parse((await _store.AllAsync<InstanceRow>()).Single().State)!.AsObject();
        foreach (var counter in new[] { "b", "x", "j" })
            state.Remove(counter);
        return state.ToJsonString();
    }

    private async Task AllIsWellAsync() => (await _store.Database.ReadAsync(async (context, ct) =>
    {
        var found = new List<InvariantFinding>();
        await foreach (var finding in new InstanceWaits(_store.Engine).CheckAsync(context, ct))
            found.Add(finding);
        return found;
    }, Store.None)).ShouldBeEmpty();
}
