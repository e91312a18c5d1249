using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Commands;
using LienThong.Benchmarks.Approvals;
using LienThong.Host.CommandLine;
using LienThong.Host.Demo;
using LienThong.Host.Persistence;
using LienThong.Workflows.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Benchmarks.Engine;

/// <summary>What an instance of the standard chain (cong-van-bao-cao) takes of the database: one that a person walked through to its end, and those that wait in the demonstration.</summary>
/// <remarks>Counted from the rows and their index entries, as the values lie in a page; free space of pages is left out, because of one instance it says nothing.</remarks>
internal static class DatabaseSize
{
    private const string Definition = "cong-van-bao-cao";
    private const int Chains = 20;
    private const int ShownTables = 5;

    private static readonly string[] EngineTables = ["Instances", "Bookmarks", "Timers", "Incidents", "Journal", "Outbox"];

    public static async Task AddAsync(Report report, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var finished = await FinishedAsync(folder.Sub("finished"), cancellationToken);
        var (waiting, state, journal) = await SuspendedAsync(folder.Sub("suspended"), cancellationToken);
        report.Section(
            "Size of the database",
            "The standard chain, from the registration of the document to the receipt of the answer, with two submissions of the draft: the mean of 20 in one database, one after the other. Rows and index entries by the format of SQLite's file, without the free space of pages. What lasts is what is left when idempotency keys are forgotten and the words of the search lie in one part. All have the same texts but for number and dates, so words are shared among more documents than in an office. Files lie beside the database.",
            "Goals: at most 4 KB a suspended and 40 kB a finished instance.");
        report.Add("a finished instance at its end, all tables, kB", Kilobytes(finished.AtEnd.Values.Sum()));
        report.Add("a finished instance, what lasts of it, all tables, kB", Kilobytes(finished.Lasting.Values.Sum()));
        report.Add("a finished instance, what lasts in the engine's tables, kB", Kilobytes(EngineTables.Sum(table => finished.Lasting[table])));
        foreach (var (table, bytes) in finished.Lasting.OrderByDescending(table => table.Value).Take(ShownTables))
            report.Add($"of what lasts: {table}, kB", Kilobytes(bytes));
        report.Add("a suspended instance: state, waits and timers, kB, mean", Kilobytes(state));
        report.Add("a suspended instance: its journal so far, kB, mean", Kilobytes(journal));
        report.Add("suspended instances that were counted", waiting.ToString(CultureInfo.InvariantCulture));
    }

    private static string Kilobytes(double bytes) => (bytes / 1000).ToString("0.0", CultureInfo.InvariantCulture);

    private static async Task<Finished> FinishedAsync(string folder, CancellationToken cancellationToken)
    {
        var clock = new DemoClock(DemoChain.Start);
        await using var app = Host.Program.Build(
            Arguments.Parse(["--environment", "Development", "--data", folder, "--Logging:LogLevel:Default=Error"]),
            builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(clock));
        await app.Services.GetRequiredService<Schema>().EnsureAsync(migrate: true, cancellationToken);
        await app.Services.GetRequiredService<InitialContent>().EnsureAsync(cancellationToken);
        await app.Services.GetRequiredService<Database>().WriteAsync((session, ct) => DemoOrganisation.CreateAsync(session, DemoChain.Start.Year, ct), cancellationToken);
        var file = Path.Combine(folder, "lienthong.db");
        var before = StoredSize.OfTables(file);
        for (var turn = 0; turn < Chains; turn++)
            await ActivatorUtilities.CreateInstance<DemoChain>(app.Services, new DemoTurn(turn)).RunAsync(cancellationToken);
        var atEnd = Means(before, StoredSize.OfTables(file));
        await CommandRunner.DeleteExpiredAsync(app.Services.GetRequiredService<Database>(), clock.GetUtcNow().AddYears(1), cancellationToken);
        // A large index merges its parts by itself, time and again; a small one that was written in as many parts is no picture of it.
        using (var connection = Raw.Open(file))
            Raw.Execute(connection, "INSERT INTO SearchIndex(SearchIndex) VALUES ('optimize')");

        return new Finished(atEnd, Means(before, StoredSize.OfTables(file)));
    }

    private static Dictionary<string, double> Means(Dictionary<string, long> before, Dictionary<string, long> after) =>
        after.ToDictionary(table => table.Key, table => (table.Value - before.GetValueOrDefault(table.Key)) / (double)Chains);

    /// <summary>Bytes a chain by table: when it ends, and after what is kept for a time is gone.</summary>
    private sealed record Finished(Dictionary<string, double> AtEnd, Dictionary<string, double> Lasting);

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
        var state = StoredSize.Of(connection, "Instances", $"Id IN ({waiting})") + StoredSize.Of(connection, "Bookmarks", $"InstanceId IN ({waiting})") + StoredSize.Of(connection, "Timers", $"InstanceId IN ({waiting})");
        return (count, state / (double)count, StoredSize.Of(connection, "Journal", $"InstanceId IN ({waiting})") / (double)count);
    }
}
