using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>One window with Elsa Studio in it, and what a hand does there.</summary>
internal sealed class StudioVisit
{
    private const string Definitions = "/elsa/api/workflow-definitions";

    // Longer than Studio waits after a change before it saves, and shorter than its polling.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);

    private readonly Visit _visit;
    private readonly Stopwatch _asked = Stopwatch.StartNew();

    public StudioVisit(Visit visit)
    {
        _visit = visit;
        Page.Response += (_, _) => _asked.Restart();
    }

    public IPage Page => _visit.Page;

    public ILocator Nodes => Page.Locator(".x6-node");

    /// <summary>A step of the diagram.</summary>
    public ILocator Node(string id) => Page.Locator($".x6-node[data-cell-id='{id}']");

    /// <summary>Goes there and waits for the diagram to stand still.</summary>
    public async Task OpenDiagramAsync(string path)
    {
        await Page.GotoAsync(_visit.AddressOf(path));
        await DrawnAsync();
    }

    public async Task DrawnAsync()
    {
        await Page.Locator("#studio[data-fitted]").WaitForAsync(new() { Timeout = 120_000 });
        await ShouldStandAsync();
    }

    public async Task OpenListAsync(string path)
    {
        await Page.GotoAsync(_visit.AddressOf(path));
        await Page.Locator("#studio tbody tr").First.WaitForAsync(new() { Timeout = 120_000 });
        await ShouldStandAsync();
    }

    /// <summary>Neither has a part of Studio broken nor has the server refused something.</summary>
    public async Task ShouldStandAsync()
    {
        (await Page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse("Studio shows its error bar");
        (await Page.Locator(".lt-toast").AllInnerTextsAsync()).ShouldBeEmpty();
    }

    /// <summary>Does what saves the definition, and waits for the server to have taken it.</summary>
    public async Task SaveAsync(Func<Task> act)
    {
        await DoAsync(act, request => request.Method == "POST" && request.Url.EndsWith(Definitions, StringComparison.Ordinal));
        // The dot at the button is green again when Studio has taken the answer over.
        await Assertions.Expect(Page.Locator(".elsa-toolbar-icon .mud-theme-success")).ToBeVisibleAsync();
    }

    /// <summary>Waits for the answer to the first request of this kind that comes of what is done.</summary>
    public async Task DoAsync(Func<Task> act, Func<IRequest, bool> isMeant)
    {
        var answer = await Page.RunAndWaitForResponseAsync(act, response => isMeant(response.Request), new() { Timeout = 60_000 });
        answer.Status.ShouldBe(200);
        await ShouldStandAsync();
    }

    /// <summary>The field with this label of the step that is selected, or of the definition.</summary>
    public ILocator Field(string label) => Page.Locator(".mud-input-control")
        .Filter(new() { Has = Page.Locator("label", new() { HasTextRegex = new Regex($"^{Regex.Escape(label)}$") }) }).Locator("input, textarea").First;

    /// <remarks>A list may ask the server for its choices and draw all fields anew; what is typed meanwhile is lost.</remarks>
    public async Task WriteAsync(string label, string text)
    {
        await Field(label).WaitForAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Field(label).FillAsync(text);
        await Field(label).PressAsync("Tab");
    }

    /// <summary>Opens a tab, whichever place of the window it is in, also where its row is scrolled.</summary>
    public Task OpenTabAsync(string name) => Page.Locator(".mud-tab").Filter(new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(name)}") }).First.DispatchEventAsync("click");

    /// <summary>Drags a kind of step from the box on the left to this place of the diagram, in pixels from its corner.</summary>
    public async Task DragInAsync(string kind, float x, float y)
    {
        await Page.GetByPlaceholder("Tìm").First.FillAsync(kind);
        var header = Page.Locator(".mud-expand-panel-header");
        await Assertions.Expect(header).ToHaveCountAsync(1);
        await header.ClickAsync();
        await Page.Locator("[draggable=true]").Filter(new() { HasText = kind }).DragToAsync(Page.Locator(".x6-graph"), new() { TargetPosition = new() { X = x, Y = y } });
    }

    /// <summary>Writes over what the code editor holds.</summary>
    public async Task WriteCodeAsync(string code)
    {
        await Page.Locator(".monaco-editor .view-lines").First.ClickAsync();
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.InsertTextAsync(code);
    }

    public async Task ConnectAsync(string from, string port, string to)
    {
        // The frame of a step that is selected lies over its ends.
        await Page.Locator(".x6-graph").ClickAsync(new() { Position = new() { X = 10, Y = 10 } });
        // A step that was just put there grows to its size and is saved anew; what is drawn meanwhile is lost.
        while (_asked.Elapsed < Quiet)
            await Page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        var (start, end) = (await CentreAsync(from, port), await CentreAsync(to, "In"));
        await Page.Mouse.MoveAsync(start.X, start.Y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(end.X - 20, end.Y, new() { Steps = 8 });
        await Page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 4 });
        await Page.Mouse.UpAsync();
    }

    /// <summary>Saves by the keyboard and publishes by the button.</summary>
    public async Task PublishAsync()
    {
        await SaveAsync(() => Page.Keyboard.PressAsync("Control+s"));
        await ToldAsync("Đã lưu quy trình");
        await SaveAsync(() => Page.Locator(".mud-toolbar .mud-button-group-root button").First.ClickAsync());
        await ToldAsync("Đã ban hành quy trình");
    }

    /// <summary>Runs the published version by the button, which leads to the page of the instance.</summary>
    public async Task RunAsync()
    {
        await Page.Locator(".mud-toolbar").First.GetByRole(AriaRole.Button).Last.ClickAsync();
        await Page.WaitForURLAsync(new Regex("/studio/workflows/instances/[^/]+/view$"));
        await DrawnAsync();
    }

    public async Task ChooseInMenuAsync(string item)
    {
        await Page.Locator(".mud-toolbar .mud-menu button").First.ClickAsync();
        await MenuItem(item).ClickAsync();
    }

    public ILocator MenuItem(string text) => Page.Locator(".mud-menu-item").Filter(new() { HasText = text });

    public Task ToldAsync(string text) => Page.Locator(".mud-snackbar").Filter(new() { HasText = text }).First.WaitForAsync();

    /// <summary>Pictures at the two widths of the office's screens.</summary>
    public async Task ScreenshotsAsync(string name)
    {
        foreach (var screen in new[] { new Screen(1920, 1080), new Screen(1366, 768) })
        {
            await _visit.ShowOnAsync(screen);
            await _visit.ScreenshotAsync(name);
        }
    }

    private async Task<(float X, float Y)> CentreAsync(string node, string port)
    {
        var box = (await Node(node).Locator($"[port='{port}'] circle").Last.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
