using System.Net;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class AdministrationTests(BrowserTests browser)
{
    [Fact]
    public async Task A_new_person_with_an_appointment_signs_in_with_the_one_time_password()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        var (page, dialog) = (visit.Page, visit.Page.GetByRole(AriaRole.Dialog));
        await visit.GoAsync("/quan-tri/nguoi");
        await visit.Button("Thêm người").ClickAsync();
        await dialog.GetByLabel("Họ và tên").FillAsync("Ngô Thị Mới");
        await dialog.GetByLabel("Thư điện tử").FillAsync("moi.ngo@example.vn");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Thêm", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Ngô Thị Mới" }).WaitForAsync();

        await visit.Button("Bổ nhiệm").ClickAsync();
        await ChooseAsync(page, dialog, "Cơ quan", "Sở Khoa học và Công nghệ");
        await ChooseAsync(page, dialog, "Chức vụ", "Chuyên viên – Văn phòng");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Bổ nhiệm" }).ClickAsync();
        await page.GetByText("đang giữ").WaitForAsync();
        await visit.Button("Tạo tài khoản").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Tạo tài khoản" }).ClickAsync();
        var password = await page.GetByTestId("one-time-password").TextContentAsync();
        await visit.Button("Đã trao, đóng lại").ClickAsync();
        await page.GetByText("chưa đổi mật khẩu dùng một lần").WaitForAsync();
        await visit.ScreenshotAsync("mot-nguoi");
        await visit.ShouldBeAccessibleAsync();

        using var caller = await browser.App.AnonymousAsync();
        var answer = await caller.PostAsync("/api/session", new { userName = "moi.ngo@example.vn", password });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.JsonAsync()).GetProperty("user").GetProperty("mustChangePassword").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_day_off_with_its_reason_comes_into_the_calendar()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await visit.GoAsync("/quan-tri/lich-nghi?nam=2026");

        await visit.Button("Thêm ngày").ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Ngày" }).First.FillAsync("16/11/2026");
        await dialog.GetByLabel("Tên ngày").FillAsync("Nghỉ theo thông báo của tỉnh");
        await dialog.GetByLabel("Lý do thay đổi").FillAsync("Bổ sung theo thông báo");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lưu lịch" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Cell, new() { Name = "Thứ Hai, 16/11/2026" }).WaitForAsync();
    }

    [Fact]
    public async Task The_audit_trail_is_verified_from_its_first_entry_to_its_last()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        await visit.GoAsync("/quan-tri/nhat-ky");

        await visit.Button("Kiểm tra nhật ký").ClickAsync();
        await visit.Button("Bắt đầu kiểm tra").ClickAsync();

        await visit.Page.GetByText("Nhật ký nguyên vẹn").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_unit_with_positions_is_not_closed_and_the_dialog_says_what_depends_on_it()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await visit.GoAsync("/quan-tri/co-quan");
        await ChooseAsync(visit.Page, visit.Page.Locator("main"), "Cơ quan", "Sở Khoa học và Công nghệ");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Thao tác với Phòng" }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Kết thúc" }).ClickAsync();
        await dialog.GetByLabel("Lý do").FillAsync("Sắp xếp lại tổ chức");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Kết thúc" }).ClickAsync();

        await dialog.GetByRole(AriaRole.Alert).GetByText("còn chức vụ có hiệu lực").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
    }

    private static async Task ChooseAsync(IPage page, ILocator form, string label, string option)
    {
        await form.GetByRole(AriaRole.Combobox, new() { Name = label }).FillAsync(option);
        await page.GetByRole(AriaRole.Option, new() { Name = option }).First.ClickAsync();
    }
}
