using Npgsql;

namespace LienThong.Workflows.Tests.Persistence;

[Collection(PostgresCollection.Name)]
public sealed class PostgresServerTests(PostgresServer server)
{
    [PostgresFact]
    public async Task A_row_comes_back_as_it_was_written()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

        await ExecuteAsync(database, "CREATE TABLE documents (number int PRIMARY KEY, subject text NOT NULL)");
        await ExecuteAsync(database, "INSERT INTO documents VALUES (97, 'Về việc trả lời Công văn')");

        await using var read = database.CreateCommand("SELECT subject FROM documents WHERE number = 97");
        (await read.ExecuteScalarAsync()).ShouldBe("Về việc trả lời Công văn");
    }

    [PostgresFact]
    public async Task Databases_of_two_tests_do_not_meet()
    {
        await using var one = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await using var other = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

        await ExecuteAsync(one, "CREATE TABLE documents (number int)");

        await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(other, "SELECT * FROM documents"));
    }

    [PostgresFact]
    public async Task The_server_keeps_its_promise_of_durability()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

        await using var read = database.CreateCommand("SELECT current_setting('fsync') || ' ' || current_setting('synchronous_commit')");
        (await read.ExecuteScalarAsync()).ShouldBe("on on");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
