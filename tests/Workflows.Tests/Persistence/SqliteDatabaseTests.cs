using LienThong.Workflows.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests.Persistence;

public sealed class SqliteDatabaseTests : DatabaseContractTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-").FullName;
    private int opened;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private protected override Task<Database> OpenAsync(Action<DatabaseOptions> change)
    {
        var options = new DatabaseOptions { DataFolder = Path.Combine(folder, $"{++opened}"), CreateWithoutMigrations = true };
        change(options);
        return Task.FromResult(Database.Open(options, context => new WorkflowsDbContext(context), TimeProvider.System, NullLogger<Database>.Instance));
    }
}
