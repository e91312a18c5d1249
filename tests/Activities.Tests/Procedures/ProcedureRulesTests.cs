using System.Text;
using System.Text.Json.Nodes;
using LienThong.Activities.Procedures;
using LienThong.Activities.Tests.Chain;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Activities.Tests.Procedures;

public sealed class ProcedureRulesTests : IAsyncLifetime
{
    private readonly Office office = new();

    public Task InitializeAsync() => office.InitializeAsync();

    public Task DisposeAsync() => office.DisposeAsync();

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_step_in_a_sequence_may_not_reject_because_the_next_one_would_follow_all_the_same(string mayReject)
    {
        var text = Encoding.UTF8.GetBytes($$"""
            {
              "id": "noi-tiep-1", "definitionId": "noi-tiep", "name": "Nối tiếp", "version": 1,
              "options": { "incidentStrategyType": "ContinueWithIncidentsStrategy" },
              "root": {
                "id": "day", "type": "Elsa.Sequence", "version": 1,
                "activities": [
                  {
                    "id": "duyet", "type": "LienThong.Approval", "version": 1,
                    "position": { "typeName": "String", "expression": { "type": "Literal", "value": "giam-doc" } },
                    "allowReject": { "typeName": "Boolean", "expression": { "type": "Literal", "value": {{mayReject}} } }
                  },
                  { "id": "ky", "type": "LienThong.SignDocument", "version": 1, "sameAs": { "typeName": "String", "expression": { "type": "Literal", "value": "duyet" } } }
                ]
              }
            }
            """);

        var publishing = PublishAsync(office.Get<DefinitionStore>(), text);

        if (mayReject == "false")
            await publishing;
        else
            (await Should.ThrowAsync<InvalidDefinitionException>(publishing)).Code.ShouldBe("definition.rejection");
    }

    [Fact]
    public async Task What_was_published_before_there_was_the_rule_stays_and_is_not_judged_again()
    {
        var text = WithRejectionThatLeadsNowhere();
        var before = await PublishAsync(new DefinitionStore(office.Get<ActivityRegistry>()), text);

        var again = await PublishAsync(office.Get<DefinitionStore>(), text);

        again.Id.ShouldBe(before.Id);
        ProcedureRules.BrokenBy(again).ShouldNotBeNull().Code.ShouldBe("definition.rejection");
        (await office.ReadAsync(context => office.Get<DefinitionStore>().FindPublishedAsync(context, before.DefinitionId, CancellationToken.None).AsTask()))!.Id.ShouldBe(before.Id); // published above
    }

    [Fact]
    public async Task What_is_new_is_judged()
    {
        (await Should.ThrowAsync<InvalidDefinitionException>(PublishAsync(office.Get<DefinitionStore>(), WithRejectionThatLeadsNowhere()))).Code.ShouldBe("definition.rejection");
    }

    private Task<WorkflowDefinition> PublishAsync(DefinitionStore definitions, byte[] text) =>
        office.WriteAsync(session => definitions.PublishAsync(session, text, "Quản trị viên", "Thử", CancellationToken.None));

    private static byte[] WithRejectionThatLeadsNowhere()
    {
        var definition = JsonNode.Parse(Office.Procedure())!.AsObject(); // the file is an object
        var step = definition["root"]!["activities"]!.AsArray().Single(activity => (string?)activity!["id"] == "ky-nhay")!.AsObject(); // the file has it
        step["allowReject"] = new JsonObject { ["typeName"] = "Boolean", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = true } };
        return Encoding.UTF8.GetBytes(definition.ToJsonString());
    }
}
