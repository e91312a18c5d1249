using LienThong.Workflows.Runtime;
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

    [Theory]
    [InlineData("List<Int32>", "getV().push(4)", "1,2,3,4")]
    [InlineData("List<Int32>", "variables.V[0] = 9", "9,2,3")]
    [InlineData("Int32[]", "getV().push(4)", "1,2,3,4")]
    [InlineData("Int32[]", "variables.V[0] = 9", "9,2,3")]
    [InlineData("String[]", "getVariable('V').reverse()", "3,2,1")]
    [InlineData("Object[]", "variables.V.pop()", "1,2")]
    [InlineData("HashSet<Int32>", "getV().push(4)", "1,2,3,4")]
    [InlineData("JsonArray", "getV().push(4); getV().push(5)", "1,2,3,4,5")]
    [InlineData("Int32[]", "getV().push(4); setV([7])", "7")]
    public async Task What_a_script_changes_in_place_is_kept_whatever_kind_of_list_it_is(string type, string change, string expected)
    {
        await _engine.StartAsync(Block("all", Script("change", change), Wait("later"), Write("w", "getV().join()")), "," + Declare(Variable("v", type, "\"[1,2,3]\"")));
        _engine.SaveAndLoad();
        await _engine.ResumeAsync("later");

        _engine.Lines.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("JsonObject", "getV().a.b.push(2)", "{\"a\":{\"b\":[1,2]}}")]
    [InlineData("JSON", "variables.V.a.b[0] = 5", "{\"a\":{\"b\":[5]}}")]
    [InlineData("StringDictionary", "getV().a = 'x'; getV().n = 2", "{\"a\":\"x\",\"n\":\"2\"}")]
    public async Task And_so_is_what_it_changes_within_an_object(string type, string change, string expected)
    {
        var value = type == "StringDictionary" ? """ "{\"a\":\"y\"}" """ : """ "{\"a\":{\"b\":[1]}}" """;
        await _engine.StartAsync(Block("all", Script("change", change), Write("w", "toJson(getV())")), "," + Declare(Variable("v", type, value)));

        _engine.Lines.ShouldBe([expected]);
    }

    [Fact]
    public async Task A_loop_hands_its_list_out_as_it_was_changed()
    {
        await _engine.StartAsync(Block("all", Script("change", "variables.V.push('c')"), Step("each", "ForEach", Input("items", "JavaScript", "\"getV()\""), $"\"body\":{Write("w", "getCurrentValue()")}")),
            "," + Declare(Variable("v", "String[]", """ "[\"a\",\"b\"]" """)));

        _engine.Lines.ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("1234", "get1234()")]
    [InlineData("_hidden", "get_hidden()")]
    [InlineData("$amount", "variables.$amount")]
    [InlineData("meting_context", "getMeting_context()")]
    public async Task A_variable_has_its_accessor_whatever_its_name_begins_with(string name, string accessor)
    {
        await _engine.StartAsync(Write("w", accessor), "," + Declare(Variable("v", "String", "\"here\"", name: name)));

        _engine.Lines.ShouldBe(["here"]);
    }

    [Theory]
    [InlineData("List<Object>", "getV().push(getV())")]
    [InlineData("Object[]", "getV().push(getV())")]
    [InlineData("Object", "const o = {}; setV({ o }); getV().o.back = [getV()]")]
    [InlineData("Object", "let o = {}; for (let i = 0; i < 80; i++) o = { o }; setV(o)")]
    [InlineData("Object", "let o = {}; for (let i = 0; i < 80; i++) o = { o }; return o")]
    [InlineData("List<Object>", "for (let i = 0; i < 45; i++) variables.V = [variables.V, variables.V]")]
    [InlineData("Object", "setV(Array(90000).fill('x'.repeat(900000)))")]
    public async Task A_value_that_holds_itself_or_has_no_bottom_or_is_huge_is_an_incident_of_its_step(string type, string code)
    {
        await _engine.StartAsync(Block("all", Script("deep", code), Wait("later")), "," + Declare(Variable("v", type, "\"[1]\"")));
        _engine.SaveAndLoad();

        _engine.Instance.SubStatus.ShouldBe(WorkflowSubStatus.Faulted);
        _engine.Instance.Incidents.ShouldHaveSingleItem().ActivityId.ShouldBe("deep");
    }

    [Theory]
    [InlineData("Object")]
    [InlineData("Double")]
    public async Task A_number_that_is_none_outlives_a_suspension(string type)
    {
        await _engine.StartAsync(Block("all", Script("set", "setV(parseInt('x'))"), Wait("later"), Write("w", "String(getV())")), "," + Declare(Variable("v", type)));
        _engine.SaveAndLoad();
        await _engine.ResumeAsync("later");

        _engine.Lines.ShouldBe(["NaN"]);
    }
}
