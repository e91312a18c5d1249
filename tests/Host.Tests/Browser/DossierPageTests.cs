using System.Text.RegularExpressions;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed partial class DossierPageTests(BrowserTests browser)
{
    [Fact]
    public async Task The_dossier_says_for_whom_it_waits_and_leads_that_person_to_the_work()
    {
        using var chain = new Chain(browser.App);
        var dossierId = await chain.DraftedAsync();
        var workItemId = await chain.WorkAsync(Chain.Head, dossierId);
        await using var visit = await browser.SignInAsync(Chain.Head);

        await visit.GoAsync($"/ho-so/{dossierId}");

        await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Hồ sơ đang chờ gì" }).GetByText("Chờ Chánh Văn phòng").WaitForAsync();
        (await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Mở việc của tôi" }).GetAttributeAsync("href")).ShouldBe($"/hop-viec/{workItemId}");
    }

    [Fact]
    public async Task An_opinion_is_written_answered_and_taken_up()
    {
        using var chain = new Chain(browser.App);
        var dossierId = await chain.DraftedAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.GoAsync($"/ho-so/{dossierId}?muc=y-kien");

        await visit.Page.GetByLabel("Ý kiến của đồng chí").FillAsync("Nêu rõ số liệu của mục 1.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Trả lời" }).ClickAsync();
        await visit.Page.GetByLabel("Trả lời Chánh Văn phòng", new() { Exact = false }).FillAsync("Đã bổ sung.");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Gửi ý kiến" }).First.ClickAsync();
        await visit.Page.GetByText("Đã bổ sung.").WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Đã tiếp thu" }).ClickAsync();

        await visit.Page.GetByText("Đã tiếp thu: Chánh Văn phòng", new() { Exact = false }).WaitForAsync();
    }

    [Fact]
    public async Task A_related_document_is_found_added_and_removed()
    {
        using var chain = new Chain(browser.App);
        var other = (await chain.RegisteredAsync()).GetProperty("documentId").GetGuid();
        var clerk = await chain.AsAsync(LienThongApp.Clerk);
        var number = (await clerk.GetJsonAsync($"/api/incoming-documents/{other}")).GetProperty("document").GetProperty("number").GetString()!;
        var dossierId = await chain.DraftedAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync($"/ho-so/{dossierId}?muc=lien-quan");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Thêm văn bản liên quan" }).ClickAsync();
        await visit.Page.GetByLabel("Tìm theo số, ký hiệu hoặc trích yếu").FillAsync(number);
        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = $"{number}/UBND-TH" }).First.CheckAsync();
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Thêm", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"{number}/UBND-TH" }).WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Gỡ {number}/UBND-TH" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Gỡ", Exact = true }).ClickAsync();

        await visit.Page.GetByText("Chưa có văn bản liên quan").WaitForAsync();
    }

    [Fact]
    public async Task A_notice_arrives_without_loading_the_page_again()
    {
        using var chain = new Chain(browser.App);
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await visit.GoAsync("/thong-bao");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Đánh dấu đã xem tất cả" }).ClickAsync();
        var bell = visit.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Button, new() { NameRegex = Bell() });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Thông báo", Exact = true }).WaitForAsync();

        var dossierId = (await chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);

        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = Unread() }).WaitForAsync();
        (await visit.Page.TitleAsync()).ShouldStartWith("(");
        await bell.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Xem tất cả thông báo" }).WaitForAsync();
        await visit.ScreenshotAsync("chuong-thong-bao");
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Thông báo" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/ho-so/"));
    }

    [GeneratedRegex("^Thông báo")]
    private static partial Regex Bell();

    [GeneratedRegex("^Thông báo, \\d+ chưa xem$")]
    private static partial Regex Unread();
}
