using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;
using LienThong.Activities.Registers;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence.Rows;

namespace LienThong.Activities.Tests.Approvals;

public sealed class DecisionTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Office office = new();

    private DecideWork Decide => office.Get<DecideWork>();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task To_somebody_else_the_item_is_not_there()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);

        var violation = await Should.ThrowAsync<RuleViolation>(Decide.ApproveAsync(People.Director, item.WorkItemId, null, Office.NewKey(), None));

        (violation.Code, violation.Kind).ShouldBe(("work-item.not-found", RuleKind.NotFound));
        (await office.ItemOf(People.UnitHead)).WorkItemId.ShouldBe(item.WorkItemId);
    }

    [Fact]
    public async Task Somebody_elses_draft_leaves_no_file()
    {
        await office.ToDraftAsync();
        var item = await office.ItemOf(People.Officer);
        var before = FileCount();

        var violation = await Should.ThrowAsync<RuleViolation>(
            office.Get<SubmitDraft>().RunAsync(People.ClerkOfFinance, item.WorkItemId, Letters.Reply, null, Office.NewKey(), None));

        violation.Code.ShouldBe("work-item.not-found");
        FileCount().ShouldBe(before);
    }

    [Fact]
    public async Task A_step_is_not_done_by_another_steps_action()
    {
        await office.ToSignatureAsync();
        var item = await office.ItemOf(People.Deputy);

        (await Should.ThrowAsync<RuleViolation>(Decide.ApproveAsync(People.Deputy, item.WorkItemId, null, Office.NewKey(), None))).Code
            .ShouldBe("work-item.other-kind");
    }

    [Fact]
    public async Task The_second_decision_is_told_who_decided_and_when()
    {
        await office.ToReviewAsync();
        var item = await office.ItemOf(People.SecondDeputy);
        await office.ApproveAsync(People.Deputy);

        var violation = await Should.ThrowAsync<RuleViolation>(Decide.ApproveAsync(People.SecondDeputy, item.WorkItemId, null, Office.NewKey(), None));

        (violation.Code, violation.Kind).ShouldBe(("work-item.decided", RuleKind.Conflict));
        violation.Message.ShouldContain("Phó Giám đốc 1 Sở KH&CN");
        violation.Message.ShouldContain("24/01/2024 08:35");
    }

    [Fact]
    public async Task An_item_that_one_candidate_did_leaves_the_inbox_of_the_other()
    {
        await office.ToReviewAsync();
        (await office.InboxOf(People.SecondDeputy)).Count.ShouldBe(1);

        await office.ApproveAsync(People.Deputy);

        (await office.InboxOf(People.SecondDeputy)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_fifty_simultaneous_approvals_by_one_person_one_wins()
    {
        await office.ToInitialAsync();

        await Races.OneWinsAsync(office, People.UnitHead);
    }

    [Fact]
    public async Task Of_fifty_simultaneous_approvals_by_two_candidates_one_wins()
    {
        await office.ToReviewAsync();

        await Races.OneWinsAsync(office, People.Deputy, People.SecondDeputy);
    }

    [Fact]
    public async Task Of_approvals_and_returns_at_once_one_wins()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => Races.OutcomeAsync(() => n % 2 == 0
            ? Decide.ApproveAsync(People.UnitHead, item.WorkItemId, null, Office.NewKey(), None)
            : Decide.ReturnAsync(People.UnitHead, item.WorkItemId, WorkKinds.Approve, "Bổ sung số liệu", Office.NewKey(), None)))));

        outcomes.Count(o => o is WorkOutcomes.Approved or WorkOutcomes.Returned).ShouldBe(1);
        outcomes.Count(o => o == "work-item.decided").ShouldBe(19);
        (await office.AllAsync<WorkItem>()).Count(i => i.State == WorkItemState.Open && i.BookmarkId != null).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_again_gives_the_same_answer_and_has_one_effect()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        var first = await Decide.ApproveAsync(People.UnitHead, item.WorkItemId, null, "khoa-1", None);
        office.Clock.Now = office.Clock.Now.AddMinutes(5);

        var second = await Decide.ApproveAsync(People.UnitHead, item.WorkItemId, null, "khoa-1", None);

        second.ShouldBe(first);
        (await office.AllAsync<WorkItem>()).Count(i => i.ActivityId == "duyet").ShouldBe(1);
        (await office.AllAsync<JournalRow>()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_same_key_fifty_times_at_once_gives_fifty_times_the_same_answer()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() =>
            Decide.ApproveAsync(People.UnitHead, item.WorkItemId, null, "khoa-1", None))));

        answers.Distinct().Count().ShouldBe(1);
        (await office.AllAsync<WorkItem>()).Count(i => i.ActivityId == "duyet").ShouldBe(1);
    }

    [Fact]
    public async Task Registering_again_with_the_same_key_takes_no_second_number()
    {
        var first = await office.RegisterAsync(key: "khoa-1");

        var second = await office.RegisterAsync(key: "khoa-1");

        second.ShouldBe(first);
        (await office.AllAsync<RegisterEntry>()).Count.ShouldBe(1);
        (await office.AllAsync<InstanceRow>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Issuing_again_with_the_same_key_takes_no_second_number()
    {
        await office.ToNumberAsync();
        var item = await office.ItemOf(People.Clerk);
        var first = await office.Get<GiveNumber>().IssueAsync(People.Clerk, item.WorkItemId, null, "khoa-1", None);

        var second = await office.Get<GiveNumber>().IssueAsync(People.Clerk, item.WorkItemId, null, "khoa-1", None);

        second.ShouldBe(first);
        (await office.AllAsync<Register>()).Single(r => r.Kind == RegisterKind.Outgoing && r.AgencyId == DemoOrganisation.SoKhcn).LastNumber.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_of_one_thing_is_refused_for_another()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await Decide.ApproveAsync(People.UnitHead, item.WorkItemId, null, "khoa-1", None);

        var violation = await Should.ThrowAsync<RuleViolation>(
            Decide.ReturnAsync(People.UnitHead, item.WorkItemId, WorkKinds.Approve, "Bổ sung số liệu", "khoa-1", None));

        violation.Code.ShouldBe("idempotency-key.reused");
    }

    [Fact]
    public async Task A_key_that_approved_one_item_does_not_answer_for_another()
    {
        await office.ToInitialAsync();
        var first = await office.ItemOf(People.UnitHead);
        await Decide.ApproveAsync(People.UnitHead, first.WorkItemId, null, "khoa-1", None);
        await office.RegisterAsync(Letters.Incoming with { Number = "452" });
        await office.InstructAsync();
        await office.SubmitDraftAsync();
        var second = await office.ItemOf(People.UnitHead);

        var violation = await Should.ThrowAsync<RuleViolation>(Decide.ApproveAsync(People.UnitHead, second.WorkItemId, null, "khoa-1", None));

        violation.Code.ShouldBe("idempotency-key.reused");
        (await office.ItemOf(People.UnitHead)).WorkItemId.ShouldBe(second.WorkItemId);
    }

    private int FileCount() => Directory.GetFiles(office.FileFolder, "*", SearchOption.AllDirectories).Length;

    [Fact]
    public async Task A_key_sent_again_with_another_content_is_refused_and_nothing_is_done()
    {
        await office.RegisterAsync(key: "one-key-two-letters");

        var violation = await Should.ThrowAsync<RuleViolation>(office.RegisterAsync(Letters.Incoming with { Number = "452" }, "one-key-two-letters"));

        violation.Code.ShouldBe("idempotency-key.reused");
        (await office.AllAsync<IncomingDocument>()).ShouldHaveSingleItem().Number.ShouldBe("451");
    }
}
