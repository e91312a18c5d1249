using System.Diagnostics;
using System.Globalization;

namespace LienThong.Benchmarks.Approvals;

/// <summary>Approvals per second through the use case, against the same rows written with nothing around them.</summary>
internal static class ApprovalBenchmark
{
    private const int Instances = 400;
    private const int Rounds = 5;
    private const int Callers = 8;
    private const int Chunk = 40;

    /// <summary>Prints the statements of one approval.</summary>
    public static Task ListStatementsAsync(CancellationToken cancellationToken) => InFolderAsync(async folder =>
    {
        await using var desk = await ApprovalDesk.OpenAsync(folder, 1, cancellationToken);
        await ApproveAllAsync(desk, cancellationToken);
        var item = (await desk.OpenItemsAsync(cancellationToken)).Single();
        desk.Database.Commands.BeforeEach = Console.WriteLine;
        await desk.ApproveAsync(item, cancellationToken);
        desk.Database.Commands.BeforeEach = null;
    });

    public static Task RunAsync(CancellationToken cancellationToken) => InFolderAsync(folder => RunAsync(folder, cancellationToken));

    private static async Task InFolderAsync(Func<string, Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("lienthong-bench-").FullName;
        try
        {
            await work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        await using var desk = await ApprovalDesk.OpenAsync(Path.Combine(folder, "engine"), Instances, cancellationToken);
        var file = Path.Combine(folder, "engine", "lienthong.db");
        var before = Path.Combine(folder, "before.db");
        // Everything is compiled and cached before it is copied and measured.
        for (var i = 0; i < 3; i++)
            await ApproveAllAsync(desk, cancellationToken);
        Raw.Copy(file, before);
        var recorded = await RecordAsync(desk, file, cancellationToken);
        // The recording changed the schema back and forth, so statements are compiled once more.
        await ApproveAllAsync(desk, cancellationToken);

        Samples one = new(), eight = new(), control = new(), controlOfEight = new(), ratio = new(), ratioOfEight = new(), kilobytes = new(), processor = new();
        var (statements, commits) = (desk.Database.Commands.Statements, desk.Database.Commands.Commits);
        for (var round = 0; round < Rounds; round++)
        {
            var single = await RoundAsync(desk, folder, before, recorded, 1, cancellationToken);
            one.Add(single.Rate);
            control.Add(single.ControlRate);
            ratio.Add(single.Rate / single.ControlRate);
            kilobytes.Add(single.Kilobytes);
            processor.Add(single.ProcessorMilliseconds);
        }

        (statements, commits) = (desk.Database.Commands.Statements - statements, desk.Database.Commands.Commits - commits);
        for (var round = 0; round < Rounds; round++)
        {
            var group = await RoundAsync(desk, folder, before, recorded, Callers, cancellationToken);
            eight.Add(group.Rate);
            controlOfEight.Add(group.ControlRate);
            ratioOfEight.Add(group.Rate / group.ControlRate);
        }

        var report = new Report(
            "approval", "An approval: load, resume, save",
            $"`DecideWork.ApproveAsync` on {Instances} instances that wait for a review and wait for the next one afterwards; SQLite in WAL mode with `synchronous = FULL`.",
            "The control writes the same rows with the same values (recorded from a real round) into a copy of the same file, with prepared commands of Microsoft.Data.Sqlite.",
            $"Both run in turn, {Chunk} at a time; median of {Rounds} rounds, smallest and largest in brackets.");
        report.Add("approvals per second, 1 caller", one.ToString());
        report.Add("control, 1 transaction each, per second", control.ToString());
        report.Add("ratio, 1 caller (goal at least 0.4)", ratio.ToString("0.00"));
        report.Add($"approvals per second, {Callers} callers", eight.ToString());
        report.Add($"control, {Callers} in a transaction, per second", controlOfEight.ToString());
        report.Add($"ratio, {Callers} callers", ratioOfEight.ToString("0.00"));
        report.Add("processor time per approval, ms", processor.ToString("0.00"));
        report.Add("statements per approval", (statements / (double)(Instances * Rounds)).ToString("0.##", CultureInfo.InvariantCulture));
        report.Add("commits per approval, 1 caller", (commits / (double)(Instances * Rounds)).ToString("0.##", CultureInfo.InvariantCulture));
        report.Add("rows written per approval", recorded.Average(r => r.Count).ToString("0.##", CultureInfo.InvariantCulture));
        report.Add("allocated per approval, KiB", kilobytes.ToString("0.0"));
        report.Write();
    }

    /// <summary>One approval on each instance, and each written by the control, a few at a time in turn: what disturbs the machine disturbs both.</summary>
    private static async Task<Round> RoundAsync(
        ApprovalDesk desk, string folder, string before, List<List<RecordedWrite>> recorded, int callers, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "control.db");
        Raw.Copy(before, file);
        using var raw = new RawControl(file, recorded);
        var items = await desk.OpenItemsAsync(cancellationToken);
        if (items.Count != Instances)
            throw new InvalidOperationException($"{items.Count} items for {Instances} instances.");
        var (engine, control, processor, bytes) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, 0L);
        for (var first = 0; first < Instances; first += Chunk)
        {
            var (bytesBefore, processorBefore) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
            engine += await ApproveAsync(desk, items.GetRange(first, Chunk), callers, cancellationToken);
            bytes += GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
            processor += Environment.CpuUsage.TotalTime - processorBefore;
            control += raw.Run(first, Chunk, callers);
        }

        return new Round(Instances / engine.TotalSeconds, Instances / control.TotalSeconds, bytes / 1024.0 / Instances, processor.TotalMilliseconds / Instances);
    }

    private static async Task<TimeSpan> ApproveAsync(ApprovalDesk desk, List<Guid> items, int callers, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var i = caller; i < items.Count; i += callers)
                await desk.ApproveAsync(items[i], cancellationToken);
        }));
        return watch.Elapsed;
    }

    private static async Task ApproveAllAsync(ApprovalDesk desk, CancellationToken cancellationToken) =>
        await ApproveAsync(desk, await desk.OpenItemsAsync(cancellationToken), 1, cancellationToken);

    private static async Task<List<List<RecordedWrite>>> RecordAsync(ApprovalDesk desk, string file, CancellationToken cancellationToken)
    {
        using var writes = new RecordedWrites(file);
        var approvals = new List<List<RecordedWrite>>();
        foreach (var item in await desk.OpenItemsAsync(cancellationToken))
        {
            await desk.ApproveAsync(item, cancellationToken);
            approvals.Add(writes.Take());
        }

        return approvals;
    }

    private sealed record Round(double Rate, double ControlRate, double Kilobytes, double ProcessorMilliseconds);
}
