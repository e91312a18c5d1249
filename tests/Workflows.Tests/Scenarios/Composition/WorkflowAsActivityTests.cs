using System.Text.Json;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Definitions.Checks;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;
using static LienThong.Workflows.Tests.Scenarios.Composition.Family;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Scenarios.Composition;

public sealed class WorkflowAsActivityTests : IAsyncLifetime
{
    private const string Usable = ""","options":{"usableAsActivity":true}""";

    private readonly Store _store = new();
    private readonly Family _family;

    public WorkflowAsActivityTests() => _family = new Family(_store);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Use(string id, string type, params string[] keys) => $$"""{"id":"{{id}}","type":"{{type}}"{{string.Concat(keys.Select(k => "," + k))}} }""";

    private static string Named(string name, string rest = "") => $""","name":"{name}"{rest}{Usable}""";

    private static string Inputs(params string[] names) => Arguments("inputs", names);

    private static string Outputs(params string[] names) => Arguments("outputs", names);

    private static string Arguments(string key, string[] names) => $$""","{{key}}":[{{string.Join(',', names.Select(n => $$"""{"type":"Object","name":"{{n}}"}"""))}}]""";

    [Theory]
    [InlineData("Subworkflow test", "SubworkflowTest")]
    [InlineData("Input Output Logging 3 - Child", "InputOutputLogging3-Child")]
    [InlineData("trình_ký văn bản", "TrìnhKýVănBản")]
    public void The_type_is_the_name_in_Pascal_case(string name, string type) =>
        WorkflowTypes.NameOf(new WorkflowDefinition { Id = "1", DefinitionId = "d", Name = name, Root = new ControlFlow.Sequence() }).ShouldBe(type);

