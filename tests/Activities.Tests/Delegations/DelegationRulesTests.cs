using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Activities.Delegations;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;

namespace LienThong.Activities.Tests.Delegations;

public sealed class DelegationRulesTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    private DateOnly Today => VietnamTime.DateOf(office.Clock.Now);

    [Fact]
    public async Task The_person_his_chief_of_office_and_an_administrator_may_set_it()
    {
        await office.DelegateAsync(People.Director, People.Deputy);
        await office.DelegateAsync(People.UnitHead, People.Officer, by: People.ChiefOfOffice);
        await office.DelegateAsync(People.Clerk, People.SecondClerk, by: People.ClerkOfFinance, asAdministrator: true);

        (await office.AllAsync<Delegation>()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_colleague_may_not_set_it() =>
        await RefusedAsync("delegation.not-allowed", RuleKind.Forbidden, () => office.DelegateAsync(People.Director, People.Deputy, by: People.Deputy));

    [Fact]
    public async Task Who_may_set_it_for_others_does_not_give_himself_their_authority()
    {
        await RefusedAsync(
            "delegation.own-gain", RuleKind.Forbidden,
            () => office.DelegateAsync(People.Director, People.ChiefOfOffice, d => d with { Authorisation = "12/UQ-SKHCN" }, by: People.ChiefOfOffice));
        await RefusedAsync("delegation.own-gain", RuleKind.Forbidden, () => office.DelegateAsync(People.Director, People.Deputy, by: People.Deputy, asAdministrator: true));
    }

    [Fact]
    public async Task The_chief_of_office_of_another_agency_may_not_set_it() => await RefusedAsync(
        "delegation.not-allowed", RuleKind.Forbidden,
        () => office.DelegateAsync(People.Director, People.Deputy, by: DemoOrganisation.PersonId("STC", "VP", PositionCodes.ChiefOfOffice)));

    [Fact]
    public Task Nobody_delegates_to_himself() => RefusedAsync("delegation.self", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Director));

    [Fact]
    public Task Nobody_delegates_to_another_agency() =>
        RefusedAsync("delegation.agency", RuleKind.Invalid, () => office.DelegateAsync(People.Clerk, People.ClerkOfFinance));

    [Fact]
    public async Task The_days_are_in_order_not_past_and_not_without_end()
    {
        await RefusedAsync("delegation.dates", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Deputy, d => d with { LastDay = Today.AddDays(-1) }));
        await RefusedAsync("delegation.dates", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Deputy, d => d with { FirstDay = Today.AddDays(-1) }));
        await RefusedAsync("delegation.too-long", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Deputy, d => d with { LastDay = Today.AddDays(366) }));
    }

    [Fact]
    public async Task Reason_kinds_and_position_are_checked()
    {
        await RefusedAsync("delegation.reason", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Deputy, d => d with { Reason = " " }));
        await RefusedAsync("delegation.kinds", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Deputy, d => d with { Kinds = ["bay"] }));
        await RefusedAsync("delegation.position", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Deputy, d => d with { PositionId = Guid.NewGuid() }));
        await RefusedAsync("delegation.person", RuleKind.Invalid, () => office.DelegateAsync(People.Director, Guid.NewGuid()));
    }

    [Fact]
    public async Task Written_authority_goes_only_from_the_head_to_the_head_of_a_unit()
    {
        await RefusedAsync("delegation.authorisation", RuleKind.Invalid, () => office.DelegateAsync(People.Deputy, People.UnitHead, d => d with { Authorisation = "12/UQ-SKHCN" }));
        await RefusedAsync("delegation.authorisation", RuleKind.Invalid, () => office.DelegateAsync(People.Director, People.Officer, d => d with { Authorisation = "12/UQ-SKHCN" }));

        await office.DelegateAsync(People.Director, People.UnitHead, d => d with { Authorisation = "12/UQ-SKHCN" });
    }

    [Fact]
    public async Task A_second_delegate_for_the_same_work_must_be_intended()
    {
        await office.DelegateAsync(People.Director, People.Deputy, d => d with { Kinds = [WorkKinds.Assign] });

        await RefusedAsync("delegation.overlap", RuleKind.Conflict, () => office.DelegateAsync(People.Director, People.SecondDeputy));
        await office.DelegateAsync(People.Director, People.SecondDeputy, d => d with { Kinds = [WorkKinds.Sign] });
        await office.DelegateAsync(People.Director, People.SecondDeputy, d => d with { Kinds = [WorkKinds.Assign], FirstDay = Today.AddDays(5), LastDay = Today.AddDays(6) });
        await office.DelegateAsync(People.Director, People.SecondDeputy, d => d with { Kinds = [WorkKinds.Assign], Alongside = true });
    }

    [Fact]
    public async Task A_delegate_does_not_pass_on_and_one_who_is_away_is_no_delegate()
    {
        await office.DelegateAsync(People.Director, People.Deputy);

        await RefusedAsync("delegation.chain", RuleKind.Conflict, () => office.DelegateAsync(People.Deputy, People.SecondDeputy));
        await RefusedAsync("delegation.chain", RuleKind.Conflict, () => office.DelegateAsync(People.SecondDeputy, People.Director));
    }

    [Fact]
    public async Task Two_who_set_it_for_each_other_at_once_make_no_circle()
    {
        var outcomes = await Task.WhenAll(
            Task.Run(() => OutcomeAsync(() => office.DelegateAsync(People.Deputy, People.SecondDeputy))), Task.Run(() => OutcomeAsync(() => office.DelegateAsync(People.SecondDeputy, People.Deputy))));

        outcomes.ShouldBe(["ok", "delegation.chain"], ignoreOrder: true);
    }

    [Fact]
    public async Task Both_people_are_told_and_the_audit_trail_names_them()
    {
        var id = await office.DelegateAsync(People.Director, People.Deputy, by: People.ChiefOfOffice);
        await office.RevokeAsync(id, People.Director);
        await office.DeliverOutboxAsync();

        var notices = await office.AllAsync<Notification>();
        foreach (var person in new[] { People.Director, People.Deputy })
            notices.Count(notice => notice.PersonId == person).ShouldBe(2);
        var entries = (await office.AllAsync<AuditEntry>()).Where(entry => entry.SubjectId == id.ToString("D")).ToList();
        entries.Select(entry => entry.Action).ShouldBe(["delegation.created", "delegation.revoked"], ignoreOrder: true);
        entries.ShouldAllBe(entry => entry.Data!.Contains("Phó Giám đốc 1"));
    }

    [Fact]
    public async Task It_is_revoked_once_and_not_by_the_delegate()
    {
        var id = await office.DelegateAsync(People.Director, People.Deputy);

        await RefusedAsync("delegation.not-allowed", RuleKind.Forbidden, () => RevokedAsync(id, People.Deputy));
        await RefusedAsync("delegation.not-found", RuleKind.NotFound, () => RevokedAsync(id, People.Officer));
        await office.RevokeAsync(id, People.Director);
        await RefusedAsync("delegation.revoked", RuleKind.Conflict, () => RevokedAsync(id, People.Director));
    }

    private async Task<Guid> RevokedAsync(Guid id, Guid by)
    {
        await office.RevokeAsync(id, by);
        return id;
    }

    private static async Task<string> OutcomeAsync(Func<Task<Guid>> act)
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

    private static async Task RefusedAsync(string code, RuleKind kind, Func<Task<Guid>> act)
    {
        var violation = await Should.ThrowAsync<RuleViolation>(act);
        (violation.Code, violation.Kind).ShouldBe((code, kind));
    }
}
