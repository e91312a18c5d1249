using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class DocumentsTests(BrowserTests browser)
{
    [Fact]
    public async Task A_draft_begins_with_a_template_is_saved_by_itself_and_is_submitted()
    {
        using var chain = new Chain(browser.App);
        var dossierId = (await chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var work = await chain.WorkAsync(Chain.Officer, dossierId);
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await visit.GoAsync($"/soan-thao/{work}");

        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Mẫu văn bản" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Báo cáo kết quả" }).ClickAsync();
        await visit.Page.GetByText("Đã điền theo mẫu").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Nội dung" }).FillAsync("Sở Khoa học và Công nghệ báo cáo như sau:\n1. Sở đã hoàn thành 12 nhiệm vụ.\n2. Sở tiếp tục thực hiện./.");
        await visit.Page.GetByText("Đã lưu").First.WaitForAsync();
        await visit.Page.Locator("section.docx").GetByText("12 nhiệm vụ").WaitForAsync();
        await visit.ScreenshotAsync("soan-thao");
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Trình", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByText("Ký nháy dự thảo").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Trình", Exact = true }).ClickAsync();

        await visit.Page.GetByText("Đã trình dự thảo").WaitForAsync();
        (await chain.WorkAsync(Chain.Head, dossierId)).ShouldNotBe(work);
    }

    [Theory]
    [InlineData(1440, 900, false)]
    [InlineData(1440, 900, true)]
    [InlineData(360, 740, false)]
    [InlineData(360, 740, true)]
    public async Task What_the_form_check_finds_is_marked_in_the_margin_of_the_paper(int width, int height, bool isDark)
    {
        using var chain = new Chain(browser.App);
        var dossierId = (await chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var work = await chain.WorkAsync(Chain.Officer, dossierId);
        await using var visit = await browser.SignInAsync(Chain.Officer, new Screen(width, height, isDark));
        await visit.GoAsync($"/soan-thao/{work}");
        await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Nội dung" }).FillAsync("Căn cứ Luật Lưu trữ;\nCăn cứ Luật Khoa học và Công nghệ;\nSở báo cáo kết quả thực hiện … nhiệm vụ được giao như sau:\n1. Sở đã hoàn thành 12 nhiệm vụ./.");
        if (width < 1000)
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xem trước", Exact = true }).ClickAsync();
        await visit.Page.Locator("section.docx").GetByText("12 nhiệm vụ").WaitForAsync();
        var mark = visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Phải sửa: Thiếu trích yếu") });

        await mark.ClickAsync();

        var note = visit.Page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Căn cứ:" }).Last;
        await Assertions.Expect(note.GetByText("Thiếu trích yếu nội dung")).ToBeInViewportAsync();
        await visit.ScreenshotAsync("soan-thao-the-thuc");
        await visit.ShouldBeAccessibleAsync();
        await note.GetByRole(AriaRole.Button, new() { NameRegex = new("^Đến chỗ này") }).First.ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Trích yếu" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Two_versions_are_compared_with_the_changed_amount_first()
    {
        using var chain = new Chain(browser.App);
        var documentId = await TwoVersionsAsync(chain);
        await using var visit = await browser.SignInAsync(Chain.Officer);

        await visit.GoAsync($"/van-ban/{documentId}/so-sanh");

        var callouts = visit.Page.GetByRole(AriaRole.List, new() { Name = "Thay đổi quan trọng" });
        await callouts.GetByText("1.800 triệu đồng").WaitForAsync();
        await callouts.GetByRole(AriaRole.Button).First.ClickAsync();
        await visit.Page.Locator("[data-block]:focus ins").First.WaitForAsync();
        await visit.ScreenshotAsync("so-sanh");
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_word_file_is_shown_as_paper_and_can_be_searched_without_marks()
    {
        using var chain = new Chain(browser.App);
        var documentId = await TwoVersionsAsync(chain);
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await visit.GoAsync($"/van-ban/{documentId}/so-sanh?xem=1");

        await visit.Page.Locator("section.docx").GetByText("BÁO CÁO").First.WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Tìm trong văn bản" }).FillAsync("hoan thanh");

        await visit.Page.GetByText("1/1", new() { Exact = true }).WaitForAsync();
        await visit.ScreenshotAsync("xem-van-ban");
        await visit.ShouldBeAccessibleAsync();
    }

    private static async Task<string> TwoVersionsAsync(Chain chain)
    {
        var dossierId = (await chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Kinh phí 1.500 triệu đồng."));
        await chain.DoneAsync(Chain.Head, dossierId, "return", new { reason = "Nêu đúng kinh phí." });
        await chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft(" Kinh phí 1.800 triệu đồng."));
        var work = await chain.WorkAsync(Chain.Head, dossierId);
        var dossier = await (await chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/work-items/{work}");
        return dossier.GetProperty("outgoing").GetProperty("id").GetString()!;
    }
}
