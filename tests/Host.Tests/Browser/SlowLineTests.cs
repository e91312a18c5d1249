using System.Globalization;
using System.Text;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Everything at 400 ms and 400 kbit/s, and without the stream of live notices.</summary>
[Collection(BrowserTests.Name)]
public sealed class SlowLineTests(BrowserTests browser) : IDisposable
{
    private const string Fetched = "performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /api.(session|inbox)/.test(name))";

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task On_a_slow_line_the_inbox_opens_and_a_decision_is_taken()
    {
        var item = await _chain.WorkAsync(Chain.Head, await _chain.DraftedAsync());
        await using var visit = await browser.SignInAsync(Chain.Head, Screen.Phone);
        await visit.GoAsync("/hop-viec");
        await visit.Page.Locator("[data-work]").First.WaitForAsync();
        await SlowLine.SetAsync(visit.Page);

        await visit.GoAsync("/hop-viec");
        await visit.Page.Locator($"[data-work='{item}']").TapAsync();
        await visit.Action("Ký nháy").TapAsync();

        await visit.ToldAsync("Đã ký nháy");
        (await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/work-items/{item}")).GetProperty("item").GetProperty("state").GetString().ShouldBe("done");
    }

    [Theory]
    [InlineData("/hop-viec", "[data-work]", "/api/inbox?sort=deadline&size=100", "/api/session")]
    [InlineData("/", "main a[href^='/hop-viec/']", "/api/inbox/sent?size=5", "/api/inbox/summary", "/api/inbox?size=5", "/api/inbox?size=5&returned=true", "/api/session")]
    public async Task On_a_slow_line_and_the_first_visit_a_page_asks_for_each_thing_once_and_comes_with_half_a_megabyte(string path, string shown, params string[] asked)
    {
        await _chain.DraftedAsync();
        await using var visit = await browser.SignInAsync(Chain.Head, Screen.Phone);
        await SlowLine.SetAsync(visit.Page);

        await visit.Page.GotoAsync(new Uri(browser.App.Address, path).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await visit.Page.Locator(shown).First.WaitForAsync(new() { Timeout = 60_000 });

        // What was fetched ahead under a name that the client does not use, it asks for again.
        await visit.Page.WaitForFunctionAsync($"count => {Fetched}.length >= count", asked.Length, new() { Timeout = 60_000 });
        (await visit.Page.EvaluateAsync<string[]>($"() => {Fetched}")).Select(address => new Uri(address).PathAndQuery).Order(StringComparer.Ordinal).ShouldBe(asked);
        (await visit.Page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.transferSize, 0)")).ShouldBeLessThan(500_000);
    }

    [Fact]
    public async Task The_first_page_of_a_large_PDF_is_there_before_the_file_is()
    {
        var pdf = LargePdf(pages: 12, bytesOfPage: 500_000);
        var (small, large) = (await LetterAsync(LargePdf(pages: 1, bytesOfPage: 0)), await LetterAsync(pdf));
        await using var visit = await browser.SignInAsync(Chain.Director);
        // The browser has the reader's scripts from earlier letters.
        await visit.GoAsync($"/hop-viec/{small}?xem=van-ban-den");
        await visit.Page.Locator("[data-page='1']").GetByText("Trang 1", new() { Exact = true }).WaitForAsync();
        await SlowLine.SetAsync(visit.Page);

        await visit.GoAsync($"/hop-viec/{large}?xem=van-ban-den");
        await visit.Page.Locator("[data-page='1']").GetByText("Trang 1", new() { Exact = true }).WaitForAsync(new() { Timeout = 60_000 });

        var fetched = await visit.Page.EvaluateAsync<int>("() => performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/api/documents/')).reduce((sum, entry) => sum + entry.transferSize, 0)");
        fetched.ShouldBeInRange(1, pdf.Length / 8);
    }

    [Fact]
    public async Task Where_the_stream_of_notices_is_refused_the_page_asks_now_and_then_and_shows_new_work()
    {
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await visit.Page.Clock.InstallAsync();
        await visit.Page.RouteAsync("**/api/live*", route => route.FulfillAsync(new() { Status = 503 }));
        var asked = visit.Page.WaitForResponseAsync(answer => answer.Url.Contains("/api/notifications?after=", StringComparison.Ordinal));
        await visit.GoAsync("/hop-viec");
        await asked;

        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var item = await _chain.WorkAsync(Chain.Officer, dossierId);
        await visit.Page.Clock.FastForwardAsync("00:31");

        await visit.Page.Locator($"[data-work='{item}']").WaitForAsync();
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>What waits for the leader about a letter with this file.</summary>
    private async Task<Guid> LetterAsync(byte[] pdf)
    {
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var token = (await (await Chain.UploadAsync(clerk, "cong-van.pdf", pdf)).ShouldBeOkAsync()).GetProperty("token").GetString()!;
        var registered = await clerk.PostAsync("/api/incoming-documents", Chain.Registration(files: [token]));
        return await _chain.WorkAsync(Chain.Director, (await registered.JsonAsync()).GetProperty("dossierId").GetGuid());
    }

    /// <summary>Pages of one line each; from the second on they hold so many bytes besides, as scanned ones do.</summary>
    private static byte[] LargePdf(int pages, int bytesOfPage)
    {
        var random = new Random(7);
        using var file = new MemoryStream();
        List<long> places = [];
        Write("%PDF-1.4\n");
        Begin("<< /Type /Catalog /Pages 2 0 R >>");
        Begin($"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(page => $"{4 + (2 * page)} 0 R"))}] >>");
        Begin("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        for (var page = 1; page <= pages; page++)
        {
            Begin($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {places.Count + 2} 0 R >>");
            var padding = Convert.ToHexString(Enumerable.Range(0, page == 1 ? 100 : bytesOfPage / 2).Select(_ => (byte)random.Next(256)).ToArray());
            var content = $"BT /F1 24 Tf 72 720 Td (Trang {page}) Tj ET\n%{padding}\n";
            Begin($"<< /Length {content.Length} >>\nstream\n{content}endstream");
        }

        var table = file.Position;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            Write(place.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        Write($"trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Begin(string body)
        {
            places.Add(file.Position);
            Write($"{places.Count} 0 obj\n{body}\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.ASCII.GetBytes(text));
    }
}
