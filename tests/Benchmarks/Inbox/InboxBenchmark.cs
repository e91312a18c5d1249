using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Work;
using LienThong.Benchmarks.Approvals;
using LienThong.Benchmarks.Dataset;
using LienThong.Workflows.Definitions;
using LienThong.Workflows.Persistence;
using LienThong.Workflows.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Benchmarks.Inbox;

/// <summary>Inbox, search and decisions over HTTP on the data set, with the program as it is.</summary>
internal static class InboxBenchmark
{
    private const string Leader = "giam-doc1.ld.skhcn@example.vn";
    private const int Rounds = 5;
    private const int InboxRequests = 100;
    private const int SearchQueries = 120;
    private const int Decisions = 60;

    public static async Task RunAsync(string folder, CancellationToken cancellationToken)
    {
        await using var host = await BenchHost.StartAsync(folder, cancellationToken);
        using var leader = await host.SignInAsync(Leader, cancellationToken);
        using var officer = await host.SignInAsync(Province.Officer(7, 2, 3), cancellationToken);
        var report = new Report(
            "inbox", "Inbox, search and decisions on a large data set",
            $"{await SizeAsync(host, leader, officer, cancellationToken)}; made by `-- dataset`, SQLite, WAL, `synchronous = FULL`.",
            "Each figure is measured by an HTTP client on the same machine, from sending the request to the last byte, one request at a time.",
            $"Median of {Rounds} rounds, smallest and largest in brackets; milliseconds.");
        await InboxAsync(report, "typical person", officer, "/api/inbox", cancellationToken);
        await InboxAsync(report, "typical person, filtered", officer, "/api/inbox?kind=approve&kind=draft&deadline=overdue&deadline=dueSoon", cancellationToken);
        await InboxAsync(report, "leader", leader, "/api/inbox", cancellationToken);
        await InboxAsync(report, "leader, by kind and deadline", leader, "/api/inbox?kind=approve&deadline=overdue", cancellationToken);
        await InboxAsync(report, "leader, by words", leader, "/api/inbox?text=" + Uri.EscapeDataString("chuyen doi so"), cancellationToken);
        await InboxAsync(report, "leader, summary of the home page", leader, "/api/inbox/summary", cancellationToken);
        await InboxAsync(report, "leader, done", leader, "/api/inbox/done", cancellationToken);
        await InboxAsync(report, "officer, sent and not finished", officer, "/api/inbox/sent", cancellationToken);
        await SearchAsync(report, leader, officer, cancellationToken);
        await DecideAsync(report, host, leader, folder, cancellationToken);
        report.Write();
    }

    private static async Task InboxAsync(Report report, string who, HttpClient client, string path, CancellationToken cancellationToken)
    {
        var (p50, p95, p99) = (new Samples(), new Samples(), new Samples());
        for (var i = 0; i < 20; i++)
            await TimeAsync(client, path, cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            var times = new List<double>();
            for (var i = 0; i < InboxRequests; i++)
                times.Add(await TimeAsync(client, path, cancellationToken));
            Add(times, p50, p95, p99);
        }

        report.Add($"{who}: p50 / p95 / p99", $"{p50.ToString("0.0")} / {p95.ToString("0.0")} / {p99.ToString("0.0")}");
    }

    private static async Task SearchAsync(Report report, HttpClient leader, HttpClient officer, CancellationToken cancellationToken)
    {
        var queries = Queries();
        foreach (var (who, client) in new[] { ("leader who reads the whole agency", leader), ("officer who reads one unit's", officer) })
        {
            var (p50, p95, p99) = (new Samples(), new Samples(), new Samples());
            var slowest = (Milliseconds: 0.0, Query: "");
            foreach (var query in queries.Take(20))
                await TimeAsync(client, query, cancellationToken);
            for (var round = 0; round < Rounds; round++)
            {
                var times = new List<double>();
                foreach (var query in queries)
                {
                    times.Add(await TimeAsync(client, query, cancellationToken));
                    if (times[^1] > slowest.Milliseconds)
                        slowest = (times[^1], query);
                }

                Add(times, p50, p95, p99);
            }

            report.Add($"search, {queries.Count} different queries, {who}: p50 / p95 / p99 (goal p95 at most 200)", $"{p50.ToString("0.0")} / {p95.ToString("0.0")} / {p99.ToString("0.0")}");
            Console.WriteLine($"slowest: {slowest.Milliseconds:0.0} ms {Uri.UnescapeDataString(slowest.Query)}");
        }
    }

    // Numbers, symbols, cited documents, topics with and without marks, single words that are everywhere, senders; with and without filters.
    private static List<string> Queries()
    {
        var phrases = new Phrases(new Random(97));
        var random = new Random(98);
        var queries = new List<string>();
        for (var i = 0; queries.Count < SearchQueries; i++)
        {
            var text = (i % 10) switch
            {
                0 => $"{random.Next(1, 4000)}",
                1 => $"so {random.Next(1, 4000)}/UBND-TH",
                2 => phrases.Cited(),
                3 => $"CQ{random.Next(40)}-P{random.Next(5)}",
                4 => phrases.Words(),
                5 => Activities.Texts.Fold.Of(phrases.Words()),
                6 => phrases.Topic(),
                7 => phrases.Subject(),
                8 => $"Đơn vị gửi văn bản {random.Next(200)}",
                _ => phrases.Topic().Split(' ')[0],
            };
            var filter = (i % 4) switch { 1 => "&kind=outgoing", 2 => "&state=open", 3 => $"&year={TimeProvider.System.GetUtcNow().Year - 1}", _ => "" };
            queries.Add($"/api/search?text={Uri.EscapeDataString(text)}{filter}");
        }

        return queries;
    }

