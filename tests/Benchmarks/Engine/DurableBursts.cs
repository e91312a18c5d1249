using System.Diagnostics;
using System.Globalization;
using LienThong.Benchmarks.Approvals;
using LienThong.Workflows.Model;

namespace LienThong.Benchmarks.Engine;

/// <summary>Start, suspend, resume, complete: two bursts an instance, each answered after its commit.</summary>
internal static class DurableBursts
{
    private const int Rounds = 5;
    private const int Instances = 320;

    // Few enough that both see the same machine, and enough for thirty-two callers.
    private const int Chunk = 64;

    // Below a thousand pages, after which SQLite begins the WAL anew.
    private const int WalInstances = 20;

    public static async Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var engine = await BenchEngine.OpenAsync(folder.Sub("engine"), cancellationToken);
        var definition = await engine.PublishAsync("mot-lan-cho", Roots.OneWait, cancellationToken);
        await RunAsync(engine, definition, 4 * Chunk, 1, cancellationToken);
        var before = Path.Combine(folder.Path, "before.db");
        Raw.Copy(engine.File, before);
        var recorded = await RecordAsync(engine, definition, cancellationToken);
        // The recording changed the schema back and forth, so statements are compiled once more.
        await RunAsync(engine, definition, Chunk, 1, cancellationToken);

        report.Section(
            "Durable: start, suspend, resume, complete",
            "A Sequence that writes a line, waits for an event, is resumed by its bookmark and writes another: two bursts an instance.",
            $"The ideal burst is one transaction a burst; the group-commit floor puts as many bursts into one transaction as there are callers. {Instances} instances a round, {Chunk} at a time in turn.",
            "Goals: ratio 0.5 with one caller (aim 0.7), 0.3 with 8 and 32 (aim 0.5); a burst has exactly 1 commit with one caller, and at most 12 statements, 50 KiB of WAL and 60 KiB allocated.");
        foreach (var callers in (int[])[1, 8, 32])
        {
            Samples rates = new(), floors = new(), ratios = new(), kilobytes = new();
            var (statements, commits) = (engine.Database.Commands.Statements, engine.Database.Commands.Commits);
            for (var round = 0; round < Rounds; round++)
            {
                var (rate, floor, bytes) = await RoundAsync(engine, definition, folder.Path, before, recorded, callers, cancellationToken);
                rates.Add(rate);
                floors.Add(floor);
                ratios.Add(rate / floor);
                kilobytes.Add(bytes / 1024);
            }

            var bursts = 2.0 * Instances * Rounds;
            var who = callers == 1 ? "1 caller" : $"{callers} callers";
            report.Add($"{who}: instances per second", rates.ToString());
            report.Add($"{who}: {(callers == 1 ? "ideal bursts" : "group-commit floor")}, instances per second", floors.ToString());
            report.Add($"{who}: ratio", ratios.ToString("0.00"));
            report.Add($"{who}: commits per burst", ((engine.Database.Commands.Commits - commits) / bursts).ToString("0.00", CultureInfo.InvariantCulture));
            if (callers > 1)
                continue;
            report.Add("statements per burst", ((engine.Database.Commands.Statements - statements) / bursts).ToString("0.0", CultureInfo.InvariantCulture));
            report.Add("allocated per burst, KiB", kilobytes.ToString("0.0"));
            report.Add("rows written per burst", recorded.Average(burst => burst.Count).ToString("0.0", CultureInfo.InvariantCulture));
        }

        var (wal, idealWal) = await WalAsync(engine, definition, folder.Path, before, recorded, cancellationToken);
        report.Add("WAL per burst, KiB", wal.ToString("0.0"));
        report.Add("WAL per ideal burst, KiB", idealWal.ToString("0.0"));
    }

    private static async Task<(double Rate, double Floor, double Bytes)> RoundAsync(
        BenchEngine engine, WorkflowDefinition definition, string folder, string before, List<List<RecordedWrite>> recorded, int callers, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, "floor.db");
        Raw.Copy(before, copy);
        using var floor = new RawControl(copy, recorded);
        var (engineTime, floorTime, bytes) = (TimeSpan.Zero, TimeSpan.Zero, 0L);
        // Until its WAL has reached the size at which it begins anew, a file grows with every commit; the engine's has long done so.
        floor.Run(0, 2 * Chunk, callers);
        for (var first = Chunk; first <= Instances; first += Chunk)
        {
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            engineTime += await RunAsync(engine, definition, Chunk, callers, cancellationToken);
            bytes += GC.GetTotalAllocatedBytes(precise: true) - allocated;
            floorTime += floor.Run(2 * first, 2 * Chunk, callers);
        }

        return (Instances / engineTime.TotalSeconds, Instances / floorTime.TotalSeconds, bytes / (2.0 * Instances));
    }

    private static async Task<TimeSpan> RunAsync(BenchEngine engine, WorkflowDefinition definition, int instances, int callers, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var i = caller; i < instances; i += callers)
            {
                var instance = await engine.StartAsync(definition, cancellationToken);
                await engine.ResumeAsync(instance.Id, instance.Bookmarks[0].Id, cancellationToken);
            }
        }));
        return watch.Elapsed;
    }

    private static async Task<List<List<RecordedWrite>>> RecordAsync(BenchEngine engine, WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        using var writes = new RecordedWrites(engine.File);
        var bursts = new List<List<RecordedWrite>>();
        for (var i = 0; i < Instances + Chunk; i++)
        {
            var instance = await engine.StartAsync(definition, cancellationToken);
            bursts.Add(writes.Take());
            await engine.ResumeAsync(instance.Id, instance.Bookmarks[0].Id, cancellationToken);
            bursts.Add(writes.Take());
        }

        return bursts;
    }

    private static async Task<(Samples Engine, Samples Floor)> WalAsync(
        BenchEngine engine, WorkflowDefinition definition, string folder, string before, List<List<RecordedWrite>> recorded, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, "wal.db");
        Raw.Copy(before, copy);
        using var floor = new RawControl(copy, recorded);
        Samples ofEngine = new(), ofFloor = new();
        for (var round = 0; round < Rounds; round++)
        {
            Empty(engine.File);
            await RunAsync(engine, definition, WalInstances, 1, cancellationToken);
            ofEngine.Add(KibibytesOf(engine.File));
            Empty(copy);
            floor.Run(2 * round * WalInstances, 2 * WalInstances, 1);
            ofFloor.Add(KibibytesOf(copy));
        }

        return (ofEngine, ofFloor);

        static double KibibytesOf(string file) => new FileInfo(file + "-wal").Length / 1024.0 / (2 * WalInstances);
    }

    private static void Empty(string file)
    {
        using var connection = Raw.Open(file);
        Raw.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
