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
        using var document = JsonDocument.Parse(stored);
        var sent = AsSent(JsonSerializer.SerializeToUtf8Bytes(EditableJson.ForDesigners(document.RootElement)));
        sent["description"] = "Đã sửa";

        var definition = Store.Read(DesignerEdit.Onto(stored, sent));

        definition.Description.ShouldBe("Đã sửa");
        var step = ((ControlFlow.Sequence)definition.Root).Activities.Single().ShouldBeOfType<Primitives.WriteLine>();
        step.Text!.Expression.Value?.ToString().ShouldBe("chào");
        sent["customProperties"]!["Own"]!.GetValue<int>().ShouldBe(1);
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

    private static byte[] Stored(string json) => DefinitionWriter.WriteUtf8(Store.Read(Encoding.UTF8.GetBytes(json)));

    private static string HashOf(byte[] text) => Store.Check(text).ContentHash;

    // As it was seen of Elsa Studio 3.8: it keeps what it knows, turns values into text, fills in nulls and sizes, and puts the steps of a chart in another order.
    private static JsonObject AsSent(byte[] stored)
    {
        var json = JsonNode.Parse(stored)!.AsObject();
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
