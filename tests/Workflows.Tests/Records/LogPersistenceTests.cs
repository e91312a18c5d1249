using System.Text;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Records;
using LienThong.Workflows.Runtime;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Records;

/// <summary>Which inputs and outputs are kept beside the journal (elsa-format §7.7).</summary>
public sealed class LogPersistenceTests : IAsyncLifetime
{
    private const string Include = """{"default":"Include"}""";
    private const string Exclude = """{"default":"Exclude"}""";

    private readonly Store _store = new();
    private readonly ExecutionRecords _records = new();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    private static string Says(string json, string key = "logPersistenceMode") => $$"""
        "customProperties":{"{{key}}":{{json}}}
        """;

    private static string Script(string id, string code, params string[] keys) => Step(id, "RunJavaScript", [Literal("script", $"\"{code}\"", "String"), .. keys]);

    private static string Strategy(string name) => $$"""{"evaluationMode":"Strategy","strategyType":"Elsa.Workflows.LogPersistence.Strategies.{{name}}, Elsa.Workflows.Core","expression":null}""";

    /// <summary>Runs a script that gives 42, as a step with these keys in a workflow with those.</summary>
    private async Task<string> KeptAsync(string ofStep, string ofWorkflow = "", string code = "40 + 2")
    {
        var id = await _store.StartAsync(Sequence(ofStep.Length > 0 ? Script("s", code, ofStep) : Script("s", code)), ofWorkflow.Length > 0 ? "," + ofWorkflow : "");
        return Text(await FindAsync(id, "s"));
    }

    private async Task<ExecutionDetail> FindAsync(string instanceId, string activityId)
    {
        var record = (await _store.Database.ReadAsync((context, ct) => _records.ListAsync(context, instanceId, new ExecutionFilter(activityId), 0, 10, ct), Store.None))!.ShouldHaveSingleItem();
        return (await _store.Database.ReadAsync((context, ct) => _records.FindAsync(context, instanceId, record.Number, ct), Store.None)).ShouldNotBeNull();
    }

    private static string Text(ExecutionDetail found) =>
        string.Join(' ', found.Inputs.Where(i => i.Key == "Script").Concat(found.Outputs).Select(v => $"{v.Key}={v.Value}"));

    [Fact]
    public async Task Nothing_is_kept_where_nobody_says_so()
    {
        (await KeptAsync("")).ShouldBe("");

        (await _store.AllAsync<JournalRow>()).ShouldAllBe(row => row.Values == null);
    }

    [Fact]
    public async Task The_program_may_keep_what_no_definition_excludes()
    {
        _store.Options = new RunnerOptions { LogPersistence = LogPersistenceMode.Include };
        await _store.RestartAsync();

        (await KeptAsync("")).ShouldBe("Script=40 + 2 Result=42");
        (await KeptAsync(Says(Exclude))).ShouldBe("");
        (await KeptAsync("", Says(Exclude))).ShouldBe("");
    }

    [Fact]
    public async Task A_workflow_speaks_for_all_its_activities_and_an_activity_for_itself()
    {
        (await KeptAsync("", Says(Include))).ShouldBe("Script=40 + 2 Result=42");
        (await KeptAsync(Says(Include), Says(Exclude))).ShouldBe("Script=40 + 2 Result=42");
        (await KeptAsync(Says(Exclude), Says(Include))).ShouldBe("");
        (await KeptAsync(Says("""{"default":"Inherit"}"""), Says(Include))).ShouldBe("Script=40 + 2 Result=42");
    }

    [Theory]
    [InlineData("""{"default":"Include","inputs":{"script":"Exclude"}}""", "Result=42")]
    [InlineData("""{"default":"Include","outputs":{"result":"Exclude"}}""", "Script=40 + 2")]
    [InlineData("""{"default":"Exclude","inputs":{"script":"Include"}}""", "Script=40 + 2")]
    [InlineData("""{"default":"Include","inputs":{"script":"Inherit"},"outputs":{"result":"Inherit"}}""", "Script=40 + 2 Result=42")]
    [InlineData("""{"inputs":{"Script":"Include"}}""", "Script=40 + 2")]
    public async Task What_is_said_of_one_value_counts_most(string said, string kept) => (await KeptAsync(Says(said))).ShouldBe(kept);

    [Fact]
    public async Task The_newer_shape_counts_before_the_older_one()
    {
        const string key = "logPersistenceConfig";
        (await KeptAsync(Says($$$"""{"default":{{{Strategy("Include")}}},"outputs":{"result":{{{Strategy("Exclude")}}} } }""", key))).ShouldBe("Script=40 + 2");
        (await KeptAsync(Says($$$"""{"default":{{{Strategy("Inherit")}}},"inputs":{"script":{{{Strategy("Include")}}} } }""", key))).ShouldBe("Script=40 + 2");
        (await KeptAsync($$$"""
            "customProperties":{"logPersistenceMode":{{{Include}}},"logPersistenceConfig":{"default":{{{Strategy("Exclude")}}} } }
            """)).ShouldBe("");
    }

    [Fact]
    public async Task An_expression_may_decide_when_the_step_runs()
    {
        static string Rule(string code) => Says($$$"""{"default":{"evaluationMode":"Expression","expression":{"type":"JavaScript","value":"{{{code}}}"} } }""", "logPersistenceConfig");

        (await KeptAsync(Rule("1 < 2 ? 'Include' : 'Exclude'"))).ShouldBe("Script=40 + 2 Result=42");
        (await KeptAsync(Rule("'Exclude'"), Says(Include))).ShouldBe("");
        (await KeptAsync(Rule("khongCo()"), Says(Include))).ShouldBe("Script=40 + 2 Result=42");
    }

