using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Model;
using LienThong.Workflows.Primitives;
using LienThong.Workflows.Serialization;
using LienThong.Workflows.Timers;

namespace LienThong.Workflows.Tests.Serialization;

public sealed class RoundTripTests
{
    private static readonly DefinitionReader Reader = new(new ActivityRegistry());

    public static TheoryData<string> Definitions => [.. RepositoryFiles.Definitions().Select(path => Path.GetFileName(path))];

    private static void MustComeBack(string json, params string[] except)
    {
        var written = JsonNode.Parse(DefinitionWriter.Write(Reader.Read(json)))!;

        Differences("$", JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }), written).Except(except).ShouldBeEmpty();
    }

    /// <summary>Key by key, in order; numbers by their text.</summary>
    private static IEnumerable<string> Differences(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (var key in left.Select(p => p.Key).Union(right.Select(p => p.Key)))
                {
                    if (!left.ContainsKey(key))
                        yield return $"{path}.{key} was added";
                    else if (!right.ContainsKey(key))
                        yield return $"{path}.{key} is lost";
                    else
                    {
                        foreach (var difference in Differences($"{path}.{key}", left[key], right[key]))
                            yield return difference;
                    }
                }

                break;
            case (JsonArray left, JsonArray right):
                if (left.Count != right.Count)
                    yield return $"{path} has {right.Count} items for {left.Count}";
                for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
                {
                    foreach (var difference in Differences($"{path}[{i}]", left[i], right[i]))
                        yield return difference;
                }

                break;
            default:
                if (expected?.ToJsonString() != actual?.ToJsonString())
                    yield return $"{path} is {actual?.ToJsonString()} for {expected?.ToJsonString()}";
                break;
        }
    }

    [Fact]
    public void Keys_that_the_engine_does_not_know_come_back_at_every_level() => MustComeBack(
        """
        {
          "$schema": "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
          "id": "d1", "definitionId": "d", "tenantId": "", "name": "Quy trình", "createdAt": "2024-01-24T01:02:03.1234567+00:00",
          "version": 3, "toolVersion": "3.6.0.0", "future": {"a": [1, 2.50, 1e3, null, true]},
          "variables": [{"id": "v", "name": "V", "typeName": "String", "isArray": false, "value": null, "storageDriverTypeName": null, "later": 1}],
          "inputs": [{"type": "String", "name": "I", "displayName": "I", "description": null, "category": "", "uiHint": "singleline", "storageDriverType": null, "later": {}}],
          "outputs": [{"type": "Object", "name": "O", "later": "x"}], "outcomes": ["A"],
          "customProperties": {"Elsa:WorkflowContextProviderTypes": [], "later": 1},
          "isReadonly": false, "isSystem": false, "isLatest": true, "isPublished": true,
          "options": {"activationStrategyType": null, "usableAsActivity": null, "autoUpdateConsumingWorkflows": false, "later": [1]},
          "usableAsActivity": false,
          "root": {
            "id": "f", "nodeId": "Workflow1:f", "name": null, "type": "Elsa.Flowchart", "version": 1, "later": {"x": null},
            "customProperties": {"canStartWorkflow": false, "notFoundConnections": [], "later": 1}, "metadata": {"later": 1},
            "activities": [
              {"id": "a", "nodeId": "Workflow1:f:a", "name": "A", "type": "Elsa.WriteLine", "version": 1, "later": "y",
               "customProperties": {}, "metadata": {"designer": {"position": {"x": 10.25, "y": -20}}, "displayText": "Ghi"},
               "text": {"typeName": "String", "expression": {"type": "Literal", "value": "Kính gửi", "later": 1}, "memoryReference": {"id": "a:input-1"}, "later": 2}},
              {"id": "e", "nodeId": "Workflow1:f:e", "type": "Elsa.Event", "version": 1, "eventName": null,
               "result": {"typeName": "Object", "memoryReference": {"id": "v", "later": 1}, "converter": {"id": "c", "settings": {}}}},
              {"id": "s", "nodeId": "Workflow1:f:s", "type": "Elsa.FlowSwitch", "version": 1,
               "cases": [{"label": "A", "condition": {"type": "JavaScript", "value": "true", "later": 1}, "later": 2}], "mode": null},
              {"id": "x", "nodeId": "Workflow1:f:x", "type": "Vendor.SendFax", "version": 7, "number": {"typeName": "String", "expression": null}, "body": {"id": "kept", "type": "Elsa.WriteLine"}},
              {"id": "i", "nodeId": "Workflow1:f:i", "type": "Elsa.If", "version": 1, "condition": {"typeName": "Boolean", "expression": {"type": "Literal", "value": true}},
               "then": {"id": "t", "nodeId": "Workflow1:f:i:t", "type": "Elsa.WriteLine", "version": 1, "text": null, "later": 1}, "else": null}
            ],
            "variables": [], "start": "a",
            "connections": [{"source": {"activity": "a", "port": "Done", "later": 1}, "target": {"activity": "e", "port": "In"}, "vertices": [{"x": 1, "y": 2}], "later": 1}]
          }
        }
        """);

    [Theory]
    [InlineData("\"createdAt\":\"2024-01-24T01:02:03Z\"")]
    [InlineData("\"createdAt\":\"2024-01-24T01:02:03.5+07:00\"")]
    [InlineData("\"createdAt\":\"hôm qua\"")]
    [InlineData("\"createdAt\":null")]
    [InlineData("\"version\":null")]
    [InlineData("\"version\":\"2\"")]
    [InlineData("\"isLatest\":null")]
    [InlineData("\"name\":null")]
    [InlineData("\"toolVersion\":3")]
    [InlineData("\"IsPublished\":true")]
    public void A_key_comes_back_as_it_was_written(string key) =>
        MustComeBack($$"""{"id":"d1","definitionId":"d",{{key}},"root":null}""", "$.version was added");

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Our_own_definitions_come_back(string file) => MustComeBack(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "definitions", file)));

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Our_own_definitions_have_unique_ids_and_name_no_unknown_type_of_Elsa(string file)
    {
        var definition = Reader.Read(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "definitions", file)));

        definition.Graph.Nodes.Select(n => n.Id).ShouldBeUnique();
        definition.Graph.Nodes.OfType<NotFoundActivity>().Select(n => n.MissingTypeName).ShouldAllBe(type => type.StartsWith("LienThong.", StringComparison.Ordinal));
    }

    [Fact]
    public void Strategies_come_back_known_or_not() => MustComeBack(
        """
        {"definitionId": "d", "version": 1, "root": {"type": "Elsa.WriteLine", "id": "a", "customProperties": {"commitStrategyName": "CommitAlways",
          "logPersistenceMode": {"default": "Inherit", "inputs": {"text": "Exclude"}, "outputs": {}},
          "logPersistenceConfig": {"default": {"evaluationMode": "Expression", "strategyType": null, "expression": {"type": "JavaScript", "value": "'Include'"}}, "internalState": {"evaluationMode": "Strategy"}}}},
         "customProperties": {"logPersistenceMode": {"default": "không có"}}, "options": {"commitStrategyName": "không có", "activationStrategyType": null}}
        """);

    [Fact]
    public void What_was_read_and_written_once_stays_the_same_for_ever()
    {
        var once = DefinitionWriter.Write(Reader.Read("""{"definitionId":"d","root":{"type":"Elsa.Sequence","activities":[{"type":"Elsa.WriteLine"},{"type":"Elsa.WriteLine"}]}}"""));

        DefinitionWriter.Write(Reader.Read(once)).ShouldBe(once);
        once.ShouldContain("\"WriteLine2\"");
    }

    [Fact]
    public void Vietnamese_is_written_as_it_is()
    {
        DefinitionWriter.Write(Reader.Read("""{"definitionId":"d","name":"Xử lý công văn đến","root":null}""")).ShouldContain("Xử lý công văn đến");
    }

    [Fact]
    public void A_definition_made_in_code_reads_back_equal()
    {
        var line = new WriteLine { Id = "a", Name = "Ghi", Text = "Kính gửi", Metadata = JsonSerializer.SerializeToElement(new { displayText = "Ghi" }) };
        var wait = new Event { Id = "e", EventName = "đến", Result = new Output<object>("v"), CanStartWorkflow = true };
        var choice = new FlowSwitch { Id = "s", Cases = [new SwitchCase("A", Expression.JavaScript("1 > 0")), new SwitchCase("B", Expression.Of(true))], Mode = SwitchMode.MatchAny };
        var branch = new If { Id = "i", Condition = true, Then = new Delay { Id = "t", TimeSpan = TimeSpan.FromHours(26) } };
        var set = new SetVariable { Id = "set", Variable = new Variable { Id = "v", Name = "V" }, Value = new Input<object>(Expression.Of(12.5m)) };
        var fork = new FlowFork { Id = "fork", Branches = new Input<List<string>>(new Expression("Object", "[\"Trái\",\"Phải\"]")) };
        var at = new StartAt { Id = "at", DateTime = new DateTimeOffset(2024, 1, 24, 8, 0, 0, TimeSpan.FromHours(7)) };
        var definition = new WorkflowDefinition
        {
            Id = "d1",
            DefinitionId = "d",
            Name = "Quy trình",
            Version = 2,
            ToolVersion = "3.6.0.0",
            IsLatest = true,
            IsPublished = true,
            CreatedAt = new DateTimeOffset(2024, 1, 24, 1, 0, 0, TimeSpan.Zero),
            Variables = [new Variable { Id = "v", Name = "V", TypeName = "Int32", IsArray = true, Value = JsonSerializer.SerializeToElement("[1,2]"), StorageDriverTypeName = "WorkflowInstanceStorageDriver" }],
            Inputs = [new ArgumentDefinition { Name = "I", Type = "String", DisplayName = "Vào", StorageDriverType = "WorkflowInstanceStorageDriver", IsArray = true }],
            Outputs = [new ArgumentDefinition { Name = "O" }],
            Outcomes = ["A", "B"],
            Options = new WorkflowOptions { IncidentStrategyType = "ContinueWithIncidentsStrategy", UsableAsActivity = true, ActivityCategory = "Văn bản" },
            Root = new Flowchart
            {
                Id = "f",
                Activities = [line, wait, choice, branch, set, fork, at, new FlowJoin { Id = "j", Mode = FlowJoinMode.WaitAll }],
                Variables = [new Variable { Id = "inner", Name = "Trong" }],
                Connections = [new Connection(line, null, wait, null), new Connection(choice, "A", line, "In")],
            },
        };
        var json = DefinitionWriter.Write(definition);

        var read = Reader.Read(json);

        DefinitionWriter.Write(read).ShouldBe(json);
        // Written from what was understood, not from the text that is kept.
        foreach (var node in read.Graph.Nodes)
            node.AsRead = null;
        DefinitionWriter.Write(read with { AsRead = null }).ShouldBe(json);
        json.ShouldContain("\"MatchAny\"");
        read.Inputs.ShouldHaveSingleItem().IsArray.ShouldBeTrue();
        read.Outputs.ShouldHaveSingleItem().IsArray.ShouldBeFalse();
        var root = read.Root.ShouldBeOfType<Flowchart>();
        root.Activities.Select(a => (a.GetType(), a.Id, a.Name, a.CanStartWorkflow)).ShouldBe(((Flowchart)definition.Root).Activities.Select(a => (a.GetType(), a.Id, a.Name, a.CanStartWorkflow)));
        root.Connections.Select(c => (c.Source.Id, c.SourcePort, c.Target.Id, c.TargetPort)).ShouldBe([("a", "Done", "e", "In"), ("s", "A", "a", "In")]);
        read.Graph.FindById("e").ShouldBeOfType<Event>().Result!.Target.ShouldBe("v");
        read.Graph.FindById("s").ShouldBeOfType<FlowSwitch>().Cases.ShouldBe(choice.Cases);
        read.Graph.FindById("i").ShouldBeOfType<If>().Then.ShouldBeOfType<Delay>().TimeSpan!.Expression.Value.ShouldBe("1.02:00:00");
        read.Graph.FindById("set").ShouldBeOfType<SetVariable>().Variable!.Id.ShouldBe("v");
        read.Graph.FindById("set").ShouldBeOfType<SetVariable>().Value!.Expression.Value.ShouldBe(12.5m);
    }

    [Fact]
    public async Task A_definition_made_in_code_runs_the_same_after_it_was_written_and_read()
    {
        var line = new WriteLine { Id = "a", Text = "một" };
        var fork = new FlowFork { Id = "fork", Branches = new Input<List<string>>(["Trái"]) };
        var definition = new WorkflowDefinition
        {
            Id = "d1",
            DefinitionId = "d",
            Root = new Flowchart { Id = "f", Activities = [fork, line], Connections = [new Connection(fork, "Trái", line, null)] },
        };
        var engine = new Scenarios.Engine();

        await engine.StartAsync(definition);
        await engine.StartAsync(Reader.Read(DefinitionWriter.Write(definition)));

        engine.Lines.ShouldBe(["một", "một"]);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text()
    {
        Reader.Read(Encoding.UTF8.GetPreamble().Concat("""{"definitionId":"d","root":null}"""u8.ToArray()).ToArray()).DefinitionId.ShouldBe("d");
    }
}
