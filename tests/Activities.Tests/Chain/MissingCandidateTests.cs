using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Rules;
using LienThong.Activities.Work;
using LienThong.Workflows.Runtime;

namespace LienThong.Activities.Tests.Chain;

public sealed class MissingCandidateTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Without_a_deputy_director_the_flow_stops_in_an_incident_that_names_the_position()
    {
        await WithoutDeputiesAsync();
        await office.ToInitialAsync();

        await office.ApproveAsync(People.UnitHead);

        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem();
        (incident.Code, incident.ActivityId).ShouldBe(("candidates.none", "duyet"));
        incident.Message.ShouldContain("\"Phó Giám đốc\" tại Sở Khoa học và Công nghệ");
        incident.Message.ShouldContain("Quản trị viên");
    }

    [Fact]
    public async Task The_decision_before_the_incident_is_not_lost()
    {
        await WithoutDeputiesAsync();
        await office.ToInitialAsync();

        await office.ApproveAsync(People.UnitHead);

        (await office.AllAsync<WorkItem>()).Single(i => i.ActivityId == "ky-nhay").State.ShouldBe(WorkItemState.Done);
        var instance = await office.InstanceAsync();
        (instance.Status, instance.SubStatus, instance.Incidents.Count).ShouldBe((WorkflowStatus.Running, WorkflowSubStatus.Suspended, 1));
    }

    [Fact]
    public async Task After_somebody_is_appointed_the_step_runs_again_and_the_flow_goes_on()
    {
        await WithoutDeputiesAsync();
        await office.ToInitialAsync();
        await office.ApproveAsync(People.UnitHead);
        await office.AppointAsync(People.SecondDeputy, "SKHCN", null, PositionCodes.DeputyDirector);

        await office.RetryAsync();

        (await office.OpenIncidentsAsync()).ShouldBeEmpty();
        (await office.InstanceAsync()).Incidents.ShouldBeEmpty();
        (await office.ItemOf(People.SecondDeputy)).Round.ShouldBe(1);
        await office.ApproveAsync(People.SecondDeputy);
        (await office.ItemOf(People.SecondDeputy)).Kind.ShouldBe(WorkKinds.Sign);
    }

    [Fact]
    public async Task A_retry_before_anybody_is_appointed_leaves_one_open_incident()
    {
        await WithoutDeputiesAsync();
        await office.ToInitialAsync();
        await office.ApproveAsync(People.UnitHead);

        await office.RetryAsync();

        (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().ActivityId.ShouldBe("duyet");
        (await office.InstanceAsync()).Incidents.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_director_the_letter_is_registered_all_the_same()
    {
        await office.DismissAsync(People.Director, "SKHCN", null, PositionCodes.Director);

        var received = await office.RegisterAsync();

        received.ArrivalNumber.ShouldBe(1);
        (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().Message.ShouldContain("Giám đốc");
    }

    [Fact]
    public async Task Who_lost_his_only_position_cannot_decide()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);

        var violation = await Should.ThrowAsync<RuleViolation>(() => office.Get<DecideWork>().ApproveAsync(People.UnitHead, item.WorkItemId, null, Office.NewKey(), CancellationToken.None));

        (violation.Code, violation.Kind).ShouldBe(("person.no-position", RuleKind.Forbidden));
        (await office.InboxOf(People.UnitHead)).ShouldBeEmpty();
        (await office.AllAsync<WorkItem>()).ShouldContain(open => open.Id == item.WorkItemId && open.State == WorkItemState.Open);
    }

    private async Task WithoutDeputiesAsync()
    {
        await office.DismissAsync(People.Deputy, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.DismissAsync(People.SecondDeputy, "SKHCN", null, PositionCodes.DeputyDirector);
    }
}
