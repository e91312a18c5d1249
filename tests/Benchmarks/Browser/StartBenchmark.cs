using System.Globalization;
using System.Text.Json;
using LienThong.Benchmarks.Dataset;
using Microsoft.Playwright;

namespace LienThong.Benchmarks.Browser;

/// <summary>How long a leader waits on the phone until the first row of the inbox can be tapped: real server, built client, Chromium with a slow line and a slow processor.</summary>
internal static class StartBenchmark
{
    private const string Leader = "giam-doc1.ld.skhcn@example.vn";
    private const int Runs = 9;
    private const int RoundTripMilliseconds = 170;
    private const double DownMegabits = 9;
    private const double UpMegabits = 1.5;
    private const int ProcessorSlowdown = 4;

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    // The row counts once it would receive a tap at its middle and the page is free to answer to it.
    private const string Watch = """
        (() => {
          const look = () => {
            const row = document.querySelector('[data-work]');
            const box = row?.getBoundingClientRect();
            if (row && row.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2))) setTimeout(() => { window.firstRowAt = performance.now(); });
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        })();
        """;

    private const string Measure = """
        () => {
          const [page] = performance.getEntriesByType('navigation');
          const files = [page, ...performance.getEntriesByType('resource')].filter((entry) => entry.startTime < window.firstRowAt);
          return {
            firstRow: window.firstRowAt,
            firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
            requests: files.filter((file) => file.transferSize > 0).length,
            kilobytes: files.reduce((sum, file) => sum + file.transferSize, 0) / 1000,
            list: files.map((file) => ({ name: file.name, from: file.startTime, sent: file.requestStart, first: file.responseStart, to: file.responseEnd, bytes: file.transferSize })),
          };
        }
        """;

    public static async Task RunAsync(bool listsRequests, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"lienthong-start-{Guid.NewGuid():N}");
        try
        {
            await DatasetGenerator.RunAsync(folder, DatasetGenerator.LeadersItems, 0, cancellationToken);
            await using var host = await BenchHost.StartAsync(folder, cancellationToken);
            await MeasureAsync(host, listsRequests, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(BenchHost host, bool listsRequests, CancellationToken cancellationToken)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = Flags });
        var session = await SignInAsync(browser, host, cancellationToken);
        var (first, second) = (new Visits(), new Visits());
        // The first round warms the server up.
        for (var run = 0; run <= Runs; run++)
        {
            await using var context = await browser.NewContextAsync(Phone(session));
            var cold = await VisitAsync(context, host.Address);
            var warm = await VisitAsync(context, host.Address);
            if (run == 0)
                continue;
            first.Add(cold);
            second.Add(warm);
            if (listsRequests && run == Runs)
                List(cold);
        }

        var report = new Report(
            "start", "From opening the inbox to the first row that can be tapped",
            $"Chromium {browser.Version} as a phone (412 × 823 points), signed in, the inbox of a leader with {DatasetGenerator.LeadersItems:N0} open items; Release build, plain HTTP/1.1 on the loopback.",
            string.Create(CultureInfo.InvariantCulture,
                $"Line: {DownMegabits} Mbit/s down, {UpMegabits} Mbit/s up, {RoundTripMilliseconds} ms from request to answer (WebPageTest's 4G); processor {ProcessorSlowdown} times slower. First visit: empty cache; second: a new page with the cache of the first."),
            "A row counts once an element of it lies at its middle and the page is free to answer. The emulation leaves out the connection's own round trips; two of them (TCP, TLS) are added in the lines that say so.",
            $"Median of {Runs} runs, smallest and largest in brackets; milliseconds.");
        report.Add("first visit: first row can be tapped (goal at most 2000)", first.FirstRow.ToString("N0"));
        report.Add("first visit, with two round trips for the connection (goal at most 2000)", first.WithConnection.ToString("N0"));
        report.Add("first visit: first content", first.FirstPaint.ToString("N0"));
        report.Add("first visit: tap on the row to the subject of the document", first.Opened.ToString("N0"));
        report.Add("first visit: requests until the first row", first.Requests.ToString("N0"));
        report.Add("first visit: kilobytes until the first row", first.Kilobytes.ToString("N0"));
        report.Add("second visit: first row can be tapped", second.FirstRow.ToString("N0"));
        report.Add("second visit, with two round trips for the connection", second.WithConnection.ToString("N0"));
        report.Add("second visit: kilobytes until the first row", second.Kilobytes.ToString("N0"));
        report.Write();
    }

    private static async Task<string> SignInAsync(IBrowser browser, BenchHost host, CancellationToken cancellationToken)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(host.Address, "/dang-nhap").ToString());
        await page.GetByLabel("Tên đăng nhập").FillAsync(Leader);
        await page.Locator("input[name=password]").FillAsync(await host.PasswordAsync(cancellationToken));
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(host.Address.ToString());
        return await context.StorageStateAsync();
    }

    private static BrowserNewContextOptions Phone(string session) => new()
    {
        ViewportSize = new() { Width = 412, Height = 823 },
        DeviceScaleFactor = 1.75f,
        IsMobile = true,
        HasTouch = true,
        Locale = "vi-VN",
        TimezoneId = "Asia/Ho_Chi_Minh",
        StorageState = session,
    };

    private static async Task<(JsonElement Figures, double Opened)> VisitAsync(IBrowserContext context, Uri address)
    {
        var page = await context.NewPageAsync();
        var devTools = await context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = RoundTripMilliseconds,
            ["downloadThroughput"] = DownMegabits * 1_000_000 / 8,
            ["uploadThroughput"] = UpMegabits * 1_000_000 / 8,
        });
        await devTools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = ProcessorSlowdown });
        await page.AddInitScriptAsync(Watch);
        await page.GotoAsync(new Uri(address, "/hop-viec").ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => window.firstRowAt !== undefined");
        var figures = await page.EvaluateAsync<JsonElement>(Measure);
        var opened = await page.EvaluateAsync<double>("""
            () => new Promise((resolve) => {
              const from = performance.now();
              const look = () => document.querySelector('[data-document-title]') ? setTimeout(() => resolve(performance.now() - from)) : requestAnimationFrame(look);
              document.querySelector('[data-work]').click();
              look();
            })
            """);
        await page.CloseAsync();
        return (figures, opened);
    }

    private static void List((JsonElement Figures, double Opened) visit)
    {
        Console.WriteLine("   from    sent   first      to      kB");
        foreach (var file in visit.Figures.GetProperty("list").EnumerateArray())
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Of("from"),7:N0} {Of("sent"),7:N0} {Of("first"),7:N0} {Of("to"),7:N0} {Of("bytes") / 1000,7:N1}  {file.GetProperty("name").GetString()}"));

            double Of(string name) => file.GetProperty(name).GetDouble();
        }
    }

    /// <summary>The same figures of several visits.</summary>
    private sealed class Visits
    {
        public Samples FirstRow { get; } = new();

        public Samples WithConnection { get; } = new();

        public Samples FirstPaint { get; } = new();

        public Samples Opened { get; } = new();

        public Samples Requests { get; } = new();

        public Samples Kilobytes { get; } = new();

        public void Add((JsonElement Figures, double Opened) visit)
        {
            var firstRow = Of("firstRow");
            FirstRow.Add(firstRow);
            WithConnection.Add(firstRow + (2 * RoundTripMilliseconds));
            FirstPaint.Add(Of("firstPaint"));
            Requests.Add(Of("requests"));
            Kilobytes.Add(Of("kilobytes"));
            Opened.Add(visit.Opened);

            double Of(string name) => visit.Figures.GetProperty(name).GetDouble();
        }
    }
}
