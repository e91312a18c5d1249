using LienThong.Workflows.Persistence;
using LienThong.Workflows.Tests.Persistence;
using Npgsql;

namespace LienThong.Workflows.Tests.Faults;

[Collection(PostgresCollection.Name)]
public sealed class PostgresFaultTests(PostgresServer server) : FaultTests
{
    private protected override bool CopiesAreCheap => false;

    private protected override async Task<Store> NewStoreAsync()
    {
        var store = new Store(Options(await server.CreateDatabaseAsync()));
        await store.InitializeAsync();
        return store;
    }

    private protected override async Task<Store> CopyAsync(Store closed)
    {
        NpgsqlConnection.ClearAllPools();
        return new Store(Options(await server.CreateDatabaseAsync(new NpgsqlConnectionStringBuilder(closed.DatabaseOptions.ConnectionString).Database)));
    }

    private static DatabaseOptions Options(string connection) =>
        new() { Provider = DatabaseProvider.PostgreSql, ConnectionString = connection, CreateWithoutMigrations = true };
}
