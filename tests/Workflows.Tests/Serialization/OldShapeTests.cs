using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Serialization;

namespace LienThong.Workflows.Tests.Serialization;

public sealed class OldShapeTests
{
    private static readonly DefinitionReader Reader = new(new ActivityRegistry());

    private static WorkflowDefinition Read(string root, string rest = "") => Reader.Read($$"""{"definitionId":"d"{{rest}},"root":{{root}} }""");

    private static Flowchart ReadFlow(string connections, string activities = """[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.End"}]""") =>
        Read($$"""{"id":"f","type":"Elsa.Flowchart","activities":{{activities}},"connections":{{connections}} }""").Root.ShouldBeOfType<Flowchart>();

    [Theory]
    [InlineData("""[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]""")]
    [InlineData("""[{"source":"a","target":"b","sourcePort":"Done","targetPort":"In"}]""")]
    [InlineData("""{"$values":[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]}""")]
    [InlineData("""{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}""")]
    [InlineData("""{"_type":"Connection[]","items":[{"Source":{"Activity":"a","Port":"Done"},"Target":{"Activity":"b","Port":"In"}}]}""")]
    [InlineData("""{"_type":"Connection[]","values":[{"source":"a","target":"b","sourcePort":"Done","targetPort":"In"}]}""")]
    public void Connections_are_read_in_all_their_shapes(string connections)
    {
        var connection = ReadFlow(connections).Connections.ShouldHaveSingleItem();

        (connection.Source.Id, connection.SourcePort, connection.Target.Id, connection.TargetPort).ShouldBe(("a", "Done", "b", "In"));
    }

    [Fact]
    public void Equal_connections_collapse_and_those_to_nowhere_are_dropped()
    {
        ReadFlow("""[{"source":"a","target":"b"},{"source":"a","target":"b"},{"source":"a","target":"gone"},{"source":"gone","target":"b"},null]""").Connections.ShouldHaveSingleItem();
    }

    [Fact]
    public void Activities_and_variables_may_be_wrapped()
    {
        var flow = ReadFlow("[]", """{"_type":"IActivity[]","items":[{"id":"a","type":"Elsa.Start"}]}""");
        var definition = Read("null", ""","variables":{"_type":"x","values":[{"name":"V","typeName":"String"}]}""");

        flow.Activities.ShouldHaveSingleItem().Id.ShouldBe("a");
        definition.Variables.ShouldHaveSingleItem().Id.ShouldBe("V");
    }

    [Theory]
    [InlineData("\"customProperties\":{\"canStartWorkflow\":true}")]
    [InlineData("\"customProperties\":{\"CanStartWorkflow\":true}")]
    [InlineData("\"canStartWorkflow\":true")]
    [InlineData("\"CanStartWorkflow\":true")]
    [InlineData("\"customProperties\":{\"canStartWorkflow\":false},\"canStartWorkflow\":true")]
    public void That_an_activity_may_start_is_read_wherever_it_stands(string key) =>
        Read($$"""{"id":"a","type":"Elsa.Event",{{key}} }""").Root.CanStartWorkflow.ShouldBeTrue();

    [Theory]
    [InlineData("String", typeof(string))]
    [InlineData("string", typeof(string))]
    [InlineData("System.String, System.Private.CoreLib", typeof(string))]
    [InlineData("System.Int32", typeof(int))]
    [InlineData("Int64?", typeof(long?))]
    [InlineData("String[]", typeof(string[]))]
    [InlineData("IReadOnlyList<DateTimeOffset>", typeof(List<DateTimeOffset>))]
    [InlineData("ISet<String>", typeof(HashSet<string>))]
    [InlineData("List<Int32?>", typeof(List<int?>))]
    [InlineData("System.Diagnostics.Process, System", null)]
    [InlineData("", null)]
    public void Types_go_by_alias_or_by_an_old_name(string name, Type? type) => TypeAliases.Find(name).ShouldBe(type);

    [Theory]
    [InlineData("FlowJoinMode")]
    [InlineData("Elsa.Workflows.Core.Activities.Flowchart.Models.FlowJoinMode, Elsa.Workflows.Core")]
    public void The_type_name_of_an_input_is_not_looked_at(string typeName)
    {
        var join = Read($$$"""{"id":"j","type":"Elsa.FlowJoin","mode":{"typeName":"{{{typeName}}}","expression":{"type":"Literal","value":"WaitAll"} } }""").Root.ShouldBeOfType<FlowJoin>();

        Conversion.To<FlowJoinMode>(join.Mode!.Expression.Value).ShouldBe(FlowJoinMode.WaitAll);
    }

