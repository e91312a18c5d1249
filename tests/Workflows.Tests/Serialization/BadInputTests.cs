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
        Refusal(new string('[', 1_000_000)).Code.ShouldBe("definition.too-deep");
    }

    [Fact]
    public void A_text_nested_too_deep_for_the_parser_says_so_and_where()
    {
        static string Nested(int levels) => $"{{\"definitionId\":\"d\",\n\"customProperties\":{{\"é\":{new string('[', levels)}{new string(']', levels)}}}}}";

        var refusal = Refusal(Nested(511));

        refusal.Code.ShouldBe("definition.too-deep");
        (refusal.Line, refusal.Column).ShouldBe((2, 535));
        refusal.Message.ShouldContain("quá 512 cấp: dòng 2, cột 535");
        Reader.Read(Nested(510)).DefinitionId.ShouldBe("d");
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
    [InlineData("""{"definitionId":"d","root":"x"}""", "definition.invalid-activity", "root ")]
    [InlineData("""{"definitionId":"d","root":[]}""", "definition.invalid-activity", "root ")]
    [InlineData("""{"definitionId":"d","variables":"x","root":null}""", "definition.invalid-part", "Chỗ variables phải là một danh sách, không phải chữ")]
    [InlineData("""{"definitionId":"d","variables":[{"name":"a"},7],"root":null}""", "definition.invalid-part", "Chỗ variables[1] phải là một đối tượng, không phải số 7")]
    [InlineData("""{"definitionId":"d","inputs":true,"root":null}""", "definition.invalid-part", "Chỗ inputs phải là một danh sách, không phải giá trị đúng/sai")]
    [InlineData("""{"definitionId":"d","outputs":["a"],"root":null}""", "definition.invalid-part", "Chỗ outputs[0] phải là một đối tượng")]
    [InlineData("""{"definitionId":"d","outcomes":"x","root":null}""", "definition.invalid-part", "Chỗ outcomes phải là một danh sách")]
    [InlineData("""{"definitionId":"d","options":[],"root":null}""", "definition.invalid-part", "Chỗ options phải là một đối tượng, không phải một danh sách")]
    [InlineData("""{"definitionId":"d","customProperties":"x","root":null}""", "definition.invalid-part", "Chỗ customProperties phải là một đối tượng")]
    [InlineData("""{"definitionId":"d","version":"abc","root":null}""", "definition.invalid-part", "Chỗ version phải là một số nguyên, không phải chữ")]
    [InlineData("""{"definitionId":"d","version":1.5,"root":null}""", "definition.invalid-part", "Chỗ version phải là một số nguyên, không phải số 1.5")]
    [InlineData("""{"definitionId":"d","root":{"id":"a","type":"Elsa.End","version":"abc"}}""", "definition.invalid-part", "Chỗ root.version phải là một số nguyên")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":"x"}}""", "definition.invalid-part", "Chỗ root.activities phải là một danh sách")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":[],"variables":"x"}}""", "definition.invalid-part", "Chỗ root.variables phải là một danh sách")]
    [InlineData("""{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[],"connections":"x"}}""", "definition.invalid-part", "Chỗ root.connections phải là một danh sách")]
    [InlineData("""{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[],"connections":["x"]}}""", "definition.invalid-part", "Chỗ root.connections[0] phải là một đối tượng")]
    [InlineData("""{"definitionId":"d","root":{"id":"f","type":"Elsa.FlowSwitch","cases":"x"}}""", "definition.invalid-part", "Chỗ root.cases phải là một danh sách")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Switch","cases":[{"label":"a"},{"label":"b","activity":"x"}]}}""", "definition.invalid-activity", "root.cases[1].activity")]
    [InlineData("""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"m","type":"Elsa.StateMachine","states":[{"name":"a","entry":1}]}]}}""", "definition.invalid-activity", "root.activities[0].states[0].entry")]
    public void A_part_of_another_kind_is_refused_with_its_place_and_not_read_as_empty(string json, string code, string says)
    {
        var refusal = Refusal(json);

        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("""{"definitionId":"d","version":"3","variables":null,"inputs":null,"outputs":null,"outcomes":null,"options":null,"customProperties":null,"root":null}""", 3)]
    [InlineData("""{"definitionId":"d","version":null,"root":{"id":"f","type":"Elsa.Flowchart","version":null,"activities":[],"variables":null,"connections":null}}""", 1)]
    [InlineData("""{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.End"}],"connections":[null]}}""", 1)]
    public void A_part_that_is_null_counts_as_absent(string json, int version) => Reader.Read(json).Version.ShouldBe(version);

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
