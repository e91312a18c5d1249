using System.Text;
using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;

namespace LienThong.Activities.Tests.Approvals;

public sealed class ReturnTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task What_the_unit_head_returns_goes_back_to_the_same_drafter()
    {
        await office.ToInitialAsync();

        await office.ReturnAsync(People.UnitHead);

        var item = await office.ItemOf(People.Officer);
        (item.Kind, item.Round, item.Offered, item.SentByAs).ShouldBe((WorkKinds.Draft, 2, false, "Trưởng phòng - Phòng Quản lý Khoa học"));
        (await office.InboxOf(People.SecondOfficer)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_deputy_director_returns_goes_back_to_the_same_drafter()
    {
        await office.ToReviewAsync();

        await office.ReturnAsync(People.Deputy);

        var item = await office.ItemOf(People.Officer);
        (item.Kind, item.Round).ShouldBe((WorkKinds.Draft, 2));
    }

    [Fact]
    public async Task What_the_signer_returns_goes_back_to_the_same_drafter()
    {
        await office.ToSignatureAsync();

        await office.ReturnAsync(People.Deputy, kind: WorkKinds.Sign);

        (await office.ItemOf(People.Officer)).Round.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_return_the_same_deputy_director_reviews_again()
    {
        await office.ToReviewAsync();
        await office.ReturnAsync(People.SecondDeputy);
        await office.SubmitDraftAsync();

        await office.ApproveAsync(People.UnitHead);

        (await office.ItemOf(People.SecondDeputy)).Round.ShouldBe(2);
        (await office.InboxOf(People.Deputy)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_third_round_ends_like_the_first()
    {
        await office.ToInitialAsync();
        await office.ReturnAsync(People.UnitHead);
        await office.SubmitDraftAsync();
        await office.ApproveAsync(People.UnitHead);
        await office.ReturnAsync(People.Deputy);
        (await office.ItemOf(People.Officer)).Round.ShouldBe(3);

        await office.SubmitDraftAsync();
        await office.ApproveAsync(People.UnitHead);
        await office.ApproveAsync(People.Deputy);

        (await office.ItemOf(People.Deputy)).Kind.ShouldBe(WorkKinds.Sign);
        (await office.OpenIncidentsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_round_leaves_its_version_and_its_decision()
    {
        await office.ToInitialAsync();
        await office.ReturnAsync(People.UnitHead, "Nêu rõ nguyên nhân chậm");

        await office.SubmitDraftAsync(content: Letters.Reply with { Body = Letters.Reply.Body + "\nIII. PHƯƠNG HƯỚNG\nSở tiếp tục đôn đốc các đơn vị." });

        (await office.AllAsync<DocumentVersion>()).Select(v => v.VersionNo).Order().ShouldBe([1, 2]);
        (await office.AllAsync<DocumentVersion>()).Select(v => v.FileHash).Distinct().Count().ShouldBe(2);
        var returned = (await office.AllAsync<WorkItem>()).Single(i => i.Outcome == WorkOutcomes.Returned);
        (returned.DecidedBy, returned.DecidedAs, returned.Comment).ShouldBe((People.UnitHead, "Trưởng phòng - Phòng Quản lý Khoa học", "Nêu rõ nguyên nhân chậm"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public async Task A_return_without_a_reason_is_refused(string? reason)
    {
        await office.ToInitialAsync();

        var violation = await Should.ThrowAsync<RuleViolation>(office.ReturnAsync(People.UnitHead, reason));

        (violation.Code, violation.Kind).ShouldBe(("return.reason", RuleKind.Invalid));
        (await office.ItemOf(People.UnitHead)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task The_drafter_is_told_who_rejected_and_why_however_long_the_subject_is()
    {
        await office.WriteAsync(session => office.Get<DefinitionStore>().PublishAsync(session, WithRejection(), "Quản trị viên", "Cho phép từ chối", CancellationToken.None));
        await office.ToDraftAsync();
        await office.SubmitDraftAsync(content: Letters.Reply with { Subject = string.Concat(Enumerable.Repeat("kế hoạch ", 50)).Trim() });
        var item = await office.ItemOf(People.UnitHead);
        var reason = string.Concat(Enumerable.Repeat("Việc này thuộc đơn vị khác. ", 25)).Trim();

        await office.Get<DecideWork>().RejectAsync(People.UnitHead, item.WorkItemId, reason, Office.NewKey(), CancellationToken.None);
        await office.DeliverOutboxAsync();

        var head = (await office.AllAsync<Person>()).Single(person => person.Id == People.UnitHead).FullName;
        var notice = (await office.AllAsync<Notification>()).Single(notice => notice.PersonId == People.Officer && notice.Text.Contains("từ chối", StringComparison.Ordinal));
        notice.Text.ShouldStartWith($"{head} (");
        notice.Text.ShouldContain($"{reason} Văn bản: kế hoạch");
    }

    [Fact]
    public async Task A_step_that_may_only_return_refuses_a_rejection()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);

        var violation = await Should.ThrowAsync<RuleViolation>(
            office.Get<DecideWork>().RejectAsync(People.UnitHead, item.WorkItemId, "Không cần trả lời", Office.NewKey(), CancellationToken.None));

        violation.Code.ShouldBe("reject.not-offered");
    }

    // The usual procedure, with a rejection that ends the dossier.
    private static byte[] WithRejection()
    {
        var root = JsonNode.Parse(Office.Procedure())!.AsObject(); // the file is an object
        var step = root["root"]!["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == "ky-nhay")!.AsObject(); // the file has it
        step["allowReject"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = true } };
        root["root"]!["connections"]!.AsArray().Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = "ky-nhay", ["port"] = "Rejected" },
            ["target"] = new JsonObject { ["activity"] = "dong-tra-lai", ["port"] = "In" },
        });
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }
}
