using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Primitives;

/// <summary>Small activities (elsa-format §5.3).</summary>
public sealed class PrimitiveTests
{
    private readonly Engine _engine = new();

    private static string Script(string code, params string[] more) => Step("js", "RunJavaScript", [Literal("script", $"\"{code}\"", "String"), .. more]);

    [Fact]
    public async Task SetName_and_Correlate_name_the_instance()
    {
        var instance = await _engine.StartAsync(Sequence(
            Step("n", "SetName", Literal("value", "\"Báo cáo quý III\"", "String")), Step("c", "Correlate", Literal("correlationId", "\"990/VP-KSTT\"", "String"))));

        instance.Name.ShouldBe("Báo cáo quý III");
        instance.CorrelationId.ShouldBe("990/VP-KSTT");
    }

    [Theory]
    [InlineData("SetName", "value", 400)]
    [InlineData("Correlate", "correlationId", 128)]
    public async Task A_name_that_the_database_could_not_keep_is_an_incident(string type, string input, int most)
    {
        var fits = await _engine.StartAsync(Sequence(Step("s", type, Literal(input, $"\"{new string('x', most)}\"", "String"))));
        var tooLong = await _engine.StartAsync(Sequence(Step("s", type, Literal(input, $"\"{new string('x', most + 1)}\"", "String"))));

        fits.Incidents.ShouldBeEmpty();
        tooLong.Incidents.ShouldHaveSingleItem().Code.ShouldBe("instance.text-too-long");
    }

    [Fact]
    public async Task SetOutput_sets_an_output_of_the_workflow()
    {
        var instance = await _engine.StartAsync(Sequence(Step("o", "SetOutput", Literal("outputName", "\"So\"", "String"), Input("outputValue", "JavaScript", "\"3 * 5\""))));

        instance.Output["So"].ShouldBe(15);
    }

    [Fact]
    public async Task A_script_gives_its_value_out()
    {
        await _engine.StartAsync(
            Sequence(Script("const a = [1, 2]; a.length * 10", "\"result\":{\"typeName\":\"Object\",\"memoryReference\":{\"id\":\"v\"}}"), Show("s", "v")), "," + Declare(Variable("v")));

        _engine.Lines.ShouldBe(["20"]);
    }

    [Theory]
    [InlineData("1", "xong")]
    [InlineData("setOutcome('Cao')", "cao")]
    [InlineData("setOutcomes(['Cao', 'Thap'])", "cao,thap")]
    public async Task A_script_chooses_by_which_ports_it_is_left(string code, string lines)
    {
        await _engine.StartAsync(Flow(
            [Script(code, Literal("possibleOutcomes", "\"[\\\"Cao\\\",\\\"Thap\\\"]\"", "Object")), Line("xong"), Line("cao"), Line("thap")],
            "js->xong", "js:Cao->cao", "js:Thap->thap"));

        _engine.Lines.ShouldBe(lines.Split(','));
    }

    [Fact]
    public async Task ReadLine_without_an_input_to_read_from_is_an_incident_that_says_so()
    {
        var instance = await _engine.StartAsync(Sequence(Step("r", "ReadLine")));

        instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        instance.Incidents.ShouldHaveSingleItem().Code.ShouldBe("console.none");
    }
}
