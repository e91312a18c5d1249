using System.Text.Json;
using System.Text.RegularExpressions;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Something comes between opening a document and deciding it: another person, the end of the session, or second thoughts.</summary>
[Collection(BrowserTests.Name)]
public sealed class InterruptedDecisionTests(BrowserTests browser) : IDisposable
{
    private const string Reason = "Nêu rõ kết quả từng nhiệm vụ.";

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_submission_that_is_taken_back_says_so_on_the_open_page_and_leaves_the_list()
    {
        var (own, item) = await SubmittedAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Action("Ký nháy").WaitForAsync();

        await RecallAsync(own);

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("Việc này đã được rút lại").WaitForAsync();
        await Assertions.Expect(visit.Action("Ký nháy")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator($"[data-work='{item}']")).ToHaveCountAsync(0);
        await visit.ScreenshotAsync("viec-da-rut");
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_decision_on_what_was_taken_back_meanwhile_is_refused_in_the_dialog_and_leads_on()
    {
        var (own, item) = await SubmittedAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Action("Trả lại").ClickAsync();
        await visit.Dialog().GetByLabel("Lý do").FillAsync(Reason);

        await RecallAsync(own);
        await visit.Dialog().Send("Trả lại").ClickAsync();

        await visit.Dialog().GetByRole(AriaRole.Alert).GetByText("Việc này không còn phải xử lý").WaitForAsync();
        await visit.ScreenshotAsync("hop-thoai-viec-da-rut");
        await visit.ShouldBeAccessibleAsync();
        await visit.Dialog().GetByRole(AriaRole.Button, new() { Name = "Bỏ qua" }).ClickAsync();
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex($"{item}"));
        (await DetailAsync(Chain.Officer, own)).GetProperty("item").GetProperty("state").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task The_key_that_approves_what_was_taken_back_unseen_is_refused_in_words()
    {
        var (own, item) = await SubmittedAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        // Nobody tells this page what happens.
        await visit.Page.RouteAsync("**/api/live**", route => route.AbortAsync());
        await visit.OpenWorkAsync(item);
        await visit.Action("Ký nháy").WaitForAsync();
        await RecallAsync(own);

        await visit.Page.Keyboard.PressAsync("a");

        await visit.Page.GetByText("Việc này không còn phải xử lý").Or(visit.Page.GetByText("Việc này đã được rút lại")).First.WaitForAsync();
        (await DetailAsync(Chain.Officer, own)).GetProperty("item").GetProperty("state").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task Ones_own_step_is_taken_back_until_the_next_one_acted_and_then_refused_with_his_name()
    {
        var (_, item) = await SubmittedAsync();
        var dossierId = (await DetailAsync(Chain.Head, item)).GetProperty("dossierId").GetGuid();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Action("Ký nháy").ClickAsync();
        await visit.ToldAsync("Đã ký nháy");
        await visit.GoAsync($"/hop-viec/{item}?muc=xong");
        await visit.Page.GetByRole(AriaRole.Alert).GetByText("Thu hồi được đến khi bước \"Duyệt dự thảo\" được xử lý").WaitForAsync();
        await visit.Action("Thu hồi").ClickAsync();
        await visit.ToldAsync("Đã thu hồi");
        await visit.Action("Ký nháy").ClickAsync();
        await visit.ToldAsync("Đã ký nháy");

        await visit.GoAsync($"/hop-viec/{item}?muc=xong");
        await visit.Action("Thu hồi").WaitForAsync();
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("Không thu hồi được nữa: Phó Giám đốc 1").WaitForAsync();
        await Assertions.Expect(visit.Action("Thu hồi")).ToHaveCountAsync(0);
        await visit.ScreenshotAsync("viec-khong-thu-hoi-duoc");
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_recall_that_comes_too_late_says_who_acted()
    {
        var (_, item) = await SubmittedAsync();
        var dossierId = (await DetailAsync(Chain.Head, item)).GetProperty("dossierId").GetGuid();
        await (await _chain.ActAsync(Chain.Head, item, "approve", new { })).ShouldBeOkAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Action("Thu hồi").WaitForAsync();
        // The other one acts while the recall is on its way.
        await visit.Page.RouteAsync($"**/api/work-items/{item}/recall", async route =>
        {
            await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
            await route.ContinueAsync();
        });

        await visit.Action("Thu hồi").ClickAsync();

        await visit.ToldAsync("Không thu hồi được nữa: Phó Giám đốc 1");
        await Assertions.Expect(visit.Action("Thu hồi")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_session_that_ends_in_the_middle_asks_for_the_password_and_the_decision_is_made_once()
    {
        var (_, item) = await SubmittedAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Action("Trả lại").ClickAsync();
        var reason = visit.Page.GetByLabel("Lý do");
        await reason.FillAsync(Reason);
        await visit.Page.Context.ClearCookiesAsync(new() { Name = "lienthong.session" });

        // Not by the mouse: what else the page asks may have opened the dialog already, over the button.
        await visit.Dialog().Filter(new() { Has = reason }).Send("Trả lại").DispatchEventAsync("click");
        var ended = visit.Dialog().Filter(new() { HasText = "Phiên làm việc đã hết" });
        await ended.WaitForAsync();
        await Assertions.Expect(ended.Locator("input[name=password]")).ToBeFocusedAsync();
        await visit.ScreenshotAsync("hop-thoai-het-phien-giua-chung");
        await visit.ShouldBeAccessibleAsync();
        // The key that closes dialogs takes nothing from what was written below.
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(reason).ToHaveValueAsync(Reason);
        (await DetailAsync(Chain.Head, item)).GetProperty("item").GetProperty("state").GetString().ShouldBe("open");
        await visit.SubmitSignInAsync("", browser.App.Password);

        await visit.ToldAsync("Đã trả lại");
        await Assertions.Expect(visit.Dialog()).ToHaveCountAsync(0);
        var returned = (await DetailAsync(Chain.Head, item)).GetProperty("decisions").EnumerateArray().Where(decision => decision.GetProperty("outcome").GetString() == "returned").ToList();
        returned.Select(decision => decision.GetProperty("comment").GetString()).ShouldBe([Reason]);
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>The drafter's item, done, and that of the head of the unit, who has the draft now.</summary>
    private async Task<(Guid Own, Guid Next)> SubmittedAsync()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var own = await _chain.WorkAsync(Chain.Officer, dossierId);
        await (await _chain.ActAsync(Chain.Officer, own, "submit-draft", Chain.Draft())).ShouldBeOkAsync();
        return (own, await _chain.WorkAsync(Chain.Head, dossierId));
    }

    private async Task RecallAsync(Guid own) => await (await _chain.ActAsync(Chain.Officer, own, "recall", new { reason = "Bổ sung số liệu" })).ShouldBeOkAsync();

    private async Task<JsonElement> DetailAsync(string userName, Guid id) => await (await _chain.AsAsync(userName)).GetJsonAsync($"/api/work-items/{id}");
}
