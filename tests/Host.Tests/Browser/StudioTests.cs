using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienThong.Activities.Agencies;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Elsa Studio as it comes from its authors, before our server: the judge of what we say is compatible.</summary>
[Collection(BrowserTests.Name)]
public sealed class StudioTests(StudioOffice office) : IClassFixture<StudioOffice>, IDisposable
{
    private const string Definition = "cong-van-bao-cao";
    private const string Work = "Ký nháy dự thảo báo cáo";

    private readonly Chain _people = new(office.Browser.App);

    [Fact]
    public async Task The_standard_chain_is_edited_published_run_and_followed_to_its_end_restored_exported_and_imported()
    {
        await using var visit = await office.SignInAsync(LienThongApp.Administrator);
        var studio = new StudioVisit(visit);
        await visit.GoAsync($"/quy-trinh/dinh-nghia/{Definition}/1");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Mở bằng Elsa Studio" }).ClickAsync();
        await studio.DrawnAsync();
        await studio.ScreenshotsAsync("studio-soan");

        var added = await EditAsync(studio);
        await studio.PublishAsync();
        await studio.ScreenshotsAsync("studio-da-ban-hanh");
        await studio.RunAsync();
        // Nobody registered a document: it comes to the first step that needs one.
        await studio.Page.GetByText("Bị sự cố").First.WaitForAsync();

        await FollowAsync(studio, added);

        await studio.OpenDiagramAsync($"/studio/workflows/definitions/{Definition}/edit");
        await studio.Node(added).WaitForAsync();
        await RestoreAsync(studio, version: 1);
        await Assertions.Expect(studio.Node(added)).ToHaveCountAsync(0);
        await studio.ScreenshotsAsync("studio-khoi-phuc");
        await ExportAndImportAsync(studio, Definition, "Công văn nhập lại");
    }

    [Fact]
    public async Task A_definition_as_Elsa_exports_it_with_containers_in_containers_takes_the_same_way()
    {
        var administrator = await _people.AsAsync(LienThongApp.Administrator);
        var exported = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/Host.Tests/Browser/nested-containers.json")))!;
        await (await administrator.PostAsync("/elsa/api/workflow-definitions/import", exported)).ShouldBeOkAsync();
        var id = (string)exported["definitionId"]!;
        await using var visit = await office.SignInAsync(LienThongApp.Administrator);
        var studio = new StudioVisit(visit);

        await studio.OpenListAsync("/studio/workflows/definitions");
        await studio.ScreenshotsAsync("studio-danh-sach");
        await studio.Page.GetByText((string)exported["name"]!, new() { Exact = true }).ClickAsync();
        await studio.Page.WaitForURLAsync($"**/studio/workflows/definitions/{id}/edit");
        await studio.DrawnAsync();
        (await studio.Nodes.CountAsync()).ShouldBe(4);
        await studio.PublishAsync();
        await EditInsideAsync(studio, id);
        await studio.PublishAsync();
        await studio.RunAsync();

        await studio.Page.GetByText("Đã kết thúc", new() { Exact = true }).First.WaitForAsync();
        await studio.ScreenshotsAsync("studio-khoi-da-chay");
        await studio.OpenDiagramAsync($"/studio/workflows/definitions/{id}/edit");
        await RestoreAsync(studio, version: 1);
        await studio.DrawnAsync();
        (await InnerAsync(id)).GetProperty("activities").GetArrayLength().ShouldBe(2);
        await ExportAndImportAsync(studio, id, "Khối nhập lại");
    }

    /// <summary>In the flowchart within the flowchart: a step gets another text, one is dragged in and connected.</summary>
    private async Task EditInsideAsync(StudioVisit studio, string id)
    {
        await studio.Node("8fd1c0a5e2b7").DblClickAsync();
        await studio.Node("c1a90b7d33e2").ClickAsync();
        await studio.SaveAsync(() => studio.WriteCodeAsync("getTotal() + 1"));
        await SavedAsync(() => InnerAsync(id), inner => Activities(inner)[1].GetProperty("text").GetProperty("expression").GetProperty("value").GetString() == "getTotal() + 1");

        await studio.DragInAsync("Ghi dòng", 440, 60);
        await SavedAsync(() => InnerAsync(id), inner => Activities(inner).Count == 3);
        var added = Ids(await InnerAsync(id))[2];
        await studio.ConnectAsync("c1a90b7d33e2", "Done", added);
        await SavedAsync(() => InnerAsync(id), inner => IsConnected(inner, "c1a90b7d33e2", added));
        await studio.ScreenshotsAsync("studio-khoi-trong");
    }

    private async Task<JsonElement> InnerAsync(string id) => Activities(await RootAsync(id)).Single(one => Id(one) == "8fd1c0a5e2b7");

    private async Task<string> EditAsync(StudioVisit studio)
    {
        var before = Ids(await RootAsync(Definition));
        before.Count.ShouldBe(await studio.Nodes.CountAsync());
        await studio.Node("ky-nhay").ClickAsync();
        await studio.WriteAsync("Việc phải làm", Work);
        await SavedAsync(() => RootAsync(Definition), root => Activities(root).Single(one => Id(one) == "ky-nhay").GetProperty("title").GetRawText().Contains(Work, StringComparison.Ordinal));

        await studio.DragInAsync("Ghi dòng", 560, 250);
        await SavedAsync(() => RootAsync(Definition), root => Activities(root).Count == before.Count + 1);
        var added = Ids(await RootAsync(Definition)).Except(before).ShouldHaveSingleItem();

        // From where nothing goes out yet: the lines that do lie over their beginning.
        await studio.ConnectAsync("nhac-han", "Done", added);
        await SavedAsync(() => RootAsync(Definition), root => IsConnected(root, "nhac-han", added));
        await studio.ShouldStandAsync();
        return added;
    }

