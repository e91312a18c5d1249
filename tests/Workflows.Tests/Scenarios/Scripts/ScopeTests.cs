using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Scripts;

/// <summary>What scripts see of the activities and variables around them (elsa-format §4.1 and §4.3).</summary>
public sealed class ScopeTests
{
    private readonly Engine _engine = new();

    private static string Script(string id, string code, string? name = null) =>
        Step(id, "RunJavaScript", [Literal("script", $"\"{code}\"", "String"), .. name is null ? Array.Empty<string>() : [$"\"name\":\"{name}\""]]);

    private static string Write(string id, string code) => Step(id, "WriteLine", Input("text", "JavaScript", $"\"{code}\"", "String"));

    private static string Block(string id, params string[] activities) => Step(id, "Sequence", $"\"activities\":[{string.Join(',', activities)}]");

    [Fact]
    public async Task An_output_is_that_of_the_activity_in_the_same_container()
    {
        await _engine.StartAsync(Block("all", Block("one", Script("a1", "1", "Calc")), Block("two", Script("a2", "2", "Calc"), Write("w", "getOutputFrom('Calc') + ' ' + getResultFromCalc()"))));

        _engine.Lines.ShouldBe(["2 2"]);
    }

    [Theory]
    [InlineData("run1", "getResultFromRun1()")]
    [InlineData("my calc", "getResultFromMyCalc()")]
    [InlineData(null, "getResultFromJs1()")]
    public async Task Accessors_are_in_Pascal_case_whatever_the_activity_is_called(string? name, string accessor)
    {
        await _engine.StartAsync(Block("all", Script("js1", "42", name), Write("w", accessor)));

        _engine.Lines.ShouldBe(["42"]);
    }

    [Fact]
    public async Task The_accessor_is_there_before_the_activity_has_given_anything_out()
    {
        await _engine.StartAsync(Block("all", Write("w", "getResultFromLater() ?? 'none'"), Script("later", "null", "Later"), Write("x", "typeof getResultFromLater + ' ' + getResultFromLater()")));

        _engine.Lines.ShouldBe(["none", "function null"]);
    }

    [Fact]
    public async Task A_variable_that_a_script_makes_lasts_as_long_as_its_container()
    {
        await _engine.StartAsync(Block("all", Block("inner", Script("a", "setVariable('fresh', 3); variables.other = 4"), Write("w", "getVariable('fresh') + variables.other")), Write("x", "getVariable('fresh') ?? 'gone'")));

        _engine.Lines.ShouldBe(["7", "gone"]);
    }

    [Fact]
    public async Task A_span_of_time_has_its_members()
    {
        await _engine.StartAsync(Write("w", "variables.t.TotalMinutes + ' ' + variables.t.totalSeconds + ' ' + variables.t"), "," + Declare(Variable("t", "TimeSpan", "\"00:02:00\"", name: "t")));

        _engine.Lines.ShouldBe(["2 120 00:02:00"]);
    }

    [Theory]
    [InlineData("Int32", "abc")]
    [InlineData("DateTime", "xx")]
    public async Task An_initial_value_that_is_none_of_the_type_is_null(string type, string value)
    {
        await _engine.StartAsync(Write("w", "getV() === null"), "," + Declare(Variable("v", type, $"\"{value}\"")));

        _engine.Lines.ShouldBe(["True"]);
    }
}
