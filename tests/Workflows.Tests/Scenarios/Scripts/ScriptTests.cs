using System.Text.Json;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Scripts;

/// <summary>JavaScript as definitions use it; the language itself is tested beside its evaluator.</summary>
public sealed class ScriptTests
{
    private readonly Engine _engine = new();

    private static string Script(string input, string code, string typeName = "Object") => Input(input, "JavaScript", JsonSerializer.Serialize(code), typeName);

    private static string Say(string id, string code) => Step(id, "WriteLine", Script("text", code, "String"));

    [Theory]
    [InlineData("variables.Soban + 1", "4")]
    [InlineData("getVariable('Soban') * 2", "6")]
    [InlineData("getSoban()", "3")]
    [InlineData("`Số bản: ${getSoban()}`", "Số bản: 3")]
    [InlineData("const n = getSoban(); return n > 2 ? 'nhiều' : 'ít';", "nhiều")]
    [InlineData("getInput('Ten')", "Quảng Trị")]
    [InlineData("getTen()", "Quảng Trị")]
    [InlineData("getCorrelationId()", "hồ sơ 7")]
    [InlineData("getWorkflowDefinitionId()", "d")]
    public async Task A_script_sees_variables_inputs_and_the_instance(string code, string expected)
    {
        var definition = _engine.Define(
            Say("s", code), "," + Declare(Variable("v", "Int32", "\"3\"", name: "Soban")) + ""","inputs":[{"type":"String","name":"Ten"}]""");

        await _engine.StartAsync(definition, new StartRequest { CorrelationId = "hồ sơ 7", Input = new Dictionary<string, object?> { ["Ten"] = "Quảng Trị" } });

        _engine.Instance.Incidents.ShouldBeEmpty();
        _engine.Lines.ShouldBe([expected]);
    }

    [Fact]
    public async Task A_variable_set_by_a_script_is_kept_like_any_other()
    {
        await _engine.StartAsync(Sequence(Say("s", "setVariable('Soban', 5); variables.Soban = variables.Soban + 1; ''"), Wait("w"), Say("t", "getSoban()")),
            "," + Declare(Variable("v", "Int32", name: "Soban")));

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Instance.Variables["Soban"].ShouldBe(6);
        _engine.Lines.ShouldBe(["", "6"]);
    }

    [Theory]
    [InlineData("getOutputFrom('Xem xét').ketLuan")]
    [InlineData("getOutputFrom('e', 'Result').ketLuan")]
    public async Task A_script_reads_what_an_earlier_step_gave_out_also_after_a_suspension(string code)
    {
        var review = Step("e", "Event", "\"name\":\"Xem xét\"", Literal("eventName", "\"xem\"", "String"));
        await _engine.StartAsync(Sequence(review, Wait("w"), Say("s", code)));
        await _engine.ResumeAsync("e", ("Payload", new Dictionary<string, object?> { ["ketLuan"] = "đạt" }));

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Instance.Incidents.ShouldBeEmpty();
        _engine.Lines.ShouldBe(["đạt"]);
    }

    [Theory]
    [InlineData(5, "nhỏ")]
    [InlineData(50, "vừa")]
    [InlineData(500, "lớn")]
    public async Task A_switch_asks_its_scripts_in_order(int amount, string expected)
    {
        static string Case(string label, string code) => $$$"""{"label":"{{{label}}}","condition":{"type":"JavaScript","value":"{{{code}}}"} }""";
        await _engine.StartAsync(
            Flow([Step("s", "FlowSwitch", $"\"cases\":[{Case("nho", "getSotien() < 10")},{Case("vua", "getSotien() < 100")}]"), Line("a", "nhỏ"), Line("b", "vừa"), Line("c", "lớn")],
                "s:nho->a", "s:vua->b", "s:Default->c"),
            "," + Declare(Variable("v", "Int32", $"\"{amount}\"", name: "Sotien")));

        _engine.Lines.ShouldBe([expected]);
    }

    [Fact]
    public async Task A_script_that_throws_is_an_incident_that_names_the_input()
    {
        await _engine.StartAsync(Say("s", "khongCo.gi()"));

        _engine.Instance.Incidents.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            incident => incident.ActivityId.ShouldBe("s"), incident => incident.Message.ShouldStartWith("Failed to evaluate activity input 'Text'"));
    }

    [Fact]
    public async Task A_script_without_end_is_an_incident_and_not_the_end_of_the_program()
    {
        await _engine.StartAsync(Say("s", "while (true) { }"));

        _engine.Instance.Incidents.ShouldHaveSingleItem().ActivityId.ShouldBe("s");
    }

    [Fact]
    public async Task Outcomes_can_be_the_result_of_a_script()
    {
        await _engine.StartAsync(Sequence(Step("c", "Complete", Script("outcomes", "['A', 'B']"))));

        _engine.Last.Journal[^1].Outcomes.ShouldBe(["A", "B"]);
    }
}
