using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Persistence;

namespace LienThong.Activities.Tests.Work;

public sealed class HandOverTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Work_goes_to_the_colleague_with_the_reason_in_the_history()
    {
        var received = await office.ToDraftAsync();
        var item = (await office.InboxOf(People.Officer)).ShouldHaveSingleItem();

        await HandOverAsync(People.Officer, item.WorkItemId, People.SecondOfficer, "Đang nghỉ phép");

        (await office.InboxOf(People.Officer)).ShouldBeEmpty();
        (await office.AllAsync<WorkItemCandidate>()).ShouldBeEmpty();
        (await office.ItemOf(People.SecondOfficer)).WorkItemId.ShouldBe(item.WorkItemId);
        var line = (await office.ReadAsync(context => Timeline.ReadAsync(context, received.DossierId, CancellationToken.None))).Single(l => l.Action == "work-item.handed-over");
        (line.What, line.Detail!.Contains("Đang nghỉ phép")).ShouldBe(("Chuyển xử lý", true));
        await office.SubmitDraftAsync(People.SecondOfficer);
    }

    [Fact]
    public async Task Both_are_told()
    {
        await office.ToReviewAsync();
        await office.DeliverOutboxAsync();
        var before = await office.AllAsync<Notification>();
        var item = await office.ItemOf(People.Deputy);

        await HandOverAsync(People.Deputy, item.WorkItemId, People.SecondDeputy, "Không phụ trách lĩnh vực này");
        await office.DeliverOutboxAsync();

        var told = (await office.AllAsync<Notification>()).Where(n => before.All(b => b.Id != n.Id)).Select(n => n.PersonId);
        told.ShouldBe([People.Deputy, People.SecondDeputy], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_has_left_the_position_hands_nothing_of_it_over()
    {
        await office.ToInitialAsync();
        await office.AppointAsync(People.UnitHead, "SKHCN", "KHTC", PositionCodes.Officer);
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);

        (await RefusedAsync(People.UnitHead, People.Director)).ShouldBe(("work-item.moved", RuleKind.Conflict));
    }

    [Fact]
    public async Task Who_has_left_the_agency_sees_nothing_of_what_lay_before_him()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await office.AppointAsync(People.UnitHead, "STC", "VP", PositionCodes.Officer);
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);

        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        var violation = await Should.ThrowAsync<RuleViolation>(() => office.ReadAsync(
            async context => await WorkItemQuery.OwnAsync(context, item.WorkItemId, await office.ReachOf(context, People.UnitHead), CancellationToken.None)));
        violation.Code.ShouldBe("work-item.not-found");
    }

    [Fact]
    public async Task What_the_successor_is_writing_is_not_shown_to_who_handed_it_over()
    {
        await office.ToDraftAsync();
        var item = await office.ItemOf(People.Officer);
        await HandOverAsync(People.Officer, item.WorkItemId, People.SecondOfficer, "Đang nghỉ phép");
        await office.WriteAsync(async session => await WorkingCopies.SaveAsync(
            session, item.WorkItemId, await office.ReachOf(session.Context, People.SecondOfficer), Letters.Reply, 0, CancellationToken.None));

        (await CopyAsync(People.SecondOfficer)).ShouldNotBeNull();
        (await CopyAsync(People.Officer)).ShouldBeNull();

        Task<WorkingCopy?> CopyAsync(Guid person) => office.ReadAsync(
            async context => await WorkingCopies.FindAsync(context, item.WorkItemId, await office.ReachOf(context, person), CancellationToken.None));
    }

    [Fact]
    public async Task A_reason_is_asked_for()
    {
        await office.ToReviewAsync();
        (await RefusedAsync(People.Deputy, People.SecondDeputy, " ")).ShouldBe(("hand-over.reason", RuleKind.Invalid));
    }

    [Fact]
    public async Task Another_agency_is_refused()
    {
        await office.ToReviewAsync();
        (await RefusedAsync(People.Deputy, People.ClerkOfFinance)).ShouldBe(("hand-over.person", RuleKind.Invalid));
    }

    [Fact]
    public async Task Who_did_an_excluded_step_is_refused()
    {
        await office.ToReviewAsync();
        (await RefusedAsync(People.Deputy, People.UnitHead)).ShouldBe(("work-item.four-eyes", RuleKind.Forbidden));
    }

    [Fact]
    public async Task A_signature_is_handed_only_to_who_may_sign()
    {
        await office.ToSignatureAsync();

        (await RefusedAsync(People.Deputy, People.ChiefOfOffice)).ShouldBe(("hand-over.not-competent", RuleKind.Forbidden));
        (await RefusedAsync(People.Deputy, People.SecondOfficer)).ShouldBe(("hand-over.not-competent", RuleKind.Forbidden));
        await HandOverAsync(People.Deputy, (await office.ItemOf(People.Deputy)).WorkItemId, People.Director, "Trình Giám đốc ký");
        await office.SignAsync(People.Director);
        (await office.OutgoingAsync()).SignerAuthority.ShouldBeNull();
    }

    [Fact]
    public async Task A_number_is_handed_only_to_a_clerk()
    {
        await office.ToNumberAsync();

        (await RefusedAsync(People.Clerk, People.Director)).ShouldBe(("hand-over.not-competent", RuleKind.Forbidden));
        await HandOverAsync(People.Clerk, (await office.ItemOf(People.Clerk)).WorkItemId, People.SecondClerk, "Đổi ca trực");
    }

    [Fact]
    public async Task Candidates_are_those_who_would_not_be_refused()
    {
        await office.ToSignatureAsync();
        var item = (await office.AllAsync<WorkItem>()).Single(i => i.State == WorkItemState.Open && i.BookmarkId != null);
        var organisation = await office.ReadAsync(context => office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None));

        var found = HandOver.Candidates(organisation, item, null, new DateOnly(2024, 1, 24)).Select(p => p.Id).ToList();

        found.ShouldBe([People.SecondDeputy, People.Director]);
        HandOver.Candidates(organisation, item, "giam doc 2", new DateOnly(2024, 1, 24)).ShouldHaveSingleItem().Id.ShouldBe(People.SecondDeputy);
    }

    [Fact]
    public async Task Two_racing_hand_overs_have_one_winner()
    {
        await office.ToReviewAsync();
        var item = await office.ItemOf(People.Deputy);

        var outcomes = await Task.WhenAll(new[] { People.SecondDeputy, People.Director }.Select(to => Task.Run(() => OutcomeAsync(() => HandOverAsync(People.Deputy, item.WorkItemId, to, "Bận")))));

        outcomes.ShouldBe(["ok", "work-item.handed-over"], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_handed_it_over_is_told_to_whom_when_he_decides()
    {
        await office.ToReviewAsync();
        var item = await office.ItemOf(People.Deputy);
        await HandOverAsync(People.Deputy, item.WorkItemId, People.Director, "Bận");

        var violation = await Should.ThrowAsync<RuleViolation>(office.Get<DecideWork>().ApproveAsync(People.Deputy, item.WorkItemId, null, Office.NewKey(), CancellationToken.None));

        violation.Code.ShouldBe("work-item.handed-over");
        violation.Message.ShouldContain("Giám đốc");
    }

    [Fact]
    public async Task An_administrator_moves_work_of_anybody_but_only_the_version_he_saw()
    {
        await office.ToReviewAsync();
        var item = await office.ItemOf(People.Deputy);
        var administrator = new Actor(null, "Quản trị viên");

        var moved = await office.WriteAsync(session => office.Get<HandOver>().ReassignAsync(
            session, item.WorkItemId, People.SecondDeputy, "Đã chuyển công tác", administrator, version => MustBe(version, item.RowVersion), CancellationToken.None));

        moved.RowVersion.ShouldBe(item.RowVersion + 1);
        (await office.ItemOf(People.SecondDeputy)).RowVersion.ShouldBe(moved.RowVersion);
        await Should.ThrowAsync<StaleRowException>(() => office.WriteAsync(session => office.Get<HandOver>().ReassignAsync(
            session, item.WorkItemId, People.Director, "Lần nữa", administrator, version => MustBe(version, item.RowVersion), CancellationToken.None)));
    }

    private static void MustBe(int version, int seen)
    {
        if (version != seen)
            throw new StaleRowException("WorkItems", "");
    }

    private Task<HandedOver> HandOverAsync(Guid by, Guid item, Guid to, string? reason) =>
        office.WriteAsync(session => office.Get<HandOver>().RunAsync(session, by, item, to, reason, CancellationToken.None));

    private async Task<(string Code, RuleKind Kind)> RefusedAsync(Guid by, Guid to, string reason = "Bận")
    {
        var item = await office.ItemOf(by);
        var violation = await Should.ThrowAsync<RuleViolation>(() => HandOverAsync(by, item.WorkItemId, to, reason));
        return (violation.Code, violation.Kind);
    }

    private static async Task<string> OutcomeAsync(Func<Task<HandedOver>> act)
    {
        try
        {
            await act();
            return "ok";
        }
        catch (RuleViolation violation)
        {
            return violation.Code;
        }
    }
}
