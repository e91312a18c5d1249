using System.Net;
using System.Text.Json;

namespace LienThong.Host.Tests.Api;

[Collection(SharedApp.Name)]
public sealed class WorkItemsApiTests(LienThongApp app) : IDisposable
{
    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_work_item_shows_what_is_asked_about_what_and_what_can_be_done()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);

        var detail = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/work-items/{id}");

        detail.GetProperty("item").GetProperty("title").GetString().ShouldBe("Ký nháy dự thảo");
        detail.GetProperty("item").GetProperty("actions").EnumerateArray().Select(action => action.GetString()).ShouldBe(["approve", "return", "opinions", "extensions", "hand-over"]);
        detail.GetProperty("draft").GetProperty("typeCode").GetString().ShouldBe("BC");
        detail.GetProperty("versions").GetArrayLength().ShouldBe(2);
        detail.GetProperty("decisions").EnumerateArray().Select(decision => decision.GetProperty("outcome").GetString()).ShouldBe(["assigned", "submitted"]);
        detail.GetProperty("deadline").GetProperty("text").GetString()!.ShouldContain("ngày làm việc");
    }

    [Fact]
    public async Task Returning_without_a_reason_is_refused_and_changes_nothing()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);

        foreach (var body in new object[] { new { }, new { reason = "" }, new { reason = "   " } })
            await (await _chain.ActAsync(Chain.Head, id, "return", body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "return.reason");

        (await _chain.WorkAsync(Chain.Head, dossierId)).ShouldBe(id);
    }

    [Fact]
    public async Task Work_of_somebody_else_is_not_found()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);

        await (await _chain.ActAsync(Chain.Deputy, id, "approve", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
        await (await (await _chain.AsAsync(Chain.Deputy)).GetAsync($"/api/work-items/{id}")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
    }

    [Fact]
    public async Task A_second_decision_is_told_who_decided_first()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var id = await _chain.WorkAsync(Chain.OtherOfficer, dossierId);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft());

        var problem = await (await _chain.ActAsync(Chain.OtherOfficer, id, "submit-draft", Chain.Draft())).ShouldBeProblemAsync(HttpStatusCode.Conflict, "work-item.decided");

        problem.GetProperty("detail").GetString()!.ShouldContain("Chuyên viên 1");
    }

    [Fact]
    public async Task A_decision_of_another_kind_is_refused()
    {
        var id = await _chain.WorkAsync(Chain.Head, await _chain.DraftedAsync());

        await (await _chain.ActAsync(Chain.Head, id, "sign", new { })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "work-item.other-kind");
        await (await _chain.ActAsync(Chain.Head, id, "reject", new { reason = "Không phù hợp." })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "reject.not-offered");
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_has_one_effect()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);
        var key = Guid.NewGuid().ToString();
        var first = await (await _chain.ActAsync(Chain.Head, id, "approve", new { comment = "Đồng ý." }, key, "\"0\"")).ShouldBeOkAsync();

        var second = await (await _chain.ActAsync(Chain.Head, id, "approve", new { comment = "Đồng ý." }, key, "\"0\"")).ShouldBeOkAsync();

        second.GetRawText().ShouldBe(first.GetRawText());
        var timeline = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/dossiers/{dossierId}/timeline");
        timeline.EnumerateArray().Count(line => line.GetProperty("action").GetString() == "approve.approved").ShouldBe(1);
    }

    [Fact]
    public async Task A_command_without_a_key_is_refused()
    {
        var id = await _chain.WorkAsync(Chain.Head, await _chain.DraftedAsync());
        var head = await _chain.AsAsync(Chain.Head);

        using var content = System.Net.Http.Json.JsonContent.Create(new { });
        var answer = await head.SendAsync(HttpMethod.Post, $"/api/work-items/{id}/approve", content, null, null);

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "idempotency-key.missing");
    }

    [Fact]
    public async Task A_decision_over_another_version_than_the_one_seen_is_refused()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);
        var seen = (await (await _chain.AsAsync(Chain.Head)).GetAsync($"/api/work-items/{id}")).Headers.ETag!.ToString();

        await (await _chain.ActAsync(Chain.Head, id, "approve", new { }, ifMatch: "\"99\"")).ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "etag.mismatch");
        await (await _chain.ActAsync(Chain.Head, id, "approve", new { }, ifMatch: seen)).ShouldBeOkAsync();
    }

    [Fact]
    public async Task Of_fifty_clicks_on_one_approval_one_wins()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);
        await _chain.AsAsync(Chain.Head);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _chain.ActAsync(Chain.Head, id, "approve", new { })));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        foreach (var lost in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            await lost.ShouldBeProblemAsync(HttpStatusCode.Conflict, "work-item.decided");
        var timeline = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/dossiers/{dossierId}/timeline");
        timeline.EnumerateArray().Count(line => line.GetProperty("action").GetString() == "approve.approved").ShouldBe(1);
    }

    [Fact]
    public async Task The_inbox_is_read_page_by_page()
    {
        await _chain.DraftedAsync();
        await _chain.DraftedAsync();
        var head = await _chain.AsAsync(Chain.Head);

        var first = await head.GetJsonAsync("/api/inbox?size=1");
        var second = await head.GetJsonAsync($"/api/inbox?size=1&after={first.GetProperty("next").GetString()}");

        WorkOf(second).ShouldNotBe(WorkOf(first));
        first.GetProperty("total").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        await (await head.GetAsync("/api/inbox?after=nowhere")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "cursor.invalid");
    }

    public void Dispose() => _chain.Dispose();

    private static Guid WorkOf(JsonElement page) => page.GetProperty("items")[0].GetProperty("work").GetProperty("workItemId").GetGuid();
}
