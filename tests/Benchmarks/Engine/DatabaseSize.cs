using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Benchmarks.Approvals;
using LienThong.Host.CommandLine;
using LienThong.Host.Demo;
using LienThong.Host.Persistence;
using LienThong.Workflows.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Benchmarks.Engine;

/// <summary>What an instance of the standard chain (cong-van-bao-cao) takes of the database: one that a person walked through to its end, and those that wait in the demonstration.</summary>
/// <remarks>Counted from the rows and their index entries, as the values lie in a page; free space of pages is left out, because of one instance it says nothing.</remarks>
internal static class DatabaseSize
{
    private const string Definition = "cong-van-bao-cao";
    private const int EntryOverhead = 12;

    private static readonly string[] EngineTables = ["Instances", "Bookmarks", "Timers", "Incidents", "Journal", "Outbox"];

    public static async Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var (all, ofEngine) = await FinishedAsync(folder.Sub("finished"), cancellationToken);
        var (waiting, state, journal) = await SuspendedAsync(folder.Sub("suspended"), cancellationToken);
        report.Section(
            "Size of the database",
            "The standard chain, from the registration of the document to the receipt of the answer, with two submissions of the draft; rows and index entries, without the free space of pages. Files lie beside the database.",
            "Goals: at most 4 KB a suspended and 40 kB a finished instance.");
        report.Add("a finished instance, all tables, kB", Kilobytes(all));
        report.Add("a finished instance, the engine's tables, kB", Kilobytes(ofEngine));
        report.Add("a suspended instance: state, waits and timers, kB, mean", Kilobytes(state));
        report.Add("a suspended instance: its journal so far, kB, mean", Kilobytes(journal));
        report.Add("suspended instances that were counted", waiting.ToString(CultureInfo.InvariantCulture));
    }

    private static string Kilobytes(double bytes) => (bytes / 1000).ToString("0.0", CultureInfo.InvariantCulture);

    private static async Task<(long All, long OfEngine)> FinishedAsync(string folder, CancellationToken cancellationToken)
    {
        var clock = new DemoClock(DemoChain.Start);
        await using var app = Host.Program.Build(
            Arguments.Parse(["--environment", "Development", "--data", folder, "--Logging:LogLevel:Default=Error"]),
            builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(clock).AddSingleton<DemoChain>());
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: true, cancellationToken);
        await app.Services.GetRequiredService<InitialContent>().EnsureAsync(cancellationToken);
        await app.Services.GetRequiredService<Database>().WriteAsync((session, ct) => DemoOrganisation.CreateAsync(session, DemoChain.Start.Year, ct), cancellationToken);
        var before = Measure(folder);
        await app.Services.GetRequiredService<DemoChain>().RunAsync(cancellationToken);
        var after = Measure(folder);
        return (after.Sum(t => t.Value - before.GetValueOrDefault(t.Key)), EngineTables.Sum(t => after[t] - before[t]));
    }

    private static async Task<(long Instances, double State, double Journal)> SuspendedAsync(string folder, CancellationToken cancellationToken)
    {
        await using (var app = Host.Program.Build(Arguments.Parse(["--environment", "Development", "--data", folder, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Error"])))
        {
            // The start brings the dossiers of the demonstration.
            await app.StartAsync(cancellationToken);
            await app.StopAsync(cancellationToken);
        }

        using var connection = Raw.Open(Path.Combine(folder, "lienthong.db"));
        var waiting = $"SELECT Id FROM Instances WHERE Status = 'Running' AND DefinitionId = '{Definition}'";
        var count = (long)Raw.Query(connection, $"SELECT count(*) FROM ({waiting})")[0][0];
        var state = BytesOf(connection, "Instances", $"Id IN ({waiting})") + BytesOf(connection, "Bookmarks", $"InstanceId IN ({waiting})") + BytesOf(connection, "Timers", $"InstanceId IN ({waiting})");
        return (count, state / (double)count, BytesOf(connection, "Journal", $"InstanceId IN ({waiting})") / (double)count);
    }

    private static Dictionary<string, long> Measure(string folder)
    {
        using var connection = Raw.Open(Path.Combine(folder, "lienthong.db"));
        // A table of full-text search keeps its words in tables of its own.
        return Raw.Query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'")
            .ToDictionary(row => (string)row[0], row => BytesOf(connection, (string)row[0], "1"));
    }

    private static long BytesOf(SqliteConnection connection, string table, string which)
    {
        var columns = Raw.Query(connection, $"PRAGMA table_info(\"{table}\")").Select(row => (string)row[1]).ToList();
        // A table without row ids is its primary key.
        var isItsKey = (long)Raw.Query(connection, $"SELECT wr FROM pragma_table_list WHERE name = '{table}'")[0][0] == 1;
        var indexes = Raw.Query(connection, $"PRAGMA index_list(\"{table}\")").Where(row => !isItsKey || (string)row[3] != "pk").Select(row => (Name: (string)row[1], IsPartial: (long)row[4] == 1)).ToList();
        var sizes = new List<string> { SizeOf(columns) };
        foreach (var index in indexes)
        {
            var keys = Raw.Query(connection, $"PRAGMA index_info(\"{index.Name}\")").Where(row => row[2] is string).Select(row => (string)row[2]).ToList();
            var size = SizeOf(keys);
            // Our partial indexes leave out rows whose key is empty.
            sizes.Add(index.IsPartial ? $"iif(\"{keys[0]}\" IS NULL, 0, {size})" : size);
        }

        return Convert.ToInt64(Raw.Query(connection, $"SELECT coalesce(sum({string.Join(" + ", sizes)}), 0) FROM \"{table}\" WHERE {which}")[0][0], CultureInfo.InvariantCulture);
    }

    private static string SizeOf(IEnumerable<string> columns) =>
        string.Join(" + ", columns.Select(c => $"iif(typeof(\"{c}\") IN ('text', 'blob'), length(CAST(\"{c}\" AS BLOB)) + 2, iif(\"{c}\" IS NULL, 1, 7))").Append(EntryOverhead.ToString(CultureInfo.InvariantCulture)));
}
