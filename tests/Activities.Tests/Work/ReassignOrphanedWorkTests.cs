using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Checks;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Work;

public sealed class ReassignOrphanedWorkTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Work_of_a_position_goes_to_who_holds_it_now()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);
        await office.AppointAsync(People.ChiefOfOffice, "SKHCN", "QLKH", PositionCodes.UnitHead);

        await SweepAsync();

        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        (await office.ItemOf(People.ChiefOfOffice)).WorkItemId.ShouldBe(item.WorkItemId);
        await office.ApproveAsync(People.ChiefOfOffice);
        (await OpenWorkFindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_left_is_out_of_what_is_offered_and_who_came_is_in()
    {
        await office.ToNumberAsync();
        await office.DismissAsync(People.Clerk, "SKHCN", "VP", PositionCodes.Registry);
        await office.AppointAsync(People.Officer, "SKHCN", "VP", PositionCodes.Registry);

        await SweepAsync();

        (await office.AllAsync<WorkItemCandidate>()).Select(c => c.PersonId).ShouldBe([People.SecondClerk, People.Officer], ignoreOrder: true);
        (await office.AllAsync<WorkItem>()).Single(i => i.State == WorkItemState.Open && i.BookmarkId != null).OfferedTo.ShouldNotBeNull().ShouldNotContain(People.Clerk.ToString("D"));
        (await OpenWorkFindingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_of_several_becomes_the_one_who_is_asked()
    {
        await office.ToNumberAsync();
        await office.DismissAsync(People.Clerk, "SKHCN", "VP", PositionCodes.Registry);

        await SweepAsync();

        (await office.AllAsync<WorkItemCandidate>()).ShouldBeEmpty();
        (await office.ItemOf(People.SecondClerk)).Offered.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_moved_within_the_agency_may_not_decide_even_before_the_sweep()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await office.AppointAsync(People.UnitHead, "SKHCN", "KHTC", PositionCodes.Officer);
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);

        var violation = await Should.ThrowAsync<RuleViolation>(office.Get<DecideWork>().ApproveAsync(People.UnitHead, item.WorkItemId, null, Office.NewKey(), CancellationToken.None));

        violation.Code.ShouldBe("work-item.moved");
    }

    [Fact]
    public async Task Work_without_a_holder_stands_before_the_administrator_until_somebody_is_appointed()
    {
        await office.ToInitialAsync();
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);

        await SweepAsync();

        var orphan = (await OrphansAsync()).ShouldHaveSingleItem();
        orphan.Message.ShouldContain("Trưởng phòng - Phòng Quản lý Khoa học");
        orphan.Document.ShouldNotBeNull().ShouldContain("451/UBND-TH");
        await office.AppointAsync(People.ChiefOfOffice, "SKHCN", "QLKH", PositionCodes.UnitHead);
        await SweepAsync();
        (await OrphansAsync()).ShouldBeEmpty();
        (await office.ItemOf(People.ChiefOfOffice)).WorkItemId.ShouldBe(orphan.WorkItemId);
    }

    [Fact]
    public async Task Who_may_not_see_it_because_of_four_eyes_does_not_get_it()
    {
        await office.ToReviewAsync();
        await office.DismissAsync(People.Deputy, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.DismissAsync(People.SecondDeputy, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.AppointAsync(People.UnitHead, "SKHCN", null, PositionCodes.DeputyDirector);

        await SweepAsync();

        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        (await OrphansAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_handed_to_a_person_stays_with_him()
    {
        await office.ToReviewAsync();
        var item = await office.ItemOf(People.Deputy);
        await office.WriteAsync(session => office.Get<HandOver>().RunAsync(session, People.Deputy, item.WorkItemId, People.Director, "Bận", CancellationToken.None));
        await office.DismissAsync(People.Deputy, "SKHCN", null, PositionCodes.DeputyDirector);

        await SweepAsync();

        (await office.ItemOf(People.Director)).WorkItemId.ShouldBe(item.WorkItemId);
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_new_writes_nothing()
    {
        await office.ToInitialAsync();
        await SweepAsync();
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);
        await SweepAsync();
        office.Clock.Now = office.Clock.Now.AddDays(1);
        var commits = office.Database.Commands.Commits;

        await SweepAsync();

        office.Database.Commands.Commits.ShouldBe(commits);
    }

    private Task<DateTimeOffset?> SweepAsync() => office.Get<ReassignOrphanedWork>().RunAsync(CancellationToken.None);

    private Task<IReadOnlyList<OrphanedWork>> OrphansAsync() => office.ReadAsync(async context =>
        await IncidentQuery.OrphanedAsync(context, await office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None), CancellationToken.None));

    private async Task<IEnumerable<string>> OpenWorkFindingsAsync() =>
        (await office.Get<InvariantChecker>().RunAsync(FileReading.Existence, CancellationToken.None)).Select(finding => $"{finding.Code}: {finding.Text}");
}
