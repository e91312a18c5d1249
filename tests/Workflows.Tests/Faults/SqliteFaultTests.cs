using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using LienThong.Workflows.Tests.Persistence;
using static LienThong.Workflows.Tests.Scenarios.Engine;

namespace LienThong.Workflows.Tests.Faults;

public sealed class SqliteFaultTests : FaultTests, IDisposable
{
    private const string File = "lienthong.db";

    private readonly string _root = Directory.CreateTempSubdirectory("lienthong-").FullName;
    private int _folders;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_failure_that_an_activity_swallows_is_still_no_commit()
    {
        var store = await NewStoreAsync();
        var definition = await store.PublishAsync(Sequence(Wait("w")));
        var before = await Tables.ReadAsync(store.Database);

        var write = store.WriteAsync(async (session, ct) =>
        {
            var outcome = await store.Engine.StartAsync(session, definition, new StartRequest(), ct);
            store.Database.Commands.BeforeEach = _ => throw new IOException("disk");
            await Record.ExceptionAsync(() => session.FlushAsync(ct));
            store.Database.Commands.BeforeEach = null;
            return outcome;
        });

        await write.ShouldThrowAsync<Exception>();
        (await Tables.ReadAsync(store.Database)).ShouldBe(before);
        await store.DisposeAsync();
    }

    private protected override async Task<Store> NewStoreAsync()
    {
        var store = new Store(Options(NewFolder()));
        await store.InitializeAsync();
        return store;
    }

    private protected override Task<Store> CopyAsync(Store closed)
    {
        var folder = NewFolder();
        System.IO.File.Copy(Path.Combine(closed.DatabaseOptions.DataFolder!, File), Path.Combine(folder, File));
        return Task.FromResult(new Store(Options(folder)));
    }

    private static DatabaseOptions Options(string folder) => new() { DataFolder = folder, CreateWithoutMigrations = true };

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(_root, $"{++_folders}")).FullName;
}
