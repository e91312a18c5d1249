using System.Text.Json.Nodes;
using LienThong.Workflows.Serialization;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Branching;

public sealed class SwitchTests
{
    private readonly Engine _engine = new();

    private static string Case(string label, string condition, string? activity) =>
        $$$"""{"label":"{{{label}}}","condition":{"type":"JavaScript","value":"{{{condition}}}"},"activity":{{{activity ?? "null"}}}}""";

    private static string Choose(string mode, string? otherwise, params string[] cases) => Step("switch", "Switch",
        $"\"cases\":[{string.Join(',', cases)}]", Literal("mode", $"\"{mode}\"", "SwitchMode"), $"\"default\":{otherwise ?? "null"}");

    [Theory]
    [InlineData("MatchFirst", "false", "true", "true", "b")]
    [InlineData("MatchAny", "false", "true", "true", "b,c")]
    [InlineData("MatchAny", "true", "true", "true", "a,b,c")]
    [InlineData("MatchFirst", "false", "null", "false", "other")]
    [InlineData("MatchAny", "false", "null", "false", "other")]
    public async Task The_cases_that_hold_run_else_the_default(string mode, string a, string b, string c, string expected)
    {
        await _engine.StartAsync(Sequence(
            Choose(mode, Line("other"), Case("A", a, Line("a")), Case("B", b, Line("b")), Case("C", c, Line("c"))), Line("after")));

        string.Join(',', _engine.Lines).ShouldBe(expected + ",after");
    }

    [Fact]
    public async Task Without_a_case_that_holds_and_without_a_default_it_is_done()
    {
        await _engine.StartAsync(Sequence(Choose("MatchFirst", null, Case("A", "false", Line("a"))), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task A_case_that_holds_and_runs_nothing_does_not_run_the_default()
    {
        await _engine.StartAsync(Sequence(Choose("MatchFirst", Line("other"), Case("A", "true", null)), Line("after")));

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public async Task It_is_done_when_all_that_it_runs_are()
    {
        await _engine.StartAsync(Sequence(Choose("MatchAny", null, Case("A", "true", Wait("w1")), Case("B", "true", Wait("w2"))), Line("after")));

        await _engine.ResumeAsync("w1");
        _engine.Lines.ShouldBeEmpty();
        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w2");

        _engine.Lines.ShouldBe(["after"]);
    }

    [Fact]
    public void The_activities_of_cases_are_written_with_their_ids_and_places()
    {
        var definition = _engine.Define(Choose("MatchFirst", null, Case("A", "true", """{"type":"Elsa.WriteLine","nodeId":"old"}""")));

        var written = JsonNode.Parse(DefinitionWriter.Write(definition))!["root"]!["cases"]![0]!["activity"]!;

        written["id"]!.GetValue<string>().ShouldBe("WriteLine1");
        written["nodeId"]!.GetValue<string>().ShouldBe("Workflow1:switch:WriteLine1");
    }
}
