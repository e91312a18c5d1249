using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>A drafter who writes in Word: his file becomes the next version of the draft.</summary>
[Collection(BrowserTests.Name)]
public sealed class OwnFileTests(BrowserTests browser) : IDisposable
{
    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_file_that_is_dropped_is_submitted_and_the_leader_sees_what_changed_since_he_looked()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Kinh phí 1.500 triệu đồng."));
        await using var leader = await browser.SignInAsync(Chain.Head);
        await leader.FindWorkAsync(await _chain.WorkAsync(Chain.Head, dossierId));
        await leader.Page.Locator("section.docx").GetByText("1.500 triệu đồng").WaitForAsync();
        await leader.Action("Trả lại").ClickAsync();
        await leader.Dialog().GetByLabel("Lý do").FillAsync("Nêu đúng kinh phí.");
        await leader.Dialog().Send("Trả lại").ClickAsync();
        await leader.ToldAsync("Đã trả lại");

        var own = await _chain.WorkAsync(Chain.Officer, dossierId);
        await using var drafter = await browser.SignInAsync(Chain.Officer);
        await drafter.GoAsync($"/soan-thao/{own}");
        await drafter.Page.GetByText("Chưa có thay đổi").Or(drafter.Page.GetByText("Đã lưu")).First.WaitForAsync();
        // The file stays on its way until the page was looked at.
        var looked = new TaskCompletionSource();
        await drafter.Page.RouteAsync("**/api/uploads**", async route =>
        {
            await looked.Task;
            await route.ContinueAsync();
        });
        await DroppedFiles.DropAsync(drafter, "Tải lên dự thảo bằng tệp Word", ("Báo cáo của tôi.docx", await WrittenAsync(own, " Kinh phí 1.800 triệu đồng.")));
        await drafter.Page.GetByText("Báo cáo của tôi.docx").First.WaitForAsync();
        await drafter.Page.GetByRole(AriaRole.Progressbar).ScrollIntoViewIfNeededAsync();
        await drafter.ScreenshotAsync("tai-du-thao-len");
        await drafter.ShouldBeAccessibleAsync();
        looked.SetResult();

        await drafter.Page.GetByText("Dự thảo là tệp «Báo cáo của tôi.docx»").WaitForAsync();
        await Assertions.Expect(drafter.Page.GetByRole(AriaRole.Textbox, new() { Name = "Trích yếu" })).ToHaveValueAsync("Tình hình thực hiện nhiệm vụ được giao");
        await drafter.Page.Locator("section.docx").GetByText("1.800 triệu đồng").WaitForAsync();
        await drafter.ScreenshotAsync("du-thao-la-tep");
        await drafter.ShouldBeAccessibleAsync();
        await drafter.Page.GetByRole(AriaRole.Button, new() { Name = "Trình", Exact = true }).ClickAsync();
        await drafter.Dialog().GetByText("Ký nháy dự thảo").First.WaitForAsync();
        await drafter.Dialog().Send("Trình").ClickAsync();
        await drafter.ToldAsync("Đã trình dự thảo");

        // The leader's page was open all the time.
        await leader.PickWorkAsync(await _chain.WorkAsync(Chain.Head, dossierId));
        await leader.Page.GetByText("Có bản mới từ lần xem trước").WaitForAsync();
        await leader.Page.Locator("section.docx").GetByText("1.800 triệu đồng").WaitForAsync();
        await leader.Page.GetByRole(AriaRole.Tab, new() { Name = "Thay đổi" }).ClickAsync();
        await leader.Page.Locator("ins").Filter(new() { HasText = "1.800" }).First.WaitForAsync();
        await leader.Page.Locator("del").Filter(new() { HasText = "1.500" }).First.WaitForAsync();
        await leader.ScreenshotAsync("thay-doi-tu-lan-xem-truoc");
        await leader.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Who_decides_before_the_page_is_complete_has_seen_the_draft_all_the_same()
    {
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Kinh phí 1.500 triệu đồng."));
        await using var leader = await browser.SignInAsync(Chain.Head);
        var decided = new TaskCompletionSource();
        await leader.Page.RouteAsync("**/api/documents/*/changes", async route =>
        {
            await decided.Task;
            await route.ContinueAsync();
        });
        await leader.FindWorkAsync(await _chain.WorkAsync(Chain.Head, dossierId));
        await leader.Page.Locator("section.docx").GetByText("1.500 triệu đồng").WaitForAsync();
        await leader.Action("Trả lại").ClickAsync();
        await leader.Dialog().GetByLabel("Lý do").FillAsync("Nêu đúng kinh phí.");
        await leader.Dialog().Send("Trả lại").ClickAsync();
        await leader.ToldAsync("Đã trả lại");

        var seen = leader.Page.WaitForResponseAsync(response => response.Url.EndsWith("/seen", StringComparison.Ordinal));
        decided.SetResult();

        (await seen).Status.ShouldBe(204);
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>As Word would have saved it.</summary>
    private async Task<byte[]> WrittenAsync(Guid work, string remark)
    {
        var answer = await (await _chain.AsAsync(Chain.Officer)).PostAsync($"/api/work-items/{work}/preview", Chain.Draft(remark));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }
}
