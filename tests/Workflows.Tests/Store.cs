using System.Data.Common;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Outbox;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Scheduling;
using LienThong.Workflows.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests;

/// <summary>The engine on SQLite in a folder of its own, or on a server. Restarting throws every object away and opens the database again.</summary>
public sealed class Store : IAsyncLifetime
{
    public static readonly CancellationToken None = CancellationToken.None;

    private OpenProgram? _program;

    public Store() : this(new DatabaseOptions { DataFolder = Directory.CreateTempSubdirectory("lienthong-").FullName, CreateWithoutMigrations = true }) { }

    internal Store(DatabaseOptions options) => DatabaseOptions = options;

    internal DatabaseOptions DatabaseOptions { get; }

    public FakeClock Clock { get; } = new();

    internal Database Database => Now.Database;
    internal WorkflowEngine Engine => Now.Engine;
    internal DefinitionStore Definitions => Now.Definitions;
    internal TimerSweep Sweep => NewSweep();

    /// <summary>Activity types that the tests add; to be set before the store is first used after a restart.</summary>
    internal List<Type> Types { get; } = [];

    /// <summary>Limits; to be set before a restart.</summary>
    internal RunnerOptions Options { get; set; } = new();

    /// <summary>What activities find by its type; when it provides services, by theirs.</summary>
    internal object? Service { get; set; }

    /// <summary>Called with the text of each query outside of writes before it is sent; what it throws takes the place of sending.</summary>
    internal Action<string>? BeforeRead { get; set; }

    private OpenProgram Now => _program ?? throw new InvalidOperationException("Not opened yet.");

    public async Task InitializeAsync()
    {
        Open();
        await Database.MigrateAsync(None);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        if (DatabaseOptions.DataFolder is { } folder)
            Directory.Delete(folder, recursive: true);
    }

    public async Task RestartAsync()
    {
        await Database.DisposeAsync();
        Open();
    }

    /// <summary>Lets go of the folder, so that another process can have it; a restart takes it back.</summary>
    internal ValueTask CloseAsync() => Database.DisposeAsync();

    /// <summary>Throws away everything but the open database: engine, registry, definitions read so far.</summary>
    internal void Forget() => _program = Build(Database);

    internal TimerSweep NewSweep() => new(Database, Engine, Clock, NullLogger<TimerSweep>.Instance);

    internal OutboxDelivery Delivery(OutboxOptions options, params IOutboxHandler[] handlers) =>
        new(Database, handlers, Clock, options, NullLogger<OutboxDelivery>.Instance);

    /// <summary>All lines that activities wrote, in the order of the commits.</summary>
    internal List<string> Lines { get; } = [];

    /// <summary>Delivers what the outbox holds and fires what is due, until both are at rest.</summary>
    internal async Task SettleAsync()
    {
        var delivery = Delivery(new OutboxOptions(), new StimulusDelivery(Database, Engine), new DueTimer(Database, Sweep));
        for (var round = 0; round < 10; round++)
        {
            await delivery.RunAsync(None);
            await Sweep.RunAsync(None);
        }
    }

    /// <summary>Moves the clock and settles.</summary>
    internal async Task AdvanceAsync(TimeSpan span)
    {
        Clock.Advance(span);
        await SettleAsync();
    }

    /// <summary>Publishes a definition with this root.</summary>
    internal Task<WorkflowDefinition> PublishAsync(string root, string rest = "", string id = "d") =>
        WriteAsync((session, ct) => Definitions.PublishAsync(
            session, System.Text.Encoding.UTF8.GetBytes($$"""{"definitionId":"{{id}}"{{rest}},"root":{{root}} }"""), "quan-tri", "thử", ct));

    internal async Task<string> StartAsync(WorkflowDefinition definition, StartRequest? request = null) =>
        (await WriteAsync((session, ct) => Engine.StartAsync(session, definition, request ?? new StartRequest(), ct))).Instance.Id;

    internal async Task<string> StartAsync(string root, string rest = "") => await StartAsync(await PublishAsync(root, rest));

    internal Task<BurstOutcome?> ResumeAsync(string instanceId, string bookmarkId, params (string Name, object? Value)[] input) =>
        WriteAsync((session, ct) => Engine.ResumeAsync(session, instanceId, bookmarkId, input.ToDictionary(i => i.Name, i => i.Value), ct));

    internal async Task<WorkflowInstance> FindAsync(string instanceId) =>
        await Database.ReadAsync((context, ct) => Engine.FindAsync(context, instanceId, ct), None) ?? throw new InvalidOperationException("No such instance.");

    internal Task<T> WriteAsync<T>(Func<WriteSession, CancellationToken, Task<T>> work) => Database.WriteAsync(work, None);

    internal Task<List<T>> AllAsync<T>() where T : class => Database.ReadAsync((context, ct) => context.Set<T>().ToListAsync(ct), None);

    internal async Task<string> BookmarkOf(string instanceId, string activityId) =>
        (await AllAsync<BookmarkRow>()).Single(b => b.InstanceId == instanceId && b.ActivityId == activityId).Id;

    internal void Open() => _program = Build(Database.Open(DatabaseOptions, context => new WorkflowsDbContext(Watched(context)), Clock, NullLogger<Database>.Instance));

    // The contexts of writes are watched by the database itself.
    private DbContextOptions Watched(DbContextOptions context) =>
        context.FindExtension<CoreOptionsExtension>()?.Interceptors is null
            ? new DbContextOptionsBuilder(context).AddInterceptors(new Queries(text => BeforeRead?.Invoke(text))).Options
            : context;

    private OpenProgram Build(Database database)
    {
        var registry = new ActivityRegistry();
        foreach (var type in Types)
            registry.Add(type);
        var services = new OneService(() => Service, () => _program?.Engine);
        var definitions = new DefinitionStore(registry);
        var runner = new WorkflowRunner(ExpressionEvaluator.Standard, Clock, services, Options);
        return new OpenProgram(database, definitions, new WorkflowEngine(runner, definitions, services) { LinesWritten = Lines.AddRange });
    }

    private sealed record OpenProgram(Database Database, DefinitionStore Definitions, WorkflowEngine Engine);

    private sealed class Queries(Action<string> before) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            before(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }

    private sealed class OneService(Func<object?> service, Func<WorkflowEngine?> engine) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(WorkflowEngine) ? engine() : serviceType.IsInstanceOfType(service()) ? service() : (service() as IServiceProvider)?.GetService(serviceType);
    }
}
