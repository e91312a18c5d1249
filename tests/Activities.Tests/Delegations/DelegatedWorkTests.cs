using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Documents;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Activities.Tests.Delegations;

public sealed class DelegatedWorkTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Work_that_waits_already_is_seen_by_both()
    {
        await office.ToInitialAsync();

        await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice);

        var row = (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldHaveSingleItem();
        row.OnBehalfOf.ShouldNotBeNull().PersonId.ShouldBe(People.UnitHead);
        (await office.ItemOf(People.UnitHead)).WorkItemId.ShouldBe(row.Work.WorkItemId);
        (await office.WholeInboxOf(People.UnitHead)).ShouldHaveSingleItem().OnBehalfOf.ShouldBeNull();
    }

    [Fact]
    public async Task A_decision_says_who_decided_for_whom()
    {
        await office.ToInitialAsync();
        await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice);

        await ApproveForAsync(People.ChiefOfOffice);

        var item = (await office.AllAsync<WorkItem>()).Single(i => i.ActivityId == "ky-nhay");
        (item.DecidedBy, item.DecidedFor).ShouldBe((People.ChiefOfOffice, People.UnitHead));
        item.DecidedAs.ShouldNotBeNull().ShouldContain(" thay ");
        item.DecidedAs.ShouldContain("Trưởng phòng");
        var entry = (await office.AllAsync<AuditEntry>()).Single(e => e.Action == "approve.approved");
        entry.ActingAs.ShouldBe(item.DecidedAs);
        entry.Data.ShouldNotBeNull().ShouldContain(People.UnitHead.ToString("D"));
    }

    [Fact]
    public async Task After_it_is_revoked_nothing_is_seen_or_decided()
    {
        await office.ToInitialAsync();
        var delegation = await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice);
        var item = (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldHaveSingleItem();

        await office.RevokeAsync(delegation, People.UnitHead);

        (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
        (await RefusedAsync(People.ChiefOfOffice, item.Work.WorkItemId)).ShouldBe("work-item.not-found");
    }

    [Fact]
    public async Task What_the_person_decided_himself_is_none_of_his_delegates()
    {
        await office.ToInitialAsync();
        var decided = await office.ApproveAsync(People.UnitHead);

        await office.DelegateAsync(People.UnitHead, People.SecondOfficer);

        (await SeenAsync(People.UnitHead, decided.WorkItemId)).ShouldBeTrue();
        (await SeenAsync(People.SecondOfficer, decided.WorkItemId)).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_decided_for_somebody_is_taken_back_only_while_that_holds()
    {
        await office.ToInitialAsync();
        var delegation = await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice);
        await ApproveForAsync(People.ChiefOfOffice);
        var item = (await office.AllAsync<WorkItem>()).Single(i => i.ActivityId == "ky-nhay");

        await RecallAsync(item.Id);
        var open = (await office.AllAsync<WorkItem>()).Single(i => i.Id == item.Id);
        (open.State, open.DecidedBy, open.DecidedFor).ShouldBe((WorkItemState.Open, null, null));
        await ApproveForAsync(People.ChiefOfOffice);
        await office.RevokeAsync(delegation, People.UnitHead);

        (await Should.ThrowAsync<RuleViolation>(() => RecallAsync(item.Id))).Code.ShouldBe("recall.delegation-over");

        Task RecallAsync(Guid id) => office.Get<RecallWork>().RunAsync(People.ChiefOfOffice, id, null, Office.NewKey(), CancellationToken.None);
    }

    [Fact]
    public async Task It_holds_from_its_first_day_to_its_last()
    {
        await office.ToInitialAsync();
        var first = VietnamTime.DateOf(office.Clock.Now).AddDays(1);
        await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice, d => d with { FirstDay = first, LastDay = first });

        (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
        office.Clock.Now = Office.At(first.Year, first.Month, first.Day, 23, 59);
        (await office.WholeInboxOf(People.ChiefOfOffice)).Count.ShouldBe(1);
        office.Clock.Now = office.Clock.Now.AddMinutes(1);
        (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_kinds_and_the_position_passed_on_are_seen()
    {
        await office.ToInitialAsync();
        var head = (await office.AllAsync<Appointment>()).Single(a => a.PersonId == People.UnitHead).PositionId;

        var signing = await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice, d => d with { Kinds = [WorkKinds.Sign] });
        (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
        await office.RevokeAsync(signing, People.UnitHead);
        await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice, d => d with { Kinds = [WorkKinds.Approve], PositionId = head });
        (await office.WholeInboxOf(People.ChiefOfOffice)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_position_that_is_not_asked_shows_nothing()
    {
        await office.AppointAsync(People.UnitHead, "SKHCN", "KHTC", PositionCodes.Officer);
        await office.ToInitialAsync();
        var other = (await office.AllAsync<Appointment>()).Single(a => a.PersonId == People.UnitHead && !a.Primary).PositionId;

        await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice, d => d with { PositionId = other });

        (await office.WholeInboxOf(People.ChiefOfOffice)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_offered_to_both_is_seen_once_and_as_ones_own()
    {
        await office.ToNumberAsync();

        await office.DelegateAsync(People.Clerk, People.SecondClerk);

        (await office.WholeInboxOf(People.SecondClerk)).ShouldHaveSingleItem().OnBehalfOf.ShouldBeNull();
    }

    [Fact]
    public async Task Who_drafted_does_not_initial_for_the_head_either()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await office.DelegateAsync(People.UnitHead, People.Officer);

        (await office.WholeInboxOf(People.Officer)).ShouldBeEmpty();
        (await RefusedAsync(People.Officer, item.WorkItemId)).ShouldBe("work-item.four-eyes");
    }

    [Fact]
    public async Task Who_initialled_for_the_head_and_the_head_are_both_kept_from_the_review()
    {
        await office.AppointAsync(People.UnitHead, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.ToInitialAsync();
        await office.DelegateAsync(People.UnitHead, People.Deputy);

        await ApproveForAsync(People.Deputy);

        // Three deputies: one initialled, for one it was initialled, one is left.
        (await office.InboxOf(People.Deputy)).ShouldBeEmpty();
        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        (await office.ItemOf(People.SecondDeputy)).Kind.ShouldBe(WorkKinds.Approve);
    }

    [Fact]
    public async Task What_a_delegate_reviewed_comes_back_to_the_person_himself()
    {
        await office.ToReviewAsync();
        await office.DelegateAsync(People.Deputy, People.Director, d => d with { Kinds = [WorkKinds.Approve] });
        await office.DismissAsync(People.SecondDeputy, "SKHCN", null, PositionCodes.DeputyDirector);

        await ApproveForAsync(People.Director);

        (await office.ItemOf(People.Deputy)).Kind.ShouldBe(WorkKinds.Sign);
    }

    [Fact]
    public async Task A_deputy_signs_for_another_deputy_by_his_own_office()
    {
        await office.ToSignatureAsync();
        await office.DelegateAsync(People.Deputy, People.SecondDeputy);

        await SignForAsync(People.SecondDeputy);

        var document = await office.OutgoingAsync();
        (document.SignerPersonId, document.SignerAuthority).ShouldBe((People.SecondDeputy, "KT."));
        (await TitleLinesAsync()).ShouldBe(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]);
    }

    [Fact]
    public async Task A_head_of_unit_does_not_sign_for_a_deputy()
    {
        await office.ToSignatureAsync();
        await office.DelegateAsync(People.Deputy, People.ChiefOfOffice);

        var violation = await Should.ThrowAsync<RuleViolation>(() => SignForAsync(People.ChiefOfOffice));

        (violation.Code, violation.Kind).ShouldBe(("sign.no-authorisation", RuleKind.Forbidden));
    }

    [Fact]
    public async Task A_head_of_unit_signs_for_the_director_only_by_written_authority()
    {
        await DirectorSignsAsync();
        var without = await office.DelegateAsync(People.Director, People.ChiefOfOffice);
        (await Should.ThrowAsync<RuleViolation>(() => SignForAsync(People.ChiefOfOffice))).Code.ShouldBe("sign.no-authorisation");
        await office.RevokeAsync(without, People.Director);
        await office.DelegateAsync(People.Director, People.ChiefOfOffice, d => d with { Authorisation = "07/UQ-SKHCN" });

        await SignForAsync(People.ChiefOfOffice);

        (await office.OutgoingAsync()).SignerAuthority.ShouldBe("TUQ.");
        (await TitleLinesAsync()).ShouldBe(["TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"]);
        (await office.AllAsync<AuditEntry>()).Single(e => e.Action == "sign.signed").Data.ShouldNotBeNull().ShouldContain("07/UQ-SKHCN");
    }

    [Fact]
    public async Task A_delegate_reads_the_dossier_while_the_work_waits()
    {
        await office.ToInitialAsync();
        var outsider = DemoOrganisation.PersonId("SKHCN", "TĐC", PositionCodes.UnitHead);
        (await MayReadAsync(outsider)).ShouldBeFalse();

        var delegation = await office.DelegateAsync(People.UnitHead, outsider);

        (await MayReadAsync(outsider)).ShouldBeTrue();
        await office.RevokeAsync(delegation, People.UnitHead);
        (await MayReadAsync(outsider)).ShouldBeFalse();
    }

    [Fact]
    public async Task Fifty_clicks_of_the_person_and_his_delegate_decide_once()
    {
        await office.ToInitialAsync();
        await office.DelegateAsync(People.UnitHead, People.ChiefOfOffice);

        await Approvals.Races.OneWinsAsync(office, People.UnitHead, People.ChiefOfOffice);
    }

    private async Task ApproveForAsync(Guid person)
    {
        var item = (await office.WholeInboxOf(person)).Where(row => row.OnBehalfOf is not null).ShouldHaveSingleItem();
        await office.Get<DecideWork>().ApproveAsync(person, item.Work.WorkItemId, null, Office.NewKey(), CancellationToken.None);
    }

    private async Task SignForAsync(Guid person)
    {
        var item = (await office.WholeInboxOf(person)).Where(row => row.OnBehalfOf is not null).ShouldHaveSingleItem();
        await office.Get<DecideWork>().SignAsync(person, item.Work.WorkItemId, null, null, Office.NewKey(), CancellationToken.None);
    }

    private async Task DirectorSignsAsync()
    {
        await office.ToSignatureAsync();
        var item = await office.ItemOf(People.Deputy);
        await office.WriteAsync(session => office.Get<HandOver>().RunAsync(session, People.Deputy, item.WorkItemId, People.Director, "Việc quan trọng, trình Giám đốc ký", CancellationToken.None));
    }

    private async Task<string> RefusedAsync(Guid person, Guid workItemId) => (await Should.ThrowAsync<RuleViolation>(
        () => office.Get<DecideWork>().ApproveAsync(person, workItemId, null, Office.NewKey(), CancellationToken.None))).Code;

    private async Task<IReadOnlyList<string>> TitleLinesAsync()
    {
        var organisation = await office.ReadAsync(context => office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None));
        return OutgoingForm.Of(await office.OutgoingAsync(), organisation).Signing.TitleLines;
    }

    private Task<bool> MayReadAsync(Guid person) => office.ReadAsync(async context =>
    {
        var organisation = await office.Get<OrganisationCache>().GetAsync(context, CancellationToken.None);
        var on = VietnamTime.DateOf(office.Clock.Now);
        return await new DossierAccess(person, organisation.PositionsOf(person, on), await office.ReachOf(context, person)).Dossiers(context).AnyAsync();
    });

    private Task<bool> SeenAsync(Guid person, Guid workItemId) => office.ReadAsync(async context =>
        (await office.ReachOf(context, person)).Sees(await context.Set<WorkItem>().SingleAsync(item => item.Id == workItemId)));
}