    // A ring of two approvals of the leader's, as in the benchmark of approvals; the control commits nine rows of the same size.
    private static async Task DecideAsync(Report report, BenchHost host, HttpClient leader, string folder, CancellationToken cancellationToken)
    {
        var database = host.Services.GetRequiredService<Database>();
        await ApprovalDesk.StartInstancesAsync(
            database, host.Services.GetRequiredService<DefinitionStore>(), host.Services.GetRequiredService<WorkflowEngine>(), Decisions, cancellationToken);
        using var control = new RawCommit(Path.Combine(folder, "control.db"));
        var (p50, p99, raw50, raw99, ratio50, ratio) = (new Samples(), new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = 0; round <= Rounds; round++)
        {
            var (times, raw) = (new List<double>(), new List<double>());
            foreach (var item in await OpenAsync(database, cancellationToken))
            {
                raw.Add(control.Run());
                var watch = Stopwatch.StartNew();
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/work-items/{item}/approve") { Content = JsonContent.Create(new { comment = "Đồng ý." }) };
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                using var answer = await leader.SendAsync(request, cancellationToken);
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellationToken));
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            // The first round compiles.
            if (round == 0)
                continue;
            p50.Add(At(times, 0.5));
            p99.Add(At(times, 0.99));
            raw50.Add(At(raw, 0.5));
            raw99.Add(At(raw, 0.99));
            ratio50.Add(At(times, 0.5) / At(raw, 0.5));
            ratio.Add(At(times, 0.99) / At(raw, 0.99));
        }

        report.Add("decision over HTTP: p50 / p99", $"{p50.ToString("0.00")} / {p99.ToString("0.00")}");
        report.Add("raw commit of nine rows: p50 / p99", $"{raw50.ToString("0.00")} / {raw99.ToString("0.00")}");
        report.Add("decision to raw commit, p50", ratio50.ToString("0.0"));
        report.Add("decision to raw commit, p99 (goal at most 12)", ratio.ToString("0.0"));
    }

    private static Task<List<Guid>> OpenAsync(Database database, CancellationToken cancellationToken) => database.ReadAsync(
        (context, ct) => context.Set<WorkItem>().Where(item => item.State == WorkItemState.Open
                && item.AssigneeId == DemoOrganisation.PersonId("SKHCN", null, PositionCodes.Director) && (item.ActivityId == "soat-xet" || item.ActivityId == "duyet"))
            .OrderBy(item => item.Id).Select(item => item.Id).ToListAsync(ct), cancellationToken);

    private static async Task<string> SizeAsync(BenchHost host, HttpClient leader, HttpClient officer, CancellationToken cancellationToken)
    {
        var (open, finished, documents) = await host.Services.GetRequiredService<Database>().ReadAsync(async (context, ct) => (
            await context.Set<WorkItem>().CountAsync(item => item.State == WorkItemState.Open, ct), await context.Set<WorkItem>().CountAsync(item => item.State == WorkItemState.Done, ct),
            await context.Set<IncomingDocument>().CountAsync(ct) + await context.Set<OutgoingDocument>().CountAsync(ct)), cancellationToken);
        var (ofLeader, ofOfficer) = (await WaitingAsync(leader, cancellationToken), await WaitingAsync(officer, cancellationToken));
        return string.Create(CultureInfo.InvariantCulture,
            $"{open:N0} open and {finished:N0} finished work items, {documents:N0} documents in the search index; the leader has {ofLeader:N0} open items, the typical person {ofOfficer:N0}");
    }

    private static async Task<int> WaitingAsync(HttpClient client, CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/inbox", cancellationToken)).GetProperty("waiting").GetInt32();

    private static async Task<double> TimeAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.GetAsync(path, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Add(List<double> times, Samples p50, Samples p95, Samples p99)
    {
        p50.Add(At(times, 0.5));
        p95.Add(At(times, 0.95));
        p99.Add(At(times, 0.99));
    }

    private static double At(List<double> times, double part) => times.Order().ElementAt((int)Math.Ceiling(part * times.Count) - 1);

    /// <summary>Nine rows of four hundred bytes in one transaction of a file of its own, on the same disk: what an approval writes, with nothing around it.</summary>
    private sealed class RawCommit : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand _insert;

        public RawCommit(string file)
        {
            foreach (var old in (string[])[file, file + "-wal", file + "-shm"])
                File.Delete(old);
            _connection = Raw.Open(file);
            Raw.Execute(_connection, "CREATE TABLE rows(id TEXT PRIMARY KEY, body TEXT)");
            _insert = Raw.Command(_connection, "INSERT INTO rows VALUES (@id, @body)");
            _insert.Parameters.Add(new SqliteParameter("@id", ""));
            _insert.Parameters.Add(new SqliteParameter("@body", new string('x', 400)));
            _insert.Prepare();
        }

        public double Run()
        {
            var watch = Stopwatch.StartNew();
            Raw.Execute(_connection, "BEGIN IMMEDIATE");
            for (var i = 0; i < 9; i++)
            {
                _insert.Parameters[0].Value = Guid.CreateVersion7().ToString();
                _insert.ExecuteNonQuery();
            }

            Raw.Execute(_connection, "COMMIT");
            return watch.Elapsed.TotalMilliseconds;
        }

        public void Dispose()
        {
            _insert.Dispose();
            _connection.Dispose();
        }
    }
}
