using System.Diagnostics;
using System.Text;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;

namespace LienThong.Benchmarks.Engine;

/// <summary>This program as a child of itself: the engine alone in a process of its own, which can be timed, weighed and killed.</summary>
internal static class ChildProgram
{
    /// <summary>What a child says when its workflow has finished.</summary>
    public const string Done = "done";

    public const string Command = "engine-child";

    public static Process Start(params string[] arguments) => StartProgram(typeof(ChildProgram).Assembly.Location, [Command, .. arguments]);

    public static Process StartProgram(string assembly, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })
        ?? throw new InvalidOperationException($"{assembly} could not be started.");

    /// <summary>The child itself. It stays until its input is closed.</summary>
    public static async Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        switch (arguments)
        {
            case ["nothing"]:
                Console.WriteLine(Done);
                break;
            case ["memory"]:
                await InMemoryAsync(cancellationToken);
                break;
            case ["sqlite", var folder]:
                await using (var engine = await BenchEngine.OpenAsync(folder, cancellationToken))
                {
                    await OnSqliteAsync(engine, cancellationToken);
                    await Console.In.ReadToEndAsync(cancellationToken);
                }

                return;
            case ["sweep", var folder]:
                await using (var engine = await BenchEngine.OpenAsync(folder, cancellationToken))
                {
                    engine.Engine.Committed = () => Console.WriteLine(Done);
                    await engine.Sweep.RunAsync(cancellationToken);
                }

                return;
            default:
                throw new ArgumentException($"No child is called {string.Join(' ', arguments)}.", nameof(arguments));
        }

        await Console.In.ReadToEndAsync(cancellationToken);
    }

    private static async Task InMemoryAsync(CancellationToken cancellationToken)
    {
        var definition = new DefinitionReader(new ActivityRegistry()).Read(Encoding.UTF8.GetBytes($$"""{"definitionId":"chao","root":{{Roots.OneLine}} }"""));
        var runner = new WorkflowRunner(ExpressionEvaluator.Standard, TimeProvider.System, new NoServices(), new RunnerOptions());
        Tell((await runner.StartAsync(definition, new StartRequest(), cancellationToken)).Instance);
    }

    private static async Task OnSqliteAsync(BenchEngine engine, CancellationToken cancellationToken) =>
        Tell(await StartKnownAsync(engine, cancellationToken) ?? await engine.StartAsync(await engine.PublishAsync("chao", Roots.OneLine, cancellationToken), cancellationToken));

    private static Task<WorkflowInstance?> StartKnownAsync(BenchEngine engine, CancellationToken cancellationToken) => engine.Database.WriteAsync(
        async (session, ct) => await engine.Definitions.FindPublishedAsync(session, "chao", ct) is { } definition
            ? (await engine.Engine.StartAsync(session, definition, new StartRequest(), ct)).Instance
            : null,
        cancellationToken);

    private static void Tell(WorkflowInstance instance) => Console.WriteLine(instance.SubStatus == WorkflowSubStatus.Finished ? Done : instance.SubStatus.ToString());

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
