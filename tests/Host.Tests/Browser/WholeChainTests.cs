using System.Globalization;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>The procedure «Công văn yêu cầu báo cáo» done wholly by hand: eight pairs of hands, each before a window of its own, and nothing but what the pages offer.</summary>
[Collection(BrowserTests.Name)]
public sealed class WholeChainTests(BrowserTests browser)
{
    private const string Number = "83461";
    private const string Symbol = "UBND-TH";
    private const string Subject = "báo cáo kết quả chuyển đổi số quý này của các sở";
    private const string ReplySubject = "Kết quả chuyển đổi số của Sở Khoa học và Công nghệ";
    private const string Reason = "Nêu rõ số dịch vụ công trực tuyến toàn trình đã cung cấp.";

    [Fact]
    public async Task A_letter_that_asks_for_a_report_is_answered_by_hand_from_the_drop_of_the_file_to_the_receipt_of_the_reply()
    {
        var dossier = await RegisterAsync();
        await InstructAsync();
        await DraftAsync();
        await InitialAsync(isAgain: false);
        await ReturnAsync();
        await ImproveAsync();
        await InitialAsync(isAgain: true);
        await ApproveAndSignAsync();
        var number = await NumberAndSendAsync();
        await ReceiveAsync(number);
        await ReadHistoryAsync(dossier, number);
    }

    /// <summary>Văn thư drags the letter in and registers it; the address of the dossier.</summary>
    private async Task<string> RegisterAsync()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync("/van-ban-den");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Tiếp nhận từ tệp" }).ClickAsync();

        await DroppedFiles.DropAsync(visit, ("cong-van.docx", DroppedFiles.Docx(Letter())));

