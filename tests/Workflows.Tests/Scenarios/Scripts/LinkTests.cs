using LienThong.Workflows.Links;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Scripts;

/// <summary>Links that a definition makes for somebody outside (elsa-format §4.1, createEventTriggerUrl).</summary>
public sealed class LinkTests : IAsyncLifetime
{
    private const string Made = "https://x.vn/events/trigger?t=";

    private readonly Store _store = new();
    private readonly SignedLinks _links;

    public LinkTests()
    {
        _links = new SignedLinks("https://x.vn/", TimeSpan.FromDays(2), text => "!" + text, text => text[0] == '!' ? text[1..] : null, _store.Clock);
        _store.Service = _links;
    }

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private async Task<(string InstanceId, LinkContent Link)> MadeByAsync(string script)
    {
        var id = await _store.StartAsync(Sequence(Step("say", "WriteLine", Input("text", "JavaScript", $"\"{script}\"", "String")), Wait("w")));
        var url = _store.Lines.ShouldHaveSingleItem();
        url.ShouldStartWith(Made);
        return (id, _links.Read(Uri.UnescapeDataString(url[Made.Length..])).ShouldNotBeNull());
    }

    private LinkAnswers Answers => new(_store.Database, _store.Engine, _links);

    private static string TokenOf(SignedLink link) => Uri.UnescapeDataString(link.Url.Split("?t=")[1]);

    [Theory]
    [InlineData("createEventTriggerUrl('w')", 48)]
    [InlineData("createEventTriggerUrl('w', TimeSpan.FromHours(5))", 5)]
    [InlineData("createEventTriggerUrl('w', '05:00:00')", 5)]
    [InlineData("createEventTriggerUrl('w', DateTimeOffset.UtcNow.AddHours(5))", 5)]
    public async Task A_script_makes_a_link_to_an_event_of_its_own_instance_that_ends(string script, int hours)
    {
        var (id, link) = await MadeByAsync(script);

        link.ShouldBe(new LinkContent(id, null, "w", _store.Clock.GetUtcNow().AddHours(hours)));
    }

    [Fact]
    public async Task An_end_that_is_none_is_an_incident()
    {
        var id = await _store.StartAsync(Step("say", "WriteLine", Input("text", "JavaScript", "\"createEventTriggerUrl('w', 'khi nào rảnh')\"", "String")));

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task An_event_link_reaches_its_instance_alone_and_nothing_when_it_does_not_wait()
    {
        var (id, _) = await MadeByAsync("createEventTriggerUrl('w')");
        var other = await _store.StartAsync(Sequence(Wait("w")));
        var token = TokenOf(_links.ToTell(id, "w"));

        (await Answers.TellAsync(token, Store.None)).ShouldBe(LinkAnswer.Done);
        (await Answers.TellAsync(token, Store.None)).ShouldBe(LinkAnswer.Used);

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
        (await _store.FindAsync(other)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
        (await _store.AllAsync<StimulusRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_who_follow_a_link_at_once_one_is_heard()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Wait("w2")));
        var token = TokenOf(_links.ToResume(id, await _store.BookmarkOf(id, "w")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Answers.ResumeAsync(token, null, false, Store.None)));

        answers.Count(answer => answer == LinkAnswer.Done).ShouldBe(1);
        answers.Where(answer => answer != LinkAnswer.Done).ShouldAllBe(answer => answer == LinkAnswer.Used);
        (await _store.FindAsync(id)).Bookmarks.ShouldHaveSingleItem().ActivityId.ShouldBe("w2");
    }

    [Fact]
    public async Task A_link_is_over_at_its_end_and_is_for_one_thing_only()
    {
        var id = await _store.StartAsync(Sequence(Wait("w")));
        var resume = _links.ToResume(id, await _store.BookmarkOf(id, "w"), _store.Clock.GetUtcNow().AddHours(1));
        var (tell, now) = (TokenOf(_links.ToTell(id, "w")), TokenOf(resume));

        (await Answers.ResumeAsync(tell, null, false, Store.None)).ShouldBe(LinkAnswer.Unknown);
        (await Answers.TellAsync(now, Store.None)).ShouldBe(LinkAnswer.Unknown);
        _store.Clock.Advance(TimeSpan.FromHours(1));
        (await Answers.ResumeAsync(now, null, false, Store.None)).ShouldBe(LinkAnswer.Expired);

        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task A_link_brings_what_its_wait_takes_and_nothing_else()
    {
        var wait = Step("w", "Event", Literal("eventName", "\"w\"", "String"), """
            "result":{"typeName":"Object","memoryReference":{"id":"v"} }
            """);
        var id = await _store.StartAsync(Sequence(wait, Show("show", "v")), "," + Declare(Variable("v")));
        var token = TokenOf(_links.ToResume(id, await _store.BookmarkOf(id, "w")));

        (await Answers.ResumeAsync(token, new() { ["So"] = 7 }, false, Store.None)).ShouldBe(LinkAnswer.BadInput);
        (await Answers.ResumeAsync(token, new() { ["Payload"] = "đồng ý" }, false, Store.None)).ShouldBe(LinkAnswer.Done);

        _store.Lines.ShouldBe(["đồng ý"]);
    }

    [Fact]
    public async Task An_answer_that_does_not_wait_is_delivered_once_by_the_outbox()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Line("a"), Wait("w2")));
        var token = TokenOf(_links.ToResume(id, await _store.BookmarkOf(id, "w")));

