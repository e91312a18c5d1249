using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Variables;

public sealed class VariableTests
{
    private readonly Engine _engine = new();

    [Fact]
    public async Task A_variable_is_set_by_its_id_whatever_it_is_called()
    {
        await _engine.StartAsync(Sequence(Set("set", "v", "\"mới\""), Show("show", "v")), "," + Declare(Variable("v", "String", "\"cũ\"", name: "Số văn bản")));

        _engine.Lines.ShouldBe(["mới"]);
        _engine.Instance.Variables["Số văn bản"].ShouldBe("mới");
    }

    [Fact]
    public async Task Setting_a_variable_that_is_not_there_is_an_incident()
    {
        await _engine.StartAsync(Sequence(Set("set", "nowhere", "1")));

        _engine.Instance.Incidents.ShouldHaveSingleItem().Message.ShouldBe("Variable 'nowhere' not found.");
    }

    [Fact]
    public async Task The_innermost_variable_of_an_id_is_meant()
    {
        var inner = Step("inner", "Sequence", Declare(Variable("v", "String", "\"inner\"")), $"\"activities\":[{Set("set", "v", "\"changed\"")},{Show("s1", "v")}]");

        await _engine.StartAsync(Sequence(inner, Show("s2", "v")), "," + Declare(Variable("v", "String", "\"outer\"")));

        _engine.Lines.ShouldBe(["changed", "outer"]);
    }

    [Fact]
    public async Task An_id_is_not_taken_for_the_name_of_another_variable()
    {
        // The inner variable is called "v", the outer one has the id "v": references go by id.
        var inner = Step("inner", "Sequence", Declare(Variable("x", "String", "\"inner\"", name: "v")), $"\"activities\":[{Set("set", "v", "\"changed\"")},{Show("s1", "v")},{Show("s2", "x")}]");

        await _engine.StartAsync(Sequence(inner), "," + Declare(Variable("v", "String", "\"outer\"")));

        _engine.Lines.ShouldBe(["changed", "inner"]);
    }

    [Fact]
    public async Task A_value_is_converted_to_the_type_of_its_variable()
    {
        await _engine.StartAsync(Sequence(Set("set", "v", "\"42\"")), "," + Declare(Variable("v", "Int32")));

        _engine.Instance.Variables["V"].ShouldBe(42);
    }

    [Fact]
    public async Task A_list_is_given_as_text()
    {
        var variable = """{"id":"v","name":"V","typeName":"String","isArray":true,"value":"[\"a\",\"b\"]"}""";

        await _engine.StartAsync(Sequence(), "," + Declare(variable));

        _engine.Instance.Variables["V"].ShouldBeOfType<string[]>().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_value_that_is_no_value_of_the_type_is_null()
    {
        await _engine.StartAsync(Sequence(), "," + Declare(Variable("v", "Guid?", "\"không phải\"")));

        _engine.Instance.Variables["V"].ShouldBeNull();
    }

    [Fact]
    public async Task A_variable_of_an_unknown_type_is_there_and_empty()
    {
        await _engine.StartAsync(Sequence(Show("show", "v")), "," + Declare(Variable("v", "Vendor.Thing, Vendor", "\"x\"")));

        _engine.Lines.ShouldBe([""]);
    }

    [Theory]
    [InlineData("\"WorkflowInstanceStorageDriver\"", "new")]
    [InlineData("\"WorkflowStorageDriver\"", "new")]
    [InlineData("\"Elsa.Workflows.Services.WorkflowStorageDriver, Elsa.Workflows.Core\"", "new")]
    [InlineData("\"Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core\"", "new")]
    [InlineData("\"MemoryStorageDriver\"", "old")]
    [InlineData("\"SomethingElse\"", "old")]
    [InlineData("null", "old")]
    public async Task Only_a_variable_with_a_workflow_driver_outlives_a_suspension(string driver, string expected)
    {
        var variable = $$"""{"id":"v","name":"V","typeName":"String","value":"old","storageDriverTypeName":{{driver}}}""";
        await _engine.StartAsync(Sequence(Set("set", "v", "\"new\""), Show("s1", "v"), Wait("w"), Show("s2", "v")), "," + Declare(variable));

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["new", expected]);
    }

    [Fact]
    public async Task A_kept_variable_that_was_emptied_stays_empty()
    {
        await _engine.StartAsync(Sequence(Set("set", "v", "null"), Wait("w"), Show("show", "v")), "," + Declare(Variable("v", "String", "\"initial\"")));

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe([""]);
    }

    [Theory]
    [InlineData("Int64", "9007199254740993")]
    [InlineData("Decimal", "1234567890123456789.123456789")]
    [InlineData("Boolean", "true")]
    [InlineData("DateTimeOffset", "2024-01-24T08:30:00.1234567+07:00")]
    [InlineData("TimeSpan", "1.02:03:04")]
    [InlineData("Guid", "0b9d7b6e-5f5e-4f0a-9a55-1f3f0f8f2a11")]
    [InlineData("String", "Công văn số 451")]
    public async Task A_kept_value_comes_back_as_it_was(string type, string text)
    {
        await _engine.StartAsync(Sequence(Wait("w")), "," + Declare(Variable("v", type, $"\"{text}\"")));
        var before = _engine.Instance.Variables["V"].ShouldNotBeNull();

        _engine.SaveAndLoad();

        _engine.Instance.Variables["V"].ShouldBe(before);
    }

    [Fact]
    public async Task The_variables_of_a_container_end_with_it_and_those_of_the_workflow_stay()
    {
        var inner = Step("inner", "Sequence", Declare(Variable("i", "String", "\"x\"")), $"\"activities\":[{Line("a")}]");

        await _engine.StartAsync(Sequence(inner, Show("s", "i")), "," + Declare(Variable("v", "String", "\"y\"")));

        _engine.Instance.Incidents.ShouldHaveSingleItem().ActivityId.ShouldBe("s");
        _engine.SaveAndLoad();
        _engine.Instance.Variables["V"].ShouldBe("y");
    }

    [Fact]
    public async Task The_variables_of_a_finished_workflow_can_still_be_read()
    {
        await _engine.StartAsync(Sequence(Set("set", "v", "\"cuối\"")), "," + Declare(Variable("v", "String")));

        _engine.SaveAndLoad();

        _engine.Instance.Status.ShouldBe(WorkflowStatus.Finished);
        _engine.Instance.Variables["V"].ShouldBe("cuối");
    }

    [Fact]
    public async Task What_came_without_being_declared_is_kept_for_later_steps()
    {
        await _engine.StartAsync(
            _engine.Define(Sequence(Wait("w"), Step("show", "WriteLine", Input("text", "Input", """{"name":"Ten"}""", "String")))),
            new StartRequest { Input = new Dictionary<string, object?> { ["Ten"] = "giá trị" } });

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["giá trị"]);
    }

    [Theory]
    [InlineData("null", "")]
    [InlineData("\"WorkflowInstanceStorageDriver\"", "giá trị")]
    public async Task An_input_of_the_workflow_is_kept_only_with_a_driver(string driver, string expected)
    {
        var show = Step("show", "WriteLine", Input("text", "Input", """{"name":"Ten"}""", "String"));
        var inputs = $$""","inputs":[{"type":"String","name":"Ten","storageDriverType":{{driver}}}]""";
        await _engine.StartAsync(
            _engine.Define(Sequence(show, Wait("w"), show.Replace("show", "show2", StringComparison.Ordinal)), inputs),
            new StartRequest { Input = new Dictionary<string, object?> { ["Ten"] = "giá trị" } });

        _engine.SaveAndLoad();
        await _engine.ResumeAsync("w");

        _engine.Lines.ShouldBe(["giá trị", expected]);
    }
}
