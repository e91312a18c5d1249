using System.Globalization;
using LienThong.Activities.Agencies;
using LienThong.Activities.Deadlines.Calendar;
using LienThong.Host.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

[Collection(BrowserTests.Name)]
public sealed class IncidentPageTests(BrowserTests browser) : IDisposable
{
    private const string PlanningClerk = "van-thu1.vp.skhdt@example.vn";
    private const string CentreOfficer = "chuyen-vien1.ttnc.skhcn@example.vn";

    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_step_without_a_holder_is_tried_again_in_vain_and_then_given_to_somebody()
    {
        await StoppedAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        var (page, dialog) = (visit.Page, visit.Page.GetByRole(AriaRole.Dialog));
        await visit.GoAsync("/quy-trinh/su-co");
        var card = Card(visit, "Bút phê");
        await card.WaitForAsync();
        await visit.ScreenshotAsync("su-co-mot-viec");
        await visit.ShouldBeAccessibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "Chạy lại" }).ClickAsync();
        await dialog.GetByLabel("Lý do").FillAsync("Thử lại khi chưa có người");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Chạy lại" }).ClickAsync();
        await page.GetByText("vẫn bị sự cố").WaitForAsync();

        // It failed anew, as another incident than the one that is still on the page.
        await visit.GoAsync("/quy-trinh/su-co");
        await card.GetByRole(AriaRole.Button, new() { Name = "Giao người khác" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Giao cho" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Phó Giám đốc" }).First.ClickAsync();
        await dialog.GetByLabel("Lý do").FillAsync("Chưa bổ nhiệm Giám đốc");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Giao người khác" }).ClickAsync();

        await visit.ToldAsync("Đã giao");
        await card.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task A_step_is_skipped_with_a_reason_that_the_dossier_keeps()
    {
        const string Reason = "Chưa bổ nhiệm Giám đốc Trung tâm, soạn lại";
        var dossierId = await DraftedAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);
        var (page, dialog) = (visit.Page, visit.Page.GetByRole(AriaRole.Dialog));
        await visit.GoAsync("/quy-trinh/su-co");
        var card = Card(visit, "Trưởng đơn vị ký nháy");
        await card.GetByRole(AriaRole.Button, new() { Name = "Bỏ qua bước" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Bỏ qua bước" }).ClickAsync();
        await dialog.GetByText("Điền mục «Lý do».").WaitForAsync();
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Coi như bước đã có kết quả" }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = "Trả lại bước trước" }).ClickAsync();
        await dialog.GetByLabel("Lý do").FillAsync(Reason);
        await visit.ScreenshotAsync("su-co-bo-qua");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Bỏ qua bước" }).ClickAsync();

        await card.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        (await clerk.GetJsonAsync($"/api/dossiers/{dossierId}/timeline")).ToString().ShouldContain(Reason);
        await _chain.WorkAsync(CentreOfficer, dossierId);
    }

    [Fact]
    public async Task An_instance_shows_where_it_waits_and_how_it_came_there()
    {
        var registered = await _chain.RegisteredAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator);

        await visit.GoAsync($"/quy-trinh/luot-chay/{registered.GetProperty("workflowInstanceId").GetString()}");

        await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Đang chờ ở" }).GetByRole(AriaRole.Cell, new() { Name = "Bút phê" }).First.WaitForAsync();
        await visit.Page.GetByRole(AriaRole.Region, new() { Name = "Nhật ký kỹ thuật" }).GetByText("dừng chờ").First.WaitForAsync();
        await visit.ScreenshotAsync("mot-luot-chay");
        await visit.ShouldBeAccessibleAsync();
    }

    public void Dispose() => _chain.Dispose();

    private static ILocator Card(Visit visit, string step) => visit.Page.GetByRole(AriaRole.Article, new() { Name = step });

    /// <summary>A dossier of an agency whose Giám đốc has left: nobody may take its first step.</summary>
    private async Task StoppedAsync()
    {
        await DismissedAsync(DemoOrganisation.PersonId("SKHĐT", null, PositionCodes.Director));
        await _chain.RegisteredAsync(PlanningClerk);
    }

    /// <summary>A draft of a unit whose head has left: nobody may put his initials under it.</summary>
    private async Task<Guid> DraftedAsync()
    {
        await DismissedAsync(DemoOrganisation.PersonId("SKHCN", "TTNC", PositionCodes.UnitHead));
        var dossierId = (await _chain.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", new { leadUnitId = DemoOrganisation.UnitId("SKHCN", "TTNC"), text = "Trung tâm chủ trì, tham mưu trả lời." });
        await _chain.DoneAsync(CentreOfficer, dossierId, "submit-draft", Chain.Draft());
        return dossierId;
    }

    private async Task DismissedAsync(Guid personId)
    {
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        var appointment = await browser.App.Database.ReadAsync((context, ct) => context.Set<Appointment>().SingleAsync(row => row.PersonId == personId, ct), CancellationToken.None);
        var lastDay = VietnamTime.Today(TimeProvider.System).AddDays(-1).ToString("O", CultureInfo.InvariantCulture);
        if (appointment.To is null)
            (await administrator.PostAsync($"/api/organisation/appointments/{appointment.Id}/end", new { lastDay })).EnsureSuccessStatusCode();
    }
}