    /// <summary>Studio saves by itself, half a second after each change and again when it has measured what it drew.</summary>
    private static async Task SavedAsync(Func<Task<JsonElement>> read, Func<JsonElement, bool> isSaved)
    {
        for (var waited = Stopwatch.StartNew(); !isSaved(await read());)
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "not saved");
    }

    /// <summary>A real document takes the way of the version that was just published, while its page is open.</summary>
    private async Task FollowAsync(StudioVisit studio, string added)
    {
        var dossierId = (await _people.RegisteredAsync()).GetProperty("dossierId").GetGuid();
        var administrator = await _people.AsAsync(LienThongApp.Administrator);
        var instance = (await administrator.GetJsonAsync($"/api/instances?correlationId={dossierId}")).GetProperty("items")[0];
        instance.GetProperty("definitionVersion").GetInt32().ShouldBe(2);
        await studio.OpenDiagramAsync($"/studio/workflows/instances/{instance.GetProperty("id").GetString()}/view");
        await studio.Node(added).WaitForAsync();
        await studio.Node("but-phe").Locator(".mud-badge").First.WaitForAsync();
        await studio.Page.GetByText("Đang chờ", new() { Exact = true }).First.WaitForAsync();
        await studio.ScreenshotsAsync("studio-luot-chay");

        await _people.DoneAsync(Chain.Director, dossierId, "assign", Chain.Instruction);
        await _people.DoneAsync(Chain.Officer, dossierId, "submit-draft", Chain.Draft());
        await _people.DoneAsync(Chain.Head, dossierId, "approve", new { });
        await _people.DoneAsync(Chain.Deputy, dossierId, "approve", new { });
        await _people.DoneAsync(Chain.Deputy, dossierId, "sign", new { });
        await _people.DoneAsync(LienThongApp.Clerk, dossierId, "issue-number", new { });
        await _people.DoneAsync(LienThongApp.Clerk, dossierId, "send", new { recipientAgencyIds = new[] { DemoOrganisation.VanPhongUbnd } });
        var receiver = await _people.AsAsync(Chain.Receiver);
        var dispatch = (await receiver.GetJsonAsync("/api/dispatches/incoming?size=200")).GetProperty("items").EnumerateArray().Single();
        await (await receiver.PostAsync($"/api/dispatches/{dispatch.GetProperty("id").GetGuid()}/receipts", new { statusCode = "03" })).ShouldBeOkAsync();

        await studio.Page.GetByText("Đã kết thúc", new() { Exact = true }).First.WaitForAsync();
        await studio.ScreenshotsAsync("studio-luot-chay-xong");
        await studio.ShouldStandAsync();
    }

    private static async Task RestoreAsync(StudioVisit studio, int version)
    {
        await studio.OpenTabAsync("Các phiên bản");
        var row = studio.Page.Locator("tr").Filter(new() { Has = studio.Page.GetByRole(AriaRole.Cell, new() { Name = $"{version}", Exact = true }) });
        await row.Locator(".mud-menu button").First.ClickAsync();
        await studio.DoAsync(() => studio.MenuItem("Quay lại phiên bản này").ClickAsync(), request => request.Url.EndsWith($"/revert/{version}", StringComparison.Ordinal));
    }

    private async Task ExportAndImportAsync(StudioVisit studio, string id, string name)
    {
        var administrator = await _people.AsAsync(LienThongApp.Administrator);
        await studio.ChooseInMenuAsync("Xuất tệp");
        var download = await studio.Page.RunAndWaitForDownloadAsync(() => studio.Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Xuất tệp" }).ClickAsync());
        var file = await File.ReadAllTextAsync((await download.PathAsync())!);
        var exported = JsonNode.Parse(file)!;
        ((string?)exported["$schema"]).ShouldNotBeNull().ShouldStartWith("https://elsaworkflows.io/schemas/workflow-definition");
        exported["name"] = name;

        var chooser = await studio.Page.RunAndWaitForFileChooserAsync(() => studio.ChooseInMenuAsync("Nhập tệp"));
        await studio.DoAsync(
            () => chooser.SetFilesAsync(new FilePayload { Name = download.SuggestedFilename, MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(exported.ToJsonString()) }),
            request => request.Url.EndsWith("/workflow-definitions/import", StringComparison.Ordinal));

        await studio.ToldAsync("Đã nhập");
        (await administrator.GetJsonAsync($"/elsa/api/workflow-definitions/by-definition-id/{id}?versionOptions=Latest")).GetProperty("name").GetString().ShouldBe(name);
        await studio.ShouldStandAsync();
    }

    public void Dispose() => _people.Dispose();

    private async Task<JsonElement> RootAsync(string definitionId) =>
        (await (await _people.AsAsync(LienThongApp.Administrator)).GetJsonAsync($"/elsa/api/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest")).GetProperty("root");

    private static List<JsonElement> Activities(JsonElement root) => [.. root.GetProperty("activities").EnumerateArray()];

    private static bool IsConnected(JsonElement chart, string from, string to) => chart.GetProperty("connections").EnumerateArray()
        .Any(one => one.GetProperty("source").GetProperty("activity").GetString() == from && one.GetProperty("target").GetProperty("activity").GetString() == to);

    private static List<string> Ids(JsonElement root) => [.. Activities(root).Select(Id)];

    private static string Id(JsonElement activity) => activity.GetProperty("id").GetString()!;
}
