using System.Globalization;
using System.Text.Json;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>What people ask of each other beside the procedure: an opinion, somebody else's hands, more time.</summary>
[Collection(BrowserTests.Name)]
public sealed class AskingTests(BrowserTests browser) : IDisposable
{
    // Not asked for anything by the bút phê.
    private const string UnitHead = "truong-don-vi1.qlkh.skhcn@example.vn";

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task An_opinion_is_asked_given_and_read_by_who_asked_without_loading_the_page_again()
    {
        const string Question = "Có thống nhất nội dung mục 2 không?";
        const string Answer = "Mục 2 chưa rõ căn cứ.";
        var dossierId = await _chain.DraftedAsync();
        await using var asker = await browser.SignInAsync(Chain.Head);
        await asker.OpenWorkAsync(await _chain.WorkAsync(Chain.Head, dossierId));

        await asker.Action("Xin ý kiến").ClickAsync();
        var dialog = asker.Dialog();
        await dialog.Send("Gửi xin ý kiến").ClickAsync();
        await dialog.GetByText("Chọn ít nhất một người hoặc một đơn vị").WaitForAsync();
        await dialog.GetByText("Ghi rõ cần ý kiến về điều gì").WaitForAsync();
        await asker.ScreenshotAsync("hop-thoai-xin-y-kien-thieu");
        await asker.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Hỏi ai" }).FillAsync("quan ly khoa hoc");
        await asker.Page.GetByRole(AriaRole.Option, new() { Name = "Phòng Quản lý Khoa học" }).First.ClickAsync();
        await dialog.GetByLabel("Nội dung xin ý kiến").FillAsync(Question);
        await dialog.GetByLabel("Trả lời trước ngày").FillAsync(Written(Today.AddDays(7)));
        // The calendar is closed by the key that would close the dialog, and the dialog stays.
        await asker.Page.Keyboard.PressAsync("Escape");
        await asker.Page.Locator("[data-dates-dropdown]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await asker.ScreenshotAsync("hop-thoai-xin-y-kien");
        await asker.ShouldBeAccessibleAsync();
        await dialog.Send("Gửi xin ý kiến").ClickAsync();
        await asker.ToldAsync("Đã gửi xin ý kiến");
        await asker.Page.GetByRole(AriaRole.Tab, new() { Name = "Ý kiến" }).ClickAsync();
        await asker.Page.GetByText("Đang chờ trả lời").WaitForAsync();

        await using var asked = await browser.SignInAsync(UnitHead);
        await asked.FindWorkAsync(await _chain.WorkAsync(UnitHead, dossierId));
        await asked.Page.GetByText(Question).First.WaitForAsync();
        await asked.Action("Cho ý kiến").ClickAsync();
        dialog = asked.Dialog();
        await dialog.Send("Cho ý kiến").ClickAsync();
        await dialog.GetByText("Chọn đồng ý, không đồng ý hoặc ý kiến khác").WaitForAsync();
        await dialog.GetByText("Ghi ý kiến để người hỏi biết").WaitForAsync();
        await asked.ScreenshotAsync("hop-thoai-cho-y-kien");
        await asked.ShouldBeAccessibleAsync();
        await dialog.GetByLabel("Không đồng ý").CheckAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Ý kiến" }).FillAsync(Answer);
        await dialog.Send("Cho ý kiến").ClickAsync();
        await asked.ToldAsync("Đã cho ý kiến");

        await asker.Page.GetByText("Đã trả lời").WaitForAsync();
        var said = asker.Page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Listitem).Filter(new() { HasText = Question });
        await said.GetByText($"Không đồng ý. {Answer}").WaitForAsync();
        (await asker.Page.GetByRole(AriaRole.Tabpanel).GetByText(Answer).CountAsync()).ShouldBe(2, "once as the answer, once as the note that is taken up");
        await asker.ScreenshotAsync("y-kien-da-tra-loi");
        await asker.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task Work_is_handed_over_with_a_reason_and_found_by_who_gets_it()
    {
        const string Why = "Đi công tác, nhờ Giám đốc xem xét.";
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        var item = await _chain.WorkAsync(Chain.Deputy, dossierId);
        await using var visit = await browser.SignInAsync(Chain.Deputy);
        await visit.OpenWorkAsync(item);

        await visit.Page.Keyboard.PressAsync("u");
        var dialog = visit.Dialog();
        await dialog.Send("Chuyển").ClickAsync();
        await dialog.GetByText("Chọn người nhận").WaitForAsync();
        await dialog.GetByText("Ghi lý do để người nhận biết").WaitForAsync();
        await visit.ScreenshotAsync("hop-thoai-chuyen-xu-ly");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Chuyển cho" }).FillAsync("giam doc so");
        await visit.Page.GetByRole(AriaRole.Option, new() { NameRegex = new("^Giám đốc") }).First.ClickAsync();
        await dialog.GetByLabel("Lý do").FillAsync(Why);
        await dialog.Send("Chuyển").ClickAsync();

        await visit.ToldAsync("Đã chuyển");
        await Assertions.Expect(visit.Page.Locator($"[data-work='{item}']")).ToHaveCountAsync(0);
        await using var receiver = await browser.SignInAsync(Chain.Director);
        await receiver.FindWorkAsync(item);
        await receiver.Document().GetByText(Why).WaitForAsync();
        await receiver.ScreenshotAsync("viec-duoc-chuyen");
        await receiver.ShouldBeAccessibleAsync();
        await receiver.Action("Duyệt").ClickAsync();
        await receiver.ToldAsync("Đã duyệt");
    }

    [Fact]
    public async Task More_time_is_granted_once_and_refused_the_second_time_and_the_drafter_sees_both_days()
    {
        const string Refusal = "Văn bản gấp, không gia hạn thêm.";
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        var item = await _chain.WorkAsync(Chain.Officer, dossierId);
        var first = DateOnly.FromDateTime((await DetailAsync(Chain.Officer, item)).GetProperty("deadline").GetProperty("dueOn").GetDateTime());
        var second = first.AddDays(14);
        await using var drafter = await browser.SignInAsync(Chain.Officer);
        await drafter.OpenWorkAsync(item);
        await AskForTimeAsync(drafter, first, second);

        await using var leader = await browser.SignInAsync(Chain.Director);
        await leader.FindWorkAsync(await _chain.WorkAsync(Chain.Director, dossierId));
        await leader.Document().GetByText("Chờ số liệu của các đơn vị.").WaitForAsync();
        await leader.Action("Cho gia hạn").ClickAsync();
        var dialog = leader.Dialog();
        await dialog.GetByText($"Hạn hiện nay {Written(first)}; đề nghị đến {Written(second)}").WaitForAsync();
        await leader.ScreenshotAsync("hop-thoai-cho-gia-han");
        await leader.ShouldBeAccessibleAsync();
        await dialog.Send("Cho gia hạn").ClickAsync();
        await leader.ToldAsync("Đã cho gia hạn");
        var summary = drafter.Document();
        await summary.GetByText(Written(second)).First.WaitForAsync();
        await summary.GetByText($"hạn ban đầu {Written(first)}").WaitForAsync();
        await drafter.ScreenshotAsync("viec-da-gia-han");
        await drafter.ShouldBeAccessibleAsync();

        await AskForTimeAsync(drafter, second, second.AddDays(14));
        await leader.FindWorkAsync(await _chain.WorkAsync(Chain.Director, dossierId));
        await leader.Action("Không gia hạn").ClickAsync();
        await dialog.Send("Không gia hạn").ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("Lý do")).ToHaveAttributeAsync("aria-invalid", "true");
        await leader.ScreenshotAsync("hop-thoai-khong-gia-han");
        await leader.ShouldBeAccessibleAsync();
        await dialog.GetByLabel("Lý do").FillAsync(Refusal);
        await dialog.Send("Không gia hạn").ClickAsync();
        await leader.ToldAsync("Đã trả lời không gia hạn");

        await drafter.Page.GetByRole(AriaRole.Tab, new() { Name = "Ý kiến" }).ClickAsync();
        var asked = drafter.Page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Listitem);
        await asked.Filter(new() { HasText = $"Xin gia hạn đến {Written(second)}" }).GetByText("Cho gia hạn").WaitForAsync();
        await asked.Filter(new() { HasText = $"Xin gia hạn đến {Written(second.AddDays(14))}" }).GetByText($"Không gia hạn. {Refusal}").WaitForAsync();
        await summary.GetByText($"hạn ban đầu {Written(first)}").WaitForAsync();
        await drafter.ScreenshotAsync("y-kien-gia-han");
        await drafter.ShouldBeAccessibleAsync();
    }

    public void Dispose() => _chain.Dispose();

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).Date);

    private static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static async Task AskForTimeAsync(Visit drafter, DateOnly now, DateOnly wanted)
    {
        await drafter.Action("Xin gia hạn").ClickAsync();
        var dialog = drafter.Dialog();
        await dialog.GetByText($"Hạn hiện nay {Written(now)}").WaitForAsync();
        await dialog.Send("Gửi đề nghị").ClickAsync();
        await dialog.GetByText("Chọn ngày mới, sau hạn hiện nay").WaitForAsync();
        await drafter.ShouldBeAccessibleAsync();
        await dialog.GetByLabel("Đến ngày").FillAsync(Written(wanted));
        await dialog.GetByLabel("Lý do").FillAsync("Chờ số liệu của các đơn vị.");
        await drafter.ScreenshotAsync("hop-thoai-xin-gia-han");
        await dialog.Send("Gửi đề nghị").ClickAsync();
        await drafter.ToldAsync("Đã gửi đề nghị gia hạn");
    }

    private async Task<JsonElement> DetailAsync(string userName, Guid id) => await (await _chain.AsAsync(userName)).GetJsonAsync($"/api/work-items/{id}");
}
