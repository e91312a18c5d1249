using LienThong.Activities.Agencies;
using LienThong.Activities.Audit;
using LienThong.Activities.Persistence;
using LienThong.Workflows.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Activities.Tests.Persistence;

/// <summary>A SQLite database of its own with the demonstration's organisation, on the morning of 24/01/2024.</summary>
public sealed class TestDatabase : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2024, 1, 24);
    public static readonly CancellationToken None = CancellationToken.None;

    public static readonly Actor Clerk = new(
        DemoOrganisation.PersonId("SKHCN", "VP", PositionCodes.Registry), "Văn thư 1 - Văn phòng Sở", "Văn thư - Văn phòng Sở");

    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-").FullName;
    private Database? database;

    public TestClock Clock { get; } = new(new DateTimeOffset(2024, 1, 24, 8, 30, 0, TimeSpan.FromHours(7)));

    public Database Database => database ?? throw new InvalidOperationException("Not opened yet.");

    public async Task InitializeAsync()
    {
        var options = new DatabaseOptions { DataFolder = folder, CreateWithoutMigrations = true };
        database = Database.Open(options, context => new LienThongDbContext(context), Clock, NullLogger<Database>.Instance);
        await database.MigrateAsync(None);
        await WriteAsync(session => DemoOrganisation.CreateAsync(session, 2024, None));
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public Task<T> WriteAsync<T>(Func<WriteSession, Task<T>> work) => Database.WriteAsync((session, _) => work(session), None);

    public Task WriteAsync(Func<WriteSession, Task> work) => Database.WriteAsync(async (session, _) =>
    {
        await work(session);
        return 0;
    }, None);

    public Task<T> ReadAsync<T>(Func<DbContext, Task<T>> read) => Database.ReadAsync((context, _) => read(context), None);

    public Task<List<T>> AllAsync<T>() where T : class => ReadAsync(context => context.Set<T>().ToListAsync(None));

    /// <summary>As somebody with a database tool would do it, past all rules.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "lienthong.db")};Pooling=False");
        await connection.OpenAsync(None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant of the test
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(None);
    }
}

public sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