    [Fact]
    public void Keys_are_read_in_any_case()
    {
        var definition = Reader.Read("""{"DefinitionId":"d","Id":"d1","Version":4,"IsPublished":true,"Root":{"Id":"a","Type":"elsa.writeline","Text":"x"}}""");

        (definition.DefinitionId, definition.Id, definition.Version, definition.IsPublished).ShouldBe(("d", "d1", 4, true));
        definition.Root.ShouldBeOfType<WriteLine>().Text!.Expression.Value.ShouldBe("x");
    }

    [Fact]
    public void Missing_ids_are_given_by_type_and_taken_ones_passed_over()
    {
        var definition = Read("""{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"},{"id":"WriteLine2","type":"Elsa.WriteLine"},{"id":"","type":"Elsa.WriteLine"},{"type":"Vendor.SendFax"}]}""");

        definition.Graph.Nodes.Select(n => n.NodeId).ShouldBe(
            ["Workflow1", "Workflow1:Sequence1", "Workflow1:Sequence1:WriteLine1", "Workflow1:Sequence1:WriteLine2", "Workflow1:Sequence1:WriteLine3", "Workflow1:Sequence1:SendFax1"]);
    }

    [Fact]
    public void Connections_can_name_only_ids_that_are_written()
    {
        ReadFlow("""[{"source":"Start1","target":"b"}]""", """[{"type":"Elsa.Start"},{"id":"b","type":"Elsa.End"}]""").Connections.ShouldBeEmpty();
    }

    [Fact]
    public void A_root_of_null_stands_for_an_empty_sequence() => Read("null").Root.ShouldBeOfType<Sequence>().Activities.ShouldBeEmpty();

    [Fact]
    public void Without_a_definition_id_the_id_of_the_version_stands_for_it() =>
        Reader.Read("""{"id":"x1","root":null}""").DefinitionId.ShouldBe("x1");

    [Theory]
    [InlineData("""[{"source":"a","sourcePort":"Done","target":"b"}]""")]
    [InlineData("""{"$id":"1","$values":[{"source":{"activity":"a","port":null},"target":{"activity":"b"}}]}""")]
    [InlineData("""{"_type":"Connection[]","items":[{"Source":{"Activity":"a","Port":"Done"},"Target":{"Activity":"b","Port":"In"}}]}""")]
    [InlineData("""[null,{"source":"a"},{"source":"a","target":"b","targetPort":"In"}]""")]
    public void A_designer_is_shown_the_one_shape_of_arrows(string connections) =>
        Modern($$"""{"definitionId":"d","Root":{"id":"f","type":"Elsa.Flowchart","Activities":[{"id":"a","type":"Elsa.Start"}],"connections":{{connections}} } }""")["root"]!["connections"]!.ToJsonString()
            .ShouldBe("""[{"source":{"activity":"a","port":"Done"},"target":{"activity":"b","port":"In"}}]""");

    [Fact]
    public void A_designer_is_shown_lists_without_their_wrappers_and_keys_without_capitals()
    {
        var json = Modern("""
            {"definitionId":"d","variables":{"$id":"1","$values":[{"Name":"V","Value":{"Own":1}}]},"inputs":null,"outcomes":["A",5],"Options":{"UsableAsActivity":true},
             "root":{"type":"Elsa.Sequence","activities":{"_type":"x","items":[{"Id":"a","Type":"Elsa.WriteLine","Text":{"TypeName":"String","Expression":{"Type":"Object","Value":{"Own":1}}},"headers":{"X-Own":"1"}}]}}}
            """);

        json.ToJsonString().ShouldBe("""
            {"definitionId":"d","variables":[{"name":"V","value":{"Own":1},"id":"V"}],"inputs":[],"outcomes":["A"],"options":{"usableAsActivity":true},"root":{"type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Object","value":{"Own":1}}},"headers":{"X-Own":"1"}}]}}
            """);
    }

    [Theory]
    [InlineData("""{"position":{"x":"abc","y":2},"size":{"width":1e999,"height":5}}""", """{"designer":{"position":{"y":2},"size":{"height":5}}}""")]
    [InlineData("""{"position":"top","size":null,"own":"top"}""", """{"designer":{"position":{},"size":{},"own":"top"}}""")]
    [InlineData("""{"Position":{"X":1,"Y":2}}""", """{"designer":{"position":{"x":1,"y":2}}}""")]
    [InlineData("5", """{"designer":{}}""")]
    public void Places_that_are_none_are_not_shown_to_a_designer(string designer, string shown) =>
        Modern($$"""{"root":{"id":"a","type":"Elsa.End","metadata":{"designer":{{designer}} } } }""")["root"]!["metadata"]!.ToJsonString().ShouldBe(shown);

    private static JsonObject Modern(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ModernShape.OfDefinition(document.RootElement)!.AsObject();
    }
}
