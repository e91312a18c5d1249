using LienThong.Activities.Agencies;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Every dialog of the inbox, open, on a phone and on a desk: seen by axe, and kept as a picture.</summary>
[Collection(BrowserTests.Name)]
public sealed class DialogTests(BrowserTests browser) : IDisposable
{
    // Not asked for anything by the bút phê.
    private const string UnitHead = "truong-don-vi1.qlkh.skhcn@example.vn";

    private readonly Chain _chain = new(browser.App);

    public static IEnumerable<object[]> Screens => [[360, 740, false], [1440, 900, true]];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task What_a_reviewer_asks_and_answers_is_accessible(int width, int height, bool isDark)
    {
        var item = await _chain.WorkAsync(Chain.Head, await _chain.DraftedAsync());

        await using var visit = await browser.SignInAsync(Chain.Head, new Screen(width, height, isDark));
        await visit.OpenWorkAsync(item);
        await LookAsync(visit, "Trả lại", "Xin ý kiến", "Chuyển xử lý", "Xin gia hạn", "Ghi chú");
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task What_others_are_asked_is_accessible(int width, int height, bool isDark)
    {
        var dossierId = await _chain.DraftedAsync();
        var item = await _chain.WorkAsync(Chain.Head, dossierId);
        var asked = new { question = "Có thống nhất nội dung mục 2 không?", personIds = new[] { DemoOrganisation.PersonId("SKHCN", "QLKH", PositionCodes.UnitHead) } };
        await (await _chain.ActAsync(Chain.Head, item, "opinions", asked)).ShouldBeOkAsync();
        var due = TimeProvider.System.GetUtcNow().AddDays(60).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await (await _chain.ActAsync(Chain.Head, item, "extensions", new { dueOn = due, reason = "Chờ số liệu của các đơn vị" })).ShouldBeOkAsync();
        var screen = new Screen(width, height, isDark);

        await using var visit = await browser.SignInAsync(UnitHead, screen);
        await visit.OpenWorkAsync(await _chain.WorkAsync(UnitHead, dossierId));
        await LookAsync(visit, "Cho ý kiến");
        await using var leader = await browser.SignInAsync(Chain.Director, screen);
        await leader.OpenWorkAsync(await _chain.WorkAsync(Chain.Director, dossierId));
        await LookAsync(leader, "Cho gia hạn", "Không gia hạn");
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Signing_numbering_and_sending_are_accessible(int width, int height, bool isDark)
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
        var screen = new Screen(width, height, isDark);

        await using var visit = await browser.SignInAsync(Chain.Deputy, screen);
        await visit.OpenWorkAsync(await _chain.WorkAsync(Chain.Deputy, dossierId));
        await LookAsync(visit, "Ký ban hành");
        await _chain.DoneAsync(Chain.Deputy, dossierId, "sign", new { });
        await using var clerk = await browser.SignInAsync(LienThongApp.Clerk, screen);
        await clerk.OpenWorkAsync(await _chain.WorkAsync(LienThongApp.Clerk, dossierId));
        await LookAsync(clerk, "Cấp số", "Từ chối cấp số");
        await _chain.DoneAsync(LienThongApp.Clerk, dossierId, "issue-number", new { });
        await clerk.OpenWorkAsync(await _chain.WorkAsync(LienThongApp.Clerk, dossierId));
        await LookAsync(clerk, "Gửi");
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>Opens one after the other and closes it again; what does not fit above a narrow document lies in the menu.</summary>
    private static async Task LookAsync(Visit visit, params string[] actions)
    {
        foreach (var action in actions)
        {
            var more = visit.Document().GetByRole(AriaRole.Button, new() { Name = "Thao tác khác" });
            await visit.Action(action).Or(more).First.WaitForAsync();
            if (await visit.Action(action).IsVisibleAsync())
            {
                await visit.Action(action).ClickAsync();
            }
            else
            {
                await more.ClickAsync();
                await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
            }

            await visit.Dialog().WaitForAsync();
            await visit.Page.Locator("[aria-busy=true]").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
            await visit.ScreenshotAsync($"hop-thoai {action}");
            await visit.ShouldBeAccessibleAsync();
            await visit.Page.Keyboard.PressAsync("Escape");
            await visit.Dialog().WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }
    }
}
