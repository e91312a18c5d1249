using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LienThong.Activities.Agencies;
using LienThong.Benchmarks.Dataset;
using LienThong.Benchmarks.Engine;
using LienThong.Host.Auth;

namespace LienThong.Benchmarks.Studio;

/// <summary>What it costs the server that twenty instances stand open in Elsa Studio and nothing happens to them, and how long descriptors take.</summary>
internal static class StudioBenchmark
{
    private const string Clerk = "van-thu1.vp.skhcn@example.vn";
    private const string Director = "giam-doc1.ld.skhcn@example.vn";
    private const int Viewers = 20;
    private const int Rounds = 3;
    private const int Descriptors = 50;

    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var host = await BenchHost.StartAsync(folder.Path, cancellationToken);
        using var administrator = await host.SignInAsync(DemoAccounts.Administrator, cancellationToken);
        var instances = await StartedAsync(host, cancellationToken);
        var report = new Report(
            "studio", "Elsa Studio open, and nothing happens",
            $"{Viewers} viewers, each with an instance of its own of the standard chain after the director's instruction; SQLite, the program as it is on plain HTTP of the loopback.",
            "The calls of the viewers come from another process, in the rhythm in which Studio 3.8.2 was seen to make them. Processor time of the server's process, the idle server's taken off, in percent of one core.",
            $"Median of {Rounds} rounds of {Span.TotalSeconds:N0} s, smallest and largest in brackets.");
        await MeasureAsync(host, instances, "watch", cancellationToken);
        var idle = await RoundsAsync(() => IdleAsync(cancellationToken));
        report.Add("idle server", Percent(idle));
        foreach (var (kind, what) in new[]
                 {
                     ("watch", "live updates, nothing selected: three connections each"),
                     ("live", "live updates, a running step selected (goal at most 5)"),
                     ("poll", "polling the state, nothing selected: three pollers each, every 5 s (goal at most 5)"),
                     ("both", "polling the state, a running step selected (goal at most 5)"),
                 })
            report.Add(what, Percent(await RoundsAsync(async () => await MeasureAsync(host, instances, kind, cancellationToken) - idle[Rounds / 2])));

        report.Section("Calls", "One at a time, from sending to the last byte. Milliseconds: median, 95th percentile.");
        foreach (var (what, path) in new[]
                 {
                     ("descriptors of activities, from the cache (goal at most 20)", "/elsa/api/descriptors/activities?Refresh=True"),
                     ("state of an instance", $"/elsa/api/workflow-instances/{instances[0]}/execution-state"),
                     ("executions of a step", $"/elsa/api/activity-execution-summaries/list?WorkflowInstanceId={instances[0]}&ActivityNodeId=Workflow1"),
                     ("one execution", $"/elsa/api/activity-executions/by-id?id={instances[0]}.1"),
                     ("an instance with its state", $"/elsa/api/workflow-instances/{instances[0]}"),
                 })
            report.Add(what, await TimedAsync(administrator, path, cancellationToken));
        report.Write();
    }

    // Registered by the clerk and given to a unit by the director: some of the chain has run, and something waits.
    private static async Task<IReadOnlyList<string>> StartedAsync(BenchHost host, CancellationToken cancellationToken)
    {
        using var clerk = await host.SignInAsync(Clerk, cancellationToken);
        using var director = await host.SignInAsync(Director, cancellationToken);
        var instances = new List<string>();
        for (var i = 0; i < Viewers; i++)
        {
            var registered = await AskAsync(clerk, "/api/incoming-documents", new
            {
                number = (900 + i).ToString(CultureInfo.InvariantCulture),
                symbol = "UBND-TH",
                issuedOn = "2024-01-24",
                typeCode = "CV",
                subject = "Yêu cầu báo cáo tình hình thực hiện nhiệm vụ được giao",
                senderAgencyId = DemoOrganisation.UbndTinh,
                needsReply = true,
                files = (string[]?)null,
            }, cancellationToken);
            instances.Add(registered.GetProperty("workflowInstanceId").GetString()!);
        }

        var inbox = await director.GetFromJsonAsync<JsonElement>("/api/inbox?size=200", cancellationToken);
        foreach (var item in inbox.GetProperty("items").EnumerateArray())
        {
            await AskAsync(director, $"/api/work-items/{item.GetProperty("work").GetProperty("workItemId").GetGuid()}/assign", new
            {
                leadUnitId = DemoOrganisation.UnitId("SKHCN", "VP"),
                cooperatingUnitIds = new[] { DemoOrganisation.UnitId("SKHCN", "QLCN") },
                informedUnitIds = Array.Empty<Guid>(),
                text = "Văn phòng chủ trì, tham mưu trả lời.",
            }, cancellationToken);
        }

        return instances;
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{path}: {text}");
    }

    private static async Task<double> MeasureAsync(BenchHost host, IReadOnlyList<string> instances, string kind, CancellationToken cancellationToken)
    {
        using var viewers = ChildProgram.StartProgram(
            typeof(StudioBenchmark).Assembly.Location,
            [StudioViewers.Command, host.Address.ToString(), DemoAccounts.Administrator, kind, Span.TotalSeconds.ToString(CultureInfo.InvariantCulture), .. instances]);
        await viewers.StandardInput.WriteLineAsync(await host.PasswordAsync(cancellationToken));
        if (await viewers.StandardOutput.ReadLineAsync(cancellationToken) != StudioViewers.Begun)
            throw new InvalidOperationException("The viewers did not come.");
        var (before, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        if (await viewers.StandardOutput.ReadLineAsync(cancellationToken) != StudioViewers.Over)
            throw new InvalidOperationException("The viewers did not stay.");
        var share = (Environment.CpuUsage.TotalTime - before) / watch.Elapsed;
        await viewers.WaitForExitAsync(cancellationToken);
        return share;
    }

    private static async Task<double> IdleAsync(CancellationToken cancellationToken)
    {
        var (before, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await Task.Delay(Span, cancellationToken);
        return (Environment.CpuUsage.TotalTime - before) / watch.Elapsed;
    }

    private static async Task<double[]> RoundsAsync(Func<Task<double>> round)
    {
        var shares = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
            shares[i] = await round();
        Array.Sort(shares);
        return shares;
    }

    private static string Percent(double[] shares) =>
        string.Create(CultureInfo.InvariantCulture, $"{shares[Rounds / 2] * 100:N1} % ({shares[0] * 100:N1} to {shares[^1] * 100:N1})");

    private static async Task<string> TimedAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var times = new double[Descriptors];
        await client.GetByteArrayAsync(path, cancellationToken);
        for (var i = 0; i < times.Length; i++)
        {
            var watch = Stopwatch.StartNew();
            await client.GetByteArrayAsync(path, cancellationToken);
            times[i] = watch.Elapsed.TotalMilliseconds;
        }

        Array.Sort(times);
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Length / 2]:N1}, {times[times.Length * 95 / 100]:N1}");
    }
}
