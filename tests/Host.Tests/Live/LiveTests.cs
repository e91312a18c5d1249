using System.Net;
using System.Net.ServerSentEvents;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Notifications;
using LienThong.Activities.Work;
using LienThong.Host.Tests.Api;

namespace LienThong.Host.Tests.Live;

[Collection(SharedApp.Name)]
public sealed class LiveTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task New_work_reaches_the_page_of_its_owner_and_no_page_of_another_agency()
    {
        await using var director = await LiveReader.OpenAsync(await _chain.AsAsync(Chain.Director));
        await using var stranger = await LiveReader.OpenAsync(await _chain.AsAsync(LienThongApp.OtherClerk));

        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        var strangersDossier = (await _chain.RegisteredAsync(LienThongApp.OtherClerk)).GetProperty("dossierId").GetGuid();

        // One look of the server may tell all of it, or two of them a part each.
        await director.UntilAsync(seen => Tells(seen, "notice") && Tells(seen, "dossier") && seen.Count(item => item.EventType == "inbox") > 1);
        await stranger.NextAsync("dossier", "id", strangersDossier);
        stranger.Seen.ShouldNotContain(item => item.Data.Contains(dossierId.ToString()));

        bool Tells(IEnumerable<SseItem<string>> seen, string type) => seen.Any(item => item.EventType == type && item.Data.Contains(dossierId.ToString()));
    }

    [Fact]
    public async Task A_decision_reaches_the_other_pages_of_those_to_whom_the_work_was_offered()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        var workItemId = await _chain.WorkAsync(Chain.Director, dossierId);
        await using var director = await LiveReader.OpenAsync(await _chain.AsAsync(Chain.Director));
        await using var officer = await LiveReader.OpenAsync(await _chain.AsAsync(Chain.OtherOfficer));

        (await _chain.ActAsync(Chain.Director, workItemId, "assign", Chain.Instruction)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await director.NextAsync("work-item", "id", workItemId);
        // The lead unit may read the dossier from now on, so it hears of it; of the director's work item it does not.
        await officer.NextAsync("dossier", "id", dossierId);
        officer.Seen.ShouldNotContain(item => item.EventType == "work-item");
    }

    [Fact]
    public async Task After_a_break_a_page_is_told_what_it_missed()
    {
        var director = await _chain.AsAsync(Chain.Director);
        string? last;
        await using (var before = await LiveReader.OpenAsync(director))
            last = before.Seen[^1].EventId;
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();

        await using var after = await LiveReader.OpenAsync(director, last);

        after.Seen.ShouldContain(item => item.EventType == "dossier" && item.Data.Contains(dossierId.ToString()));
    }

    [Fact]
    public async Task A_page_that_was_away_for_too_long_is_asked_to_load_everything()
    {
        await using var director = await LiveReader.OpenAsync(await _chain.AsAsync(Chain.Director), "999999999-1700000000000");

        director.Seen.ShouldContain(item => item.EventType == "reload");
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_to_follow()
    {
        using var caller = await app.AnonymousAsync();

        await (await caller.GetAsync("/api/live")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "session.missing");
    }

    public void Dispose() => _chain.Dispose();
}

public sealed class LiveLimitTests : IAsyncLifetime
{
    private readonly LienThongApp _app = new("--Live:PollSeconds=1", "--Live:HeartbeatSeconds=1", "--Live:ConnectionsPerPerson=1");

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_another_node_wrote_comes_by_the_next_look()
    {
        using var clerk = await _app.SignedInAsync(LienThongApp.Clerk);
        var personId = (await clerk.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("personId").GetGuid();
        await using var page = await LiveReader.OpenAsync(clerk);
        var notice = Guid.NewGuid();

        await _app.Database.WriteAsync((session, _) =>
        {
            session.Insert(new Notification { Id = notice, PersonId = personId, Kind = NoticeKinds.Information, Text = "Họp giao ban lúc 14 giờ", At = session.Clock.GetUtcNow(), DeliveredAt = session.Clock.GetUtcNow() });
            return Task.FromResult(true);
        }, CancellationToken.None);

        (await page.NextAsync("notice", "id", notice)).Data.ShouldContain("Họp giao ban lúc 14 giờ");
    }

    [Fact]
    public async Task Work_left_at_an_agency_that_one_has_left_is_counted_nowhere()
    {
        using var clerk = await _app.SignedInAsync(LienThongApp.OtherClerk);
        var personId = (await clerk.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("personId").GetGuid();
        await LeaveWorkAsync(personId, DemoOrganisation.SoTaiChinh);
        await LeaveWorkAsync(personId, DemoOrganisation.SoKhcn);

        await using var page = await LiveReader.OpenAsync(clerk);

        using var told = System.Text.Json.JsonDocument.Parse(page.Seen.Single(item => item.EventType == "inbox").Data);
        told.RootElement.GetProperty("count").GetInt32().ShouldBe(1);
        (await clerk.GetJsonAsync("/api/inbox")).GetProperty("total").GetInt32().ShouldBe(1);
    }

    private Task<bool> LeaveWorkAsync(Guid personId, Guid agencyId) => _app.Database.WriteAsync((session, _) =>
    {
        var dossier = new Dossier { Id = Guid.NewGuid(), AgencyId = agencyId, Subject = "Việc để lại", OpenedAt = session.Clock.GetUtcNow() };
        session.Insert(dossier);
        session.Insert(new WorkItem
        {
            Id = Guid.NewGuid(),
            AgencyId = agencyId,
            WorkflowInstanceId = "",
            ActivityId = "",
            Kind = WorkKinds.Opinion,
            Title = "Cho ý kiến",
            AssigneeId = personId,
            CreatedAt = session.Clock.GetUtcNow(),
        }.About(dossier));
        return Task.FromResult(true);
    }, CancellationToken.None);

    [Fact]
    public async Task The_stream_ends_when_its_session_is_ended_elsewhere()
    {
        using var clerk = await _app.SignedInAsync(LienThongApp.Clerk);
        using var elsewhere = await _app.SignedInAsync(LienThongApp.Clerk);
        await using var page = await LiveReader.OpenAsync(clerk);

        (await elsewhere.DeleteAsync("/api/account/sessions")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await page.EndAsync();
    }

    [Fact]
    public async Task Too_many_pages_of_one_person_are_refused_and_a_closed_one_makes_room()
    {
        using var officer = await _app.SignedInAsync(LienThongApp.Officer);
        await using (await LiveReader.OpenAsync(officer))
            await (await officer.OpenAsync("/api/live")).ShouldBeProblemAsync(HttpStatusCode.TooManyRequests, "live.too-many");

        var patience = System.Diagnostics.Stopwatch.StartNew();
        HttpStatusCode status;
        do
        {
            using var answer = await officer.OpenAsync("/api/live");
            status = answer.StatusCode;
        }
        while (status != HttpStatusCode.OK && patience.Elapsed < TimeSpan.FromSeconds(30));

        status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_lives()
    {
        using var clerk = await _app.SignedInAsync(LienThongApp.OtherClerk);
        await using var page = await LiveReader.OpenAsync(clerk);

        await page.NextAsync("heartbeat", _ => true);
    }
}
