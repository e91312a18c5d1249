using LienThong.Host.CommandLine;
using LienThong.Host.Persistence;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LienThong.Host.Tests.Persistence;

public sealed class MigrationTests
{
    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.SqlServer)]
    [InlineData(DatabaseProvider.PostgreSql)]
    public void The_migrations_say_all_that_the_model_says(DatabaseProvider provider)
    {
        using var context = DesignTimeContexts.Create(provider);

        context.Database.GetMigrations().ShouldNotBeEmpty();
        context.Database.HasPendingModelChanges().ShouldBeFalse("run build/add-migration.sh <Name>");
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "CREATE TRIGGER \"AuditEntries")]
    [InlineData(DatabaseProvider.SqlServer, "EXEC(N'CREATE TRIGGER [AuditEntries")]
    [InlineData(DatabaseProvider.PostgreSql, "CREATE TRIGGER \"AuditEntries")]
    public void The_script_makes_every_table_and_the_triggers_of_the_audit_trail(DatabaseProvider provider, string trigger)
    {
        var script = ScriptCommand.ScriptOf(provider);

        using var context = DesignTimeContexts.Create(provider);
        foreach (var table in context.Model.GetEntityTypes().Select(entity => entity.GetTableName()))
            script.ShouldContain(table!);
        script.ShouldContain(trigger);
        script.Contains("IF NOT EXISTS", StringComparison.Ordinal).ShouldBe(true);
    }

    [Theory]
    [InlineData("UPDATE \"AuditEntries\" SET \"ActorName\" = 'x'")]
    [InlineData("DELETE FROM \"AuditEntries\"")]
    public async Task The_database_itself_refuses_to_change_the_audit_trail(string sql)
    {
        var app = new LienThongApp();
        await app.InitializeAsync();

        var refusal = await Should.ThrowAsync<SqliteException>(() => app.Database.ReadAsync(async (_, ct) =>
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataFolder, "lienthong.db")};Pooling=false");
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constants above
            command.CommandText = sql;
#pragma warning restore CA2100
            return await command.ExecuteNonQueryAsync(ct);
        }, CancellationToken.None));

        refusal.Message.ShouldContain("append-only");
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Rows_of_an_earlier_version_are_found_by_the_shorter_hash_and_say_how_their_incidents_ended()
    {
        var folder = Directory.CreateTempSubdirectory("lienthong-");
        var file = Path.Combine(folder.FullName, "old.db");
        await using (var context = new SqliteAppDbContext(new DbContextOptionsBuilder<SqliteAppDbContext>().UseSqlite($"Data Source={file};Pooling=false").Options))
        {
            await context.GetService<IMigrator>().MigrateAsync("ExecutionRecordsAndKeptEvents");
            var hash = new string('A', 32) + new string('B', 32);
            const string ended = "Bước này đã kết thúc cùng phần quy trình chứa nó, không còn phải chạy lại.";
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Bookmarks" ("Id", "InstanceId", "Name", "Hash", "ActivityId", "ActivityInstanceId", "CreatedAt") VALUES ('w', 'i', 'Elsa.Event', {hash}, 'a', 'i.3', 1);
                INSERT INTO "Timers" ("Id", "DueAt", "Kind", "InstanceId", "BookmarkId") VALUES ('w', 7, 'bookmark', 'i', 'w');
                INSERT INTO "Journal" ("InstanceId", "Burst", "At", "Entries") VALUES ('i', 1, 1, x'5B5D');
                INSERT INTO "Incidents" ("Id", "InstanceId", "ActivityId", "ActivityNodeId", "ActivityType", "ActivityInstanceId", "Code", "Message", "At", "ResolvedAt", "Resolution") VALUES
                    ('ended', 'i', 'a', 'a', 't', 'i.3', 'c', 'm', 1, 2, {ended}), ('mended', 'i', 'a', 'a', 't', 'i.3', 'c', 'm', 1, 2, 'Chạy lại'), ('open', 'i', 'a', 'a', 't', 'i.3', 'c', 'm', 1, NULL, NULL);
                """);

            await context.Database.MigrateAsync();

            var wait = await context.Set<BookmarkRow>().SingleAsync();
            (wait.Id, wait.Hash).ShouldBe(("w", new string('A', 32)));
            (await context.Set<TimerRow>().SingleAsync()).DueAt.UtcTicks.ShouldBe(7);
            (await context.Set<JournalRow>().SingleAsync()).Entries.ShouldBe("[]"u8.ToArray());
            (await context.Set<IncidentRow>().OrderBy(incident => incident.Id).Select(incident => incident.EndedUnresolved).ToListAsync()).ShouldBe([true, false, false]);
            (await context.Database.SqlQueryRaw<string>("SELECT name AS Value FROM pragma_table_list WHERE wr = 1 AND name LIKE 'Journal%'").ToListAsync()).ShouldBe(["Journal"]);
        }

        folder.Delete(recursive: true);
    }
}
