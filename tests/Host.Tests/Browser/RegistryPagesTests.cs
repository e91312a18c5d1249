using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LienThong.Activities.Agencies;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>What văn thư does all day: registers, refuses, prints, looks for documents.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class RegistryPagesTests(BrowserTests browser)
{
    private static int _number = 70_000;

    [Fact]
    public async Task The_clerk_drags_in_files_corrects_a_field_is_warned_of_a_duplicate_and_registers()
    {
        var (first, second) = (NextNumber(), NextNumber());
        using var chain = new Chain(browser.App);
        await (await (await chain.AsAsync(LienThongApp.Clerk)).PostAsync("/api/incoming-documents", Letter(first))).Content.ReadAsStringAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync("/van-ban-den");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tiếp nhận văn bản" }).ClickAsync();

        await DroppedFiles.DropAsync(visit, ("trung.docx", DroppedFiles.Docx(LinesOf(first))), ("moi.txt", Encoding.UTF8.GetBytes(string.Join('\n', LinesOf(second)))));

        var known = visit.Page.GetByRole(AriaRole.Article, new() { Name = "trung.docx" });
        await known.GetByText("Xác nhận văn bản trùng").WaitForAsync();
        await known.GetByRole(AriaRole.Link, new() { Name = $"{first}/UBND-TH" }).WaitForAsync();
        (await known.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).IsDisabledAsync()).ShouldBeTrue();

        var fresh = visit.Page.GetByRole(AriaRole.Article, new() { Name = "moi.txt" });
        await fresh.GetByText($"Đọc từ dòng 5: “Số: {second}/UBND-TH”").First.WaitForAsync();
        await fresh.GetByLabel("Trích yếu").FillAsync("");
        await fresh.GetByText("Ghi trích yếu.").WaitForAsync();
        await fresh.GetByLabel("Trích yếu").FillAsync("Báo cáo kết quả đã sửa trích yếu");
        await fresh.GetByText("Đã sửa.").WaitForAsync();
        await visit.ScreenshotAsync("tiep-nhan-tep");
        await visit.ShouldBeAccessibleAsync();

        await fresh.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
        var opening = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mở sổ và đăng ký" });
        await fresh.GetByText("Đã đăng ký, số đến").Or(opening).First.WaitForAsync();
        if (await opening.IsVisibleAsync())
            await opening.ClickAsync();
        await fresh.GetByText("Đã đăng ký, số đến").WaitForAsync();
        await fresh.GetByRole(AriaRole.Link, new() { Name = "Mở hồ sơ" }).WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Danh sách" }).ClickAsync();
        await visit.Page.GetByText("Báo cáo kết quả đã sửa trích yếu").WaitForAsync();
    }

    [Fact]
    public async Task What_arrived_is_refused_with_a_reason_and_its_sender_sees_it()
    {
        using var chain = new Chain(browser.App);
        await chain.SentAsync();
        await using (var visit = await browser.SignInAsync(Chain.Receiver))
        {
            await visit.GoAsync("/van-ban-den?muc=cho-tiep-nhan");
            await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Văn bản chờ tiếp nhận" }).GetByRole(AriaRole.Button).First.ClickAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Từ chối tiếp nhận" }).ClickAsync();
            var dialog = visit.Page.GetByRole(AriaRole.Dialog);
            await dialog.GetByLabel("Lý do").FillAsync("Nhầm");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Từ chối tiếp nhận" }).ClickAsync();
            await dialog.GetByText("ít nhất 10 ký tự").WaitForAsync();
            await visit.ScreenshotAsync("tu-choi-tiep-nhan");
            await visit.ShouldBeAccessibleAsync();

            await dialog.GetByLabel("Lý do").FillAsync("Văn bản gửi nhầm cơ quan, đề nghị kiểm tra.");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Từ chối tiếp nhận" }).ClickAsync();
            await visit.Page.GetByText("nơi gửi được báo lý do").WaitForAsync();
        }

        await using var sender = await browser.SignInAsync(LienThongApp.Clerk);
        await sender.GoAsync("/van-ban-di?muc=da-gui&nhom=refused");
        await sender.Page.GetByText("Văn bản gửi nhầm cơ quan, đề nghị kiểm tra.").First.WaitForAsync();
    }

    [Fact]
    public async Task A_book_is_printed_on_A4_across_with_the_ten_columns_and_nothing_of_the_screen()
    {
        using var chain = new Chain(browser.App);
        await chain.RegisteredAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync("/so-van-ban");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Xem và in" }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "SỔ ĐĂNG KÝ VĂN BẢN" }).WaitForAsync();
        (await visit.Page.Locator("thead th").CountAsync()).ShouldBe(10);
        await visit.ScreenshotAsync("so-de-in");
        await visit.ShouldBeAccessibleAsync();

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await visit.ScreenshotAsync("so-khi-in");
        foreach (var hidden in new[] { "header", "nav", "h1" })
            (await visit.Page.Locator(hidden).First.IsVisibleAsync()).ShouldBeFalse(hidden);
        var pdf = Encoding.Latin1.GetString(await visit.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var sizes = MediaBox().Matches(pdf).Select(match => (Width: Points(match, 1), Height: Points(match, 2))).ToList();
        sizes.ShouldNotBeEmpty();
        sizes.ShouldAllBe(size => size.Width > 841 && size.Width < 843 && size.Height > 594 && size.Height < 596);
    }

    [Fact]
    public async Task Searching_without_marks_finds_while_typing_and_the_keyboard_opens_the_hit()
    {
        using var chain = new Chain(browser.App);
        var registered = await chain.RegisteredAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync("/van-ban-den");

        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("tinh hinh thuc hien");
        await visit.Page.Keyboard.PressAsync("Enter");
        var field = visit.Page.GetByLabel("Tìm văn bản");
        await visit.Page.GetByRole(AriaRole.List, new() { Name = "Kết quả" }).WaitForAsync();
        (await field.InputValueAsync()).ShouldBe("tinh hinh thuc hien");
        await field.FillAsync("tinh hinh thuc hien nhiem vu");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("tim=tinh(%20|\\+)hinh(%20|\\+)thuc(%20|\\+)hien(%20|\\+)nhiem(%20|\\+)vu"));
        (await visit.Page.Locator("mark").First.TextContentAsync()).ShouldNotBeNullOrEmpty();
        await field.PressAsync("ArrowDown");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("/ho-so/"));
        registered.GetProperty("dossierId").GetGuid().ShouldNotBe(Guid.Empty);
    }

    private static string NextNumber() => Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);

    private static object Letter(string number) => new
    {
        number,
        symbol = "UBND-TH",
        issuedOn = "2026-03-02",
        typeCode = "CV",
        subject = $"Báo cáo kết quả số {number}",
        senderAgencyId = DemoOrganisation.UbndTinh,
        openRegisterIfMissing = true,
    };

    private static string[] LinesOf(string number) =>
    [
        "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", $"Số: {number}/UBND-TH", $"V/v báo cáo kết quả số {number}",
        "Quảng Trị, ngày 02 tháng 3 năm 2026", "Kính gửi: Các sở, ban, ngành", "Đề nghị các sở, ban, ngành gửi báo cáo kết quả.",
    ];

    private static double Points(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]")]
    private static partial Regex MediaBox();
}
