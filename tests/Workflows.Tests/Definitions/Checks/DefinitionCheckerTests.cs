using System.Diagnostics;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Tests.Scenarios;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Definitions.Checks;

/// <summary>Each finding with the smallest definition that has it, and a sibling that must not.</summary>
public sealed class DefinitionCheckerTests
{
    private const string Inputs = """
        ,"inputs":[{"name":"so","type":"Int32"}],"outputs":[{"name":"ket-qua","type":"String"}]
        """;

    private readonly Engine _engine = new();

    private IReadOnlyList<Finding> Check(string root, string rest = "") => new DefinitionChecker(ExpressionEvaluator.Standard).Check(_engine.Define(root, rest));

    /// <summary>Findings as "step code", without texts.</summary>
    private IEnumerable<string> Codes(string root, string rest = "") => Check(root, rest).Select(f => $"{f.ActivityId} {f.Code}");

    private static string Text(string language, string value) => Step("a", "WriteLine", Input("text", language, value, "String"));

    private static string Decision(string id = "d") => Step(id, "FlowDecision", Literal("condition", "true", "Boolean"));

    private static string Join(string mode) => Step("j", "FlowJoin", Literal("mode", $"\"{mode}\"", "FlowJoinMode"));

    private static string Scope(string variable, params string[] activities) =>
        Step("s", "Sequence", Declare(variable), $"\"activities\":[{string.Join(',', activities)}]");

