using LienThong.Activities.Procedures;
using LienThong.Activities.Tests.Chain;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Serialization;

namespace LienThong.Activities.Tests.Procedures;

public sealed class ProcedureFindingsTests
{
    private static readonly DefinitionReader Reader = new(new ActivityRegistry().Add(typeof(Composition).Assembly));

    private const string Position = """
        ,"position":{"typeName":"String","expression":{"type":"Literal","value":"giam-doc"} }
        """;

    private const string Deadline = """
        ,{"id":"han","type":"LienThong.SetDeadline"}
        """;

    private const string GoesOn = "\"options\":{\"incidentStrategyType\":\"ContinueWithIncidentsStrategy\"},";

    private static IEnumerable<string> Codes(string step, string others, string options = GoesOn) =>
        new DefinitionChecker(ExpressionEvaluator.Standard, ProcedureFindings.Rules)
            .Check(Reader.Read($$"""
                {"definitionId":"d","id":"d1",{{options}}"root":{"id":"day","type":"Elsa.Sequence","activities":[
                    {"id":"ky","type":"LienThong.SignDocument"{{step}} }{{others}}]} }
                """))
            .Select(f => $"{f.ActivityId} {f.Severity} {f.Code}");

    [Fact]
    public void A_step_for_people_that_names_nobody_is_an_error()
    {
        Codes("", Deadline).ShouldBe(["ky Error task.without-candidates"]);
        Codes(Position, Deadline).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_for_people_without_a_deadline_is_found() =>
        Codes(Position, "").ShouldBe(["ky Warning task.without-deadline"]);

    [Fact]
    public void What_may_not_be_published_is_a_finding_too() =>
        Codes(Position, Deadline, options: "").ShouldBe([" Error definition.incident-strategy"]);

    [Theory]
    [InlineData("cong-van-bao-cao")]
    [InlineData("van-ban-de-xu-ly")]
    public void Our_own_procedures_have_no_findings(string name) =>
        new DefinitionChecker(ExpressionEvaluator.Standard, ProcedureFindings.Rules)
            .Check(Reader.Read(Office.Procedure(name)))
            .ShouldBeEmpty();
}
