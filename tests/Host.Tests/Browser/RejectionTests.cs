using System.Text;
using System.Text.Json.Nodes;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Rejecting, and refusing a number: what is asked for, and what the drafter is told.</summary>
[Collection(BrowserTests.Name)]
public sealed class RejectionTests(BrowserTests browser) : IDisposable
{
    private readonly Chain _chain = new(browser.App);

    [Fact]
    public async Task A_rejection_needs_a_reason_which_the_drafter_reads_in_his_notices_and_in_the_dossier()
    {
        var phrase = $"Không thuộc phạm vi trả lời ({Guid.NewGuid():N})";
        await (await _chain.AsAsync(LienThongApp.Clerk)).PostAsync("/api/phrases", new { kind = "reject", text = phrase });
        var dossierId = await ToRejectAsync();
        var item = await _chain.WorkAsync(Chain.Head, dossierId);
        await using var visit = await browser.SignInAsync(Chain.Head);
        await visit.OpenWorkAsync(item);

        await visit.Action("Từ chối").ClickAsync();
        var dialog = visit.Dialog();
        await dialog.GetByText("Hồ sơ sẽ kết thúc, không thu hồi được").WaitForAsync();
        await dialog.Send("Từ chối").ClickAsync();
        var reason = dialog.GetByLabel("Lý do");
        await Assertions.Expect(reason).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(reason).ToBeFocusedAsync();
        await visit.ScreenshotAsync("hop-thoai-tu-choi");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByRole(AriaRole.Group, new() { Name = "Cụm từ hay dùng" }).GetByRole(AriaRole.Button, new() { Name = phrase }).ClickAsync();
        await Assertions.Expect(reason).ToHaveValueAsync(phrase);
        await dialog.Send("Từ chối").ClickAsync();

        await visit.ToldAsync("Đã từ chối");
        await using var drafter = await browser.SignInAsync(Chain.Officer);
        await drafter.GoAsync("/thong-bao");
        await drafter.Page.GetByText(phrase).First.WaitForAsync();
        await drafter.GoAsync($"/ho-so/{dossierId}");
        await drafter.Page.GetByText("Đã hủy", new() { Exact = true }).WaitForAsync();
        var history = drafter.Page.GetByRole(AriaRole.List).Filter(new() { HasText = "Đăng ký văn bản đến" });
        await history.GetByText("Từ chối", new() { Exact = true }).WaitForAsync();
        await history.GetByText(phrase).WaitForAsync();
        await drafter.ScreenshotAsync("ho-so-bi-tu-choi");
        await drafter.ShouldBeAccessibleAsync();
    }

    [Fact]
    public async Task A_number_that_is_refused_goes_back_to_the_drafter_with_the_reason()
    {
        const string Why = "Thể thức phần nơi nhận chưa đúng, đề nghị sửa.";
        var dossierId = await SignedAsync();
        var item = await _chain.WorkAsync(LienThongApp.Clerk, dossierId);
        await using var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.OpenWorkAsync(item);

        await visit.Action("Từ chối cấp số").ClickAsync();
        var dialog = visit.Dialog();
        await dialog.Send("Từ chối cấp số").ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("Lý do")).ToHaveAttributeAsync("aria-invalid", "true");
        await visit.ScreenshotAsync("hop-thoai-tu-choi-cap-so");
        await visit.ShouldBeAccessibleAsync();
        await dialog.GetByLabel("Lý do").FillAsync(Why);
        await dialog.Send("Từ chối cấp số").ClickAsync();

        await visit.ToldAsync("Đã từ chối cấp số");
        await using var drafter = await browser.SignInAsync(Chain.Officer);
        await drafter.OpenWorkAsync(await _chain.WorkAsync(Chain.Officer, dossierId));
        await drafter.Document().GetByText("Soạn dự thảo trả lời").First.WaitForAsync();
        await drafter.Page.GetByText("Lý do trả lại lần trước").WaitForAsync();
        await drafter.Page.GetByText(Why).First.WaitForAsync();
        (await drafter.Document().GetByText(Why).CountAsync()).ShouldBe(1);
        await drafter.ScreenshotAsync("viec-bi-tu-choi-cap-so");
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>A draft before the head of the unit, in a procedure that lets him reject it.</summary>
    private async Task<Guid> ToRejectAsync()
    {
        await PublishWithRejectionAsync();
        var clerk = await _chain.AsAsync(LienThongApp.Clerk);
        var registered = await clerk.PostAsync("/api/incoming-documents", Chain.Registration(files: [await Chain.UploadedAsync(clerk)], subject: "Đề nghị góp ý có thể bị từ chối"));
        var dossierId = (await registered.JsonAsync()).GetProperty("dossierId").GetGuid();
        await _chain.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await _chain.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft());
        return dossierId;
    }

    private async Task<Guid> SignedAsync()
    {
        var dossierId = await _chain.DraftedAsync();
        await _chain.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
        await _chain.DoneAsync(Chain.Deputy, dossierId, "sign", new { });
        return dossierId;
    }

    /// <summary>The usual procedure, for letters whose subject says so, with a rejection that ends the dossier.</summary>
    private async Task PublishWithRejectionAsync()
    {
        var definition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "definitions", "cong-van-bao-cao.json")))!.AsObject();
        (definition["id"], definition["definitionId"], definition["name"]) = ("gop-y-1", "gop-y", "Công văn đề nghị góp ý");
        var activities = definition["root"]!["activities"]!.AsArray();
        activities.Single(activity => (string?)activity!["id"] == "van-ban-den")!["subjectContains"] = Literal("String", "có thể bị từ chối");
        activities.Single(activity => (string?)activity!["id"] == "ky-nhay")!["allowReject"] = Literal("Boolean", true);
        definition["root"]!["connections"]!.AsArray().Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = "ky-nhay", ["port"] = "Rejected" },
            ["target"] = new JsonObject { ["activity"] = "dong-tra-lai", ["port"] = "In" },
        });
        using var content = new StringContent(definition.ToJsonString(), Encoding.UTF8, "application/json");
        var administrator = await _chain.AsAsync(LienThongApp.Administrator);
        await (await administrator.SendAsync(HttpMethod.Post, "/api/definitions?reason=Cho%20ph%C3%A9p%20t%E1%BB%AB%20ch%E1%BB%91i", content, Guid.NewGuid().ToString(), null)).ShouldBeOkAsync();
    }

    private static JsonObject Literal(string type, JsonNode value) => new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
}