        (await Answers.ResumeAsync(token, null, true, Store.None)).ShouldBe(LinkAnswer.Accepted);
        (await Answers.ResumeAsync(token, null, true, Store.None)).ShouldBe(LinkAnswer.Accepted);
        _store.Lines.ShouldBeEmpty();
        (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem();
        await _store.Delivery(new OutboxOptions(), new LinkedResume(_store.Database, _store.Engine)).RunAsync(Store.None);

        _store.Lines.ShouldBe(["a"]);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_was_laid_aside_is_tried_anew_when_its_link_is_followed_again()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Line("a")));
        var token = TokenOf(_links.ToResume(id, await _store.BookmarkOf(id, "w")));
        await Answers.ResumeAsync(token, null, true, Store.None);
        var delivery = _store.Delivery(new OutboxOptions(), new LinkedResume(_store.Database, _store.Engine));
        var kept = (await _store.AllAsync<OutboxRow>()).ShouldHaveSingleItem();
        await _store.WriteAsync(async (session, ct) =>
        {
            var message = (await session.FindAsync<OutboxRow>(kept.Id, ct))!;
            message.DeadAt = session.Clock.GetUtcNow();
            session.Update(message);
            return true;
        });

        (await Answers.ResumeAsync(token, null, true, Store.None)).ShouldBe(LinkAnswer.Accepted);
        await delivery.RunAsync(Store.None);

        _store.Lines.ShouldBe(["a"]);
        (await _store.AllAsync<OutboxRow>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_to_an_instance_that_rests_because_of_an_incident_can_be_followed_later()
    {
        var id = await _store.StartAsync(Flow([Line("s"), Wait("w"), Step("f", "Fault")], "s->w", "s->f"));
        var token = TokenOf(_links.ToResume(id, await _store.BookmarkOf(id, "w")));

        (await Answers.ResumeAsync(token, null, false, Store.None)).ShouldBe(LinkAnswer.Resting);
        var incident = (await _store.AllAsync<IncidentRow>()).ShouldHaveSingleItem();
        await _store.WriteAsync((session, ct) => _store.Engine.SkipAsync(session, incident.Id, "Done", "đã sửa", ct));

        (await Answers.ResumeAsync(token, null, false, Store.None)).ShouldBe(LinkAnswer.Done);
    }
}
