using System.Text;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Expressions;
using LienThong.Workflows.Model;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Serialization;
using LienThong.Workflows.Tests.Scenarios;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LienThong.Workflows.Tests.Persistence;

/// <summary>Activation strategies where writes run side by side.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresActivationTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [PostgresFact]
    public Task Two_versions_of_a_singleton_that_start_at_once_start_one() => OfTwoAtOnceAsync("SingletonStrategy", "d", "d", null, started: 1);

    [PostgresFact]
    public Task Two_versions_of_a_correlated_singleton_that_start_at_once_start_one() => OfTwoAtOnceAsync("CorrelatedSingletonStrategy", "d", "d", "A", started: 1);

    [PostgresFact]
    public Task Two_definitions_that_start_at_once_for_one_correlation_start_one() => OfTwoAtOnceAsync("CorrelationStrategy", "d", "e", "A", started: 1);

    [PostgresFact]
    public Task Two_singletons_of_their_own_hold_up_nobody() => OfTwoAtOnceAsync("SingletonStrategy", "d", "e", null, started: 2);

    private async Task OfTwoAtOnceAsync(string strategy, string first, string second, string? correlationId, int started)
    {
        var connectionString = await server.CreateDatabaseAsync();
        var options = new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = connectionString, CreateWithoutMigrations = true };
        await using var database = new ServerDatabase<WorkflowsDbContext>(options, context => new WorkflowsDbContext(context), TimeProvider.System, NullLogger<Database>.Instance);
        await database.MigrateAsync(None);
        var services = new NoServices();
        var definitions = new DefinitionStore(new ActivityRegistry());
        var engine = new WorkflowEngine(new WorkflowRunner(ExpressionEvaluator.Standard, TimeProvider.System, services, new RunnerOptions()), definitions, services);
        var one = await PublishAsync(first, "cũ");
        var other = await PublishAsync(second, "mới");
        one.Id.ShouldNotBe(other.Id);
        var request = new StartRequest { CorrelationId = correlationId };
        var firstHasStarted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<bool>? later = null;

        var earlier = database.WriteAsync(
            async (session, ct) =>
            {
                var outcome = await engine.TryStartAsync(session, one, request, ct);
                await session.FlushAsync(ct);
                firstHasStarted.TrySetResult();
                // Open until the other start waits for it, or is over without having waited.
                while (later is not { IsCompleted: true } && !await IsSomebodyWaitingAsync(connectionString, ct))
                    await Task.Yield();
                return outcome is not null;
            },
            None);
        await firstHasStarted.Task;
        later = database.WriteAsync(async (session, ct) => await engine.TryStartAsync(session, other, request, ct) is not null, None);

        (await Task.WhenAll(earlier, later)).Count(hasStarted => hasStarted).ShouldBe(started);
        (await database.ReadAsync((context, ct) => context.Set<InstanceRow>().CountAsync(ct), None)).ShouldBe(started);
        NpgsqlConnection.ClearAllPools();

        Task<WorkflowDefinition> PublishAsync(string id, string line) => database.WriteAsync(
            (session, ct) => definitions.PublishAsync(
                session,
                Encoding.UTF8.GetBytes($$"""{"definitionId":"{{id}}","options":{"activationStrategyType":"{{strategy}}"},"root":{{Engine.Sequence(Engine.Line("l", line), Engine.Wait("w"))}} }"""),
                "quan-tri", "thử", ct),
            None);
    }

    private static async Task<bool> IsSomebodyWaitingAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
