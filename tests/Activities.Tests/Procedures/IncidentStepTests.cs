using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Documents;
using LienThong.Activities.Procedures;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Activities.Work;
using LienThong.Workflows.Definitions;

namespace LienThong.Activities.Tests.Procedures;

public sealed class IncidentStepTests : IAsyncLifetime
{
    private static readonly Actor Administrator = new(null, "Quản trị viên");

    private readonly Office office = new();
    private Guid dossierId;

    public async Task InitializeAsync()
    {
        await office.InitializeAsync();
        await office.DismissAsync(People.Deputy, "SKHCN", null, PositionCodes.DeputyDirector);
        await office.DismissAsync(People.SecondDeputy, "SKHCN", null, PositionCodes.DeputyDirector);
        dossierId = (await office.ToInitialAsync()).DossierId;
        await office.ApproveAsync(People.UnitHead);
    }

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task The_list_says_what_happened_to_which_document_and_what_can_be_done()
    {
        var (items, total) = await office.ReadAsync(context => office.Get<IncidentQuery>().ListAsync(context, IncidentStates.Open, 0, 50, CancellationToken.None));

        var incident = items.ShouldHaveSingleItem();
        total.ShouldBe(1);
        incident.Document.ShouldNotBeNull().ShouldContain("451/UBND-TH");
        incident.Turn.ShouldContain("Quản trị viên");
        incident.Actions.ShouldBe(["retry", "reassign", "skip"]);
        incident.Outcomes.Select(outcome => outcome.Code).ShouldBe(["Returned"]);
    }

    [Theory]
    [InlineData("cong-van-bao-cao", "but-phe", false)]
    [InlineData("van-ban-de-xu-ly", "but-phe", false)]
    [InlineData("cong-van-bao-cao", "ky-nhay", true)]
    [InlineData("van-ban-de-xu-ly", "xu-ly", true)]
    public void A_step_is_skipped_back_to_people_and_never_into_a_refusal_that_closes_the_dossier(string procedure, string step, bool goesBack)
    {
        var activity = office.Get<DefinitionStore>().Read(Office.Procedure(procedure)).Graph.Nodes.Single(node => node.Id == step);

        IncidentSteps.OutcomesOf(activity).ShouldBe(goesBack ? ["Returned"] : []);
        IncidentSteps.ActionsFor(activity).Contains(IncidentSteps.Skip).ShouldBe(goesBack);
        IncidentSteps.IsDecision(activity, "Returned").ShouldBe(!goesBack);
    }

    [Fact]
    public async Task A_named_person_gets_the_work_and_the_history_says_why()
    {
        await ReassignAsync(People.Director, "Hai Phó Giám đốc đều đi học");

        (await office.OpenIncidentsAsync()).ShouldBeEmpty();
        (await office.ItemOf(People.Director)).Kind.ShouldBe(WorkKinds.Approve);
        var line = (await office.ReadAsync(context => Timeline.ReadAsync(context, dossierId, CancellationToken.None))).Single(l => l.Action == "incident.reassigned");
        line.Detail.ShouldNotBeNull().ShouldContain("Hai Phó Giám đốc đều đi học");
        await office.ApproveAsync(People.Director);
    }

    [Fact]
    public async Task The_name_holds_for_that_step_only_once()
    {
        await ReassignAsync(People.Director, "Thay thế");

        (await office.InstanceAsync()).Input.ShouldNotContainKey("NamedPerson");
    }

    [Fact]
    public async Task Four_eyes_and_competence_hold_for_a_named_person_too()
    {
        (await RefusedAsync(() => ReassignAsync(People.UnitHead, "Thay thế"))).ShouldBe(("work-item.four-eyes", RuleKind.Forbidden));
        (await RefusedAsync(() => ReassignAsync(People.SecondOfficer, "Thay thế"))).ShouldBe(("hand-over.not-competent", RuleKind.Forbidden));
        (await RefusedAsync(() => ReassignAsync(People.ClerkOfFinance, "Thay thế"))).ShouldBe(("hand-over.person", RuleKind.Invalid));
        (await RefusedAsync(() => ReassignAsync(People.Director, " "))).ShouldBe(("incident.reason", RuleKind.Invalid));

        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem();
        incident.Code.ShouldBe("candidates.none");
        (await office.AllAsync<AuditEntry>()).ShouldNotContain(entry => entry.Action == "incident.reassigned");
    }

