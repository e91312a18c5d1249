using System.Text.Json;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>One browser window. Closing it fails the test when the console had an error, the content policy was broken, or another host was asked.</summary>
public sealed class Visit : IAsyncDisposable
{
    // Elsa Studio puts the scripts of its shortcuts into the page, which our policy refuses; what they would do, the page around it does.
    private static readonly string[] StudioShortcuts = ["sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=", "sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts="];

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private Screen _screen;
    private readonly List<string> _complaints = [];

    internal Visit(IBrowserContext context, IPage page, Uri address, Screen screen)
    {
        (_context, Page, _address, _screen) = (context, page, address, screen);
        page.Console += (_, message) =>
        {
            // The browser reports each refused request itself; whether a refusal is right, the test decides by what the page shows.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && !StudioShortcuts.Any(hash => message.Text.Contains(hash, StringComparison.Ordinal)))
                Complain($"console: {message.Text}");
        };
        page.PageError += (_, error) => Complain($"uncaught: {error}");
        page.Request += (_, request) =>
        {
            var asked = new Uri(request.Url);
            if (asked.Scheme is "http" or "https" or "ws" or "wss" && asked.Authority != address.Authority)
                Complain($"foreign host: {request.Url}");
        };
    }

    public IPage Page { get; }

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(AddressOf(path));
        await Page.Locator("h1").First.WaitForAsync();
    }

    public string AddressOf(string path) => new Uri(_address, path).ToString();

    /// <summary>The session in which somebody asked over HTTP.</summary>
    public Task TakeOverAsync(Caller caller) => _context.AddCookiesAsync(caller.Cookies.GetCookies(_address)
        .Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = _address.ToString(), HttpOnly = cookie.HttpOnly, SameSite = SameSiteAttribute.Strict }));

    /// <summary>The same page in another window: its size, its theme, and a finger or a mouse to point with.</summary>
    public async Task ShowOnAsync(Screen screen)
    {
        if (screen.IsTouched != _screen.IsTouched)
            await (await _context.NewCDPSessionAsync(Page)).SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = screen.IsTouched });
        _screen = screen;
        await Page.SetViewportSizeAsync(screen.Width, screen.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light });
        // What is laid out by a script has followed two frames later.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        // What Elsa Studio says of itself does not end.
        await Page.Locator("main:not(#studio) [aria-busy=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>The button of exactly this name, wherever it is.</summary>
    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Fills in the form that is shown, on the sign-in page or in the dialog.</summary>
    public async Task SubmitSignInAsync(string userName, string password)
    {
        var name = Page.GetByLabel("Tên đăng nhập");
        if (await name.IsEditableAsync())
            await name.FillAsync(userName);
        await Page.Locator("input[name=password]").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
    }

    /// <summary>axe-core finds nothing against WCAG 2.2 A and AA and its best practices, and the page does not scroll sideways.</summary>
    public async Task ShouldBeAccessibleAsync()
    {
        var axe = Path.Combine(Repository.Root, "src/Host/ClientApp/node_modules/axe-core/axe.min.js");
        // Evaluated by the debugger, which the content policy does not concern; a script element would be refused.
        await Page.EvaluateAsync(await File.ReadAllTextAsync(axe));
        var result = await Page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        result.EnumerateArray()
            .Select(violation => $"{violation.GetProperty("id").GetString()}: {violation.GetProperty("help").GetString()} "
                + string.Join(" | ", violation.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("html").GetString())))
            .ShouldBeEmpty();
        await ShouldFitAsync();
    }

    public async Task ShouldFitAsync() =>
        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "the page scrolls sideways");

    /// <summary>What a finger presses is 44 px high; links within a text and small buttons within a field and marks in the margin of a paper may be lower.</summary>
    public async Task ShouldBeTouchableAsync() =>
        (await Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, select, textarea, input:not([type=checkbox], [type=radio]), [role=tab], nav a')]
              .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.matches('.mantine-Input-wrapper button, [class*=_mark_]')
                && (one.closest('.mantine-Input-wrapper') ?? one).getBoundingClientRect().height < 43.5)
              .map(one => one.outerHTML.slice(0, 200))
            """)).ShouldBeEmpty("too low for a finger");

    /// <summary>Saves <c>artifacts/screenshots/&lt;page&gt;-&lt;width&gt;-&lt;theme&gt;.png</c>.</summary>
    public async Task ScreenshotAsync(string page)
    {
        await Page.EvaluateAsync("() => document.fonts.ready");
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{page}-{_screen.Width}-{(_screen.IsDark ? "dark" : "light")}.png"),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        lock (_complaints)
            _complaints.ShouldBeEmpty();
    }

    private void Complain(string text)
    {
        lock (_complaints)
            _complaints.Add(text);
    }
}
