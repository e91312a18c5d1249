using System.Globalization;
using LienThong.Host.Auth;
using LienThong.Host.Tests.Api;
using LienThong.Host.Tests.Auth;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class AccountPageTests(BrowserTests browser)
{
    private const string Finance = "giam-doc1.ld.stc@example.vn";
    private const string FinanceDeputy = "pho-giam-doc1.ld.stc@example.vn";

    // Accounts of their own: what these tests do to them would end the sessions of others.
    private const string Guarded = "chuyen-vien2.vp.skhcn@example.vn";
    private const string Careful = "truong-don-vi1.khtc.skhcn@example.vn";
    private const string Renewed = "truong-don-vi1.ttr.skhcn@example.vn";
    private const string Themed = "chuyen-vien1.khtc.skhcn@example.vn";
    private const string NewPassword = "mot cau that dai de nho";

    [Fact]
    public async Task A_theme_chosen_on_one_device_is_taken_over_on_another()
    {
        await using (var here = await browser.SignInAsync(Themed))
        {
            await here.GoAsync("/tai-khoan");
            await here.Page.GetByLabel("Giao diện").SelectOptionAsync("dark");
            await here.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu" }).ClickAsync();
            await here.Page.Locator("html[data-mantine-color-scheme=dark]").WaitForAsync();
        }

        await using var there = await browser.SignInAsync(Themed);
        await there.GoAsync("/");

        await there.Page.Locator("html[data-mantine-color-scheme=dark]").WaitForAsync();
        // From then on the device knows it before the first answer of the server.
        (await there.Page.EvaluateAsync<string>("() => localStorage.getItem('mantine-color-scheme-value')")).ShouldBe("dark");
    }

    [Fact]
    public async Task Whoever_goes_away_sets_a_delegate_and_the_delegate_acts_for_him()
    {
        using var chain = new Chain(browser.App);
        var dossierId = (await chain.RegisteredAsync(LienThongApp.OtherClerk)).GetProperty("dossierId").GetGuid();
        var workItemId = await chain.WorkAsync(Finance, dossierId);
        await using var visit = await browser.SignInAsync(Finance);
        await visit.GoAsync("/tai-khoan?muc=vang-mat");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ủy quyền khi vắng mặt" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        var to = dialog.GetByLabel("Người được ủy quyền", new() { Exact = false }).First;
        await to.FillAsync("pho giam doc");
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Phó Giám đốc" }).First.ClickAsync();
        var today = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        await dialog.GetByLabel("Từ ngày").FillAsync(today);
        await dialog.GetByLabel("Đến hết ngày").FillAsync(today);
        await dialog.GetByLabel("Lý do").FillAsync("Đi công tác");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ủy quyền", Exact = true }).ClickAsync();
        await visit.Page.GetByText("Đang hiệu lực").WaitForAsync();

        await using var deputy = await browser.SignInAsync(FinanceDeputy);
        await deputy.GoAsync("/");
        await deputy.Page.GetByText("Thay Giám đốc Sở Tài chính").First.WaitForAsync();
        await (await chain.ActAsync(FinanceDeputy, workItemId, "return", new { reason = "Không thuộc thẩm quyền" })).ShouldBeOkAsync();
        await deputy.GoAsync($"/ho-so/{dossierId}");
        await deputy.Page.GetByText("thay Giám đốc Sở Tài chính").First.WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Thu hồi ủy quyền cho" }).First.ClickAsync();
        await visit.Page.GetByLabel("Lý do").FillAsync("Đã về");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Thu hồi", Exact = true }).ClickAsync();
        await visit.Page.GetByText("Đã thu hồi", new() { Exact = true }).First.WaitForAsync();
    }

    [Fact]
    public async Task A_second_factor_is_set_up_asked_at_sign_in_and_turned_off()
    {
        await using var visit = await browser.SignInAsync(Guarded);
        await visit.GoAsync("/tai-khoan?muc=hai-lop");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bật xác thực hai lớp" }).ClickAsync();
        await visit.Page.Locator("input[name=present]").FillAsync(browser.App.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tiếp tục" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Img, new() { Name = "Mã QR" }).WaitForAsync();
        await visit.ScreenshotAsync("tai-khoan-hai-lop-qr");
        await visit.ShouldBeAccessibleAsync();
        var key = Enrolled.Decoded(await visit.Page.Locator("[class*=secret]").InnerTextAsync());
        await visit.Page.Locator("input[name=code]").FillAsync(Totp.CodeAt(key, TimeProvider.System.GetUtcNow()));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Bật", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Mã dự phòng" }).WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        var recovery = await visit.Page.Locator("[class*=codes] li").First.InnerTextAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tôi đã cất giữ các mã" }).ClickAsync();

        await using var other = await browser.OpenAsync();
        await other.GoAsync("/dang-nhap");
        await other.SubmitSignInAsync(Guarded, browser.App.Password);
        await other.Page.Locator("input[name=code]").FillAsync("000000");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Xác thực", Exact = true }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await other.ScreenshotAsync("dang-nhap-buoc-hai");
        await other.ShouldBeAccessibleAsync();
        // The code of this half minute is used up; that of the next one is taken already.
        await other.Page.Locator("input[name=code]").FillAsync(Totp.CodeAt(key, TimeProvider.System.GetUtcNow().AddSeconds(30)));
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Xác thực", Exact = true }).ClickAsync();
        await other.Page.GetByRole(AriaRole.Heading, new() { Name = "Bàn làm việc" }).WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tắt xác thực hai lớp" }).ClickAsync();
        await visit.Page.Locator("input[name=present]").FillAsync(browser.App.Password);
        await visit.Page.Locator("input[name=code]").FillAsync(recovery);
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Tắt xác thực hai lớp" }).ClickAsync();
        await visit.Page.GetByText("Chưa bật xác thực hai lớp.").WaitForAsync();
    }

    [Fact]
    public async Task A_session_elsewhere_is_ended_and_asks_to_sign_in_again()
    {
        await using var here = await browser.OpenAsync();
        await here.GoAsync("/dang-nhap");
        await here.SubmitSignInAsync(Careful, browser.App.Password);
        await here.Page.GetByRole(AriaRole.Heading, new() { Name = "Bàn làm việc" }).WaitForAsync();
        await using var there = await browser.OpenAsync();
        await there.GoAsync("/dang-nhap");
        await there.SubmitSignInAsync(Careful, browser.App.Password);
        await there.Page.GetByRole(AriaRole.Heading, new() { Name = "Bàn làm việc" }).WaitForAsync();

        await here.GoAsync("/tai-khoan?muc=phien");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Kết thúc mọi phiên khác" }).ClickAsync();
        await here.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Kết thúc" }).ClickAsync();
        await here.Page.GetByText("Đã kết thúc 1 phiên khác.").WaitForAsync();

        await there.Page.GetByRole(AriaRole.Dialog).GetByText("Phiên làm việc đã hết").WaitForAsync();
    }

    [Fact]
    public async Task A_one_time_password_must_be_changed_before_anything_else()
    {
        using var administrator = await browser.App.SignedInAsync(LienThongApp.Administrator);
        using var person = await browser.App.SignedInAsync(Renewed);
        var id = (await person.GetJsonAsync("/api/session")).GetProperty("user").GetProperty("personId").GetGuid();
        var oneTime = (await (await administrator.PostAsync($"/api/organisation/people/{id}/account/password", null)).ShouldBeOkAsync()).GetProperty("password").GetString()!;
        await using var visit = await browser.OpenAsync();
        await visit.GoAsync("/");

        await visit.SubmitSignInAsync(Renewed, oneTime);
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Đặt mật khẩu mới" }).WaitForAsync();
        await visit.ScreenshotAsync("dat-mat-khau-moi");
        await visit.ShouldBeAccessibleAsync();
        await ChangePasswordAsync(visit, "sai mat khau roi", NewPassword);
        await visit.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await ChangePasswordAsync(visit, oneTime, NewPassword);

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Bàn làm việc" }).WaitForAsync();
    }

    private static async Task ChangePasswordAsync(Visit visit, string present, string next)
    {
        await visit.Page.Locator("input[name=present]").FillAsync(present);
        await visit.Page.Locator("input[name=next]").FillAsync(next);
        await visit.Page.Locator("input[name=repeated]").FillAsync(next);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Đổi mật khẩu" }).ClickAsync();
    }
}
