using System.Net;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class HandOverApiTests(LienThongApp app) : IDisposable
{
    private static readonly Guid SecondDeputy = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.DeputyDirector, 2);
    private static readonly Guid Director = DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director);
    private static readonly Guid Officer = DemoOrganisation.PersonId("SKHCN", "VP", PositionCodes.Officer, 1);
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_deputy_hands_a_review_over_to_the_director()
    {
        var (dossierId, workItemId) = await ToReviewAsync();
        var deputy = await _chain.AsAsync(Chain.Deputy);
        var candidates = (await deputy.GetJsonAsync($"/api/work-items/{workItemId}/hand-over-candidates")).EnumerateArray().Select(person => person.GetProperty("id").GetGuid()).ToList();
        candidates.ShouldContain(Director);
        candidates.ShouldNotContain(Officer);
        await (await HandOverAsync(deputy, workItemId, Officer, "Bận")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "work-item.four-eyes");
        await (await HandOverAsync(deputy, workItemId, Director, null)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "hand-over.reason");

        await (await HandOverAsync(deputy, workItemId, Director, "Trình Giám đốc")).ShouldBeOkAsync();

        (await _chain.WorkAsync(Chain.Director, dossierId)).ShouldBe(workItemId);
        var passed = (await (await _chain.AsAsync(Chain.Director)).GetJsonAsync($"/api/work-items/{workItemId}")).GetProperty("passed");
        (passed.GetProperty("by").GetString(), passed.GetProperty("reason").GetString()).ShouldBe(("Phó Giám đốc 1 Sở KH&CN", "Trình Giám đốc"));
        await (await _chain.ActAsync(Chain.Deputy, workItemId, "approve", new { })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "work-item.handed-over");
        (await deputy.GetJsonAsync($"/api/dossiers/{dossierId}/timeline")).EnumerateArray().ShouldContain(line => line.GetProperty("what").GetString() == "Chuyển xử lý");
    }

    [Fact]
    public async Task A_stranger_hands_nothing_over()
    {
        var (_, workItemId) = await ToReviewAsync();
        var stranger = await _chain.AsAsync(LienThongApp.OtherClerk);

        await (await HandOverAsync(stranger, workItemId, Director, "Thử")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await stranger.GetAsync($"/api/work-items/{workItemId}/hand-over-candidates")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await stranger.PostAsync($"/api/admin/work-items/{workItemId}/reassign", new { toPersonId = Director, reason = "Thử" }, ifMatch: "\"1\"")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "access.denied");
    }

    [Fact]
    public async Task Racing_reassignments_of_one_version_have_one_winner()
    {
        var (_, workItemId) = await ToReviewAsync();
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var seen = (await (await _chain.AsAsync(Chain.Deputy)).GetJsonAsync($"/api/work-items/{workItemId}")).GetProperty("item").GetProperty("rowVersion").GetInt32();
        await (await administrator.PostAsync($"/api/admin/work-items/{workItemId}/reassign", new { toPersonId = Director, reason = "Thử" })).ShouldBeProblemAsync(HttpStatusCode.PreconditionRequired, "etag.missing");

        var answers = await Task.WhenAll(new[] { Director, SecondDeputy }.Select(
            to => administrator.PostAsync($"/api/admin/work-items/{workItemId}/reassign", new { toPersonId = to, reason = "Đã chuyển công tác" }, ifMatch: $"\"{seen}\"")));

        answers.Select(answer => answer.StatusCode).ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], ignoreOrder: true);
    }

    [Fact]
    public async Task An_administrator_finds_who_may_take_a_work_item()
    {
        var (_, workItemId) = await ToReviewAsync();
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);

        (await administrator.GetJsonAsync($"/api/admin/work-items/{workItemId}/candidates?text=pho%20giam%20doc")).EnumerateArray().Select(person => person.GetProperty("id").GetGuid()).ShouldContain(SecondDeputy);
        await (await administrator.GetAsync($"/api/admin/work-items/{Guid.NewGuid()}/candidates")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        (await administrator.GetJsonAsync("/api/incidents/orphaned-work")).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Array);
    }

    public void Dispose() => _chain.Dispose();

    private async Task<(Guid DossierId, Guid WorkItemId)> ToReviewAsync()
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        return (dossierId, await _chain.WorkAsync(Chain.Deputy, dossierId));
    }

    private static Task<HttpResponseMessage> HandOverAsync(Caller caller, Guid workItemId, Guid to, string? reason) =>
        caller.PostAsync($"/api/work-items/{workItemId}/hand-over", new { toPersonId = to, reason });
}
