using System.Text;
using LienThong.Workflows.Model;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Tests.Serialization;

public sealed class BadInputTests
{
    private static readonly DefinitionReader Reader = new(new ActivityRegistry());

    private static InvalidDefinitionException Refusal(string json) => Should.Throw<InvalidDefinitionException>(() => Reader.Read(json));

    [Theory]
    [InlineData("{\"definitionId\":\"d\",\n \"tên\": \"Sở Khoa học và Công nghệ\" oops}", 2, 36)]
    [InlineData("{\n  \"mô tả\": tru }", 2, 15)]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\"a\":1}\r\n\r\nthừa", 3, 1)]
    public void Broken_json_is_named_by_line_and_column_in_characters(string json, long line, long column)
    {
        var refusal = Refusal(json);

        refusal.Code.ShouldBe("definition.invalid-json");
        (refusal.Line, refusal.Column).ShouldBe((line, column));
        refusal.Message.ShouldContain($"dòng {line}, cột {column}");
    }

    [Fact]
    public void A_bomb_of_nested_lists_is_refused()
    {
        Refusal(new string('[', 1_000_000)).Code.ShouldBe("definition.invalid-json");
    }

    [Fact]
    public void Activities_nested_too_deep_are_refused_and_just_deep_enough_are_not()
    {
        static string Nested(int levels)
        {
            var json = new StringBuilder("{\"definitionId\":\"d\",\"root\":");
            for (var i = 0; i < levels; i++)
                json.Append("{\"type\":\"Elsa.Sequence\",\"activities\":[");
            json.Append("{\"type\":\"Elsa.WriteLine\"}");
            for (var i = 0; i < levels; i++)
                json.Append("]}");
            return json.Append('}').ToString();
        }

        Refusal(Nested(WorkflowGraph.MaxDepth + 1)).Code.ShouldBe("definition.too-deep");
        Reader.Read(Nested(WorkflowGraph.MaxDepth - 1)).Graph.Nodes.Count.ShouldBe(WorkflowGraph.MaxDepth + 1);
    }

    [Fact]
    public void More_than_eight_megabytes_are_refused()
    {
        static string Padded(int bytes) => """{"definitionId":"d","root":null,"x":"#"}""" is var json ? json.Replace("#", new string('x', bytes - json.Length + 1), StringComparison.Ordinal) : "";

        Refusal(Padded(DefinitionReader.MaxBytes + 1)).Code.ShouldBe("definition.too-large");
        Reader.Read(Padded(DefinitionReader.MaxBytes)).DefinitionId.ShouldBe("d");
    }

    [Fact]
    public void Two_activities_of_one_id_are_refused_by_name()
    {
        var refusal = Refusal("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"duyet","type":"Elsa.WriteLine"},{"id":"duyet","type":"Elsa.End"}]}}""");

        refusal.Code.ShouldBe("definition.duplicate-activity-id");
        refusal.Message.ShouldContain("duyet");
    }

    [Theory]
    [InlineData("""{"definitionId":"d","root":{"id":"a"}}""", "definition.activity-without-type", "root")]
    [InlineData("""{"definitionId":"d","root":{"id":"a","type":7}}""", "definition.activity-without-type", "root")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.End"},{"id":"b"}]}}""", "definition.activity-without-type", "root.activities[1]")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":["a"]}}""", "definition.invalid-activity", "root.activities[0]")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.If","then":[]}}""", "definition.invalid-activity", "root.then")]
    [InlineData("""{"root":null}""", "definition.missing-id", "definitionId")]
    [InlineData("[]", "definition.not-an-object", "JSON")]
    [InlineData("null", "definition.not-an-object", "JSON")]
    public void What_is_no_definition_is_refused_with_its_place(string json, string code, string place)
    {
        var refusal = Refusal(json);

        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain(place);
    }

    [Theory]
    [InlineData("""{"definitionId":"d","name":"\ud800","root":null}""")]
    [InlineData("""{"definitionId":"d","root":{"id":"a","type":"\udfff"}}""")]
    public void Half_a_character_is_refused(string json) => Refusal(json).Code.ShouldBe("definition.invalid-text");

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused()
    {
        var bytes = Encoding.Latin1.GetBytes("""{"definitionId":"d","name":"Quy trình","root":null}""");

        Should.Throw<InvalidDefinitionException>(() => Reader.Read(bytes)).Code.ShouldBe("definition.invalid-text");
    }
}
