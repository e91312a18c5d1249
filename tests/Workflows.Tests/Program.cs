using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using LienThong.Workflows.Serialization;
using LienThong.Workflows.Tests.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests;

/// <summary>This assembly as a process of its own, for the tests that kill one: fires what is due in a folder and tells of each commit by a line. Or prints the engine's tables as a script.</summary>
internal static class Program
{
    public static async Task Main(string[] arguments)
    {
        if (arguments is ["tables"])
        {
            Console.Write(SqliteRowsTests.EngineTables());
            return;
        }

        if (arguments is not ["sweep", var folder])
            throw new ArgumentException("sweep <folder>, or tables", nameof(arguments));
        await using var database = Database.Open(
            new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true }, context => new WorkflowsDbContext(context), TimeProvider.System, NullLogger<Database>.Instance);
        var definitions = new DefinitionStore(new ActivityRegistry());
        var services = new NoServices();
        var engine = new WorkflowEngine(new WorkflowRunner(ExpressionEvaluator.Standard, TimeProvider.System, services, new RunnerOptions()), definitions, services)
        {
            Committed = () => Console.WriteLine("fired"),
        };
        await new TimerSweep(database, engine, TimeProvider.System, NullLogger<TimerSweep>.Instance).RunAsync(CancellationToken.None);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
