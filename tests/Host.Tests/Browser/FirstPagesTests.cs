using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class FirstPagesTests(BrowserTests browser)
{
    [Fact]
    public async Task After_signing_in_one_comes_to_the_page_that_was_asked_for()
    {
        await using var visit = await browser.OpenAsync();
        await visit.GoAsync("/khong-co-trang-nay?muc=1");

        await visit.SubmitSignInAsync(LienThongApp.Clerk, browser.App.Password);

        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Không có trang này" }).WaitForAsync();
        visit.Page.Url.ShouldEndWith("/khong-co-trang-nay?muc=1");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_words_and_the_name_stays()
    {
        await using var visit = await browser.OpenAsync();
        await visit.GoAsync("/dang-nhap");

        await visit.SubmitSignInAsync("khong-co@example.vn", "sai-mat-khau-roi");

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("Đăng nhập không thành công").WaitForAsync();
        (await visit.Page.GetByLabel("Tên đăng nhập").InputValueAsync()).ShouldBe("khong-co@example.vn");
    }

    [Fact]
    public async Task When_the_session_ends_one_signs_in_again_without_leaving_the_page()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.OtherClerk);
        await visit.GoAsync("/khong-co-trang-nay");
        await visit.Page.Context.ClearCookiesAsync(new() { Name = "lienthong.session" });

        // What asks first opens the dialog: the page that is gone to, or the live notices before that. Keys do not reach what lies below it.
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("b");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByText("Phiên làm việc đã hết").WaitForAsync();
        await visit.SubmitSignInAsync("", browser.App.Password);

        await visit.Page.GetByRole(AriaRole.Dialog).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("b");
        await visit.Page.GetByText("đang chờ đồng chí").WaitForAsync();
    }

    [Fact]
    public async Task The_question_mark_lists_the_shortcuts_but_not_while_typing()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Officer);
        await visit.GoAsync("/");
        await visit.Page.GetByText("đang chờ đồng chí").WaitForAsync();

        await visit.Page.Keyboard.PressAsync("?");

        await visit.Page.GetByRole(AriaRole.Dialog).GetByText("Tới Bàn làm việc").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
    }
}
