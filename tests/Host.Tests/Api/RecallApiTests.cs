using System.Net;
using System.Text.Json;
using LienThong.Activities.Agencies;

namespace LienThong.Host.Tests.Api;

/// <summary>What people do beside the plain decision: recall, ask, extend, comment, approve together.</summary>
[Collection(SharedApp.Name)]
public sealed class RecallApiTests(LienThongApp app) : IDisposable
{
    private const string UnitHead = "truong-don-vi1.qlcn.skhcn@example.vn";
    private static readonly Guid UnitHeadId = DemoOrganisation.PersonId("SKHCN", "QLCN", PositionCodes.UnitHead);

    private readonly Chain _chain = new(app);

    [Fact]
    public async Task A_decision_says_that_it_can_be_recalled_and_the_recall_opens_it_again()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);
        var decided = await (await _chain.ActAsync(Chain.Head, id, "approve", new { })).ShouldBeOkAsync();
        decided.GetProperty("canRecall").GetBoolean().ShouldBeTrue();
        decided.GetProperty("recallUntil").GetString()!.ShouldContain("Thu hồi được đến khi");
        (await DetailAsync(Chain.Head, id)).GetProperty("recall").GetProperty("possible").GetBoolean().ShouldBeTrue();

        var recalled = await (await _chain.ActAsync(Chain.Head, id, "recall", new { reason = "Xem lại số liệu" })).ShouldBeOkAsync();

        var detail = await DetailAsync(Chain.Head, id);
        detail.GetProperty("item").GetProperty("state").GetString().ShouldBe("open");
        detail.GetProperty("item").GetProperty("rowVersion").GetInt32().ShouldBe(recalled.GetProperty("rowVersion").GetInt32());
        (await _chain.WorkAsync(Chain.Head, dossierId)).ShouldBe(id);
    }

    [Fact]
    public async Task A_recall_after_the_next_one_acted_says_who_and_when()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);
        await (await _chain.ActAsync(Chain.Head, id, "approve", new { })).ShouldBeOkAsync();
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });

        var problem = await (await _chain.ActAsync(Chain.Head, id, "recall", new { })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "recall.acted");

        problem.GetProperty("detail").GetString()!.ShouldContain("Phó Giám đốc 1");
        var recall = (await DetailAsync(Chain.Head, id)).GetProperty("recall");
        (recall.GetProperty("possible").GetBoolean(), recall.GetProperty("because").GetString()).ShouldBe((false, problem.GetProperty("detail").GetString()));
        await (await _chain.ActAsync(Chain.Director, id, "recall", new { })).ShouldBeProblemAsync(HttpStatusCode.NotFound, "work-item.not-found");
    }

    [Fact]
    public async Task An_opinion_is_asked_read_in_the_dossier_and_given()
    {
        var dossierId = await _chain.DraftedAsync();
        var id = await _chain.WorkAsync(Chain.Head, dossierId);
        await (await _chain.ActAsync(Chain.Head, id, "opinions", new { question = "" })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "opinion.question");

        var asked = await (await _chain.ActAsync(Chain.Head, id, "opinions", new { question = "Có thống nhất không?", personIds = new[] { UnitHeadId } })).ShouldBeOkAsync();

        var opinion = asked.GetProperty("workItemIds")[0].GetGuid();
        (await DetailAsync(UnitHead, opinion)).GetProperty("asked").GetProperty("question").GetString().ShouldBe("Có thống nhất không?");
        await (await _chain.ActAsync(UnitHead, opinion, "give-opinion", new { text = "Chưa rõ căn cứ." })).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "opinion.agrees");
        await (await _chain.ActAsync(UnitHead, opinion, "give-opinion", new { text = "Chưa rõ căn cứ.", agrees = "no" })).ShouldBeOkAsync();
        var line = await ReviewAsync(Chain.Head, id);
        line.GetProperty("risks").EnumerateArray().Select(risk => risk.GetProperty("code").GetString()).ShouldContain("opinion.against");
        (await DetailAsync(Chain.Head, id)).GetProperty("requests")[0].GetProperty("agrees").GetString().ShouldBe("no");
    }

    [Fact]
    public async Task More_time_is_asked_for_and_granted()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var id = await _chain.WorkAsync(Chain.Officer, dossierId);
        var first = (await DetailAsync(Chain.Officer, id)).GetProperty("deadline").GetProperty("dueOn");
        (await (await _chain.AsAsync(Chain.Officer)).GetJsonAsync($"/api/dossiers/{dossierId}")).GetProperty("extensions").GetArrayLength().ShouldBe(0);
        var due = first.GetDateTime().AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var asked = await (await _chain.ActAsync(Chain.Officer, id, "extensions", new { dueOn = due, reason = "Chờ số liệu" })).ShouldBeOkAsync();
        await (await _chain.ActAsync(Chain.Director, asked.GetProperty("workItemIds")[0].GetGuid(), "grant-extension", new { })).ShouldBeOkAsync();

        var deadline = (await DetailAsync(Chain.Officer, id)).GetProperty("deadline");
        (deadline.GetProperty("dueOn").GetString(), deadline.GetProperty("firstDueOn").GetString()).ShouldBe((due, first.GetString()));
        var dossier = await (await _chain.AsAsync(Chain.Officer)).GetJsonAsync($"/api/dossiers/{dossierId}");
        dossier.GetProperty("firstDueOn").GetString().ShouldBe(first.GetString());
        var extension = dossier.GetProperty("extensions")[0];
        (extension.GetProperty("dueOn").GetString(), extension.GetProperty("reason").GetString()).ShouldBe((due, "Chờ số liệu"));
        extension.GetProperty("by").GetString()!.ShouldContain("Giám đốc");
        await (await (await _chain.AsAsync(Chain.Officer)).PostAsync($"/api/dossiers/{dossierId}/deadline", new { dueOn = due, reason = "Tự gia hạn" }))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "deadline.not-yours");
    }

    [Fact]
    public async Task A_comment_is_answered_and_marked_as_taken_up()
    {
        var dossierId = await _chain.DraftedAsync();
        var head = await _chain.AsAsync(Chain.Head);
        var first = await (await head.PostAsync($"/api/dossiers/{dossierId}/comments", new { text = "Sửa mục 2." })).JsonAsync();
        var officer = await _chain.AsAsync(Chain.Officer);
        (await officer.PostAsync($"/api/dossiers/{dossierId}/comments", new { text = "Đã sửa.", replyTo = first.GetProperty("id").GetGuid() })).StatusCode.ShouldBe(HttpStatusCode.Created);

        var refused = await officer.PostAsync($"/api/dossiers/{dossierId}/comments/{first.GetProperty("id").GetGuid()}/resolve", new { });
        await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "comment.not-yours");
        (await head.PostAsync($"/api/dossiers/{dossierId}/comments/{first.GetProperty("id").GetGuid()}/resolve", new { })).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var comments = await head.GetJsonAsync($"/api/dossiers/{dossierId}/comments");
        comments[0].GetProperty("resolvedBy").GetString().ShouldNotBeNull();
        comments[1].GetProperty("replyTo").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        // The head has the draft before him, the officer has passed it on and wrote only the answer.
        comments.EnumerateArray().Select(comment => comment.GetProperty("mayResolve").GetBoolean()).ShouldBe([true, true]);
        (await officer.GetJsonAsync($"/api/dossiers/{dossierId}/comments")).EnumerateArray().Select(comment => comment.GetProperty("mayResolve").GetBoolean()).ShouldBe([false, true]);
        (await DetailAsync(Chain.Head, await _chain.WorkAsync(Chain.Head, dossierId))).GetProperty("comments")[0].GetProperty("mayResolve").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Approving_together_answers_for_each_and_one_refusal_stops_no_other()
    {
        var (one, two) = (await _chain.DraftedAsync(), await _chain.DraftedAsync());
        var items = new[] { await _chain.WorkAsync(Chain.Head, one), await _chain.WorkAsync(Chain.Head, two) };
        var lines = new[] { await ReviewAsync(Chain.Head, items[0]), await ReviewAsync(Chain.Head, items[1]) };
        lines.ShouldAllBe(line => line.GetProperty("excluded").ValueKind == JsonValueKind.Null);
        var body = new { items = new object[] { new { id = items[0], rowVersion = lines[0].GetProperty("rowVersion").GetInt32() }, new { id = items[1], rowVersion = 77 }, new { id = Guid.NewGuid(), rowVersion = 0 } } };
        var (head, key) = (await _chain.AsAsync(Chain.Head), Guid.NewGuid().ToString());

        var first = await (await head.PostAsync("/api/inbox/approve", body, key)).ShouldBeOkAsync();
        var second = await (await head.PostAsync("/api/inbox/approve", body, key)).ShouldBeOkAsync();

        var results = first.GetProperty("results").EnumerateArray().ToList();
        results.Select(result => result.GetProperty("approved").GetBoolean()).ShouldBe([true, false, false]);
        results.Select(result => result.GetProperty("code").GetString()).ShouldBe([null, "work-item.changed", "work-item.not-found"]);
        second.GetRawText().ShouldBe(first.GetRawText());
        (await _chain.WorkAsync(Chain.Head, two)).ShouldBe(items[1]);
        (await ReviewAsync(Chain.Head, items[0])).GetProperty("excluded").GetProperty("code").GetString().ShouldBe("work-item.decided");
    }

    [Fact]
    public async Task A_signature_is_never_given_in_bulk()
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
        var id = await _chain.WorkAsync(Chain.Deputy, dossierId);

        var line = await ReviewAsync(Chain.Deputy, id);
        var answer = await (await (await _chain.AsAsync(Chain.Deputy)).PostAsync("/api/inbox/approve", new { items = new[] { new { id, rowVersion = line.GetProperty("rowVersion").GetInt32() } } })).ShouldBeOkAsync();

        line.GetProperty("excluded").GetProperty("code").GetString().ShouldBe("bulk.sign");
        answer.GetProperty("results")[0].GetProperty("code").GetString().ShouldBe("bulk.sign");
    }

    [Fact]
    public async Task Phrases_are_kept_by_the_office_and_offered_behind_ones_own()
    {
        var reason = $"Bổ sung căn cứ {Guid.NewGuid():N}";
        var id = await _chain.WorkAsync(Chain.Head, await _chain.DraftedAsync());
        await (await _chain.ActAsync(Chain.Head, id, "return", new { reason })).ShouldBeOkAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var text = $"Rà soát thể thức {Guid.NewGuid():N}";

        var added = await (await clerk.PostAsync("/api/phrases", new { kind = "return", text })).JsonAsync();
        await (await clerk.PostAsync("/api/phrases", new { kind = "return", text })).ShouldBeProblemAsync(HttpStatusCode.Conflict, "phrase.twice");
        await (await (await _chain.AsAsync(Chain.Officer)).PostAsync("/api/phrases", new { kind = "return", text = "Khác" })).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "phrase.not-yours");

        var offered = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync("/api/phrases?kind=return");
        offered.GetProperty("own")[0].GetString().ShouldBe(reason);
        var row = offered.GetProperty("shared").EnumerateArray().Single(phrase => phrase.GetProperty("text").GetString() == text);
        var path = $"/api/phrases/{added.GetProperty("id").GetGuid()}";
        await (await clerk.PutAsync(path, new { text = text + "!", order = 2 }, ifMatch: $"\"{row.GetProperty("rowVersion").GetInt32()}\"")).ShouldBeOkAsync();
        (await clerk.SendAsync(HttpMethod.Delete, path, null, Guid.NewGuid().ToString(), "\"1\"")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await clerk.GetAsync("/api/phrases?kind=khac")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "phrase.kind");
    }

    private async Task<JsonElement> DetailAsync(string userName, Guid id) => await (await _chain.AsAsync(userName)).GetJsonAsync($"/api/work-items/{id}");

    private async Task<JsonElement> ReviewAsync(string userName, Guid id) =>
        (await (await (await _chain.AsAsync(userName)).PostAsync("/api/inbox/review", new { workItemIds = new[] { id } })).ShouldBeOkAsync()).GetProperty("lines")[0];

    public void Dispose() => _chain.Dispose();
}