    [Fact]
    public async Task It_runs_in_the_same_instance_with_its_inputs_and_outputs_as_variables()
    {
        await _family.PublishRootAsync("sub", Sequence(Say("in", "getVariable('So') + '/' + getInput('so') + '/' + getSo()"), Give("give", "Tra", "getSo() + 1")), Named("Cộng một", Inputs("So") + Outputs("Tra")));
        await _family.PublishRootAsync(
            "outer",
            Sequence(Use("plus", "CộngMột", Input("so", "JavaScript", "\"variables.V + 1\""), Into("tra", "v")), Say("after", "variables.V + ' ' + getOutputFrom('plus', 'Tra')")),
            "," + Declare(Variable("v", "Int32", "\"40\"")));

        var id = await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["41/41/41", "42 42"]);
        (await _store.AllAsync<InstanceRow>()).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await _store.FindAsync(id)).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_inputs_are_evaluated_in_the_scope_of_who_uses_it()
    {
        await _family.PublishRootAsync("sub", Say("in", "getX()"), Named("Sub", Inputs("X")));
        await _family.PublishRootAsync("outer", Use("use", "Sub", Input("x", "Variable", """{"id":"X"}""")), "," + Declare(Variable("X", "String", "\"ngoài\"", name: "X")));

        await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["ngoài"]);
    }

    [Fact]
    public async Task Two_uses_at_once_keep_their_variables_apart_also_over_a_restart()
    {
        await _family.PublishRootAsync("sub", Sequence(Wait("w"), Say("in", "getX() + getY()")), Named("Sub", $",{Declare(Variable("y", "String", "\"!\"", name: "Y"))}{Inputs("X")}"));
        await _family.PublishRootAsync("outer", Step("both", "Parallel", $"\"activities\":[{Use("a", "Sub", Literal("x", "\"một\""))},{Use("b", "Sub", Literal("x", "\"hai\""))}]"));
        var id = await _family.StartAsync("outer");
        await _store.RestartAsync();

        var waits = (await _store.FindAsync(id)).Bookmarks;
        waits.Count.ShouldBe(2);
        var lines = new List<string>();
        foreach (var wait in waits)
        {
            lines.AddRange((await _store.ResumeAsync(id, wait.Id)).ShouldNotBeNull().Lines);
            await _store.RestartAsync();
        }

        lines.ShouldBe(["một!", "hai!"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task An_input_that_was_left_open_is_null_also_over_a_restart()
    {
        await _family.PublishRootAsync("sub", Sequence(Wait("w"), Show("in", "X"), Give("give", "Tra", "'đủ'")), Named("Sub", Inputs("X") + Outputs("Tra")));
        await _family.PublishRootAsync("outer", Sequence(Use("use", "Sub", Into("tra", "v")), Show("after", "v")), "," + Declare(Variable("v")));
        var id = await _family.StartAsync("outer", new StartRequest { Input = new Dictionary<string, object?> { ["X"] = "của lượt chạy" } });
        await _store.RestartAsync();

        await _family.ResumeAsync(id, "w");

        _family.Lines.ShouldBe(["", "đủ"]);
    }

    [Fact]
    public async Task Complete_ends_only_it_and_its_outcome_leads_on()
    {
        var complete = Step("complete", "Complete", Literal("outcomes", "\"Đồng ý\""));
        await _family.PublishRootAsync("sub", Sequence(complete, Line("never")), Named("Sub", ",\"outcomes\":[\"Đồng ý\",\"Từ chối\"]"));
        await _family.PublishRootAsync("outer", Flow([Use("use", "Sub"), Line("yes"), Line("no"), Line("done")], "use:Đồng ý->yes", "use:Từ chối->no", "use->done"));

        var id = await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["yes"]);
        (await _store.FindAsync(id)).SubStatus.ShouldBe(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Without_Complete_it_is_left_by_Done()
    {
        await _family.PublishRootAsync("sub", Line("in"), Named("Sub"));
        await _family.PublishRootAsync("outer", Flow([Use("use", "Sub"), Line("done")], "use->done"));

        await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["in", "done"]);
    }

    [Fact]
    public async Task Steps_inside_may_be_called_like_steps_outside_and_each_finds_its_own_outputs()
    {
        await _family.PublishRootAsync("sub", Sequence(Give("a", "Tra", "'trong'"), Say("say", "getOutputFrom('a', 'CurrentValue')")), Named("Sub", Outputs("Tra")));
        await _family.PublishRootAsync("outer", Sequence(Give("a", "Ra", "'ngoài'"), Use("use", "Sub"), Say("say", "getOutputFrom('a', 'CurrentValue')")));

        var id = await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["trong", "ngoài"]);
        (await _store.FindAsync(id)).Output.Keys.ShouldBe(["Ra"]);
        var outer = (await _store.FindAsync(id)).Definition.Graph;
        outer.Nodes.Select(n => n.NodeId).ShouldBeUnique();
        outer.Nodes.Where(n => n.Id == "a").Select(n => n.NodeId).ShouldBe(["Workflow2:sequence:a", "Workflow2:sequence:use:Workflow1:sequence:a"]);
    }

    [Fact]
    public async Task The_journal_shows_the_steps_inside()
    {
        await _family.PublishRootAsync("sub", Line("in"), Named("Sub"));
        var outer = await _family.PublishRootAsync("outer", Use("use", "Sub"));

        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.StartAsync(session, outer, new StartRequest(), ct));

        outcome.Journal.Select(e => $"{e.ActivityNodeId} {e.Event}").ShouldBe(
        [
            "Workflow2 Started", "Workflow2:use Started", "Workflow2:use:Workflow1 Started", "Workflow2:use:Workflow1:in Started",
            "Workflow2:use:Workflow1:in Completed", "Workflow2:use:Workflow1 Completed", "Workflow2:use Completed", "Workflow2 Completed",
        ]);
    }

    [Fact]
    public async Task Workflows_may_use_workflows_that_use_workflows()
    {
        await _family.PublishRootAsync("c", Sequence(Wait("w"), Give("give", "Ra", "getVao() + 'c'")), Named("C", Inputs("Vao") + Outputs("Ra")));
        await _family.PublishRootAsync("b", Sequence(Use("use-c", "C", Input("vao", "JavaScript", "\"getVao() + 'b'\""), Into("ra", "Ra"))), Named("B", Inputs("Vao") + Outputs("Ra")));
        await _family.PublishRootAsync("a", Sequence(Use("use-b", "B", Literal("vao", "\"a\""), Into("ra", "v")), Show("after", "v")), "," + Declare(Variable("v")));
        var id = await _family.StartAsync("a");
        await _store.RestartAsync();

        await _family.ResumeAsync(id, "w");

        _family.Lines.ShouldBe(["abc"]);
    }

    [Fact]
    public async Task What_runs_stays_on_the_version_that_was_published_when_its_own_was()
    {
        var first = await _family.PublishRootAsync("sub", Line("một"), Named("Sub"));
        await _family.PublishRootAsync("outer", Sequence(Wait("w"), Use("use", "Sub")));
        var id = await _family.StartAsync("outer");

        await _family.PublishRootAsync("sub", Line("hai"), Named("Sub"));
        await _store.RestartAsync();
        await _family.ResumeAsync(id, "w");

        _family.Lines.ShouldBe(["một"]);
        PinOf(await _store.FindAsync(id)).ShouldBe((first.Id, "sub", 1));
    }

    [Fact]
    public async Task Publishing_the_outer_one_again_takes_the_version_that_is_published_now()
    {
        await _family.PublishRootAsync("sub", Line("một"), Named("Sub"));
        await _family.PublishRootAsync("outer", Use("use", "Sub"));
        await _family.PublishRootAsync("sub", Line("hai"), Named("Sub"));

        (await _family.PublishRootAsync("outer", Use("use", "Sub"))).Version.ShouldBe(2);
        (await _family.PublishRootAsync("outer", Use("use", "Sub"))).Version.ShouldBe(2);

        await _family.StartAsync("outer");
        _family.Lines.ShouldBe(["hai"]);
    }

    [Fact]
    public async Task A_use_may_name_the_version()
    {
        var first = await _family.PublishRootAsync("sub", Line("một"), Named("Sub"));
        await _family.PublishRootAsync("sub", Line("hai"), Named("Sub"));
        await _family.PublishRootAsync(
            "outer",
            Sequence(
                Use("by-number", "Sub", "\"version\":1"), Use("by-id", "Sub", $"\"version\":2,\"workflowDefinitionVersionId\":\"{first.Id}\""), Use("stale", "Sub", "\"workflowDefinitionVersionId\":\"gone\""),
                Use("by-definition", "Elsa.WorkflowDefinitionActivity", "\"workflowDefinitionId\":\"sub\"")));

        await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["một", "một", "hai", "hai"]);
    }

    [Fact]
    public async Task A_workflow_that_asks_for_it_takes_its_users_along_when_it_is_published()
    {
        const string Updating = ""","options":{"usableAsActivity":true,"autoUpdateConsumingWorkflows":true}""";
        await _family.PublishRootAsync("sub", Line("một"), ",\"name\":\"Sub\"" + Updating);
        await _family.PublishRootAsync("middle", Use("use", "Sub"), ",\"name\":\"Middle\"" + Updating);
        await _family.PublishRootAsync("outer", Sequence(Line("trước"), Use("use", "Middle")));

        await _family.PublishRootAsync("sub", Line("hai"), ",\"name\":\"Sub mới\"" + Updating);
        await _store.RestartAsync();
        await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["trước", "hai"]);
        (await _store.AllAsync<DefinitionRow>()).Where(d => d.IsPublished).Select(d => (d.DefinitionId, d.Version)).ShouldBe([("sub", 2), ("middle", 2), ("outer", 2)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_definition_that_is_no_activity_is_none()
    {
        await _family.PublishRootAsync("sub", Line("in"), ",\"name\":\"Sub\"");

        (await Should.ThrowAsync<InvalidDefinitionException>(() => _family.PublishRootAsync("outer", Use("use", "Sub")))).Code.ShouldBe("activity.unknown-type");
    }

    [Fact]
    public async Task A_workflow_may_not_use_itself()
    {
        await _family.PublishRootAsync("sub", Line("in"), Named("Sub"));

        (await Should.ThrowAsync<InvalidDefinitionException>(() => _family.PublishRootAsync("sub", Use("use", "Sub"), Named("Sub")))).Code.ShouldBe("definition.cyclic-use");
    }

    [Fact]
    public async Task Workflows_may_not_use_each_other_in_a_circle()
    {
        await _family.PublishRootAsync("a", Line("in"), Named("A"));
        await _family.PublishRootAsync("b", Use("use", "A"), Named("B"));
        await _family.PublishRootAsync("c", Use("use", "B"), Named("C"));

        var refusal = await Should.ThrowAsync<InvalidDefinitionException>(() => _family.PublishRootAsync("a", Use("use", "C"), Named("A")));

        refusal.Code.ShouldBe("definition.cyclic-use");
        refusal.Message.ShouldContain("\"a\" → \"c\" → \"b\" → \"a\"");
    }

    [Fact]
    public async Task A_circle_that_came_into_the_database_by_another_way_is_refused_when_it_is_loaded()
    {
        await PutAsync("a1", "a", "A", "B");
        await PutAsync("b1", "b", "B", "A");

        var refusal = await Should.ThrowAsync<InvalidDefinitionException>(() =>
            _store.Database.ReadAsync(async (context, ct) => await _store.Definitions.GetVersionAsync(context, "a1", ct), Store.None));

        refusal.Code.ShouldBe("definition.cyclic-use");
    }

    [Fact]
    public async Task Uses_that_multiply_end_at_a_limit()
    {
        await _family.PublishRootAsync("s0", Sequence([.. Enumerable.Range(0, 10).Select(n => Line($"x{n}"))]), Named("S0"));

        var refusal = await Should.ThrowAsync<InvalidDefinitionException>(async () =>
        {
            for (var level = 1; level < 20; level++)
                await _family.PublishRootAsync($"s{level}", Sequence([.. Enumerable.Range(0, 10).Select(n => Use($"u{n}", $"S{level - 1}"))]), Named($"S{level}"));
        });

        refusal.Code.ShouldBe("definition.too-large");
    }

    [Fact]
    public async Task A_definition_of_another_program_is_learned_when_it_is_needed()
    {
        await _family.PublishRootAsync("sub", Line("in"), Named("Sub"));
        await _family.PublishRootAsync("outer", Use("use", "Sub"));
        await _store.RestartAsync();

        await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["in"]);
    }

    [Fact]
    public async Task A_fault_inside_is_an_incident_of_the_step_and_a_retry_goes_on_from_it()
    {
        await _family.PublishRootAsync("sub", Sequence(Step("fault", "If", Input("condition", "JavaScript", "\"fail()\""), $"\"then\":{Line("never")}"), Line("in")), Named("Sub"));
        await _family.PublishRootAsync("outer", Sequence(Use("use", "Sub"), Line("after")));
        var id = await _family.StartAsync("outer");
        var incident = (await _store.FindAsync(id)).Incidents.ShouldHaveSingleItem();
        incident.ActivityNodeId.ShouldBe("Workflow2:sequence:use:Workflow1:sequence:fault");
        await _store.RestartAsync();

        var outcome = await _store.WriteAsync((session, ct) => _store.Engine.SkipAsync(session, incident.Id, "Done", "bỏ qua", ct));

        outcome.ShouldNotBeNull().Lines.ShouldBe(["in", "after"]);
    }

    [Fact]
    public void Written_back_it_names_the_version_and_keeps_the_rest()
    {
        var registry = new ActivityRegistry();
        var reader = new DefinitionReader(registry);
        registry.Workflows.Learn(reader.Read($$"""{"definitionId":"sub","id":"sub3","version":3,"name":"Sub"{{Usable}}{{Inputs("Name", "Metadata")}},"root":{{Line("in")}} }"""), isPublished: true);
        var text = $$"""{"definitionId":"outer","root":{{Use("use", "Sub", "\"name\":\"bước\",\"_name\":{\"typeName\":\"String\",\"expression\":{\"type\":\"Literal\",\"value\":\"x\"}},\"khác\":1")}} }""";

        var outer = reader.Read(text);

        outer.Root.ShouldBeOfType<WorkflowDefinitionActivity>().ShouldSatisfyAllConditions(
            u => u.Name.ShouldBe("bước"), u => u.Arguments.Keys.ShouldBe(["Name"]), u => u.Definition.Id.ShouldBe("sub3"));
        using var written = JsonDocument.Parse(DefinitionWriter.Write(outer));
        var root = written.RootElement.GetProperty("root");
        root.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "type", "name", "_name", "khác", "workflowDefinitionId", "workflowDefinitionVersionId"]);
        root.GetProperty("workflowDefinitionVersionId").GetString().ShouldBe("sub3");
    }

    [Fact]
    public async Task A_version_that_another_is_pinned_to_cannot_be_deleted()
    {
        await _family.PublishRootAsync("sub", Line("một"), Named("Sub"));
        await _family.PublishRootAsync("outer", Use("use", "Sub"));
        await _family.PublishRootAsync("sub", Line("hai"), Named("Sub"));

        var refusal = await Should.ThrowAsync<DefinitionStateException>(() => _store.WriteAsync(async (session, ct) =>
        {
            await _store.Definitions.DeleteVersionAsync(session, "sub", 1, ct);
            return true;
        }));

        refusal.Code.ShouldBe("definition.in-use");
    }

    [Fact]
    public async Task A_draft_that_uses_a_workflow_is_published_with_the_version_that_is_published_by_then()
    {
        var text = System.Text.Encoding.UTF8.GetBytes($$"""{"definitionId":"outer","root":{{Use("use", "Sub")}} }""");
        var (draft, _) = await _store.WriteAsync((session, ct) => _store.Definitions.SaveDraftAsync(session, _store.Definitions.Check(text), null, "an", ct));
        var sub = await _family.PublishRootAsync("sub", Line("trong"), Named("Sub"));

        await _store.WriteAsync((session, ct) => _store.Definitions.PublishDraftAsync(session, _store.Definitions.Check(draft.Json), draft.Tag, "an", "thử", ct));
        await _store.RestartAsync();
        var id = await _family.StartAsync("outer");

        _family.Lines.ShouldBe(["trong"]);
        PinOf(await _store.FindAsync(id)).VersionId.ShouldBe(sub.Id);
    }

    [Fact]
    public void Texts_that_use_each_other_are_read_in_whatever_order_they_come()
    {
        var registry = new ActivityRegistry();
        var reader = new DefinitionReader(registry);
        string[] texts =
        [
            $$"""{"definitionId":"outer","root":{{Use("use", "Middle")}} }""",
            $$"""{"definitionId":"middle"{{Named("Middle")}},"root":{{Use("use", "Inner")}} }""",
            $$"""{"definitionId":"inner"{{Named("Inner")}},"root":{{Line("in")}} }""",
            $$"""{"definitionId":"a"{{Named("A")}},"root":{{Use("use", "B")}} }""",
            $$"""{"definitionId":"b"{{Named("B")}},"root":{{Use("use", "A")}} }""",
            "{",
        ];

        registry.Workflows.LearnTexts(reader, texts.Select(t => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(t)));

        reader.Read(texts[0]).Graph.Nodes.Select(n => n.Id).ShouldBe(["Workflow3", "use", "Workflow2", "use", "Workflow1", "in"]);
        Should.Throw<InvalidDefinitionException>(() => reader.Read(texts[3])).Code.ShouldBe("definition.cyclic-use");
    }

    [Fact]
    public void What_is_given_to_it_is_checked_and_what_it_holds_is_not_checked_again()
    {
        var registry = new ActivityRegistry();
        var reader = new DefinitionReader(registry);
        registry.Workflows.Learn(reader.Read($$"""{"definitionId":"sub","id":"sub1"{{Named("Sub", Inputs("X"))}},"root":{{Say("say", "1 +")}} }"""), isPublished: true);

        var use = Use("use", "Sub", Input("x", "Variable", """{"id":"none"}"""));

        var findings = new DefinitionChecker(ExpressionEvaluator.Standard).Check(reader.Read($$"""{"definitionId":"outer","root":{{use}} }"""));

        findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.ActivityId.ShouldBe("use"), f => f.Code.ShouldBe("binding.unknown-variable"));
    }

    [Fact]
    public void Inputs_and_outputs_of_a_workflow_that_may_be_used_as_an_activity_count_as_its_variables()
    {
        var reader = new DefinitionReader(new ActivityRegistry());
        var checker = new DefinitionChecker(ExpressionEvaluator.Standard);

        checker.Check(reader.Read($$"""{"definitionId":"sub"{{Named("Sub", Inputs("X"))}},"root":{{Show("show", "X")}} }""")).ShouldBeEmpty();
        checker.Check(reader.Read($$"""{"definitionId":"sub"{{Inputs("X")}},"root":{{Show("show", "X")}} }""")).ShouldHaveSingleItem().Code.ShouldBe("binding.unknown-variable");
    }

    private static (string? VersionId, string DefinitionId, int Version) PinOf(WorkflowInstance instance)
    {
        var use = instance.Definition.Graph.Nodes.OfType<WorkflowDefinitionActivity>().Single();
        return (use.Definition.Id, use.Definition.DefinitionId, use.Version);
    }

    private Task<bool> PutAsync(string id, string definitionId, string name, string uses) => _store.WriteAsync((session, _) =>
    {
        var json = System.Text.Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","definitionId":"{{definitionId}}"{{Named(name)}},"root":{{Use("use", uses)}} }""");
        session.Insert(new DefinitionRow
        {
            Id = id,
            DefinitionId = definitionId,
            Version = 1,
            Name = name,
            Json = json,
            ContentHash = DefinitionContent.HashOf(json),
            IsPublished = true,
            PublishedAt = _store.Clock.GetUtcNow(),
        });
        return Task.FromResult(true);
    });
}
