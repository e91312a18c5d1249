using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>What administrators and those who keep the rules of an agency change, and that it counts at once.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class AdministrationFlowsTests(BrowserTests browser) : IDisposable
{
    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_template_is_written_corrected_with_its_example_in_view_and_used_for_a_draft()
    {
        var name = $"Mẫu thử {Guid.NewGuid():N}"[..20];
        await using (var head = await browser.SignInAsync(Chain.Head))
        {
            var dialog = head.Page.GetByRole(AriaRole.Dialog);
            await head.GoAsync("/mau-van-ban");
            await head.Button("Thêm mẫu").ClickAsync();
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Tên mẫu" }).FillAsync(name);
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Trích yếu" }).FillAsync("Trả lời theo yêu cầu");
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Nội dung" }).FillAsync("Sở báo cáo như sau:");
            await head.Button("Lưu mẫu").ClickAsync();
            await head.ToldAsync("Đã lưu mẫu");

            await head.Page.GetByRole(AriaRole.Button, new() { Name = $"Sửa mẫu {name}" }).ClickAsync();
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Nội dung" }).FillAsync("Sở đã thực hiện đủ các nội dung được yêu cầu tại ");
            await dialog.GetByRole(AriaRole.Button, new() { NameRegex = Insert() }).First.ClickAsync();
            var example = dialog.GetByRole(AriaRole.Region, new() { Name = "Xem với dữ liệu ví dụ" });
            await example.GetByText("Sở đã thực hiện đủ các nội dung").WaitForAsync();
            (await example.InnerTextAsync()).ShouldNotContain("{{");
            await head.ScreenshotAsync("sua-mau-van-ban");
            await head.ShouldBeAccessibleAsync();
            await head.Button("Lưu mẫu").ClickAsync();
            await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        }

        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await using var visit = await browser.SignInAsync(Chain.Officer);
        await visit.GoAsync($"/soan-thao/{await _chain.WorkAsync(Chain.Officer, dossierId)}");
        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Mẫu văn bản" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = name }).ClickAsync();
        await visit.Page.GetByText("Đã điền theo mẫu").WaitForAsync();

        (await visit.Page.GetByRole(AriaRole.Textbox, new() { Name = "Nội dung" }).InputValueAsync()).ShouldStartWith("Sở đã thực hiện đủ các nội dung");
    }

    [Fact]
    public async Task A_book_of_last_year_is_opened_and_closed_and_one_of_this_year_stays_open_with_the_reason()
    {
        const string Name = "Sổ thử nghiệm";
        var year = VietnamTime.Today(TimeProvider.System).Year;
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await visit.GoAsync("/quan-tri/so-van-ban");
        await visit.Button("Mở sổ").ClickAsync();
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Loại sổ" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Văn bản đi" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Năm" }).FillAsync($"{year - 1}");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Tên sổ" }).FillAsync(Name);
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Mở sổ", Exact = true }).ClickAsync();
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = Name });
        await row.GetByText("đang mở").WaitForAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Đóng sổ" }).ClickAsync();
        await dialog.GetByText(Name).First.WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đóng sổ", Exact = true }).ClickAsync();

        await row.GetByText("đã đóng ngày").WaitForAsync();
        await Assertions.Expect(row.GetByRole(AriaRole.Button, new() { Name = "Đóng sổ" })).ToHaveCountAsync(0);
        await visit.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = $"{year}" }).GetByRole(AriaRole.Button, new() { Name = "Đóng sổ" }).First.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Đóng sổ", Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Alert).GetByText($"{year}").First.WaitForAsync();
    }

    [Fact]
    public async Task A_working_day_that_is_swapped_leaves_one_day_less_until_the_deadline()
    {
        var today = VietnamTime.Today(TimeProvider.System);
        var due = today.AddDays(28);
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var registered = await clerk.PostAsync("/api/incoming-documents", new
        {
            number = "61944",
            symbol = "UBND-TH",
            issuedOn = "2024-01-24",
            typeCode = "CV",
            subject = "Yêu cầu báo cáo có hạn",
            senderAgencyId = DemoOrganisation.UbndTinh,
            needsReply = true,
            deadlineOn = due,
            files = new[] { await Chain.UploadedAsync(clerk) },
        });
        registered.EnsureSuccessStatusCode();
        var item = await _chain.WorkAsync(Chain.Director, (await registered.JsonAsync()).GetProperty("dossierId").GetGuid());
        await using var leader = await browser.SignInAsync(Chain.Director);
        var before = await DaysLeftAsync(leader, item);
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var off = await OrdinaryDayAsync(administrator, today.AddDays(7));
        var year = await YearAsync(administrator, off.Year);
        // A Saturday of the same year that does not lie before the deadline, and that the table does not name yet.
        var makeUp = Enumerable.Range(1, 200).Select(days => off.Month > 6 ? today.AddDays(-days) : due.AddDays(days))
            .First(day => day.DayOfWeek == DayOfWeek.Saturday && day.Year == off.Year && !IsListed(year, day));

        await using (var visit = await browser.SignInAsync(LienThongApp.Administrator))
        {
            var dialog = visit.Page.GetByRole(AriaRole.Dialog);
            await visit.GoAsync($"/quan-tri/lich-nghi?nam={off.Year}");
            await visit.Button("Hoán đổi ngày làm việc").ClickAsync();
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Ngày được nghỉ" }).FillAsync(Written(off));
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Ngày làm bù" }).FillAsync(Written(makeUp));
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Căn cứ" }).FillAsync("Thông báo của tỉnh");
            await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Lý do thay đổi" }).FillAsync("Hoán đổi theo thông báo");
            await visit.ScreenshotAsync("hoan-doi-ngay-lam-viec");
            await visit.ShouldBeAccessibleAsync();
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Lưu lịch" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Cell, new() { Name = $"Nghỉ hoán đổi, làm bù ngày {Written(makeUp)}", Exact = true }).WaitForAsync();
            await visit.Page.GetByRole(AriaRole.Cell, new() { Name = $"Làm bù cho ngày {Written(off)}", Exact = true }).WaitForAsync();
        }

        var after = await DaysLeftAsync(leader, item);
        // The other tests count by the calendar as it was.
        var changed = await administrator.GetAsync($"/api/calendar/{off.Year}");
        await (await administrator.PutAsync($"/api/calendar/{off.Year}", BodyOf(year), ifMatch: changed.Headers.ETag!.Tag)).ShouldBeOkAsync();

        after.ShouldBe(before - 1);
    }

    [Fact]
    public async Task The_audit_trail_is_narrowed_to_one_action_and_the_address_keeps_it()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        await visit.GoAsync("/quan-tri/nhat-ky");
        var rows = visit.Page.GetByRole(AriaRole.Table, new() { Name = "Nhật ký" }).GetByRole(AriaRole.Row);
        await rows.Nth(1).WaitForAsync();

        await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Việc đã làm" }).FillAsync("Đăng nhập");
        await visit.Page.GetByRole(AriaRole.Option, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("viec=session.started"));
        await visit.Page.ReloadAsync();
        await rows.Nth(1).WaitForAsync();

        (await rows.AllInnerTextsAsync()).Skip(1).ShouldAllBe(row => row.Contains("Đăng nhập"));
        await visit.ScreenshotAsync("nhat-ky-da-loc");
        await visit.ShouldBeAccessibleAsync();
        await rows.Nth(1).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByText("Mã băm mục trước").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
    }

    public void Dispose() => _chain.Dispose();

    private static async Task<int> DaysLeftAsync(Visit visit, Guid item)
    {
        await visit.GoAsync($"/hop-viec/{item}");
        var chip = visit.Page.GetByRole(AriaRole.Article).GetByText(DaysLeft()).First;
        return int.Parse(DaysLeft().Match(await chip.InnerTextAsync()).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>From this day on the first on which one works, as the calendar stands.</summary>
    private static async Task<DateOnly> OrdinaryDayAsync(Caller administrator, DateOnly from)
    {
        for (var day = from; ; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsListed(await YearAsync(administrator, day.Year), day))
                return day;
        }
    }

    /// <summary>The table of the year; one that nobody has entered yet is entered without a day.</summary>
    private static async Task<JsonElement> YearAsync(Caller administrator, int year)
    {
        var answer = await administrator.GetAsync($"/api/calendar/{year}");
        if (answer.StatusCode == HttpStatusCode.NotFound)
            answer = await administrator.PutAsync($"/api/calendar/{year}", new { provisional = false, days = Array.Empty<object>() }, ifMatch: "\"0\"");
        return await answer.ShouldBeOkAsync();
    }

    private static object BodyOf(JsonElement year) => new
    {
        provisional = year.GetProperty("provisional").GetBoolean(),
        days = year.GetProperty("days"),
        note = year.GetProperty("note").GetString(),
        reason = "Trả lại lịch như trước",
    };

    private static bool IsListed(JsonElement year, DateOnly day) =>
        year.GetProperty("days").EnumerateArray().Any(one => one.GetProperty("date").GetString() == day.ToString("O", CultureInfo.InvariantCulture));

    private static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Còn (\d+) ngày làm việc")]
    private static partial Regex DaysLeft();

    [GeneratedRegex("^Chèn trường")]
    private static partial Regex Insert();
}
