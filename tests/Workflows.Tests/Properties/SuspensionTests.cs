using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Tests.Persistence;

namespace LienThong.Workflows.Tests.Properties;

/// <summary>Being written, forgotten and read again is nothing that an instance notices.</summary>
public sealed class SuspensionTests
{
    private const int CasesInEveryRun = 1000;

    [Fact]
    public void An_instance_that_is_read_anew_before_every_step_goes_the_same_way_as_one_that_stays_in_memory() =>
        Prop.ForAll(Cases.Alone, (Func<Case, Task>)HoldsAsync).Check(RandomWorkflowTests.Wanted(CasesInEveryRun));

    private static async Task HoldsAsync(Case test)
    {
        var options = new RunnerOptions { MaxActivitiesPerBurst = 300, FlowchartMode = test.ByTokens ? FlowchartMode.TokenBased : FlowchartMode.CounterBased };
        var (stays, read) = (new Scenarios.Engine(options), new Scenarios.Engine(options));
        var json = DefinitionText.Of(test, 0);
        await stays.StartAsync(stays.Read(json));
        await read.StartAsync(read.Read(json));
        foreach (var step in test.Steps)
        {
            await ApplyAsync(stays, step);
            read.SaveAndLoad();
            await ApplyAsync(read, step);

            StateOf(read).ShouldBe(StateOf(stays), $"{step}");
            read.Lines.ShouldBe(stays.Lines, $"{step}");
            read.Events.ShouldBe(stays.Events, $"{step}");
        }
    }

    private static async Task ApplyAsync(Scenarios.Engine engine, Happening step)
    {
        var instance = engine.Instance;
        switch (step.Kind)
        {
            case "resume" when instance.Bookmarks.Count > 0:
                await engine.ResumeAsync(instance.Bookmarks[step.A % instance.Bookmarks.Count]);
                break;
            case "retry" when instance.Incidents.Count > 0:
                await engine.RetryAsync(instance.Incidents[step.A % instance.Incidents.Count]);
                break;
            case "skip" when instance.Incidents.Count > 0:
                await engine.SkipAsync(instance.Incidents[step.A % instance.Incidents.Count], ActivityResult.DoneOutcome);
                break;
            case "cancel":
                await engine.CancelAsync();
                break;
        }
    }

    private static string StateOf(Scenarios.Engine engine) => Tables.Neutral(
        $"{engine.Instance.Status} {engine.Instance.SubStatus} {engine.Instance.CorrelationId} {engine.Instance.Name} {Encoding.UTF8.GetString(InstanceState.Write(engine.Instance))}");
}
