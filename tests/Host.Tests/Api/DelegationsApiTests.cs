using System.Globalization;
using System.Net;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class DelegationsApiTests(LienThongApp app) : IAsyncLifetime, IDisposable
{
    private const string Finance = "giam-doc1.ld.stc@example.vn";
    private const string FinanceDeputy = "pho-giam-doc1.ld.stc@example.vn";
    private const string FinanceChief = "chanh-van-phong1.vp.stc@example.vn";
    private static readonly Guid DirectorId = DemoOrganisation.PersonId("STC", null, PositionCodes.Director);
    private static readonly Guid DeputyId = DemoOrganisation.PersonId("STC", null, PositionCodes.DeputyDirector);
    private readonly Chain _chain = new(app);

    public Task InitializeAsync() => Task.CompletedTask;

    // Others of the shared app would run into it.
    public async Task DisposeAsync()
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        foreach (var state in new[] { "active", "upcoming" })
        {
            foreach (var left in (await administrator.GetJsonAsync($"/api/admin/delegations?size=200&state={state}")).GetProperty("items").EnumerateArray())
                await administrator.PostAsync($"/api/delegations/{left.GetProperty("id").GetGuid()}/revoke", new { });
        }
    }

    public void Dispose() => _chain.Dispose();

    [Fact]
    public async Task A_director_away_passes_his_work_on_and_takes_it_back()
    {
        var dossierId = (await _chain.RegisteredAsync(LienThongApp.OtherClerk)).GetProperty("dossierId").GetGuid();
        var workItemId = await _chain.WorkAsync(Finance, dossierId);
        var director = await _chain.AsAsync(Finance);
        var deputy = await _chain.AsAsync(FinanceDeputy);
        (await RowOfAsync(deputy, workItemId)).ShouldBeNull();

        var created = await director.PostAsync("/api/delegations", Body(DeputyId));
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var id = (await created.JsonAsync()).GetProperty("id").GetGuid();

        var row = (await RowOfAsync(deputy, workItemId)).ShouldNotBeNull();
        row.GetProperty("onBehalfOf").GetProperty("fullName").GetString().ShouldBe("Giám đốc Sở Tài chính");
        var detail = await deputy.GetJsonAsync($"/api/work-items/{workItemId}");
        detail.GetProperty("item").GetProperty("onBehalfOf").GetProperty("personId").GetGuid().ShouldBe(DirectorId);
        detail.GetProperty("item").GetProperty("actions").EnumerateArray().Select(action => action.GetString()).ShouldBe(["assign", "return", "opinions"]);
        var lists = await deputy.GetJsonAsync("/api/delegations");
        var received = lists.GetProperty("received").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == id);
        (received.GetProperty("state").GetString(), received.GetProperty("mayRevoke").GetBoolean()).ShouldBe(("active", false));

        var revoked = await (await director.PostAsync($"/api/delegations/{id}/revoke", new { reason = "Về sớm" })).ShouldBeOkAsync();
        revoked.GetProperty("state").GetString().ShouldBe("revoked");
        (await RowOfAsync(deputy, workItemId)).ShouldBeNull();
        await (await deputy.GetAsync($"/api/work-items/{workItemId}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await _chain.ActAsync(FinanceDeputy, workItemId, "return", new { reason = "Chuyển nhầm" })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
    }

    [Fact]
    public async Task What_a_delegate_does_says_for_whom()
    {
        var dossierId = (await _chain.RegisteredAsync(LienThongApp.OtherClerk)).GetProperty("dossierId").GetGuid();
        var workItemId = await _chain.WorkAsync(Finance, dossierId);
        (await (await _chain.AsAsync(Finance)).PostAsync("/api/delegations", Body(DeputyId))).StatusCode.ShouldBe(HttpStatusCode.Created);

        await (await _chain.ActAsync(FinanceDeputy, workItemId, "return", new { reason = "Chuyển nhầm cơ quan" })).ShouldBeOkAsync();

        var timeline = await (await _chain.AsAsync(LienThongApp.OtherClerk)).GetJsonAsync($"/api/dossiers/{dossierId}/timeline");
        timeline.EnumerateArray().ShouldContain(line => line.GetProperty("action").GetString() == "assign.returned"
            && line.GetProperty("actingAs").GetString() == "Phó Giám đốc Sở Tài chính thay Giám đốc Sở Tài chính (Giám đốc)");
    }

    [Fact]
    public async Task Bad_input_has_a_clear_answer()
    {
        var director = await _chain.AsAsync(Finance);

        await (await director.PostAsync("/api/delegations", Body(DirectorId))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "delegation.self");
        await (await director.PostAsync("/api/delegations", Body(DeputyId, first: 2, last: 1))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "delegation.dates");
        await (await director.PostAsync("/api/delegations", Body(DeputyId, reason: ""))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "delegation.reason");
        await (await director.PostAsync("/api/delegations", Body(DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director)))).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "delegation.agency");
        await (await director.PostAsync($"/api/delegations/{Guid.NewGuid()}/revoke", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "delegation.not-found");
    }

    [Fact]
    public async Task The_assistant_sets_and_lists_for_his_agency_and_nobody_else_does()
    {
        var chief = await _chain.AsAsync(FinanceChief);
        var body = new { fromPersonId = DirectorId, toPersonId = DeputyId, firstDay = Date(10), lastDay = Date(11), reason = "Nghỉ phép" };

        var created = await chief.PostAsync("/api/admin/delegations", body);

        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var listed = await chief.GetJsonAsync("/api/admin/delegations?state=upcoming");
        listed.GetProperty("items").EnumerateArray().Single().GetProperty("setBy").GetString().ShouldBe("Chánh Văn phòng - VP Sở Tài chính");
        await (await chief.GetAsync($"/api/admin/delegations?agencyId={DemoOrganisation.SoKhcn}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        var officer = await _chain.AsAsync(LienThongApp.Officer);
        await (await officer.GetAsync("/api/admin/delegations")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
        await (await officer.PostAsync("/api/admin/delegations", body)).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "delegation.not-allowed");
    }

    [Fact]
    public async Task The_same_key_sets_one_delegation()
    {
        var director = await _chain.AsAsync(Finance);
        var key = Guid.NewGuid().ToString();

        var first = await (await director.PostAsync("/api/delegations", Body(DeputyId, 20, 21), key)).JsonAsync();
        var second = await (await director.PostAsync("/api/delegations", Body(DeputyId, 20, 21), key)).JsonAsync();

        second.GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        await (await director.PostAsync("/api/delegations", Body(DeputyId, 20, 21))).ShouldBeProblemAsync(HttpStatusCode.Conflict, "delegation.overlap");
    }

    [Fact]
    public async Task People_are_found_by_folded_words_in_ones_own_agency_only()
    {
        var director = await _chain.AsAsync(Finance);

        var found = (await director.GetJsonAsync("/api/people?text=van%20thu")).EnumerateArray().ToList();

        found.ShouldHaveSingleItem().GetProperty("positions")[0].GetProperty("code").GetString().ShouldBe("van-thu");
        found[0].TryGetProperty("email", out _).ShouldBeFalse();
        (await director.GetJsonAsync("/api/people?position=pho-giam-doc")).EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(DeputyId);
        await (await director.GetAsync($"/api/people?agencyId={DemoOrganisation.SoKhcn}")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "people.other-agency");
        (await (await _chain.AsAsync(LienThongApp.Administrator)).GetJsonAsync($"/api/people?agencyId={DemoOrganisation.SoKhcn}&text=giam%20doc")).GetArrayLength().ShouldBeGreaterThan(2);
    }

    private static object Body(Guid to, int first = 0, int last = 3, string reason = "Đi công tác") => new { toPersonId = to, firstDay = Date(first), lastDay = Date(last), reason };

    private static string Date(int days) => VietnamTime.Today(TimeProvider.System).AddDays(days).ToString("O", CultureInfo.InvariantCulture);

    private static async Task<JsonElement?> RowOfAsync(Caller caller, Guid workItemId)
    {
        foreach (var item in (await caller.GetJsonAsync("/api/inbox?size=200")).GetProperty("items").EnumerateArray())
        {
            if (item.GetProperty("work").GetProperty("workItemId").GetGuid() == workItemId)
                return item;
        }

        return null;
    }
}
