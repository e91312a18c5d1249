using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Expressions;

public sealed class ExpressionTests
{
    private readonly Engine _engine = new();

    private Task<WorkflowInstance> SetAsync(string language, string value, string type = "Object") => _engine.StartAsync(
        Sequence(Step("set", "SetVariable", """
            "variable":{"id":"v"}
            """, Input("value", language, value))),
        "," + Declare(Variable("v", type)));

    [Fact]
    public async Task An_object_for_an_input_of_type_object_stays_text()
    {
        await SetAsync("Object", "\"{\\\"a\\\":1}\"");

        _engine.Instance.Variables["V"].ShouldBe("{\"a\":1}");
    }

    [Fact]
    public async Task An_object_written_without_quotes_is_its_json_text()
    {
        await SetAsync("Object", """{"a": 1}""");

        _engine.Instance.Variables["V"].ShouldBe("""{"a": 1}""");
    }

    [Fact]
    public async Task That_text_becomes_an_object_in_a_variable_of_that_type()
    {
        await SetAsync("Object", "\"{\\\"a\\\":[1,2]}\"", "ObjectDictionary");

        var map = _engine.Instance.Variables["V"].ShouldBeAssignableTo<IDictionary<string, object?>>()!;
        map["a"].ShouldBe(new List<object?> { 1L, 2L });
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"  \"")]
    [InlineData("null")]
    public async Task A_blank_object_is_null(string value)
    {
        await SetAsync("Object", value);

        _engine.Instance.Variables["V"].ShouldBeNull();
    }

    [Fact]
    public async Task Json_is_the_old_name_of_object()
    {
        await _engine.StartAsync(Flow([Step("f", "FlowFork", Input("branches", "Json", "\"[\\\"A\\\"]\"", "List<String>")), Line("a")], "f:A->a"));

        _engine.Lines.ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_broken_object_is_an_incident_that_names_the_input()
    {
        await _engine.StartAsync(Flow([Step("f", "FlowFork", Input("branches", "Object", "\"[\"", "List<String>"))]));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldStartWith("Failed to evaluate activity input 'Branches'");
    }

    [Theory]
    [InlineData("\"chữ\"", "chữ")]
    [InlineData("12", "12")]
    [InlineData("1.50", "1.50")]
    [InlineData("true", "True")]
    [InlineData("null", "")]
    [InlineData("[1,2]", "[1,2]")]
    public async Task A_literal_becomes_text(string value, string expected)
    {
        await _engine.StartAsync(Step("w", "WriteLine", Literal("text", value, "String")));

        _engine.Lines.ShouldBe([expected]);
    }

    [Theory]
    [InlineData("\"true\"")]
    [InlineData("\"True\"")]
    [InlineData("true")]
    [InlineData("1")]
    public async Task A_literal_becomes_a_boolean(string value)
    {
        await _engine.StartAsync(Step("if", "If", Literal("condition", value, "Boolean"), $"\"then\":{Line("yes")}"));

        _engine.Lines.ShouldBe(["yes"]);
    }

    [Fact]
    public async Task A_literal_that_is_no_value_of_the_type_is_the_types_default()
    {
        await _engine.StartAsync(Step("if", "If", Literal("condition", "\"có lẽ\"", "Boolean"), $"\"then\":{Line("yes")}", $"\"else\":{Line("no")}"));

        _engine.Lines.ShouldBe(["no"]);
    }

    [Fact]
    public async Task A_bare_primitive_is_a_literal()
    {
        await _engine.StartAsync(Step("w", "WriteLine", "\"text\":\"trần\""));

        _engine.Lines.ShouldBe(["trần"]);
    }

    [Theory]
    [InlineData("""{"id":"v","name":"V"}""")]
    [InlineData("\"{\\\"id\\\":\\\"v\\\"}\"")]
    public async Task A_variable_is_named_by_an_object_or_its_json(string value)
    {
        await _engine.StartAsync(Step("w", "WriteLine", Input("text", "Variable", value, "String")), "," + Declare(Variable("v", "String", "\"x\"")));

        _engine.Lines.ShouldBe(["x"]);
    }

    [Fact]
    public async Task A_variable_out_of_scope_is_an_incident()
    {
        await _engine.StartAsync(Show("w", "nowhere"));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task An_input_is_found_by_name_in_any_case()
    {
        await _engine.StartAsync(
            _engine.Define(Step("w", "WriteLine", Input("text", "Input", """{"name":"Subject","type":"String"}""", "String"))),
            new StartRequest { Input = new Dictionary<string, object?> { ["subject"] = "trích yếu" } });

        _engine.Lines.ShouldBe(["trích yếu"]);
    }

    [Fact]
    public async Task An_unknown_language_makes_the_input_null()
    {
        await _engine.StartAsync(Step("w", "WriteLine", Input("text", "Klingon", "\"x\"", "String")));

        _engine.Lines.ShouldBe([""]);
    }

    [Fact]
    public async Task Without_a_type_name_the_input_is_null()
    {
        await _engine.StartAsync(Step("w", "WriteLine", """
            "text":{"expression":{"type":"Literal","value":"x"}}
            """));

        _engine.Lines.ShouldBe([""]);
    }

    [Theory]
    [InlineData("\"text\":null")]
    [InlineData("\"name\":\"x\"")]
    public async Task A_missing_text_is_an_empty_line(string key)
    {
        await _engine.StartAsync(Step("w", "WriteLine", key));

        _engine.Lines.ShouldBe([""]);
    }

    [Fact]
    public async Task An_explicit_null_takes_the_default_of_the_input_and_a_missing_key_the_activitys_own()
    {
        foreach (var key in (string[])["\"timeSpan\":null", "\"name\":\"x\""])
        {
            await _engine.StartAsync(Step("d", "Delay", key));
            _engine.Instance.Bookmarks.ShouldHaveSingleItem().DueAt.ShouldBe(_engine.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        }
    }
}
