using LienThong.Host.Errors;
using LienThong.Workflows.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LienThong.Host.Persistence;

/// <summary>Whether the tables are those this program was made for.</summary>
internal sealed class Schema(Database database)
{
    /// <summary>Brings it to the newest migration, or only checks that it is there.</summary>
    /// <exception cref="StartupException">It is older and may not be changed now, or newer than this program.</exception>
    public async Task EnsureAsync(bool migrate, CancellationToken cancellationToken)
    {
        // First of all: a newer schema may look like an older one to this program.
        if (await NewerAsync(cancellationToken) is { } newer)
            throw new StartupException($"Cơ sở dữ liệu mới hơn chương trình (có phiên bản {newer}). Hãy chạy đúng bản chương trình đã nâng cấp nó.");
        if (migrate)
            await database.MigrateAsync(cancellationToken);
        else if (await PendingAsync(cancellationToken) is { Count: > 0 } pending)
            throw new StartupException($"Cơ sở dữ liệu thiếu {pending.Count} phiên bản ({pending[^1]}); Database:MigrateAtStart = false. Hãy chạy lệnh «db migrate».");
    }

    /// <summary>Migrations that the database lacks, oldest first.</summary>
    public Task<IReadOnlyList<string>> PendingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(async (context, ct) => [.. await context.Database.GetPendingMigrationsAsync(ct)],
            cancellationToken);

    private Task<string?> NewerAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(async (context, ct) =>
            await context.Database.CanConnectAsync(ct)
                ? (await context.Database.GetAppliedMigrationsAsync(ct)).Except(context.Database.GetMigrations()).LastOrDefault()
                : null, cancellationToken);
}

/// <summary>Opens and checks the database before anything else starts.</summary>
internal sealed class DatabaseStart(Schema schema, Settings.HostSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schema.EnsureAsync(settings.Database.MigrateAtStart, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
