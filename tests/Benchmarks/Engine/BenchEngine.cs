using System.Text;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using LienThong.Workflows.Serialization;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Benchmarks.Engine;

/// <summary>The engine alone, without the domain, on SQLite in a folder.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private static readonly Dictionary<string, object?> NoInput = [];

    private BenchEngine(string folder)
    {
        File = Path.Combine(folder, "lienthong.db");
        Database = Database.Open(
            new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true }, context => new WorkflowsDbContext(context), TimeProvider.System, NullLogger<Database>.Instance);
        Definitions = new DefinitionStore(new ActivityRegistry());
        var services = new NoServices();
        Engine = new WorkflowEngine(new WorkflowRunner(ExpressionEvaluator.Standard, TimeProvider.System, services, new RunnerOptions()), Definitions, services);
        Sweep = new TimerSweep(Database, Engine, TimeProvider.System, NullLogger<TimerSweep>.Instance);
    }

    public string File { get; }

    public Database Database { get; }

    public DefinitionStore Definitions { get; }

    public WorkflowEngine Engine { get; }

    public TimerSweep Sweep { get; }

    public static async Task<BenchEngine> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        var engine = new BenchEngine(folder);
        await engine.Database.MigrateAsync(cancellationToken);
        return engine;
    }

    /// <summary>Publishes a definition with this root.</summary>
    public Task<WorkflowDefinition> PublishAsync(string id, string root, CancellationToken cancellationToken) => Database.WriteAsync(
        (session, ct) => Definitions.PublishAsync(session, Encoding.UTF8.GetBytes($$"""{"definitionId":"{{id}}","root":{{root}} }"""), "đo", "Đo tốc độ", ct), cancellationToken);

    public async Task<WorkflowInstance> StartAsync(WorkflowDefinition definition, CancellationToken cancellationToken) =>
        (await Database.WriteAsync((session, ct) => Engine.StartAsync(session, definition, new StartRequest(), ct), cancellationToken)).Instance;

    public async Task<WorkflowInstance> ResumeAsync(string instanceId, string bookmarkId, CancellationToken cancellationToken) =>
        (await Database.WriteAsync((session, ct) => Engine.ResumeAsync(session, instanceId, bookmarkId, NoInput, ct), cancellationToken))?.Instance
        ?? throw new InvalidOperationException($"{instanceId} does not wait for {bookmarkId}.");

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}

/// <summary>The small workflows that are measured.</summary>
internal static class Roots
{
    /// <summary>Writes a line and waits for somebody; then writes another and ends.</summary>
    public static string OneWait => Sequence(Line("truoc"), Event("cho"), Line("sau"));

    /// <summary>Waits in turn for two events, for ever: its state keeps its size.</summary>
    public static string Ring =>
        $$"""
        {"id":"so-do","type":"Elsa.Flowchart","activities":[{{Event("mot")}},{{Event("hai")}}],
         "connections":[{"source":{"activity":"mot","port":"Done"},"target":{"activity":"hai","port":"In"} },{"source":{"activity":"hai","port":"Done"},"target":{"activity":"mot","port":"In"} }]}
        """;

    /// <summary>Waits for an hour, then writes a line and ends.</summary>
    public static string OneDelay => Sequence($$"""{"id":"han","type":"Elsa.Delay","timeSpan":{{Literal("TimeSpan", "01:00:00")}} }""", Line("sau"));

    /// <summary>Writes a line.</summary>
    public static string OneLine => Sequence(Line("chao"));

    private static string Sequence(params string[] activities) => $$"""{"id":"tuan-tu","type":"Elsa.Sequence","activities":[{{string.Join(',', activities)}}]}""";

    private static string Line(string id) => $$"""{"id":"{{id}}","type":"Elsa.WriteLine","text":{{Literal("String", id)}} }""";

    private static string Event(string id) => $$"""{"id":"{{id}}","type":"Elsa.Event","eventName":{{Literal("String", id)}} }""";

    private static string Literal(string type, string value) => $$$"""{"typeName":"{{{type}}}","expression":{"type":"Literal","value":"{{{value}}}"} }""";
}

/// <summary>A folder that is gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lienthong-bench-").FullName;

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
