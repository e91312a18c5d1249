using System.Diagnostics;
using LienThong.Workflows.ControlFlow;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using Activity = LienThong.Workflows.Model.Activity;

namespace LienThong.Benchmarks.Sequences;

/// <summary>Whole runs in memory: the loop alone, without a database.</summary>
internal static class SequenceBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report(
            "sequence", "Runs in memory",
            "Steps that do nothing, in a Sequence of 10 and in a Flowchart of 20 nodes with a decision, a fork into three branches and a join for all.",
            $"Median of {Rounds} rounds of a second, smallest and largest in brackets.");
        await MeasureAllAsync(report, cancellationToken);
        report.Write();
    }

    /// <summary>The same as a part of another report.</summary>
    public static Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        report.Section(
            "In memory", "Steps that do nothing, in a Sequence of 10 and in a Flowchart of 20 nodes with a decision, a fork into three branches and a join for all; no database.",
            "Goals: 30,000 runs/s and 10 KiB (aim 100,000 and 6), 15,000 runs/s and 20 KiB.");
        return MeasureAllAsync(report, cancellationToken);
    }

    private static async Task MeasureAllAsync(Report report, CancellationToken cancellationToken)
    {
        await MeasureAsync(report, "Sequence of 10", Sequence(), cancellationToken);
        await MeasureAsync(report, "Flowchart of 20", Flowchart(), cancellationToken);
    }

    private static async Task MeasureAsync(Report report, string name, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var runner = new WorkflowRunner(ExpressionEvaluator.Standard, TimeProvider.System, new NoServices(), new RunnerOptions());
        Samples rates = new(), kilobytes = new();
        await RoundAsync(runner, definition, cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            var (rate, bytes) = await RoundAsync(runner, definition, cancellationToken);
            rates.Add(rate);
            kilobytes.Add(bytes / 1024);
        }

        report.Add($"{name}: runs per second", rates.ToString());
        report.Add($"{name}: allocated per run, KiB", kilobytes.ToString("0.0"));
    }

    private static async Task<(double Rate, double Bytes)> RoundAsync(WorkflowRunner runner, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        var runs = 0;
        for (; watch.Elapsed < RoundTime; runs++)
        {
            var outcome = await runner.StartAsync(definition, new StartRequest(), cancellationToken);
            if (outcome.Instance.SubStatus != WorkflowSubStatus.Finished)
                throw new InvalidOperationException("The run did not finish.");
        }

        return (runs / watch.Elapsed.TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)runs);
    }

    private static WorkflowDefinition Sequence() => Of(new Sequence { Activities = [.. Enumerable.Range(0, 10).Select(_ => new Start())] });

    // 1 start, 1 decision, 2 branches of 2 (one of them not taken), 1 fork, 3 branches of 3, 1 join, 3 at the end.
    private static WorkflowDefinition Flowchart()
    {
        var nodes = new List<Activity>();
        var arrows = new List<Connection>();
        Activity Add(Activity activity, params (Activity From, string Port)[] from)
        {
            nodes.Add(activity);
            arrows.AddRange(from.Select(f => new Connection(f.From, f.Port, activity, null)));
            return activity;
        }

        const string done = ActivityResult.DoneOutcome;
        var decision = Add(new FlowDecision { Condition = true }, (Add(new Start()), done));
        var yes = Add(new Start(), (Add(new Start(), (decision, "True")), done));
        var no = Add(new Start(), (Add(new Start(), (decision, "False")), done));
        var fork = Add(new FlowFork { Branches = new Input<List<string>>(new Expression("Object", """["1","2","3"]""")) }, (yes, done), (no, done));
        var ends = new List<(Activity, string)>();
        foreach (var branch in (string[])["1", "2", "3"])
            ends.Add((Add(new Start(), (Add(new Start(), (Add(new Start(), (fork, branch)), done)), done)), done));
        var join = Add(new FlowJoin { Mode = FlowJoinMode.WaitAll }, [.. ends]);
        Add(new Start(), (Add(new Start(), (Add(new Start(), (join, done)), done)), done));
        return Of(new Flowchart { Activities = nodes, Connections = arrows });
    }

    private static WorkflowDefinition Of(Activity root) => new() { Id = "d1", DefinitionId = "d", Root = root };

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
