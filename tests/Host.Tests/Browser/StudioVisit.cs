using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>One window with Elsa Studio in it, and what a hand does there.</summary>
internal sealed class StudioVisit(Visit visit)
{
    private const string Definitions = "/elsa/api/workflow-definitions";
    private const int MostTimes = 5;

    public IPage Page => visit.Page;

    public ILocator Nodes => Page.Locator(".x6-node");

    /// <summary>A step of the diagram.</summary>
    public ILocator Node(string id) => Page.Locator($".x6-node[data-cell-id='{id}']");

    /// <summary>Goes there and waits for the diagram to stand still.</summary>
    public async Task OpenDiagramAsync(string path)
    {
        await Page.GotoAsync(visit.AddressOf(path));
        await DrawnAsync();
    }

    public async Task DrawnAsync()
    {
        await Page.Locator("#studio[data-fitted]").WaitForAsync(new() { Timeout = 120_000 });
        await ShouldStandAsync();
    }

    public async Task OpenListAsync(string path)
    {
        await Page.GotoAsync(visit.AddressOf(path));
        await Page.Locator("#studio tbody tr").First.WaitForAsync(new() { Timeout = 120_000 });
        await ShouldStandAsync();
    }

    /// <summary>Opens what a row of a list leads to.</summary>
    public async Task OpenRowAsync(string text, string path)
    {
        await Page.GetByText(text, new() { Exact = true }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex($"{path}$"), new() { Timeout = 30_000 });
    }

    /// <summary>Neither has a part of Studio broken nor has the server refused something.</summary>
    public async Task ShouldStandAsync()
    {
        (await Page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse("Studio shows its error bar");
        (await Page.Locator(".lt-toast").AllInnerTextsAsync()).ShouldBeEmpty();
    }

    /// <summary>Does what saves the definition, and waits for the server to have taken it.</summary>
    /// <remarks>After each save Studio reads the kinds of steps anew; until then it may draw what was there before.</remarks>
    public async Task SaveAsync(Func<Task> act) => await Page.RunAndWaitForResponseAsync(
        () => DoAsync(act, IsSave), response => response.Url.Contains("/descriptors/activities?", StringComparison.Ordinal), new() { Timeout = 60_000 });

    /// <summary>The same where Studio may save more than once, as it does when it has measured a new step: waits for the save after which this holds.</summary>
    public async Task<T> SavedAsync<T>(Func<Task> act, Func<Task<T>> read, Func<T, bool> holds)
    {
        await SaveAsync(act);
        for (var saved = await read(); ; saved = await read())
        {
            if (holds(saved))
                return saved;
            await Page.WaitForResponseAsync(response => IsSave(response.Request), new() { Timeout = 30_000 });
        }
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

    /// <summary>Types this into the field with this label and waits for the server to have taken it.</summary>
    /// <remarks>A list may ask the server for its choices and draw all fields anew; what is typed meanwhile is lost, and typed again.</remarks>
    public Task WriteAsync(string label, string text) => SaveAsync(async () =>
    {
        await Field(label).WaitForAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        for (var time = 1; ; time++)
        {
            try
            {
                await Page.RunAndWaitForRequestAsync(
                    async () =>
                    {
                        await Field(label).FillAsync(text);
                        await Field(label).PressAsync("Tab");
                    },
                    IsSave,
                    new() { Timeout = 8_000 });
                return;
            }
            catch (TimeoutException) when (time < MostTimes)
            {
                // Drawn anew in the middle.
            }
        }
    });

    /// <summary>Opens a tab, whichever place of the window it is in, also where its row is scrolled.</summary>
    public Task OpenTabAsync(string name) => Page.Locator(".mud-tab").Filter(new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(name)}") }).First.DispatchEventAsync("click");

    /// <summary>Drags a kind of step from the box on the left to this place of the diagram, in pixels from its corner.</summary>
    public async Task DragInAsync(string kind, float x, float y)
    {
        await Page.GetByPlaceholder("Tìm").First.FillAsync(kind);
        var header = Page.Locator(".mud-expand-panel-header");
        await Assertions.Expect(header).ToHaveCountAsync(1);
        await header.ClickAsync();
        var (start, end) = (await Page.Locator("[draggable=true]").Filter(new() { HasText = kind }).BoundingBoxAsync(), await Page.Locator(".x6-graph").BoundingBoxAsync());
        await Page.Mouse.MoveAsync(start!.X + (start.Width / 2), start.Y + (start.Height / 2));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(end!.X + x - 40, end.Y + y, new() { Steps = 20 });
        // The drop needs what the start of the drag told Studio, which takes its time to hear of it.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestIdleCallback(() => done(), { timeout: 2000 })))");
        await Page.Mouse.MoveAsync(end.X + x, end.Y + y, new() { Steps = 20 });
        await Page.Mouse.UpAsync();
    }

    public async Task ConnectAsync(string from, string port, string to)
    {
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
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/studio/workflows/instances/[^/]+/view$"), new() { Timeout = 30_000 });
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
            await visit.ShowOnAsync(screen);
            await visit.ScreenshotAsync(name);
        }
    }

    private static bool IsSave(IRequest request) => request.Method == "POST" && request.Url.EndsWith(Definitions, StringComparison.Ordinal);

    private async Task<(float X, float Y)> CentreAsync(string node, string port)
    {
        var box = (await Node(node).Locator($"[port='{port}'] circle").Last.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