    [Fact]
    public async Task A_skipped_step_ends_with_the_chosen_outcome()
    {
        await SkipAsync("Returned", "Chưa có lãnh đạo, làm lại từ đầu");

        (await office.OpenIncidentsAsync()).ShouldBeEmpty();
        (await office.ItemOf(People.Officer)).Kind.ShouldBe(WorkKinds.Draft);
        var line = (await office.ReadAsync(context => Timeline.ReadAsync(context, dossierId, CancellationToken.None))).Single(l => l.Action == "incident.skipped");
        line.Detail.ShouldNotBeNull().ShouldContain("làm lại từ đầu");
    }

    [Fact]
    public async Task An_outcome_that_the_step_does_not_have_is_refused()
    {
        (await RefusedAsync(() => SkipAsync("Bay", "Thử"))).ShouldBe(("incident.outcome", RuleKind.Invalid));
        (await RefusedAsync(() => SkipAsync("Approved", null))).ShouldBe(("incident.reason", RuleKind.Invalid));
    }

    [Theory]
    [InlineData("Approved")]
    [InlineData("Rejected")]
    public async Task What_people_decide_is_never_taken_as_decided(string outcome)
    {
        var violation = await Should.ThrowAsync<RuleViolation>(() => SkipAsync(outcome, "Đã duyệt trên giấy"));

        (violation.Code, violation.Kind).ShouldBe(("incident.no-skip", RuleKind.Conflict));
        violation.Message.ShouldContain("Chỉ định");
        violation.Message.ShouldContain("hủy");
        (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().ActivityId.ShouldBe("duyet");
        (await office.AllAsync<AuditEntry>()).ShouldNotContain(entry => entry.Action == "incident.skipped");
    }

    [Fact]
    public async Task A_signature_is_never_skipped()
    {
        await ReassignAsync(People.Director, "Hai Phó Giám đốc đều đi học");
        await office.ApproveAsync(People.Director);
        // The procedure lets a deputy sign, and the director who reviewed is none.
        (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().ActivityId.ShouldBe("ky");

        (await RefusedAsync(() => SkipAsync("Signed", "Đã ký trên giấy"))).ShouldBe(("incident.no-skip", RuleKind.Conflict));
        await ReassignAsync(People.Director, "Giám đốc ký");
        await office.SignAsync(People.Director);
    }

    [Fact]
    public async Task An_incident_is_resolved_once()
    {
        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().Id;
        await SkipAsync("Returned", "Làm lại");

        (await RefusedAsync(() => office.WriteAsync(session => office.Get<SteerInstance>().SkipAsync(session, incident, "Returned", "Làm lại", Administrator, CancellationToken.None))))
            .ShouldBe(("incident.resolved", RuleKind.Conflict));
    }

    private async Task<InstanceStanding> ReassignAsync(Guid person, string? reason)
    {
        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().Id;
        return await office.WriteAsync(session => office.Get<SteerInstance>().ReassignAsync(session, incident, person, reason, Administrator, CancellationToken.None));
    }

    private async Task<InstanceStanding> SkipAsync(string outcome, string? reason)
    {
        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem().Id;
        return await office.WriteAsync(session => office.Get<SteerInstance>().SkipAsync(session, incident, outcome, reason, Administrator, CancellationToken.None));
    }

    private static async Task<(string Code, RuleKind Kind)> RefusedAsync(Func<Task<InstanceStanding>> act)
    {
        var violation = await Should.ThrowAsync<RuleViolation>(act);
        return (violation.Code, violation.Kind);
    }
}
