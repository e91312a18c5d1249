using System.Diagnostics;
using System.Globalization;
using LienThong.Benchmarks.Approvals;
using LienThong.Workflows.Model;
using LienThong.Workflows.Runtime;
using Microsoft.Data.Sqlite;

namespace LienThong.Benchmarks.Engine;

/// <summary>Many timers that are due at once: how soon the first and the last has had its effect, and what other work feels of it.</summary>
internal static class DueTimers
{
    private const int Rounds = 5;
    private const int Together = 1_000;
    private const int AfterStop = 100_000;
    private const int Kills = 5;

    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        report.Section(
            "Timers that are due together",
            "Each resumes an instance that has waited in a Delay, which writes a line and ends; one commit each. Seconds, where it does not say otherwise.",
            "Goals: 1,000 together: first effect 0.1 s, last one durable 2 s, none twice or missed, also after kill -9; 100,000 after a stop: 5 minutes, p99 of other work at most 2 times.");
        await TogetherAsync(report, folder.Sub("together"), cancellationToken);
        await KilledAsync(report, folder.Sub("killed"), cancellationToken);
        await AfterStopAsync(report, folder.Sub("after-stop"), cancellationToken);
    }

    private static async Task TogetherAsync(Report report, string folder, CancellationToken cancellationToken)
    {
        await using var engine = await BenchEngine.OpenAsync(folder, cancellationToken);
        var template = await engine.StartAsync(await engine.PublishAsync("han", Roots.OneDelay, cancellationToken), cancellationToken);
        var watch = new Stopwatch();
        var first = TimeSpan.MaxValue;
        engine.Engine.Committed = () => first = first < watch.Elapsed ? first : watch.Elapsed;
        using var raw = Raw.Open(Path.Combine(folder, "floor.db"));
        Raw.Execute(raw, "CREATE TABLE Rows(Id INTEGER PRIMARY KEY, Text TEXT)");
        // Until its WAL has reached the size at which it begins anew, a file grows with every commit.
        Commit(raw, 2 * Together);
        Samples firsts = new(), lasts = new(), floors = new(), ratios = new();
        for (var round = -1; round < Rounds; round++)
        {
            var from = (round + 1) * Together;
            MakeDue(engine.File, template, from, Together);
            first = TimeSpan.MaxValue;
            watch.Restart();
            await engine.Sweep.RunAsync(cancellationToken);
            var last = watch.Elapsed;
            MustHaveFiredOnce(engine.File, from + Together);
            if (round < 0)
                continue;
            var floor = Commit(raw, Together);
            firsts.Add(first.TotalMilliseconds);
            lasts.Add(last.TotalSeconds);
            floors.Add(floor.TotalSeconds);
            ratios.Add(floor / last);
        }

        report.Add("1,000 together: first effect, ms", firsts.ToString("0.0"));
        report.Add("1,000 together: last one durable", lasts.ToString("0.00"));
        report.Add("1,000 commits of one small row each", floors.ToString("0.00"));
        report.Add("1,000 together: these commits' time to theirs", ratios.ToString("0.00"));
    }

    // Killed again and again, until one of them comes to the end.
    private static async Task KilledAsync(Report report, string folder, CancellationToken cancellationToken)
    {
        await using (var engine = await BenchEngine.OpenAsync(folder, cancellationToken))
        {
            var template = await engine.StartAsync(await engine.PublishAsync("han", Roots.OneDelay, cancellationToken), cancellationToken);
            MakeDue(engine.File, template, 0, Together);
        }

        var random = new Random(7);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = ChildProgram.Start("sweep", folder);
            for (var lines = random.Next(1, Together / Kills); lines > 0; lines--)
                await child.StandardOutput.ReadLineAsync(cancellationToken);
            child.Kill();
            await child.WaitForExitAsync(cancellationToken);
        }

        using var last = ChildProgram.Start("sweep", folder);
        await last.StandardOutput.ReadToEndAsync(cancellationToken);
        await last.WaitForExitAsync(cancellationToken);
        MustHaveFiredOnce(Path.Combine(folder, "lienthong.db"), Together);
        report.Add($"1,000 together, the process killed {Kills} times with SIGKILL on the way", "each fired once, none was missed");
    }

    private static async Task AfterStopAsync(Report report, string folder, CancellationToken cancellationToken)
    {
        await using (var engine = await BenchEngine.OpenAsync(folder, cancellationToken))
        {
            var template = await engine.StartAsync(await engine.PublishAsync("han", Roots.OneDelay, cancellationToken), cancellationToken);
            MakeDue(engine.File, template, 0, AfterStop);
        }

        await using var started = await BenchEngine.OpenAsync(folder, cancellationToken);
        var other = await started.PublishAsync("mot-lan-cho", Roots.OneWait, cancellationToken);
        await WorkAsync(started, other, QuietTime / 4, Task.Delay(QuietTime / 4, cancellationToken), cancellationToken);
        var alone = await WorkAsync(started, other, QuietTime, Task.Delay(QuietTime, cancellationToken), cancellationToken);
        var watch = Stopwatch.StartNew();
        var sweep = Task.Run(async () =>
        {
            await started.Sweep.RunAsync(cancellationToken);
            return watch.Elapsed;
        }, cancellationToken);
        var beside = await WorkAsync(started, other, TimeSpan.MaxValue, sweep, cancellationToken);
        var took = await sweep;
        MustHaveFiredOnce(started.File, AfterStop);
        report.Add("100,000 after a stop: all durable, one run", took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
        report.Add("100,000 after a stop: per second", (AfterStop / took.TotalSeconds).ToString("N0", CultureInfo.InvariantCulture));
        report.Add($"start and resume of others, a pair each {Pause.TotalMilliseconds:0} ms: p50 and p99 before, ms", $"{At(alone, 0.5)} and {At(alone, 0.99)}");
        report.Add("the same beside the timers: p50 and p99, ms", $"{At(beside, 0.5)} and {At(beside, 0.99)}");
        report.Add("p99 beside the timers to p99 before", (alone[(int)(alone.Count * 0.99)] is var p99 ? beside[(int)(beside.Count * 0.99)] / p99 : 0).ToString("0.00", CultureInfo.InvariantCulture));
    }

    private static string At(List<double> sorted, double share) => sorted[(int)(sorted.Count * share)].ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Bursts of other instances until the time is over or the task is done; how long each took in milliseconds, shortest first.</summary>
    private static async Task<List<double>> WorkAsync(BenchEngine engine, WorkflowDefinition definition, TimeSpan time, Task until, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time && !until.IsCompleted)
        {
            var start = Stopwatch.GetTimestamp();
            var instance = await engine.StartAsync(definition, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            await engine.ResumeAsync(instance.Id, instance.Bookmarks[0].Id, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Pause, cancellationToken);
        }

        times.Sort();
        return times;
    }

    private static void MakeDue(string file, WorkflowInstance template, long first, long count)
    {
        Clones.OfInstance(file, template.Id, template.Bookmarks[0].Id, first, count);
        using var connection = Raw.Open(file);
        Raw.Execute(connection, $"UPDATE Timers SET DueAt = {TimeProvider.System.GetUtcNow().UtcTicks} WHERE Id LIKE '0101%'");
    }

    // The template is not due for an hour, so it is left out of all counts.
    private static void MustHaveFiredOnce(string file, long count)
    {
        using var connection = Raw.Open(file);
        var finished = (long)Raw.Query(connection, "SELECT count(*) FROM Instances WHERE Id LIKE '0100%' AND Status = 'Finished' AND SubStatus = 'Finished'")[0][0];
        var bursts = (long)Raw.Query(connection, "SELECT count(*) FROM Journal WHERE InstanceId LIKE '0100%'")[0][0];
        var left = (long)Raw.Query(connection, "SELECT (SELECT count(*) FROM Timers WHERE Id LIKE '0101%') + (SELECT count(*) FROM Bookmarks WHERE Id LIKE '0101%')")[0][0];
        // The burst that began to wait and the one that the timer resumed.
        if (finished != count || bursts != 2 * count || left != 0)
            throw new InvalidOperationException($"{count} timers: {finished} instances finished with {bursts} bursts, {left} waits are left.");
    }

    private static TimeSpan Commit(SqliteConnection connection, int commits)
    {
        using var insert = Raw.Command(connection, "INSERT INTO Rows(Text) VALUES ('một dòng nhỏ')");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < commits; i++)
            insert.ExecuteNonQuery();
        return watch.Elapsed;
    }
}
