using System.Diagnostics;
using System.Text.Json;
using LienThong.Host.CommandLine;
using LienThong.Host.CommandLine.Runs;
using LienThong.Workflows.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Host.Tests.CommandLine;

/// <summary>What <c>workflow run</c> does; the definitions lie beside the test.</summary>
public sealed class WorkflowRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 11, 1, 0, 0, TimeSpan.Zero);

    private static string Folder => Path.Combine(Repository.Root, "tests/Host.Tests/CommandLine/Runs");

    /// <summary>Starts the definition of this file and takes the steps.</summary>
    private static async Task<(WorkflowRun Run, List<InstanceReport> Instances)> RunAsync(string file, string steps = "[]", int maxBursts = 1000, TextReader? input = null)
    {
        var definitions = await DefinitionFiles.ReadAsync([Path.Combine(Folder, file)]);
        var run = await WorkflowRun.OpenAsync(
            definitions, new WorkflowRun.Settings(Now, FlowchartMode.CounterBased, maxBursts), input ?? TextReader.Null, null, NullLoggerFactory.Instance, CancellationToken.None);
        await using (run)
        {
            foreach (var step in RunStep.ReadAll(steps, "các bước"))
                await run.ApplyAsync(step, CancellationToken.None);
            return (run, await run.ReportAsync(CancellationToken.None));
        }
    }

    [Fact]
    public async Task Steps_are_taken_one_after_the_other_each_until_all_has_come_to_rest()
    {
        var (run, instances) = await RunAsync("wait.json", """
            [{"start":{"definitionId":"wait","input":{"Who":"văn thư"}}}, {"event":{"name":"arrived","payload":{"number":990}}},
             {"completeTask":{"name":"scan","result":"xong"}}, {"advance":"PT1H"}]
            """);

        run.Lines.ShouldBe(["văn thư", "990", "xong", "an hour later"]);
        var instance = instances.ShouldHaveSingleItem();
        (instance.Status, instance.SubStatus).ShouldBe(("Finished", "Finished"));
        instance.Output["Result"]!.GetValue<string>().ShouldBe("xong");
    }

    [Fact]
    public async Task The_clock_stands_still_until_it_is_put_forward()
    {
        var (_, instances) = await RunAsync("wait.json", """
            [{"start":{"definitionId":"wait"}}, {"resume":{"activityId":"arrived"}}, {"resume":{"activityId":"scan","input":{"Result":"xong"}}}, {"advance":"00:59:59"}]
            """);

        instances.ShouldHaveSingleItem().Bookmarks.ShouldHaveSingleItem().ShouldBe(new InstanceReport.BookmarkLine("hour", "Elsa.Delay"));
    }

    [Fact]
    public async Task Going_forward_stops_at_every_due_time_on_the_way()
    {
        var (run, instances) = await RunAsync("every-quarter.json", """[{"advance":"PT1H"}]""");

        run.Lines.ShouldBe(["tick", "tick", "tick", "tick"]);
        instances.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_cancelled_instance_waits_for_nothing_more()
    {
        var (_, instances) = await RunAsync("wait.json", """[{"start":{"definitionId":"wait"}}, {"cancel":{"definitionId":"wait"}}, {"event":{"name":"arrived"}}]""");

        var instance = instances.ShouldHaveSingleItem();
        (instance.Status, instance.SubStatus, instance.Bookmarks.Count).ShouldBe(("Finished", "Cancelled", 0));
        instance.Journal[^1].Event.ShouldBe("Workflow cancelled");
    }

    [Fact]
    public async Task What_an_activity_reads_comes_from_the_standard_input()
    {
        var (run, _) = await RunAsync("read.json", """[{"start":{"definitionId":"read"}}]""", input: new StringReader("Tân Thịnh\n"));

        run.Lines.ShouldBe(["Tân Thịnh"]);
    }

    [Fact]
    public async Task A_file_of_a_draft_is_run_as_if_it_were_published()
    {
        var (run, _) = await RunAsync("drafts", """[{"start":{"definitionId":"draft"}}]""");

        run.Lines.ShouldBe(["second"]);
    }

    [Fact]
    public async Task A_published_version_is_run_though_a_draft_has_a_higher_number()
    {
        var (run, _) = await RunAsync("drafts", """[{"start":{"definitionId":"published"}}]""");

        run.Lines.ShouldBe(["first"]);
    }

    [Fact]
    public async Task A_trigger_that_cannot_be_told_starts_nothing_and_the_rest_runs()
    {
        var (run, instances) = await RunAsync("unknown-trigger.json", """[{"event":{"name":"known"}}, {"start":{"definitionId":"unknown-trigger"}}]""");

        run.Lines.ShouldBe(["heard", "started"]);
        instances.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Workflows_that_start_each_other_for_ever_are_stopped_and_told() =>
        (await Should.ThrowAsync<RunLimitException>(() => RunAsync("for-ever.json", """[{"event":{"name":"again"}}]""", maxBursts: 50))).Message.ShouldContain("--max-bursts");

    [Fact]
    public async Task The_report_has_exactly_the_keys_that_it_is_documented_with()
    {
        var (run, instances) = await RunAsync("wait.json", """[{"start":{"definitionId":"wait"}}]""");

        var json = JsonSerializer.SerializeToElement(new RunReport(instances, run.Lines, []), JsonSerializerOptions.Web);

        Keys(json).ShouldBe(["instances", "lines", "httpResponses"]);
        var instance = json.GetProperty("instances")[0];
        Keys(instance).ShouldBe(["definitionId", "version", "status", "subStatus", "correlationId", "output", "variables", "incidents", "bookmarks", "journal"]);
        Keys(instance.GetProperty("bookmarks")[0]).ShouldBe(["activityId", "name"]);
        Keys(instance.GetProperty("journal")[0]).ShouldBe(["activityId", "activityName", "event"]);
    }

    [Theory]
    [InlineData("{}", "phải là một mảng JSON")]
    [InlineData("[{]", "không phải JSON đúng ở dòng 1")]
    [InlineData("""[{"advance":"mai"}]""", "bước 1: \"advance\" phải là một khoảng thời gian")]
    [InlineData("""[{"advance":"PT1H"},{"fly":1}]""", "bước 2: không có loại bước \"fly\"")]
    [InlineData("""[{"event":{}}]""", "bước 1: thiếu khoá \"name\"")]
    [InlineData("""[{"event":{"name":"a"},"advance":"PT1H"}]""", "đúng một khoá")]
    public void Steps_that_are_none_are_refused_with_their_place(string steps, string why) =>
        Should.Throw<UsageException>(() => RunStep.ReadAll(steps, "steps.json")).Message.ShouldContain(why);

    [Fact]
    public async Task The_program_prints_one_JSON_object_and_nothing_else()
    {
        var started = await ProgramAsync("workflow", "run", "--definitions", Path.Combine(Folder, "wait.json"), "--start", "wait", "--input", "Who=\"An\"", "--json");

        started.Code.ShouldBe(0, started.Error);
        using var json = JsonDocument.Parse(started.Output);
        json.RootElement.GetProperty("lines")[0].GetString().ShouldBe("An");
    }

    [Theory]
    [InlineData("cần --definitions", "workflow", "run", "--start", "wait")]
    [InlineData("cần --start <mã quy trình>, hoặc --steps <tệp>", "workflow", "run", "--definitions", "$/wait.json")]
    [InlineData("Không có quy trình \"none\"", "workflow", "run", "--definitions", "$/wait.json", "--start", "none")]
    [InlineData("Không đọc được", "workflow", "run", "--definitions", "$/none.json", "--start", "none")]
    public async Task What_cannot_be_run_is_refused_in_one_line_with_exit_code_2(string why, params string[] arguments)
    {
        var refused = await ProgramAsync([.. arguments.Select(argument => argument.Replace("$", Folder, StringComparison.Ordinal))]);

        refused.Code.ShouldBe(2);
        refused.Error.ShouldContain(why);
        refused.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_structure_of_a_definition_is_printed_as_text()
    {
        var drawn = await ProgramAsync("workflow", "graph", Path.Combine(Folder, "wait.json"));

        drawn.Output.ShouldContain("wait v1");
        drawn.Output.ShouldContain("    Activities: Elsa.RunTask scan");
    }

    private static IEnumerable<string> Keys(JsonElement json) => json.EnumerateObject().Select(property => property.Name);

    private static async Task<(int Code, string Output, string Error)> ProgramAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        start.ArgumentList.Add(typeof(WorkflowRun).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
