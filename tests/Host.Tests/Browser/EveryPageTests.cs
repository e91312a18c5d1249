using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Every page, filled, as its reader sees it: on a phone, a tablet, a desk and a wide screen, light and dark. The pictures are kept.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class EveryPageTests(DemoOffice office) : IClassFixture<DemoOffice>
{
    public static TheoryData<string> Names => [.. Sights.All.Select(sight => sight.Name)];

    // Each differs from the one before in size or in colours, not in both.
    private static readonly Screen[] Screens =
    [
        Screen.Phone, Screen.Phone with { IsDark = true }, Screen.Tablet with { IsDark = true }, Screen.Tablet,
        Screen.Desktop, Screen.Desktop with { IsDark = true }, Screen.Wide with { IsDark = true }, Screen.Wide,
    ];

    [Fact]
    public async Task Every_route_of_the_client_is_looked_at()
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src/Host/ClientApp/src/app/routes.tsx"));

        var routes = Route().Matches(source).Select(match => match.Groups["path"].Value).ToList();

        routes.ShouldContain("");
        Sights.All.Select(sight => sight.Route).Distinct().Order().ShouldBe(routes.Concat(["*", "dang-nhap"]).Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_filled_page_fits_every_screen_and_is_accessible_in_both_themes(string name)
    {
        var sight = Sights.All.Single(one => one.Name == name);
        await using var visit = sight.Who is null ? await office.Browser.OpenAsync(Screens[0]) : await office.Browser.SignInAsync(sight.Who, Screens[0]);
        await visit.GoAsync(await sight.AddressAsync(office));
        if (sight.Then is not null)
            await sight.Then(visit.Page);
        await visit.Page.GetByText(sight.Sign).Filter(new() { Visible = true }).First.WaitForAsync();

        await Assertions.Expect(visit.Page.Locator("[role=alert] >> text=/Thử lại|Mã theo dõi/")).ToHaveCountAsync(0);

        foreach (var screen in Screens)
        {
            await visit.ShowOnAsync(screen);
            await visit.ScreenshotAsync(name);
            await visit.ShouldFitAsync();
            if (screen == Screen.Phone)
                await visit.ShouldBeTouchableAsync();
            if (screen.Width == Screen.Phone.Width || screen.Width == Screen.Desktop.Width)
                await visit.ShouldBeAccessibleAsync();
        }
    }

    [GeneratedRegex(@"\{ (index: true|path: '(?<path>[^']+)'), lazy:")]
    private static partial Regex Route();
}
