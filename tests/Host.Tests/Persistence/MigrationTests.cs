using LienThong.Host.CommandLine;
using LienThong.Host.Persistence;
using LienThong.Workflows.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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
}
