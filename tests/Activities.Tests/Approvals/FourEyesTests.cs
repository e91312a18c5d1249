using LienThong.Activities.Agencies;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Approvals;

public sealed class FourEyesTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Drafter_initialling_head_and_signer_are_three_people()
    {
        await office.ToNumberAsync();

        var items = await office.AllAsync<WorkItem>();
        string[] steps = ["soan-thao", "ky-nhay", "ky"];
        steps.Select(step => items.Single(i => i.ActivityId == step).DecidedBy).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task The_deputy_director_who_reviewed_is_the_one_who_signs()
    {
        await office.ToReviewAsync();

        await office.ApproveAsync(People.SecondDeputy);

        (await office.ItemOf(People.SecondDeputy)).Kind.ShouldBe(WorkKinds.Sign);
        (await office.InboxOf(People.Deputy)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_unit_head_who_drafted_cannot_initial_his_own_draft()
    {
        await office.AppointAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.ToDraftAsync();

        await office.SubmitDraftAsync(People.UnitHead);

        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem();
        incident.Code.ShouldBe("candidates.none");
        incident.Message.ShouldContain("không được tự duyệt việc của mình");
    }

    [Fact]
    public async Task A_deputy_director_who_initialled_as_acting_unit_head_cannot_review()
    {
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);
        await office.AppointAsync(People.Deputy, "SKHCN", "QLKH", PositionCodes.UnitHead);
        await office.ToInitialAsync();

        await office.ApproveAsync(People.Deputy);

        (await office.InboxOf(People.Deputy)).ShouldBeEmpty();
        (await office.ItemOf(People.SecondDeputy)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task A_deputy_director_who_drafted_as_an_officer_cannot_review()
    {
        await office.AppointAsync(People.Deputy, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.ToDraftAsync();
        await office.SubmitDraftAsync(People.Deputy);

        await office.ApproveAsync(People.UnitHead);

        (await office.InboxOf(People.Deputy)).ShouldBeEmpty();
        (await office.ItemOf(People.SecondDeputy)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task Who_holds_a_position_twice_is_asked_once()
    {
        await office.AppointAsync(People.Clerk, "SKHCN", "QLKH", PositionCodes.Officer);
        await office.AppointAsync(People.Officer, "SKHCN", "VP", PositionCodes.Registry);

        await office.ToNumberAsync();

        (await office.AllAsync<WorkItemCandidate>()).Select(c => c.PersonId)
            .ShouldBe([People.Clerk, People.SecondClerk, People.Officer], ignoreOrder: true);
    }
}
