using System.Text;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Tests.Expressions;

public sealed class ScriptDeclarationsTests
{
    private static string For(string rest, string activities = "") => ScriptDeclarations.For(new DefinitionReader(new ActivityRegistry()).Read(Encoding.UTF8.GetBytes(
        $$"""{"definitionId":"d",{{rest}}"root":{"id":"day","type":"Elsa.Sequence","activities":[{{activities}}] } }""")));

    private static string Variable(string name, string type, bool isArray = false) =>
        $$"""{"id":"{{name}}","name":"{{name}}","typeName":"{{type}}","isArray":{{(isArray ? "true" : "false")}}}""";

    [Fact]
    public void Every_function_of_the_evaluator_is_declared_with_what_it_does()
    {
        var text = For("");

        foreach (var (name, signature, summary) in JavaScriptScope.Declared)
            text.ShouldContain($"/** {summary} */\ndeclare function {name}{signature};");
    }

    [Theory]
    [InlineData("String", "string")]
    [InlineData("Int32", "number")]
    [InlineData("Decimal", "number")]
    [InlineData("Boolean", "boolean")]
    [InlineData("Guid", "string")]
    [InlineData("DateTimeOffset", "NetDate")]
    [InlineData("TimeSpan", "NetTimeSpan")]
    [InlineData("List<String>", "string[]")]
    [InlineData("ObjectDictionary", "Record<string, any>")]
    [InlineData("Object", "any")]
    [InlineData("La.Hoac", "any")]
    public void A_variable_has_the_type_that_scripts_see(string type, string declared)
    {
        var text = For($"\"variables\":[{Variable("soBan", type)}],");

        text.ShouldContain($"declare function getSoBan(): {declared};");
        text.ShouldContain($"declare function setSoBan(value: {declared} | null): void;");
        text.ShouldContain($"declare function getVariable(name: \"soBan\"): {declared};");
        text.ShouldContain($"\"soBan\": {declared}; ");
    }

    [Fact]
    public void A_list_is_a_list_of_its_items() => For($"\"variables\":[{Variable("Ten", "String", isArray: true)}],").ShouldContain("declare function getTen(): string[];");

    [Fact]
    public void Variables_of_containers_inputs_and_outputs_of_activities_are_declared()
    {
        var text = For(
            "\"inputs\":[{\"name\":\"hoTen\",\"type\":\"String\"}],",
            $$"""{"id":"lap","name":"Lặp một","type":"Elsa.Parallel","variables":[{{Variable("Trong", "Int32")}}] },{"id":"hoi-y","type":"Elsa.RunTask"}""");

        text.ShouldContain("declare function getTrong(): number;");
        text.ShouldContain("declare function getHoTen(): string;");
        text.ShouldContain("declare function getInput(name: \"hoTen\"): string;");
        text.ShouldContain("declare function getTaskIdFromHoiY(): string;");
    }

    [Fact]
    public void A_name_that_is_no_identifier_is_only_asked_for_in_quotes()
    {
        var text = For($"\"variables\":[{Variable("so ban */", "Int32")}],");

        text.ShouldNotContain("getSo ban");
        text.ShouldContain("""declare function getVariable(name: "so ban */"): number;""");
    }

    [Fact]
    public void A_variable_called_like_a_function_does_not_hide_it()
    {
        var text = For($"\"variables\":[{Variable("Input", "Int32")}],");

        text.ShouldNotContain("declare function getInput(): number;");
        text.ShouldContain("declare function setInput(value: number | null): void;");
    }
}
