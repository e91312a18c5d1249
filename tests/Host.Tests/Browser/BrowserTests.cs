using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>A real Chromium in front of the real server. One for all browser tests; each test opens visits of its own.</summary>
/// <example><code>
/// [Collection(BrowserTests.Name)]
/// public sealed class InboxPageTests(BrowserTests browser)
/// {
///     [Fact]
///     public async Task The_inbox_opens_with_its_first_item()
///     {
///         await using var visit = await browser.SignInAsync(LienThongApp.Officer);
///         await visit.GoAsync("/hop-viec");
///         await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Hộp việc" }).WaitForAsync();
///         await visit.ShouldBeAccessibleAsync();
///     }
/// }
/// </code></example>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserTests>, IAsyncLifetime
{
    public const string Name = "browser";

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly Dictionary<string, string> _sessions = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public BrowserTests() : this(new LienThongApp())
    {
    }

    internal BrowserTests(LienThongApp app) => App = app;

    public LienThongApp App { get; }

    /// <summary>Also set CHROMIUM to use another browser than the system's.</summary>
    private static string Executable => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    public async Task InitializeAsync()
    {
        await App.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        // As long as every other wait: a busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(30_000);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = Flags });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        await App.DisposeAsync();
    }

    /// <summary>A fresh browser window of somebody who is not signed in.</summary>
    public Task<Visit> OpenAsync(Screen? screen = null) => OpenAsync(screen ?? Screen.Desktop, null);

    /// <summary>A fresh window with the session of this account, see the names in <see cref="LienThongApp"/>; the sign-in page is passed only the first time.</summary>
    public async Task<Visit> SignInAsync(string userName, Screen? screen = null)
    {
        if (!_sessions.TryGetValue(userName, out var session))
        {
            await using var first = await OpenAsync();
            await first.GoAsync("/dang-nhap");
            await first.SubmitSignInAsync(userName, App.Password);
            // Asked again and again: the wait for a navigation misses one that ends while it begins to listen.
            await Assertions.Expect(first.Page).ToHaveURLAsync(new Uri(App.Address, "/").ToString());
            _sessions[userName] = session = await first.Page.Context.StorageStateAsync();
        }

        return await OpenAsync(screen ?? Screen.Desktop, session);
    }

    private async Task<Visit> OpenAsync(Screen screen, string? session)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            HasTouch = screen.IsTouched,
            ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
            StorageState = session,
        });
        return new Visit(context, await context.NewPageAsync(), App.Address, screen);
    }
}

/// <summary>Size of the window in CSS pixels, and theme.</summary>
public sealed record Screen(int Width, int Height, bool IsDark = false)
{
    public static readonly Screen Phone = new(360, 740);
    public static readonly Screen Tablet = new(768, 1024);
    public static readonly Screen Desktop = new(1440, 900);
    public static readonly Screen Wide = new(2560, 1440);

    public bool IsTouched => Width < 800;
}
