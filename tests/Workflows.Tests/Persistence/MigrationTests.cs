using LienThong.Workflows.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests.Persistence;

public sealed class MigrationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Migrations_run_where_there_are_some_and_once_only()
    {
        await using var database = Open();

        await database.MigrateAsync(None);
        await database.MigrateAsync(None);

        (await CountMarksAsync(database)).ShouldBe(1);
    }

    [Fact]
    public async Task A_process_killed_while_it_migrated_does_not_hold_up_the_next_start()
    {
        await using (var killed = new SqliteConnection($"Data Source={Path.Combine(folder, "lienthong.db")};Pooling=false"))
        {
            await killed.OpenAsync();
            await using var command = killed.CreateCommand();
            command.CommandText = "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);"
                + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-03-02')";
            await command.ExecuteNonQueryAsync();
        }
        await using var database = Open();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        await database.MigrateAsync(limit.Token);

        (await CountMarksAsync(database)).ShouldBe(1);
    }

    private static Task<int> CountMarksAsync(Database database) => database.ReadAsync(
        (context, token) => context.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM marks").SingleAsync(token), None);

    private SqliteDatabase<MigratedContext> Open() => new(
        new DatabaseOptions { DataFolder = folder }, options => new MigratedContext(options), TimeProvider.System, NullLogger<Database>.Instance);

    private sealed class MigratedContext(DbContextOptions options) : WorkflowsDbContext(options)
    {
        // The one migration below is no picture of the model.
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
    }

    [DbContext(typeof(MigratedContext))]
    [Migration("1_Marks")]
    private sealed class Marks : Microsoft.EntityFrameworkCore.Migrations.Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("CREATE TABLE marks (id INTEGER)");
            migrationBuilder.Sql("INSERT INTO marks VALUES (1)");
        }
    }
}
