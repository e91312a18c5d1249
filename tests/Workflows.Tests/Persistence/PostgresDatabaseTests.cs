using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LienThong.Workflows.Tests.Persistence;

[Collection(PostgresCollection.Name)]
public sealed class PostgresDatabaseTests(PostgresServer server) : DatabaseContractTests
{
    private string? connectionString;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }

    [PostgresFact]
    public async Task Two_writes_that_lock_in_opposite_order_both_succeed()
    {
        string[] ids = [await Stored(Sample.Instance()), await Stored(Sample.Instance())];
        var runs = 0;
        // Each waits until both hold their first lock, so the first attempts must collide.
        var locked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holders = 0;
        Func<WriteSession, CancellationToken, Task> Crossing(string first, string second) => async (session, token) =>
        {
            Interlocked.Increment(ref runs);
            var one = (await session.FindAsync<InstanceRow>(first, token))!;
            if (Interlocked.Increment(ref holders) == 2)
                locked.SetResult();
            await locked.Task.WaitAsync(token);
            var two = (await session.FindAsync<InstanceRow>(second, token))!;
            one.IncidentCount++;
            two.IncidentCount++;
            session.Update(one);
            session.Update(two);
        };

        await Task.WhenAll(Write(Crossing(ids[0], ids[1])), Write(Crossing(ids[1], ids[0])));

        runs.ShouldBeGreaterThan(2);
        foreach (var id in ids)
            (await Find<InstanceRow>(id))!.IncidentCount.ShouldBe(2);
    }

    [PostgresFact]
    public async Task A_found_row_stays_locked_until_the_commit()
    {
        var id = await Stored(Sample.Instance());

        await Write(async (session, token) =>
        {
            await session.FindAsync<InstanceRow>(id, token);
            (await IsFreeAsync(id)).ShouldBeFalse();
        });

        (await IsFreeAsync(id)).ShouldBeTrue();
    }

    [PostgresFact]
    public async Task Workers_poll_the_outbox_by_an_index_that_holds_only_the_living()
    {
        var indexes = await Database.ReadAsync((context, token) => context.Database
            .SqlQuery<string>($"SELECT indexdef AS \"Value\" FROM pg_indexes WHERE tablename = 'Outbox'").ToListAsync(token), CancellationToken.None);

        indexes.ShouldContain(definition => definition.Contains("(\"DueAt\") WHERE (\"DeadAt\" IS NULL)"));
    }

    private async Task<bool> IsFreeAsync(string id)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1 FROM \"Instances\" WHERE \"Id\" = @id FOR UPDATE SKIP LOCKED", connection);
        command.Parameters.AddWithValue("id", id);
        return await command.ExecuteScalarAsync() is not null;
    }

    private protected override async Task<Database> OpenAsync(Action<DatabaseOptions> change, TimeProvider? clock = null)
    {
        connectionString = await server.CreateDatabaseAsync();
        return new ServerDatabase<WorkflowsDbContext>(Options(change), Create, clock ?? TimeProvider.System, NullLogger<Database>.Instance);
    }

    private DatabaseOptions Options(Action<DatabaseOptions> change)
    {
        var options = new DatabaseOptions
        {
            Provider = DatabaseProvider.PostgreSql,
            ConnectionString = connectionString,
            CreateWithoutMigrations = true,
        };
        change(options);
        return options;
    }

    private static WorkflowsDbContext Create(DbContextOptions options) => new(options);
}