        var card = visit.Page.GetByRole(AriaRole.Article, new() { Name = "cong-van.docx" });
        await card.GetByText("Đủ thông tin").WaitForAsync();
        await Assertions.Expect(card.GetByLabel("Số", new() { Exact = false }).First).ToHaveValueAsync(Number);
        await Assertions.Expect(card.GetByLabel("Cơ quan gửi")).ToHaveValueAsync("Ủy ban nhân dân tỉnh Quảng Trị");
        await Assertions.Expect(card.GetByLabel("Văn bản cần trả lời")).ToBeCheckedAsync();
        await visit.ScreenshotAsync("chuoi-01-tiep-nhan");
        await card.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
        await AgreeToOpenTheBookAsync(visit, card);
        return (await card.GetByRole(AriaRole.Link, new() { Name = "Mở hồ sơ" }).GetAttributeAsync("href"))!;
    }

    private async Task InstructAsync()
    {
        await using var visit = await browser.SignInAsync(Chain.Director);
        await OpenAsync(visit, "Bút phê, phân công");
        await visit.Page.GetByText($"{Number}/{Symbol}").Last.WaitForAsync();
        await visit.Page.GetByLabel("Chủ trì: Văn phòng Sở").CheckAsync();
        await visit.Page.GetByLabel("Ý kiến chỉ đạo").FillAsync("Văn phòng chủ trì, tham mưu báo cáo đúng hạn.");
        await visit.ScreenshotAsync("chuoi-02-but-phe");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Giao xử lý" }).ClickAsync();
        await visit.ToldAsync("Đã bút phê");
    }

    private async Task DraftAsync()
    {
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await OpenAsync(visit, "Soạn dự thảo trả lời");
        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Mẫu văn bản" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Báo cáo kết quả" }).ClickAsync();
        await visit.Page.GetByText("Đã điền theo mẫu").WaitForAsync();
        await Field(visit, "Trích yếu").FillAsync(ReplySubject);
        await Field(visit, "Nội dung").FillAsync(Report("Sở đã hoàn thành các nhiệm vụ chuyển đổi số theo kế hoạch."));
        await visit.Page.GetByText("Đã lưu").First.WaitForAsync();
        await visit.ScreenshotAsync("chuoi-03-soan-thao");
        await SubmitAsync(visit);
    }

    private async Task InitialAsync(bool isAgain)
    {
        await using var visit = await browser.SignInAsync(Chain.Head);
        await OpenAsync(visit, "Ký nháy dự thảo");
        if (isAgain)
        {
            await visit.Page.GetByText("Có bản mới từ lần xem trước").WaitForAsync();
            await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Thay đổi" }).ClickAsync();
            await visit.Page.Locator("ins").Filter(new() { HasText = "42" }).First.WaitForAsync();
        }
        else
        {
            await visit.Page.Locator("section.docx").GetByText("theo kế hoạch").First.WaitForAsync();
        }

        await visit.ScreenshotAsync(isAgain ? "chuoi-07-ky-nhay-lai" : "chuoi-04-ky-nhay");
        await visit.Button("Ký nháy").ClickAsync();
        await visit.ToldAsync("Đã ký nháy");
    }

    private async Task ReturnAsync()
    {
        await using var visit = await browser.SignInAsync(Chain.Deputy);
        await OpenAsync(visit, "Duyệt dự thảo");
        await visit.Button("Trả lại").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Lý do").FillAsync(Reason);
        await visit.ScreenshotAsync("chuoi-05-tra-lai");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Trả lại" }).ClickAsync();
        await visit.ToldAsync("Đã trả lại");
    }

    private async Task ImproveAsync()
    {
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await OpenAsync(visit, "Soạn dự thảo trả lời");
        await visit.Page.GetByText("Trả lại lần 1").First.WaitForAsync();
        await visit.Page.GetByText("Lý do trả lại lần trước").WaitForAsync();
        (await visit.Page.GetByText(Reason).CountAsync()).ShouldBe(1);
        (await Field(visit, "Nội dung").InputValueAsync()).ShouldContain("theo kế hoạch");
        await Field(visit, "Nội dung").FillAsync(Report("Sở đã cung cấp 42 dịch vụ công trực tuyến toàn trình."));
        await visit.Page.GetByText("Đã lưu").First.WaitForAsync();
        await visit.ScreenshotAsync("chuoi-06-bi-tra-lai");
        await SubmitAsync(visit);
    }

    private async Task ApproveAndSignAsync()
    {
        await using var visit = await browser.SignInAsync(Chain.Deputy);
        await OpenAsync(visit, "Duyệt dự thảo");
        await visit.Page.Locator("section.docx").GetByText("42 dịch vụ công").First.WaitForAsync();
        await visit.Button("Duyệt").ClickAsync();
        await visit.ToldAsync("Đã duyệt");

        await OpenAsync(visit, "Ký ban hành");
        await visit.Button("Ký ban hành").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Mã băm SHA-256").WaitForAsync();
        await dialog.GetByText("KT. GIÁM ĐỐC").WaitForAsync();
        await visit.ScreenshotAsync("chuoi-08-ky");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ký ban hành" }).ClickAsync();
        await visit.ToldAsync("Đã ký ban hành");
    }

    /// <summary>Number and symbol of the reply.</summary>
    private async Task<string> NumberAndSendAsync()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await OpenAsync(visit, "Cấp số văn bản");
        await visit.Button("Cấp số").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText($"Cấp số cho «{ReplySubject}»").WaitForAsync();
        await visit.ScreenshotAsync("chuoi-09-cap-so");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cấp số", Exact = true }).ClickAsync();
        await visit.ToldAsync("Đã cấp số");

        await OpenAsync(visit, "Gửi văn bản");
        await visit.Button("Gửi").ClickAsync();
        // The reply is addressed to whoever asked; the procedure sends it to the office that receives for him.
        await dialog.GetByText("Văn phòng Ủy ban nhân dân tỉnh Quảng Trị").First.WaitForAsync();
        (await dialog.GetByText("Ủy ban nhân dân tỉnh Quảng Trị", new() { Exact = true }).CountAsync()).ShouldBe(0);
        await visit.ScreenshotAsync("chuoi-10-gui");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Gửi", Exact = true }).ClickAsync();
        await visit.ToldAsync("Đã gửi");

        await visit.GoAsync("/van-ban-di?muc=da-gui");
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = ReplySubject }).First;
        await row.WaitForAsync();
        await visit.ScreenshotAsync("chuoi-11-da-gui");
        return System.Text.RegularExpressions.Regex.Match(await row.InnerTextAsync(), @"\d+/BC-SKHCN").Value;
    }

    private async Task ReceiveAsync(string number)
    {
        await using var visit = await browser.SignInAsync(Chain.Receiver);
        await visit.GoAsync("/van-ban-den");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Chờ tiếp nhận" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button).Filter(new() { HasText = number }).ClickAsync();
        var detail = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Văn bản được chọn" });
        await detail.GetByText($"Trả lời văn bản {Number}/{Symbol}").WaitForAsync();
        await Assertions.Expect(detail.GetByLabel("Trích yếu")).ToHaveValueAsync(ReplySubject);
        await visit.ScreenshotAsync("chuoi-12-cho-tiep-nhan");
        await detail.GetByRole(AriaRole.Button, new() { Name = "Đăng ký", Exact = true }).ClickAsync();
        await AgreeToOpenTheBookAsync(visit, detail);
        await visit.ScreenshotAsync("chuoi-13-da-tiep-nhan");
    }

    private async Task ReadHistoryAsync(string dossier, string number)
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync(dossier);
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = $"Hồ sơ {number}" }).WaitForAsync();
        await visit.Page.GetByText("Đã kết thúc", new() { Exact = true }).WaitForAsync();
        var history = visit.Page.GetByRole(AriaRole.List).Filter(new() { HasText = "Đăng ký văn bản đến" });
        await history.GetByText("Kết thúc hồ sơ").WaitForAsync();
        await visit.ScreenshotAsync("chuoi-14-ho-so");
        (await history.Locator("b").AllInnerTextsAsync()).Where(what => what is not "Nơi nhận báo trạng thái").ShouldBe(
        [
            "Đăng ký văn bản đến", "Bút phê, giao xử lý", "Đặt hạn xử lý", "Trình dự thảo", "Ký nháy dự thảo", "Kiểm tra thể thức: đạt", "Trả lại",
            "Trình dự thảo (lần 2)", "Ký nháy dự thảo (lần 2)", "Kiểm tra thể thức: đạt", "Duyệt dự thảo (lần 2)", "Ký ban hành", "Cấp số", "Gửi văn bản", "Kết thúc hồ sơ",
        ]);
        await history.GetByText(Reason).WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Nơi nhận" }).ClickAsync();
        var recipients = visit.Page.GetByRole(AriaRole.List, new() { Name = "Nơi nhận" });
        await recipients.GetByText("Văn phòng Ủy ban nhân dân tỉnh Quảng Trị").WaitForAsync();
        await recipients.GetByText("đã tiếp nhận").First.WaitForAsync();
        await visit.ScreenshotAsync("chuoi-15-noi-nhan");
    }

    /// <summary>Finds the letter in the inbox as people do, by its number, and opens what is asked about it.</summary>
    private static async Task OpenAsync(Visit visit, string title)
    {
        await visit.GoAsync("/hop-viec");
        await visit.Page.GetByLabel("Tìm trong hộp việc").FillAsync(Number);
        await visit.Page.Locator("[data-work]").Filter(new() { HasText = title }).Filter(new() { HasText = Number }).First.ClickAsync();
        // The search is part of the address before anything else is chosen, as for somebody who reads before he clicks.
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"tim={Number}"));
        await visit.Page.GetByRole(AriaRole.Article).GetByText(title, new() { Exact = true }).First.WaitForAsync();
    }

    private static async Task SubmitAsync(Visit visit)
    {
        await visit.Button("Trình").ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Ký nháy dự thảo").First.WaitForAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Trình", Exact = true }).ClickAsync();
        await visit.ToldAsync("Đã trình dự thảo");
    }

    /// <summary>The first document of a year asks whether its book may be opened; which test comes first is not known.</summary>
    private static async Task AgreeToOpenTheBookAsync(Visit visit, ILocator card)
    {
        var opening = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Mở sổ và đăng ký" });
        await card.GetByText("Đã đăng ký, số đến").Or(opening).First.WaitForAsync();
        if (await opening.IsVisibleAsync())
            await opening.ClickAsync();
        await card.GetByText("Đã đăng ký, số đến").WaitForAsync();
    }

    private static ILocator Field(Visit visit, string name) => visit.Page.GetByRole(AriaRole.Textbox, new() { Name = name });

    private static string Report(string result) =>
        $"Sở Khoa học và Công nghệ báo cáo kết quả chuyển đổi số như sau:\n1. {result}\n2. Sở tiếp tục thực hiện và báo cáo khi có phát sinh./.";

    /// <summary>Issued three days ago, due in three weeks.</summary>
    private static string[] Letter()
    {
        var today = VietnamTime.DateOf(TimeProvider.System.GetUtcNow());
        var (issued, due) = (today.AddDays(-3), today.AddDays(21));
        return
        [
            "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG TRỊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", $"Số: {Number}/{Symbol}", $"V/v {Subject}",
            string.Create(CultureInfo.InvariantCulture, $"Quảng Trị, ngày {issued:dd} tháng {issued:MM} năm {issued:yyyy}"), "Kính gửi: Các sở, ban, ngành",
            string.Create(CultureInfo.InvariantCulture, $"Đề nghị các sở, ban, ngành gửi báo cáo kết quả chuyển đổi số trước ngày {due:dd/MM/yyyy}."),
        ];
    }
}
