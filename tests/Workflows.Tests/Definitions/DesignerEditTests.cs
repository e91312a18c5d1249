using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;
using LienThong.Workflows.Tests.Scenarios;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Definitions;

public sealed class DesignerEditTests
{
    private static readonly DefinitionStore Store = new(new ActivityRegistry());

    public static TheoryData<string> Definitions => [.. RepositoryFiles.Definitions().Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_definition_that_was_only_opened_and_saved_is_the_stored_one(string file)
    {
        var stored = Stored(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "definitions", file)));

        var text = DesignerEdit.Onto(stored, AsSent(stored));

        HashOf(text).ShouldBe(HashOf(stored));
    }

    [Fact]
    public void Values_of_variables_sent_as_text_and_keys_that_the_designer_does_not_know_stay()
    {
        var stored = Stored($$"""
            {"$schema":"s","definitionId":"d","name":"N","nghiepVu":{"ma":1},"variables":[{{Variable("v", "Int32", "5")}},{{Variable("w", "Object", "[1,2]")}},{{Variable("x", "Boolean", "true")}}],
             "inputs":[{"name":"I","type":"String","ghiChu":"giữ"}],"customProperties":{"logPersistenceMode":"Include"},"root":{{Flow([Line("a"), Wait("b")], "a->b")}} }
            """);

        var text = DesignerEdit.Onto(stored, AsSent(stored));

        HashOf(text).ShouldBe(HashOf(stored));
    }

    [Fact]
    public async Task Where_a_step_was_added_the_others_keep_their_order_and_what_it_decides()
    {
        // Both may be the start: the first of the list is.
        var stored = Stored($$"""{"definitionId":"d","root":{{Flow([Line("dau"), Line("khac"), Line("sau")], "dau->sau", "khac->sau")}} }""");
        var sent = AsSent(stored);
        sent["root"]!["activities"]!.AsArray().Insert(0, JsonNode.Parse(Line("moi")));
        sent["root"]!["connections"]!.AsArray().Insert(0, JsonNode.Parse("""{"source":{"activity":"sau","port":"Done"},"target":{"activity":"moi","port":"In"}}"""));

        var text = DesignerEdit.Onto(stored, sent);

        var engine = new Engine();
        await engine.StartAsync(engine.Read(Encoding.UTF8.GetString(text)));
        engine.Lines.ShouldBe(["dau", "sau", "moi"]);
    }

    [Theory]
    [InlineData("counter")]
    [InlineData("token")]
    public async Task A_definition_runs_as_before_when_the_designer_has_written_it_anew(string mode)
    {
        var branches = Flow(
            [Line("dau"), Step("re", "FlowFork", Literal("branches", "[\"A\",\"B\"]")), Wait("a"), Line("b"), Step("hop", "FlowJoin", Literal("mode", "\"WaitAll\"")), Line("cuoi")],
            "dau->re", "re:A->a", "re:B->b", "a->hop", "b->hop", "hop->cuoi");
        var stored = Stored($$"""{"definitionId":"d","variables":[{{Variable("v", "Int32", "5")}}],"root":{{Sequence(branches, Show("hien", "v"))}} }""");
        var sent = AsSent(stored);
        sent["description"] = "Đã sửa";

        var before = await JournalAsync(stored, mode);
        var after = await JournalAsync(DesignerEdit.Onto(stored, sent), mode);

        after.ShouldBe(before);
        before.ShouldContain("hien Completed");
    }

    [Fact]
    public void What_was_moved_changed_or_taken_away_is_taken_over()
    {
        var stored = Stored($$"""
            {"definitionId":"d","options":{"usableAsActivity":true},"root":{{Flow([Line("a"), Line("b"), Line("c")], "a->b", "b->c")}} }
            """);
        var sent = AsSent(stored);
        var steps = sent["root"]!["activities"]!.AsArray();
        steps.Remove(steps.Single(step => (string?)step!["id"] == "c"));
        steps.Single(step => (string?)step!["id"] == "a")!["text"]!["expression"]!["value"] = "";
        steps.Single(step => (string?)step!["id"] == "b")!["metadata"]!["designer"] = JsonNode.Parse("""{"position":{"x":7,"y":8},"size":{"width":1,"height":1}}""");
        var arrows = sent["root"]!["connections"]!.AsArray();
        arrows.Remove(arrows.Single(arrow => (string?)arrow!["target"]!["activity"] == "c"));
        sent["options"]!["usableAsActivity"] = false;

        var json = JsonNode.Parse(DesignerEdit.Onto(stored, sent))!;

        json["root"]!["activities"]!.AsArray().Select(step => (string?)step!["id"]).ShouldBe(["a", "b"]);
        ((string?)json["root"]!["activities"]![0]!["text"]!["expression"]!["value"]).ShouldBe("");
        ((int)json["root"]!["activities"]![1]!["metadata"]!["designer"]!["position"]!["x"]!).ShouldBe(7);
        json["root"]!["connections"]!.AsArray().Count.ShouldBe(1);
        ((bool)json["options"]!["usableAsActivity"]!).ShouldBeFalse();
    }

    [Fact]
    public void Ports_of_arrows_that_are_stored_in_the_flat_form_stay()
    {
        var stored = Stored($$"""{"definitionId":"d","root":{{Flow([Step("re", "FlowDecision", Literal("condition", "true")), Line("a"), Line("b")])}} }""");
        var text = JsonNode.Parse(stored)!;
        text["root"]!["connections"] = JsonNode.Parse("""[{"source":"re","sourcePort":"True","target":"a","targetPort":"In"},{"source":"re","sourcePort":"False","target":"b","targetPort":"In"}]""");
        stored = Stored(text.ToJsonString());
        var sent = AsSent(stored);
        sent["root"]!["connections"] = JsonNode.Parse("""
            [{"source":{"activity":"re","port":"True"},"target":{"activity":"a","port":"In"},"vertices":[{"x":1,"y":2}]},{"source":{"activity":"re","port":"False"},"target":{"activity":"b","port":"In"},"vertices":[]}]
            """);

        var definition = Store.Read(DesignerEdit.Onto(stored, sent));

        ((ControlFlow.Flowchart)definition.Root).Connections.Select(arrow => arrow.SourcePort).ShouldBe(["True", "False"]);
    }

    [Fact]
    public void Steps_that_are_stored_with_capitals_in_their_keys_stay()
    {
        var stored = Stored("""
            {"DefinitionId":"d","Name":"N","CustomProperties":{"Own":1},"Root":{"Id":"r","Type":"Elsa.Sequence","Activities":[{"Id":"a","Type":"Elsa.WriteLine","Text":{"TypeName":"String","Expression":{"Type":"Literal","Value":"chào"}}}]}}
            """);
        var sent = AsSent(stored);
        sent["description"] = "Đã sửa";

        var definition = Store.Read(DesignerEdit.Onto(stored, sent));

        definition.Description.ShouldBe("Đã sửa");
        var step = ((ControlFlow.Sequence)definition.Root).Activities.Single().ShouldBeOfType<Primitives.WriteLine>();
        step.Text!.Expression.Value?.ToString().ShouldBe("chào");
        sent["customProperties"]!["Own"]!.GetValue<int>().ShouldBe(1);
    }

    public static TheoryData<string> OldShapes =>
    [
        """{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.WriteLine","text":"x"},{"id":"b","type":"Elsa.End"}],"connections":[{"source":"a","sourcePort":"Done","target":"b"},{"source":"a","target":"khong-co"},{"source":"a"},null]}}""",
        """{"definitionId":"d","variables":{"$id":"1","$values":[{"name":"V","typeName":"String"}]},"outcomes":["Xong",1],"root":{"id":"f","type":"Elsa.Flowchart","activities":{"$id":"2","$values":[{"id":"a","type":"Elsa.Start"},{"id":"b","type":"Elsa.End"}]},"connections":{"_type":"Connection[]","items":[{"Source":{"Activity":"a"},"Target":{"Activity":"b"}}]}}}""",
        """{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[{"Id":"a","Type":"Elsa.WriteLine","Name":"A","CustomProperties":{"CanStartWorkflow":true,"Own":1},"Text":{"TypeName":"String","Expression":{"Type":"Literal","Value":"chào"}}},{"id":"c","type":"Elsa.Switch","Cases":[{"Label":"L","Condition":{"Type":"Literal","Value":true},"Activity":{"Id":"e","Type":"Elsa.End"}}]}],"Connections":{"source":"a","target":"c"}}}""",
        """{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"k","type":"Khac.KhoiLa","Body":{"Id":"e","Type":"Elsa.End"},"own":{"Aa":1,"bB":{"$values":1}}}]}}""",
        """{"definitionId":"d","root":{"id":"a","type":"Elsa.WriteLine","metadata":{"designer":{"position":"top","size":{"width":"abc","height":5}},"displayText":7}}}""",
    ];

    [Theory]
    [MemberData(nameof(OldShapes))]
    public void An_old_shape_that_was_only_opened_and_saved_is_the_stored_text(string text)
    {
        var stored = Stored(text);

        Encoding.UTF8.GetString(DesignerEdit.Onto(stored, AsSent(stored))).ShouldBe(Encoding.UTF8.GetString(stored));
    }

    [Theory]
    [MemberData(nameof(OldShapes))]
    public void An_old_shape_that_was_changed_says_the_rest_as_before(string text)
    {
        var stored = Stored(text);
        var sent = AsSent(stored);
        sent["description"] = "Đã sửa";

        var saved = DesignerEdit.Onto(stored, sent);

        Store.Read(saved).Description.ShouldBe("Đã sửa");
        Compiled(saved).ShouldBe(Compiled(stored));
    }

    [Theory]
    [InlineData("false", "\"\"")]
    [InlineData("false", "null")]
    [InlineData("[]", "\"\"")]
    [InlineData("\"\"", "null")]
    [InlineData("0", "\"\"")]
    [InlineData("true", "\"False\"")]
    public void An_initial_value_that_was_cleared_is_cleared(string before, string now)
    {
        var stored = Stored($$"""{"definitionId":"d","variables":[{"id":"v","name":"v","typeName":"Object","value":{{before}}}],"root":{"id":"a","type":"Elsa.End"} }""");
        var sent = AsSent(stored);
        sent["variables"]![0]!["value"] = JsonNode.Parse(now);

        var json = JsonNode.Parse(DesignerEdit.Onto(stored, sent))!;

        JsonNode.DeepEquals(json["variables"]![0]!["value"], JsonNode.Parse(now)).ShouldBeTrue(json.ToJsonString());
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("1.50")]
    [InlineData("[]")]
    [InlineData("{\"a\":null}")]
    [InlineData("\"\"")]
    [InlineData("\"5\"")]
    [InlineData("null")]
    public void An_initial_value_that_was_not_touched_stays(string value)
    {
        var stored = Stored($$"""{"definitionId":"d","variables":[{"id":"v","name":"v","typeName":"Object","value":{{value}}}],"root":{"id":"a","type":"Elsa.End"} }""");

        Encoding.UTF8.GetString(DesignerEdit.Onto(stored, AsSent(stored))).ShouldBe(Encoding.UTF8.GetString(stored));
    }

    [Theory]
    [InlineData("false", "null")]
    [InlineData("\"\"", "null")]
    [InlineData("[]", "null")]
    [InlineData("null", "false")]
    [InlineData("5", "\"5\"")]
    [InlineData("true", "false")]
    public void What_a_step_says_is_taken_over_exactly(string before, string now)
    {
        var stored = Stored($$"""{"definitionId":"d","customProperties":{"rieng":{{before}}},"root":{"id":"a","type":"Khac.Buoc","dat":{{before}} } }""");
        var sent = AsSent(stored);
        sent["root"]!["dat"] = JsonNode.Parse(now);
        sent["customProperties"]!["rieng"] = JsonNode.Parse(now);

        var json = JsonNode.Parse(DesignerEdit.Onto(stored, sent))!;

        JsonNode.DeepEquals(json["root"]!["dat"], JsonNode.Parse(now)).ShouldBeTrue(json.ToJsonString());
        JsonNode.DeepEquals(json["customProperties"]!["rieng"], JsonNode.Parse(now)).ShouldBeTrue(json.ToJsonString());
    }

    [Fact]
    public void Properties_and_options_that_were_taken_away_are_gone()
    {
        var stored = Stored("""{"definitionId":"d","usableAsActivity":true,"options":{"usableAsActivity":false},"customProperties":{"rieng":false},"root":{"id":"a","type":"Khac.Buoc","dat":false}}""");
        var sent = AsSent(stored);
        sent["root"]!.AsObject().Remove("dat");
        sent["customProperties"]!.AsObject().Remove("rieng");
        sent["options"]!["usableAsActivity"] = null;

        var json = JsonNode.Parse(DesignerEdit.Onto(stored, sent))!;

        json["root"]!.AsObject().ContainsKey("dat").ShouldBeFalse();
        json["customProperties"]!.AsObject().ContainsKey("rieng").ShouldBeFalse();
        json["options"]!["usableAsActivity"].ShouldBeNull();
    }

    [Fact]
    public void The_id_that_is_shown_for_a_missing_name_is_no_name()
    {
        var stored = Stored("""{"definitionId":"d","root":{"id":"a","type":"Elsa.End"}}""");
        var sent = AsSent(stored);
        sent["name"] = "d";

        Encoding.UTF8.GetString(DesignerEdit.Onto(stored, sent)).ShouldBe(Encoding.UTF8.GetString(stored));
    }

    [Fact]
    public void The_order_of_a_sequence_is_taken_over()
    {
        var stored = Stored($$"""{"definitionId":"d","root":{{Sequence(Line("a"), Line("b"))}} }""");
        var sent = AsSent(stored);
        var steps = sent["root"]!["activities"]!.AsArray();
        var first = steps[0]!;
        steps.RemoveAt(0);
        steps.Add(first);

        var json = JsonNode.Parse(DesignerEdit.Onto(stored, sent))!;

        json["root"]!["activities"]!.AsArray().Select(step => (string?)step!["id"]).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void The_order_of_a_sequence_is_taken_over_also_where_it_has_a_list_of_arrows()
    {
        var stored = Stored($$"""{"definitionId":"d","root":{"id":"s","type":"Elsa.Sequence","connections":[],"activities":[{{Line("a")}},{{Line("b")}}]} }""");
        var sent = AsSent(stored);
        sent["root"]!["activities"] = new JsonArray(JsonNode.Parse(Line("b")), JsonNode.Parse(Line("a")));

        Ids(DesignerEdit.Onto(stored, sent)).ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Where_a_flowchart_is_stored_without_arrows_the_steps_keep_their_order()
    {
        var stored = Stored($$"""{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[{{Line("a")}},{{Line("b")}}]} }""");
        var sent = AsSent(stored);
        sent["root"]!["activities"] = new JsonArray(JsonNode.Parse(Line("b")), JsonNode.Parse(Line("a")));
        sent["root"]!["connections"] = new JsonArray();

        Ids(DesignerEdit.Onto(stored, sent)).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Many_arrows_in_another_order_are_found_at_once()
    {
        var arrows = string.Join(',', Enumerable.Range(0, 40_000).Select(port => $$"""{"source":{"activity":"a","port":"{{port}}"},"target":{"activity":"a","port":"In"} }"""));
        var stored = Encoding.UTF8.GetBytes($$"""{"definitionId":"d","root":{"id":"f","type":"Elsa.Flowchart","activities":[{{Line("a")}}],"connections":[{{arrows}}]} }""");
        var sent = AsSent(stored);

        Should.CompleteIn(() => DesignerEdit.Onto(stored, sent), TimeSpan.FromSeconds(10)).ShouldBe(stored);
    }

    [Fact]
    public void A_new_definition_is_stored_without_the_empty_places_that_the_designer_sends()
    {
        var sent = JsonNode.Parse("""
            {"id":null,"definitionId":"moi","name":"Mới","variables":null,"inputs":null,"customProperties":null,"options":null,"isLatest":true,"links":null,
             "root":{"id":"r","type":"Elsa.Flowchart","version":1,"name":"Flowchart1"}}
            """)!.AsObject();

        var definition = Store.Read(DesignerEdit.Onto(null, sent));

        definition.Name.ShouldBe("Mới");
        Encoding.UTF8.GetString(DefinitionWriter.WriteUtf8(definition)).ShouldNotContain("null");
    }

    private static async Task<List<string>> JournalAsync(byte[] text, string mode)
    {
        var engine = new Engine();
        var journal = new List<string>();
        await engine.StartAsync(engine.Read(Encoding.UTF8.GetString(text)), new StartRequest { FlowchartMode = mode == "token" ? FlowchartMode.TokenBased : FlowchartMode.CounterBased });
        journal.AddRange(engine.Events);
        engine.SaveAndLoad();
        (await engine.ResumeAsync("a")).ShouldBeTrue();
        journal.AddRange(engine.Events);
        return [.. journal, .. engine.Lines];
    }

    // What the engine makes of a text, written down by itself.
    private static string Compiled(byte[] text)
    {
        var definition = Store.Read(text);
        var steps = definition.Graph.Nodes.Select(node => $"{node.NodeId} {node.Type} {node.Name} {node.CanStartWorkflow} {(node as Primitives.WriteLine)?.Text?.Expression.Value}");
        var arrows = definition.Graph.Nodes.OfType<ControlFlow.Flowchart>().SelectMany(chart => chart.Connections)
            .Select(arrow => $"{arrow.Source.Id}:{arrow.SourcePort ?? "Done"} {arrow.Target.Id}:{arrow.TargetPort ?? "In"}");
        var cases = definition.Graph.Nodes.OfType<ControlFlow.Switch>().SelectMany(one => one.Cases).Select(one => $"{one.Label} {one.Condition.Type} {one.Condition.Value} {one.Activity?.Id}");
        return string.Join('\n', [.. steps, .. arrows, .. cases, .. definition.Variables.Select(variable => $"{variable.Id} {variable.TypeName}"), .. definition.Outcomes]);
    }

    private static byte[] Stored(string json) => DefinitionWriter.WriteUtf8(Store.Read(Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<string?> Ids(byte[] text) => JsonNode.Parse(text)!["root"]!["activities"]!.AsArray().Select(step => (string?)step!["id"]);

    private static string HashOf(byte[] text) => Store.Check(text).ContentHash;

    // As it was seen of Elsa Studio 3.8: it keeps what it knows, turns values into text, fills in nulls and sizes, and puts the steps of a chart in another order.
    private static JsonObject AsSent(byte[] stored)
    {
        using var document = JsonDocument.Parse(stored);
        var json = ModernShape.OfDefinition(document.RootElement)!.AsObject();
        string[] known =
            ["id", "definitionId", "name", "description", "createdAt", "version", "toolVersion", "variables", "inputs", "outputs", "outcomes", "customProperties", "isReadonly", "options", "isLatest", "isPublished", "root"];
        foreach (var key in json.Select(property => property.Key).Except(known).ToList())
            json.Remove(key);
        foreach (var key in known.Where(key => !json.ContainsKey(key)))
            json[key] = key is "variables" or "inputs" or "outputs" or "outcomes" ? new JsonArray() : key is "customProperties" or "options" ? new JsonObject() : null;
        json["customProperties"]!["VariableTestValues"] = new JsonObject { ["v"] = "1" };
        foreach (var key in new[] { "activationStrategyType", "usableAsActivity", "autoUpdateConsumingWorkflows", "activityCategory", "incidentStrategyType", "commitStrategyName" })
            json["options"]![key] ??= null;
        json["links"] = JsonNode.Parse("""[{"href":"x","rel":"publish","method":"POST"}]""");
        foreach (var variable in json["variables"]!.AsArray().Cast<JsonObject>())
        {
            variable.TryAdd("isArray", false);
            variable["value"] = variable["value"] is JsonValue value && value.GetValueKind() is JsonValueKind.True ? "True" : variable["value"] is { } other and not JsonValue ? other.ToJsonString() : variable["value"]?.ToString();
        }

        foreach (var input in json["inputs"]!.AsArray().Cast<JsonObject>())
        {
            input.Remove("ghiChu");
            input["uiHint"] = null;
            input["category"] = "";
        }

        Redraw(json["root"]!.AsObject(), "Workflow1");
        return json;
    }

    private static void Redraw(JsonObject step, string around)
    {
        var nodeId = $"{around}:{step["id"]}";
        step["nodeId"] = nodeId;
        step["metadata"] ??= new JsonObject();
        if (step["metadata"]!["designer"] is JsonObject designer)
            designer["size"] = new JsonObject { ["width"] = 321.5, ["height"] = 50 };
        foreach (var (key, value) in step.ToList())
        {
            if (value is JsonObject input && input.ContainsKey("expression"))
                input["memoryReference"] ??= new JsonObject { ["id"] = "" };
            else if (value is JsonObject port && port.ContainsKey("type") && port.ContainsKey("id"))
                Redraw(port, nodeId);
            else if (value is JsonArray list && key is "activities" or "connections")
            {
                foreach (var item in ((JsonArray)value!).Cast<JsonObject>())
                {
                    if (key == "activities")
                        Redraw(item, nodeId);
                    else
                        item["vertices"] = new JsonArray();
                }
            }
        }

        if (step["connections"] is JsonArray)
        {
            foreach (var key in new[] { "activities", "connections" })
                step[key] = new JsonArray([.. step[key]!.AsArray().Reverse().Select(item => item!.DeepClone())]);
        }
    }
}
