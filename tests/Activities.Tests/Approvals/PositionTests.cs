using System.Text;
using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Rules;
using LienThong.Activities.Tests.Chain;
using LienThong.Workflows.Definitions;

namespace LienThong.Activities.Tests.Approvals;

public sealed class PositionTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Fact]
    public async Task Who_has_left_for_another_agency_decides_no_longer_what_he_was_offered()
    {
        await office.ToInitialAsync();
        var item = await office.ItemOf(People.UnitHead);
        await office.DismissAsync(People.UnitHead, "SKHCN", "QLKH", PositionCodes.UnitHead);
        await office.AppointAsync(People.UnitHead, "STC", null, PositionCodes.DeputyDirector);

        var violation = await Should.ThrowAsync<RuleViolation>(
            () => office.Get<DecideWork>().ApproveAsync(People.UnitHead, item.WorkItemId, null, Office.NewKey(), CancellationToken.None));

        (violation.Code, violation.Kind).ShouldBe(("person.no-position", RuleKind.Forbidden));
    }

    [Fact]
    public async Task Four_eyes_against_a_step_that_is_not_there_stop_in_an_incident()
    {
        var misspelt = Encoding.UTF8.GetString(Office.Procedure()).Replace("[\\\"soan-thao\\\"]", "[\\\"soan-thao-1\\\"]", StringComparison.Ordinal);
        await office.WriteAsync(session => office.Get<DefinitionStore>().PublishAsync(
            session, Encoding.UTF8.GetBytes(misspelt), "Quản trị viên", "Sửa", CancellationToken.None));

        await office.ToInitialAsync();

        var incident = (await office.OpenIncidentsAsync()).ShouldHaveSingleItem();
        (incident.Code, incident.ActivityId).ShouldBe(("candidates.unknown-step", "ky-nhay"));
        incident.Message.ShouldContain("\"soan-thao-1\"");
    }
}
