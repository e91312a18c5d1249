using LienThong.Workflows.Batches;
using LienThong.Workflows.Checks;
using LienThong.Workflows.Migration;
using LienThong.Workflows.Persistence.Rows;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienThong.Workflows.Tests.Migration;

/// <summary>Versions of one definition, instances on them, and migrations between them; every step begins with an engine read anew from the database.</summary>
public abstract class MigrationScene : IAsyncLifetime
{
    internal Store Store { get; } = new();

    public Task InitializeAsync() => Store.InitializeAsync();

    public Task DisposeAsync() => Store.DisposeAsync();

    /// <summary>Starts one on the first version, resumes it, and publishes the second.</summary>
    internal async Task<string> StartAsync(string first, string second, string[] resumed, string rest = "", string? secondRest = null)
    {
        var id = await Store.StartAsync(await Store.PublishAsync(first, rest));
        foreach (var activity in resumed)
            await ResumeAsync(id, activity);
        await Store.PublishAsync(second, secondRest ?? rest);
        await Store.RestartAsync();
        return id;
    }

    internal Task<MigrationPlan> ProposeAsync() =>
        Store.Database.ReadAsync((context, ct) => new MigrateInstances(Store.Engine).ProposeAsync(context, "d", 1, 2, ct), Store.None);

    internal async Task<InstanceVerdict> JudgeAsync(MigrationPlan? plan = null)
    {
        var given = plan ?? await ProposeAsync();
        return (await Store.Database.ReadAsync((context, ct) => new MigrateInstances(Store.Engine).JudgeAsync(context, given, null, null, 100, ct), Store.None)).ShouldHaveSingleItem();
    }

    internal async Task<BatchRow> MigrateAsync(MigrationPlan? plan = null)
    {
        var given = plan ?? await ProposeAsync();
        var batch = await Store.WriteAsync((session, ct) => InstanceBatches.OrderAsync(session, MigrateInstances.OrderOf(given, null, "Quản trị A", null, "sửa quy trình"), ct));
        await Store.RestartAsync();
        (await Batches().RunAsync(batch.Id, TimeSpan.FromMinutes(1), Store.None)).ShouldBeTrue();
        await Store.RestartAsync();
        await MustBeWholeAsync();
        return (await Store.AllAsync<BatchRow>()).Single(b => b.Id == batch.Id);
    }

    internal async Task UndoAsync(string batchId)
    {
        (await Store.WriteAsync((session, ct) => InstanceBatches.OrderUndoAsync(session, batchId, ct))).ShouldBeTrue();
        await Store.RestartAsync();
        (await Batches().RunAsync(batchId, TimeSpan.FromMinutes(1), Store.None)).ShouldBeTrue();
        await MustBeWholeAsync();
    }

    internal InstanceBatches Batches() => new(Store.Database, [new MigrateInstances(Store.Engine)], Store.Clock, NullLogger<InstanceBatches>.Instance);

    internal async Task<IReadOnlyList<string>> ResumeAsync(string id, string activityId, params (string Name, object? Value)[] input) =>
        (await Store.ResumeAsync(id, await Store.BookmarkOf(id, activityId), input)).ShouldNotBeNull().Lines;

    internal async Task<List<string>> WaitsAsync() => [.. (await Store.AllAsync<BookmarkRow>()).Select(b => b.ActivityId).Order(StringComparer.Ordinal)];

    internal async Task<BatchItemRow> ItemAsync() => (await Store.AllAsync<BatchItemRow>()).ShouldHaveSingleItem();

    internal async Task<InstanceRow> RowAsync() => (await Store.AllAsync<InstanceRow>()).ShouldHaveSingleItem();

    internal static string Codes(InstanceVerdict verdict) => string.Join(' ', verdict.Problems.Select(p => p.Code));

    private async Task MustBeWholeAsync()
    {
        var found = await Store.Database.ReadAsync(async (context, ct) => await new InstanceWaits(Store.Engine).CheckAsync(context, ct).ToListAsync(ct), Store.None);
        found.ShouldBeEmpty();
    }
}