    [Fact]
    public async Task Values_that_are_kept_after_the_first_look_are_found_by_the_next()
    {
        var id = await _store.StartAsync(Sequence(Wait("w"), Script("s", "40 + 2", Says(Include))));
        Text(await FindAsync(id, "w")).ShouldBe("");

        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"));

        Text(await FindAsync(id, "s")).ShouldBe("Script=40 + 2 Result=42");
    }

    [Fact]
    public async Task An_expression_is_asked_once_for_all_values_of_a_step()
    {
        var rule = Says("""{"default":{"evaluationMode":"Expression","expression":{"type":"JavaScript","value":"setVariable('V', getV() + 1); 'Include'"} } }""", "logPersistenceConfig");
        var id = await _store.StartAsync(Sequence(Script("s", "42", rule), Wait("w")), "," + Declare(Variable("v", "Int32", "\"0\"")));

        Text(await FindAsync(id, "s")).ShouldBe("Script=42 Result=42");
        (await _store.FindAsync(id)).Variables["V"].ShouldBe(1);
    }

    [Fact]
    public async Task A_value_is_kept_as_it_was_when_the_step_ran()
    {
        var show = Step("show", "WriteLine", Input("text", "JavaScript", "\"'lần ' + getV()\"", "String"), Says(Include));
        var id = await _store.StartAsync(Sequence(Set("set", "v", "1"), show, Set("again", "v", "2"), Wait("w")), "," + Declare(Variable("v")));
        await _store.RestartAsync();

        (await FindAsync(id, "show")).Inputs["Text"].GetString().ShouldBe("lần 1");
    }

    [Fact]
    public async Task A_workflow_used_as_an_activity_has_its_arguments_and_speaks_for_what_it_holds()
    {
        await _store.PublishAsync(
            Sequence(Script("trong", "getSo() + 1")), $$""","name":"Con","inputs":[{"name":"So","type":"Int32"}],"options":{"usableAsActivity":true},{{Says(Exclude)}}""", "con");
        var use = $$"""{"id":"con","type":"Con",{{Literal("so", "41", "Int32")}} }""";
        var id = await _store.StartAsync(Sequence(use, Script("ngoai", "1")), "," + Says(Include));

        (await FindAsync(id, "con")).Inputs["So"].GetInt32().ShouldBe(41);
        (await FindAsync(id, "trong")).Inputs.ShouldBeEmpty();
        (await FindAsync(id, "ngoai")).Inputs.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_input_that_a_step_evaluates_itself_is_kept_too()
    {
        var loop = Step("lap", "While", Input("condition", "JavaScript", "\"getV() < 2\"", "Boolean"), $"\"body\":{Script("tang", "setVariable('V', getV() + 1)")}", Says(Include));
        var id = await _store.StartAsync(loop, "," + Declare(Variable("v", "Int32", "\"0\"")));

        (await FindAsync(id, "lap")).Inputs["Condition"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_step_that_was_resumed_has_what_it_gave_out_then()
    {
        var wait = Step("w", "Event", Literal("eventName", "\"w\"", "String"), Says(Include));
        var id = await _store.StartAsync(Sequence(wait));
        (await FindAsync(id, "w")).Outputs.ShouldBeEmpty();

        await _store.ResumeAsync(id, await _store.BookmarkOf(id, "w"), ("Payload", "đã duyệt"));

        var found = await FindAsync(id, "w");
        (found.Inputs["EventName"].GetString(), found.Outputs["Result"].GetString()).ShouldBe(("w", "đã duyệt"));
    }

    [Theory]
    [InlineData("({ user: 'an', password: 'bí mật 1', deep: [{ apiKey: 'bí mật 2' }] })")]
    [InlineData("'https://x.vn/a?token=bí-mật&so=7'")]
    [InlineData("'Authorization: Bearer bí-mật.x.y'")]
    [InlineData("'X-Api-Key: bí-mật'")]
    [InlineData("'password=bí-mật&user=an'")]
    [InlineData("'https://an:bí-mật@x.vn/a'")]
    [InlineData("'https://x.vn/bookmarks/resume?t=bí-mật'")]
    public async Task What_looks_like_a_secret_is_hidden(string code)
    {
        var id = await _store.StartAsync(Sequence(Script("s", code, Says("""{"outputs":{"result":"Include"}}"""))));

        var kept = Text(await FindAsync(id, "s"));
        kept.ShouldContain(RecordedValue.Hidden);
        kept.ShouldNotContain("bí");
        Encoding.UTF8.GetString((await _store.AllAsync<JournalRow>()).Single().Values!).ShouldNotContain("bí");
    }

    [Fact]
    public async Task The_key_of_a_request_is_never_kept()
    {
        var send = Step("s", "SendHttpRequest", Literal("url", "\"http://localhost:1/\"", "Uri"), Literal("authorization", "\"khoa-bi-mat\"", "String"), Says(Include));
        var id = await _store.StartAsync(Sequence(send));

        var found = await FindAsync(id, "s");
        found.Inputs.Keys.ShouldContain("Url");
        found.Inputs.Keys.ShouldNotContain("Authorization");
    }

    [Fact]
    public async Task A_long_value_is_cut()
    {
        (await KeptAsync(Says(Include), code: "'x'.repeat(100000)")).Length.ShouldBeLessThan(2 * RecordedValue.MaxLength);
        var id = await _store.StartAsync(Sequence(Script("s", "Array.from({ length: 5000 }, (_, i) => i)", Says(Include))));
        (await FindAsync(id, "s")).Outputs["Result"].GetString().ShouldNotBeNull().Length.ShouldBeLessThan(100);
    }
}
