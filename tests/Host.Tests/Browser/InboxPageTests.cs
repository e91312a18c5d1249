using System.Text.RegularExpressions;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>The inbox as a leader uses it: by keyboard, by thumb, several at once, and without a connection.</summary>
[Collection(BrowserTests.Name)]
public sealed class InboxPageTests(BrowserTests browser) : IDisposable
{
    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task The_key_a_approves_and_the_next_item_opens()
    {
        var (first, second) = (await ToInitialAsync(), await ToInitialAsync());
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(first);

        await visit.Page.Keyboard.PressAsync("a");

        await visit.ToldAsync("Đã ký nháy");
        (await StateAsync(Chain.Head, first)).ShouldBe("done");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex($"/hop-viec/(?!{first})."));
        (await StateAsync(Chain.Head, second)).ShouldBe("open");
    }

    [Fact]
    public async Task The_key_z_takes_the_approval_back()
    {
        var item = await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Page.Keyboard.PressAsync("a");
        await visit.ToldAsync("Đã ký nháy");

        await visit.Page.Keyboard.PressAsync("z");

        await visit.ToldAsync("Đã thu hồi");
        (await StateAsync(Chain.Head, item)).ShouldBe("open");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex($"/hop-viec/{item}$"));
    }

    [Fact]
    public async Task The_keys_j_and_k_go_through_the_list_and_Enter_and_Escape_in_and_out_of_the_document()
    {
        await ToInitialAsync();
        await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.GoAsync("/hop-viec");
        await visit.Page.Locator("[data-document-title]").WaitForAsync();
        var first = visit.Page.Url;

        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.WaitForFunctionAsync("() => document.activeElement?.hasAttribute('data-work') && document.activeElement.getAttribute('aria-current') === 'true'");
        var second = visit.Page.Url;
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForFunctionAsync("() => document.activeElement?.hasAttribute('data-document-title')");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.WaitForFunctionAsync("() => document.activeElement?.hasAttribute('data-work')");
        await visit.Page.Keyboard.PressAsync("k");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(first);
        second.ShouldNotBe(first);
        await visit.ToldAsync("Việc 1 trên");
    }

    [Fact]
    public async Task A_return_needs_a_reason_and_what_was_written_stays_when_the_dialog_is_closed()
    {
        var item = await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Page.Keyboard.PressAsync("r");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Trả lại" }).ClickAsync();
        await dialog.GetByText("Ghi lý do").WaitForAsync();
        await dialog.GetByLabel("Lý do").FillAsync("Bổ sung số liệu quý III.");
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        await visit.Page.Keyboard.PressAsync("r");
        (await dialog.GetByLabel("Lý do").InputValueAsync()).ShouldBe("Bổ sung số liệu quý III.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Trả lại" }).ClickAsync();

        await visit.ToldAsync("Đã trả lại");
        var detail = await (await _chain.AsAsync(Chain.Head)).GetJsonAsync($"/api/work-items/{item}");
        detail.GetProperty("decisions").EnumerateArray().Last().GetProperty("comment").GetString().ShouldBe("Bổ sung số liệu quý III.");
    }

    [Fact]
    public async Task On_a_phone_an_item_is_approved_with_two_taps_from_the_list()
    {
        await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head, Screen.Phone);
        await visit.GoAsync("/hop-viec");
        var row = visit.Page.Locator("[data-work]").First;
        var item = Guid.Parse((await row.GetAttributeAsync("data-work"))!);

        await row.TapAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ký nháy", Exact = true }).TapAsync();

        await visit.ToldAsync("Đã ký nháy");
        (await StateAsync(Chain.Head, item)).ShouldBe("done");
    }

    [Fact]
    public async Task Several_items_are_approved_together_after_the_review_sheet()
    {
        await ToInitialAsync();
        await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.GoAsync("/hop-viec");
        await visit.Page.Locator("[data-document-title]").WaitForAsync();
        var first = OpenItem(visit);
        await visit.Page.Keyboard.PressAsync("x");
        await visit.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex($"{first}"));
        var second = OpenItem(visit);
        await visit.Page.Keyboard.PressAsync("x");
        await visit.Page.GetByText("Đã chọn 2 việc").WaitForAsync();

        await visit.Page.Keyboard.PressAsync("e");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        var approve = dialog.GetByRole(AriaRole.Button, new() { Name = "Ký nháy 2 việc" });
        await approve.WaitForAsync();
        await visit.ScreenshotAsync("hop-viec-duyet-cung-luc");
        await visit.ShouldBeAccessibleAsync();
        await approve.ClickAsync();

        await dialog.GetByText("Đã ký nháy 2 trên 2 việc").WaitForAsync();
        (await StateAsync(Chain.Head, first)).ShouldBe("done");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Hoàn tác" }).First.ClickAsync();
        await dialog.GetByText("Đã hoàn tác").WaitForAsync();
        new[] { await StateAsync(Chain.Head, first), await StateAsync(Chain.Head, second) }.ShouldBe(["open", "done"], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_comes_second_is_told_and_led_on()
    {
        var item = await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await (await _chain.ActAsync(Chain.Head, item, "return", new { reason = "Nêu rõ kết quả." })).ShouldBeOkAsync();

        await visit.Page.Keyboard.PressAsync("a");

        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex($"{item}"));
        await visit.GoAsync($"/hop-viec/{item}");
        await visit.Page.GetByRole(AriaRole.Alert).GetByText("đã trả lại lúc").WaitForAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ký nháy", Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_is_decided_without_a_connection_is_sent_when_it_is_back()
    {
        var item = await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Page.Context.SetOfflineAsync(true);

        await visit.Page.Keyboard.PressAsync("a");
        var notice = visit.Page.GetByText("quyết định đang chờ gửi");
        await notice.WaitForAsync();
        (await StateAsync(Chain.Head, item)).ShouldBe("open");
        await visit.Page.Context.SetOfflineAsync(false);

        await notice.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await StateAsync(Chain.Head, item)).ShouldBe("done");
    }

    [Fact]
    public async Task A_decision_that_waits_for_the_connection_can_be_cancelled()
    {
        var item = await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);
        await visit.Page.Context.SetOfflineAsync(true);
        await visit.Page.Keyboard.PressAsync("a");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Hủy gửi" }).ClickAsync();
        await visit.Page.Context.SetOfflineAsync(false);

        await visit.ToldAsync("Đã hủy gửi");
        (await StateAsync(Chain.Head, item)).ShouldBe("open");
    }

    [Fact]
    public async Task A_leader_gives_instructions_with_two_taps()
    {
        var item = await _chain.WorkAsync(Chain.Director, (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid());
        await using var visit = await browser.SignInAsync(Chain.Director, Screen.Phone);
        await visit.OpenWorkAsync(item);

        await visit.Page.GetByLabel("Chủ trì: Văn phòng Sở").TapAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Giao xử lý" }).TapAsync();

        await visit.ToldAsync("Đã bút phê");
        (await StateAsync(Chain.Director, item)).ShouldBe("done");
    }

    [Fact]
    public async Task The_form_of_the_instruction_is_accessible_and_asks_for_the_lead()
    {
        var item = await _chain.WorkAsync(Chain.Director, (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid());
        await using var visit = await browser.SignInAsync(Chain.Director);
        await visit.OpenWorkAsync(item);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Giao xử lý" }).ClickAsync();

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("Chọn đúng một đơn vị chủ trì").WaitForAsync();
        await visit.ScreenshotAsync("hop-viec-but-phe");
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Before_signing_one_sees_the_file_its_hash_and_the_block()
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
        var item = await _chain.WorkAsync(Chain.Deputy, dossierId);
        await using var visit = await browser.SignInAsync(Chain.Deputy);
        await visit.OpenWorkAsync(item);

        await visit.Page.Keyboard.PressAsync("s");
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Mã băm SHA-256").WaitForAsync();
        await dialog.GetByText("KT. GIÁM ĐỐC").WaitForAsync();
        await visit.ScreenshotAsync("hop-viec-ky");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ký ban hành" }).ClickAsync();

        await visit.ToldAsync("Đã ký ban hành");
        (await StateAsync(Chain.Deputy, item)).ShouldBe("done");
    }

    [Fact]
    public async Task The_address_brings_back_filters_and_tab()
    {
        var item = await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);

        await visit.GoAsync($"/hop-viec/{item}?loai=approve&xem=qua-trinh");

        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Quá trình", Selected = true }).WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Bỏ lọc") }).WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Filters_are_kept_under_a_name_and_come_back_with_one_click()
    {
        await ToInitialAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.GoAsync("/hop-viec?loai=approve");
        var name = $"Chờ ký nháy {Guid.NewGuid():N}"[..24];
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu bộ lọc này" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Tên").FillAsync(name);
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();
        await visit.ToldAsync("Đã lưu chế độ xem");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tất cả", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex("loai="));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("loai=approve"));
    }

    [Fact]
    public async Task What_was_decided_is_found_again_and_can_be_taken_back_from_there()
    {
        var item = await ToInitialAsync();
        await (await _chain.ActAsync(Chain.Head, item, "approve", new { })).ShouldBeOkAsync();
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.GoAsync("/hop-viec?muc=xong");
        await visit.Page.Locator($"[data-work='{item}']").ClickAsync();

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Thu hồi", Exact = true }).ClickAsync();

        await visit.ToldAsync("Đã thu hồi");
        (await StateAsync(Chain.Head, item)).ShouldBe("open");
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>A draft that waits for the head of the unit.</summary>
    private async Task<Guid> ToInitialAsync() => await _chain.WorkAsync(Chain.Head, await _chain.DraftedAsync());

    private static Guid OpenItem(Visit visit) => Guid.Parse(new Uri(visit.Page.Url).Segments[^1]);

    private async Task<string?> StateAsync(string userName, Guid item) =>
        (await (await _chain.AsAsync(userName)).GetJsonAsync($"/api/work-items/{item}")).GetProperty("item").GetProperty("state").GetString();
}
