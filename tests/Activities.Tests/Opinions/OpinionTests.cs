using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Checks;
using LienThong.Activities.Delegations;
using LienThong.Activities.Documents;
using LienThong.Activities.Opinions;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Opinions;

public sealed class OpinionTests : IAsyncLifetime
{
    private static readonly Guid FinanceUnit = DemoOrganisation.UnitId("SKHCN", "KHTC");
    private static readonly Guid FinanceHead = DemoOrganisation.PersonId("SKHCN", "KHTC", PositionCodes.UnitHead);

    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Who_is_asked_answers_and_the_asker_keeps_his_step()
    {
        await office.ToReviewAsync();
        var mine = await office.ItemOf(People.Deputy);
        var asked = await AskAsync(mine.WorkItemId, new OpinionRequest { PersonIds = [People.ChiefOfOffice], Question = "Số liệu đã khớp chưa?" });

        var item = await office.ItemOf(People.ChiefOfOffice);
        (item.Kind, item.Title, item.WorkItemId).ShouldBe((WorkKinds.Opinion, "Cho ý kiến", asked.WorkItemIds.Single()));
        await GiveAsync(People.ChiefOfOffice, item.WorkItemId, WorkKinds.Opinion, "Đã đối chiếu, khớp.", GiveOpinion.Yes);

        (await office.InboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
        (await office.ItemOf(People.Deputy)).RowVersion.ShouldBe(asked.RowVersion);
        var detail = await ReadAsync(People.Deputy, mine.WorkItemId);
        var request = detail.Requests.ShouldHaveSingleItem();
        (request.State, request.Agrees, request.Answer).ShouldBe((WorkItemState.Done, "yes", "Đã đối chiếu, khớp."));
        detail.Comments.ShouldContain(comment => comment.Text == "Đã đối chiếu, khớp.");
        await AllIsWellAsync();
    }

    [Fact]
    public async Task Deciding_withdraws_what_is_still_open_and_a_recall_asks_again()
    {
        await office.ToReviewAsync();
        await AskAsync((await office.ItemOf(People.Deputy)).WorkItemId, new OpinionRequest { PersonIds = [People.ChiefOfOffice], Question = "Ý kiến?" });

        var decided = await office.ApproveAsync(People.Deputy);
        (await office.InboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
        await AllIsWellAsync();
        await office.Get<RecallWork>().RunAsync(People.Deputy, decided.WorkItemId, null, Office.NewKey(), CancellationToken.None);

        (await office.ItemOf(People.ChiefOfOffice)).Kind.ShouldBe(WorkKinds.Opinion);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task Nobody_is_asked_twice_and_nobody_asks_himself_or_another_agency()
    {
        await office.ToReviewAsync();
        var mine = (await office.ItemOf(People.Deputy)).WorkItemId;
        await AskAsync(mine, new OpinionRequest { PersonIds = [People.ChiefOfOffice], Question = "Ý kiến?" });

        (await CodeAsync(mine, [People.ChiefOfOffice])).ShouldBe("opinion.twice");
        (await CodeAsync(mine, [People.Deputy])).ShouldBe("opinion.person");
        (await CodeAsync(mine, [People.ClerkOfFinance])).ShouldBe("opinion.person");
        (await CodeAsync(mine, [])).ShouldBe("opinion.nobody");
    }

    [Fact]
    public async Task The_head_of_a_cooperating_unit_answers_beside_the_chain_and_its_task_is_done()
    {
        await office.ToDraftAsync();
        var item = await office.ItemOf(FinanceHead);
        (item.Kind, item.Title).ShouldBe((WorkKinds.Cooperate, "Phối hợp"));
        (await ReadAsync(FinanceHead, item.WorkItemId)).Asked!.Question.ShouldBe(Letters.Instruction.Text);

        await GiveAsync(FinanceHead, item.WorkItemId, WorkKinds.Cooperate, "Phòng thống nhất phần kinh phí.", null);

        (await office.AllAsync<AssignedTask>()).Single(task => task.UnitId == FinanceUnit).State.ShouldBe(TaskState.Done);
        (await office.ItemOf(People.Officer)).Kind.ShouldBe(WorkKinds.Draft);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task A_cooperation_nobody_answered_ends_with_the_dossier()
    {
        await office.ToCloseAsync();

        (await office.InboxOf(FinanceHead)).ShouldBeEmpty();
        (await office.DossierAsync()).State.ShouldBe(DossierState.Closed);
        await AllIsWellAsync();
    }

    [Fact]
    public async Task Of_two_answers_at_once_one_counts()
    {
        await office.ToDraftAsync();
        var item = await office.ItemOf(FinanceHead);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(async () =>
        {
            try
            {
                return (await GiveAsync(FinanceHead, item.WorkItemId, WorkKinds.Cooperate, $"Ý kiến {n}", null)).Outcome;
            }
            catch (RuleViolation violation)
            {
                return violation.Code;
            }
        })));

        outcomes.Count(outcome => outcome == WorkOutcomes.Given).ShouldBe(1);
        outcomes.Count(outcome => outcome == "work-item.decided").ShouldBe(9);
        (await office.AllAsync<Comment>()).Count.ShouldBe(1);
    }

    private Task<Asked> AskAsync(Guid workItemId, OpinionRequest request) =>
        office.Get<AskOpinion>().RunAsync(People.Deputy, workItemId, WorkKinds.Approve, request, Office.NewKey(), CancellationToken.None);

    private async Task<string> CodeAsync(Guid workItemId, Guid[] people) =>
        (await Should.ThrowAsync<RuleViolation>(AskAsync(workItemId, new OpinionRequest { PersonIds = people, Question = "Ý kiến?" }))).Code;

    private Task<Decided> GiveAsync(Guid person, Guid workItemId, string kind, string text, string? agrees) =>
        office.Get<GiveOpinion>().RunAsync(person, workItemId, kind, text, agrees, Office.NewKey(), CancellationToken.None);

    private Task<WorkItemDetail> ReadAsync(Guid person, Guid workItemId) => office.ReadAsync(async context => await WorkItemQuery.ReadAsync(
        context, workItemId, Reach.Own(person, [DemoOrganisation.SoKhcn]), await office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None), new DateOnly(2024, 1, 24), CancellationToken.None));

    private async Task AllIsWellAsync() => (await office.Get<InvariantChecker>().RunAsync(FileReading.Existence, CancellationToken.None)).ShouldBeEmpty();
}