    [Theory]
    [InlineData("Cron", "cronExpression", "khi nào rảnh", "cron.invalid")]
    [InlineData("Timer", "interval", "00:00:00.001", "timer.too-short")]
    [InlineData("HttpEndpoint", "path", "don/{", "http.invalid-path")]
    public void What_the_clock_or_a_request_could_never_find_or_would_find_without_end_is_an_error(string type, string input, string value, string code) =>
        Codes(Step("a", type, Literal(input, $"\"{value}\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}")).ShouldBe([$"a {code}"]);

    [Theory]
    [InlineData("Cron", "cronExpression", "0 */15 * * * *")]
    [InlineData("Timer", "interval", "00:00:01")]
    [InlineData("HttpEndpoint", "path", "don/{id}")]
    public void What_they_can_find_is_none(string type, string input, string value) =>
        Codes(Step("a", type, Literal(input, $"\"{value}\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}")).ShouldBeEmpty();

    [Theory]
    [InlineData("WorkflowExecuted", "CommitNever", "")]
    [InlineData("", "", "")]
    [InlineData("CommitNever", "Executed", " workflow.unknown-commit-strategy")]
    [InlineData("Periodic", "Periodic", "a activity.unknown-commit-strategy")]
    [InlineData("luôn luôn", "Executing", " workflow.unknown-commit-strategy")]
    public void A_commit_strategy_that_nobody_knows_is_a_warning(string ofWorkflow, string ofActivity, string finding)
    {
        var findings = Check(
            Step("a", "WriteLine", $$$"""
                "customProperties":{"commitStrategyName":"{{{ofActivity}}}"}
                """),
            $$$""","options":{"commitStrategyName":"{{{ofWorkflow}}}"}""");

        findings.Select(f => $"{f.ActivityId} {f.Code}").ShouldBe(finding.Length == 0 ? [] : [finding]);
        findings.ShouldAllBe(f => f.Severity == FindingSeverity.Warning);
    }

    [Theory]
    [InlineData("logPersistenceMode", """{"default":"Include","inputs":{"text":"Exclude"},"outputs":{}}""", "")]
    [InlineData("logPersistenceMode", """{"default":"default"}""", "")]
    [InlineData("logPersistenceConfig", """{"default":{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"},"inputs":{"text":null}}""", "")]
    [InlineData("logPersistenceMode", """{"inputs":{"text":"Mask"}}""", "Mask")]
    [InlineData("logPersistenceConfig", """{"default":{"evaluationMode":"Strategy","strategyType":"Acme.Masked, Acme"}}""", "Acme.Masked, Acme")]
    public void A_mode_of_log_persistence_that_nobody_knows_is_a_warning(string key, string said, string unknown)
    {
        var finding = Check(Step("a", "WriteLine", $$$"""
            "customProperties":{"{{{key}}}":{{{said}}} }
            """)).SingleOrDefault();

        finding?.Code.ShouldBe("log-persistence.unknown");
        (finding?.Text.Contains($"\"{unknown}\"", StringComparison.Ordinal) ?? false).ShouldBe(unknown.Length > 0);
    }

    [Fact]
    public void Two_inputs_or_outputs_of_one_name_are_an_error_whatever_their_case()
    {
        Codes(Line("a"), ""","inputs":[{"name":"so"},{"name":"SO"}],"outputs":[{"name":"x"},{"name":"x"}]""")
            .ShouldBe([" workflow.duplicate-input", " workflow.duplicate-output"]);
        Codes(Line("a"), ""","inputs":[{"name":"so"},{"name":"ten"}],"outputs":[{"name":"so"}]""").ShouldBeEmpty();
    }

    [Fact]
    public void Two_variables_of_one_id_in_one_scope_are_an_error()
    {
        Codes(Scope($"{Variable("x")},{Variable("x", name: "khac")}")).ShouldBe(["s variable.duplicate"]);
        Codes(Scope($"{Variable("x")},{Variable("y")}", Scope(Variable("x")).Replace("\"s\"", "\"t\"", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Int32", "\"ba\"", "variable.invalid-value")]
    [InlineData("Int32", "\"3\"", null)]
    [InlineData("Int32", "\"\"", null)]
    [InlineData("Khong.Co", "null", "variable.unknown-type")]
    [InlineData("List<String>", "\"[\\\"a\\\"]\"", null)]
    [InlineData("JsonObject", "\"{\\\"a\\\":1}\"", null)]
    [InlineData("JsonArray", "\"[1]\"", null)]
    [InlineData("JsonObject", "\"ba\"", "variable.invalid-value")]
    public void A_variable_starts_with_a_value_of_a_known_type(string type, string value, string? code) =>
        Codes(Scope(Variable("x", type, value))).ShouldBe(code is null ? [] : [$"s {code}"]);

    [Fact]
    public void An_activity_that_no_path_reaches_is_found()
    {
        Codes(Flow([Line("a"), Line("b"), Line("c")], "a->b")).ShouldBe(["c flowchart.unreachable"]);
        Codes(Flow([Line("a"), Line("b"), Line("c")], "a->b", "b->c")).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_second_trigger_starts_is_reached()
    {
        var trigger = Step("t", "Event", Literal("eventName", "\"t\"", "String"), "\"customProperties\":{\"canStartWorkflow\":true}");

        Codes(Flow([Step("start", "Start"), trigger, Line("b")], "t->b")).ShouldBeEmpty();
    }

    [Fact]
    public void An_arrow_back_into_a_loop_with_two_ways_in_is_an_error()
    {
        Codes(Flow([Line("s"), Line("a"), Wait("b")], "s->a", "s->b", "a->b", "b->a")).ShouldBe(["b flowchart.invalid-back-connection"]);
        Codes(Flow([Line("s"), Line("a"), Wait("b")], "s->a", "a->b", "b->a")).ShouldBeEmpty();
    }

    [Fact]
    public void A_join_of_all_behind_exclusive_branches_is_an_error()
    {
        string[] arrows = ["d:True->a", "d:False->b", "a->j", "b->j"];

        Codes(Flow([Decision(), Line("a"), Line("b"), Join("WaitAll")], arrows)).ShouldBe(["j flowchart.closed-join"]);
        Codes(Flow([Decision(), Line("a"), Line("b"), Join("WaitAllActive")], arrows)).ShouldBeEmpty();
        Codes(Flow([Line("d"), Line("a"), Line("b"), Join("WaitAll")], "d->a", "d->b", "a->j", "b->j")).ShouldBeEmpty();
    }

    [Fact]
    public void A_join_of_all_behind_branches_that_met_again_is_right()
    {
        Codes(Flow(
            [Decision(), Line("a"), Line("b"), Line("m"), Line("x"), Line("y"), Join("WaitAll")],
            "d:True->a", "d:False->b", "a->m", "b->m", "m->x", "m->y", "x->j", "y->j")).ShouldBeEmpty();
    }

    [Fact]
    public void An_arrow_to_an_activity_that_is_not_there_is_an_error()
    {
        Codes(Flow([Line("a"), Line("b")], "a->b", "a->mat")).ShouldBe(["flow flowchart.unknown-end"]);
        Check(Flow([Line("a"), Line("b")], "a->b", "a->mat")).ShouldHaveSingleItem().Text.ShouldContain("\"mat\"");
    }

    [Fact]
    public void An_arrow_that_an_earlier_import_set_aside_is_still_an_error()
    {
        var flow = Flow([Line("a")]);

        Codes(flow[..^1] + ""","customProperties":{"notFoundConnections":[{"source":{"activity":"a"},"target":{"activity":"mat"}}]}}""")
            .ShouldBe(["flow flowchart.unknown-end"]);
    }

    [Fact]
    public void An_arrow_from_an_outcome_that_its_source_never_gives_is_found()
    {
        Codes(Flow([Decision(), Line("a")], "d:Dung->a")).ShouldBe(["d flowchart.unknown-outcome"]);
        Codes(Flow([Decision(), Line("a")], "d:True->a")).ShouldBeEmpty();
    }

    [Fact]
    public void A_switch_gives_the_labels_of_its_cases_and_a_fork_its_branches()
    {
        var choice = Step("c", "FlowSwitch", """
            "cases":[{"label":"mot","condition":{"type":"Literal","value":true}}]
            """);
        var fork = Step("f", "FlowFork", Input("branches", "Object", "\"[\\\"x\\\"]\"", "List<String>"));

        Codes(Flow([choice, Line("a"), Line("b")], "c:mot->a", "c:Default->b")).ShouldBeEmpty();
        Codes(Flow([choice, Line("a")], "c:hai->a")).ShouldBe(["c flowchart.unknown-outcome"]);
        Codes(Flow([fork, Line("a")], "f:x->a")).ShouldBeEmpty();
        Codes(Flow([fork, Line("a")], "f:y->a")).ShouldBe(["f flowchart.unknown-outcome"]);
    }

    [Fact]
    public void A_loop_in_which_nothing_waits_is_found()
    {
        Codes(Flow([Line("s"), Line("a"), Decision()], "s->a", "a->d", "d:False->a")).ShouldBe(["d flowchart.busy-loop"]);
        Codes(Flow([Line("s"), Step("a", "Delay"), Decision()], "s->a", "a->d", "d:False->a")).ShouldBeEmpty();
        Codes(Flow([Line("s"), Step("a", "Sequence", $"\"activities\":[{Wait("w")}]"), Decision()], "s->a", "a->d", "d:False->a")).ShouldBeEmpty();
    }

    [Fact]
    public void A_variable_that_is_not_in_scope_is_an_error()
    {
        Codes(Scope(Variable("x"), Text("Variable", """{"id":"y"}"""))).ShouldBe(["a binding.unknown-variable"]);
        Codes(Scope(Variable("x"), Text("Variable", """{"id":"x"}"""))).ShouldBeEmpty();
    }

    [Fact]
    public void A_reference_that_names_nothing_is_an_error() =>
        Codes(Text("Variable", "null")).ShouldBe(["a binding.empty-reference"]);

    [Fact]
    public void An_input_that_the_workflow_does_not_declare_is_found()
    {
        Codes(Text("Input", """{"name":"ten"}"""), Inputs).ShouldBe(["a binding.unknown-input"]);
        Codes(Text("Input", """{"name":"SO"}"""), Inputs).ShouldBeEmpty();
    }

    [Fact]
    public void Setting_a_variable_that_is_not_in_scope_is_an_error()
    {
        Codes(Scope(Variable("x"), Set("a", "y", "1"))).ShouldBe(["a binding.unknown-variable"]);
        Codes(Scope(Variable("x"), Set("a", "x", "1"))).ShouldBeEmpty();
        Codes(Step("a", "SetVariable")).ShouldBe(["a binding.empty-reference"]);
    }

    [Fact]
    public void Setting_a_variable_to_a_literal_of_another_type_is_an_error()
    {
        Codes(Scope(Variable("x", "Int32"), Set("a", "x", "\"ba\""))).ShouldBe(["a binding.invalid-literal"]);
        Codes(Scope(Variable("x", "Int32"), Set("a", "x", "\"3\""))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("x", null)]
    [InlineData("ket-qua", null)]
    [InlineData("khac", "binding.unknown-target")]
    public void An_output_goes_to_a_variable_or_to_an_output_of_the_workflow(string target, string? code)
    {
        var step = Step("a", "Event", Literal("eventName", "\"e\"", "String"), $$$"""
            "result":{"typeName":"Object","memoryReference":{"id":"{{{target}}}"}}
            """);

        Codes(Scope(Variable("x"), step), Inputs).ShouldBe(code is null ? [] : [$"a {code}"]);
    }

    [Theory]
    [InlineData("TimeSpan", null)]
    [InlineData("String", null)]
    [InlineData("Object", null)]
    [InlineData("Boolean", "binding.type-mismatch")]
    public void A_variable_must_be_able_to_become_what_the_input_wants(string type, string? code) =>
        Codes(Scope(Variable("x", type), Step("a", "Delay", Input("timeSpan", "Variable", """{"id":"x"}""", "TimeSpan")))).ShouldBe(code is null ? [] : [$"a {code}"]);

    [Theory]
    [InlineData("Boolean", null)]
    [InlineData("Guid", "binding.type-mismatch")]
    public void An_output_must_be_able_to_become_what_the_variable_holds(string type, string? code) =>
        Codes(Scope(Variable("x", type), Step("a", "If", Literal("condition", "true", "Boolean"), """
            "result":{"typeName":"Boolean","memoryReference":{"id":"x"}}
            """))).ShouldBe(code is null ? [] : [$"a {code}"]);

    [Theory]
    [InlineData("\"lau\"", "binding.invalid-literal")]
    [InlineData("\"00:05:00\"", null)]
    [InlineData("\"\"", null)]
    public void A_literal_must_be_of_the_input_type(string value, string? code) =>
        Codes(Step("a", "Delay", Literal("timeSpan", value, "TimeSpan"))).ShouldBe(code is null ? [] : [$"a {code}"]);

    [Theory]
    [InlineData("[\\\"x\\\"", "binding.invalid-json")]
    [InlineData("[\\\"x\\\"]", null)]
    public void An_object_must_be_JSON(string text, string? code) =>
        Codes(Step("a", "FlowFork", Input("branches", "Object", $"\"{text}\"", "List<String>"))).ShouldBe(code is null ? [] : [$"a {code}"]);

    [Fact]
    public void A_script_that_cannot_be_read_is_named_with_line_and_column()
    {
        var finding = Check(Text("JavaScript", "\"1 +\\n  )\"")).ShouldHaveSingleItem();

        finding.Code.ShouldBe("expression.invalid-script");
        finding.Severity.ShouldBe(FindingSeverity.Error);
        finding.Text.ShouldContain("dòng 2, cột 3");
        Codes(Text("JavaScript", "\"1 + 1\"")).ShouldBeEmpty();
    }

    [Fact]
    public void The_condition_of_a_case_is_looked_at_too() =>
        Codes(Step("a", "FlowSwitch", """
            "cases":[{"label":"mot","condition":{"type":"JavaScript","value":"("}}]
            """)).ShouldBe(["a expression.invalid-script"]);

    [Fact]
    public void A_language_that_is_not_there_is_an_error() =>
        Codes(Text("Liquid", "\"{{ x }}\"")).ShouldBe(["a expression.unknown-language"]);

    [Fact]
    public void An_activity_type_that_is_not_there_is_an_error_wherever_it_lies() =>
        Codes(Sequence(Line("a"), Step("b", "KhongCo"))).ShouldBe(["b activity.unknown-type"]);

    [Fact]
    public void A_text_names_the_step_as_people_see_it_and_says_what_to_do()
    {
        var step = Step("b", "KhongCo", "\"metadata\":{\"displayText\":\"Trình ký\"}");

        Check(Sequence(step)).ShouldHaveSingleItem().Text.ShouldBe("Bước \"Trình ký\" (mã b) thuộc loại \"Elsa.KhongCo\" mà hệ thống không có. Đổi loại bước.");
    }

    [Fact]
    public void The_rules_of_the_domain_are_asked_as_well()
    {
        var checker = new DefinitionChecker(ExpressionEvaluator.Standard, definition => [new Finding(null, FindingSeverity.Warning, "domain", definition.DefinitionId)]);

        checker.Check(_engine.Define(Line("a"))).ShouldHaveSingleItem().Text.ShouldBe("d");
    }

    [Fact]
    public void A_hundred_activities_take_less_than_a_tenth_of_a_second()
    {
        var ids = Enumerable.Range(0, 100).Select(i => $"a{i}").ToList();
        var definition = _engine.Define(Flow(
            ids.Select((id, i) => i % 2 == 0 ? Decision(id) : Step(id, "WriteLine", Input("text", "JavaScript", $"\"{i} + 1\"", "String"))),
            [.. ids.Zip(ids.Skip(1), (from, to) => from[1..] is var n && int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) % 2 == 0 ? $"{from}:True->{to}" : $"{from}->{to}")]));
        var checker = new DefinitionChecker(ExpressionEvaluator.Standard);
        checker.Check(definition);

        // The quickest of several: another program may use the processor in between.
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            checker.Check(definition);
            return watch.ElapsedMilliseconds;
        });

        best.ShouldBeLessThan(100);
    }
}
