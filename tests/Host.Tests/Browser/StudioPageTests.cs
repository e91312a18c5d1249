using System.Text.Json.Nodes;
using LienThong.Host.Tests.Api;
using LienThong.Host.Tests.ElsaApi;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>What the page around Elsa Studio does.</summary>
[Collection(BrowserTests.Name)]
public sealed class StudioPageTests(BrowserTests browser)
{
    private const string List = "/studio/workflows/definitions";
    private const string Editor = List + "/cong-van-bao-cao/edit";

    private static readonly Screen Desk = new(1366, 768);

    [Fact]
    public async Task The_second_visit_loads_next_to_nothing()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenDiagramAsync(Editor);
        var line = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await line.SendAsync("Network.enable");
        double bytes = 0;
        line.Event("Network.loadingFinished").OnEvent += (_, said) => bytes += said!.Value.GetProperty("encodedDataLength").GetDouble();

        await studio.OpenDiagramAsync(Editor);

        bytes.ShouldBeLessThan(100_000);
        bytes.ShouldBeGreaterThan(1000, "nothing was counted");
    }

    [Fact]
    public async Task A_long_list_is_asked_for_once_however_often_its_form_is_drawn()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenDiagramAsync(Editor);
        var asked = 0;
        visit.Page.Request += (_, request) => asked += IsList(request) ? 1 : 0;

        await studio.DoAsync(() => studio.Node("ky-nhay").ClickAsync(), IsList);
        // The list itself is hidden behind the field that shows what is chosen.
        await studio.Field("Người cụ thể").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        asked.ShouldBe(1);
        await studio.ShouldStandAsync();

        static bool IsList(IRequest request) => request.Url.EndsWith("/options/Person", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_only_read_sees_the_diagram_and_is_told_so()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Officer, Desk);
        var studio = new StudioVisit(visit);

        await studio.OpenDiagramAsync(Editor);

        await visit.Page.GetByText("Đang ở chế độ chỉ xem").First.WaitForAsync();
        (await RunButton(visit.Page).IsVisibleAsync()).ShouldBeFalse();
        (await visit.Page.Locator("#studio .mud-toolbar button:visible").CountAsync()).ShouldBe(3, "to fit, to centre, to arrange: no file is for them");
        (await visit.Page.Locator(".lt-tabs a").AllInnerTextsAsync()).ShouldBe(["Quy trình"]);
        await studio.ScreenshotsAsync("studio-chi-xem");
        await visit.Page.GotoAsync(visit.AddressOf("/studio/workflows/instances"));
        await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Đồng chí không có quyền xem trang này" }).WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        await studio.ScreenshotsAsync("studio-khong-co-quyen");
    }

    [Fact]
    public async Task A_session_that_ended_leads_to_sign_in_and_back_and_the_lost_change_is_named()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenDiagramAsync(Editor);
        await visit.Page.Context.ClearCookiesAsync();

        await studio.WriteAsync("Mô tả", "Chưa lưu được");
        await visit.Page.WaitForURLAsync("**/dang-nhap?tiep=*");
        await visit.SubmitSignInAsync(LienThongApp.Administrator, browser.App.Password);

        await visit.Page.WaitForURLAsync($"**{Editor}");
        await visit.Page.Locator(".lt-toast").GetByText("Phiên làm việc vừa hết").WaitForAsync();
        await visit.Page.Locator("#studio[data-fitted]").WaitForAsync(new() { Timeout = 120_000 });
        (await studio.Field("Mô tả").InputValueAsync()).ShouldStartWith("Văn bản đến cần trả lời");
        (await visit.Page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_of_an_older_session_is_changed_without_a_word()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenListAsync("/studio/workflows/instances");
        await visit.Page.EvaluateAsync("() => { document.getElementById('studio').dataset.token = 'cu'; }");

        var status = await visit.Page.EvaluateAsync<int>("""
            async () => (await fetch('/elsa/api/workflow-instances', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status
            """);

        status.ShouldBe(200);
        await studio.ShouldStandAsync();
    }

    [Theory]
    [InlineData(403, "chỉ quản trị viên", """{"statusCode":403,"message":"Chỉ quản trị viên được làm.","errors":{"generalErrors":["Việc này chỉ quản trị viên được làm."]}}""")]
    [InlineData(500, "Máy chủ gặp lỗi", "")]
    public async Task A_save_that_is_refused_without_a_word_of_Studio_is_told(int refusal, string told, string body)
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenDiagramAsync(Editor);
        await visit.Page.RouteAsync("**/elsa/api/workflow-definitions", route => route.FulfillAsync(new() { Status = refusal, ContentType = "application/json", Body = body }));

        await studio.WriteAsync("Mô tả", "Mô tả khác");

        await visit.Page.Locator(".lt-toast").GetByText(told).First.WaitForAsync();
        await studio.ScreenshotsAsync($"studio-tu-choi-{refusal}");
        (await visit.Page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_refused_of_a_version_is_told_and_Studio_goes_on()
    {
        using var user = new ElsaStudioUser(await browser.App.SignedInAsync(LienThongApp.Administrator));
        var published = await user.PublishedAsync($"Quy trình {Guid.NewGuid():N}");
        var id = ElsaStudioUser.Text(published, "definitionId");
        await user.SaveAsync(ElsaStudioUser.WithLine(published, "hai"));
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenDiagramAsync($"/studio/workflows/definitions/{id}/edit");
        await studio.OpenTabAsync("Các phiên bản");

        await ChooseAsync("Quay lại phiên bản này");
        await visit.Page.Locator(".lt-toast").GetByText("đang có bản nháp").WaitForAsync();
        await ChooseAsync("Xóa");
        await visit.Page.Locator(".mud-dialog .mud-button-root").Last.ClickAsync();
        await visit.Page.Locator(".lt-toast").GetByText("đang ban hành nên không xóa được").WaitForAsync();

        await studio.ScreenshotsAsync("studio-phien-ban-tu-choi");
        (await visit.Page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse("Studio shows its error bar");
        for (var told = await visit.Page.Locator(".lt-toast").CountAsync(); told > 0; told--)
            await visit.Page.Locator(".lt-toast button").First.ClickAsync();
        var save = await visit.Page.RunAndWaitForRequestAsync(
            () => studio.SaveAsync(() => visit.Page.Keyboard.PressAsync("Control+s")), request => request.Method == "POST" && request.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal));
        (await save.HeaderValueAsync("x-lienthong-seat")).ShouldNotBeNull().Length.ShouldBe(32);

        async Task ChooseAsync(string item)
        {
            var first = visit.Page.Locator("tr").Filter(new() { Has = visit.Page.GetByRole(AriaRole.Cell, new() { Name = "1", Exact = true }) });
            await first.Locator(".mud-menu button").First.ClickAsync();
            await studio.MenuItem(item).ClickAsync();
        }
    }

    [Fact]
    public async Task An_old_file_with_places_that_are_none_is_drawn_with_its_arrows()
    {
        using var administrator = await browser.App.SignedInAsync(LienThongApp.Administrator);
        var id = $"cu-{Guid.NewGuid():N}";
        using var old = new StringContent(
            $$$"""
            {"DefinitionId":"{{{id}}}","Root":{"Id":"f","Type":"Elsa.Flowchart","connections":{"$id":"1","$values":[{"source":"a","sourcePort":"Done","target":"b"}]},"Activities":[
             {"Id":"a","Type":"Elsa.WriteLine","Metadata":{"designer":{"position":"top","size":{"width":"abc"} } } },{"id":"b","type":"Elsa.WriteLine","metadata":{"designer":{"position":{"x":"abc","y":200} } } }]} }
            """, System.Text.Encoding.UTF8, "application/json");
        await (await administrator.SendAsync(HttpMethod.Put, $"/api/definitions/{id}/draft", old, null, "*")).ShouldBeOkAsync();
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);

        await studio.OpenDiagramAsync($"/studio/workflows/definitions/{id}/edit");

        await Assertions.Expect(studio.Nodes).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator(".x6-edge")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Who_may_only_read_is_offered_only_what_reads()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Officer, Desk);
        var studio = new StudioVisit(visit);
        await studio.OpenListAsync(List);

        await RowMenu(visit.Page).ClickAsync();

        await studio.MenuItem("Xem").WaitForAsync();
        (await visit.Page.Locator(".mud-menu-item:visible").AllInnerTextsAsync()).Select(text => text.Trim()).ShouldBe(["Xem"]);
        (await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Với mục đã chọn" }).IsVisibleAsync()).ShouldBeFalse();
        (await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tạo quy trình" }).IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task What_people_wrote_is_not_translated_even_where_Studio_has_the_same_text()
    {
        using var administrator = await ElsaStudioUser.SignedInAsync(browser.App);
        var definition = ElsaStudioUser.WithLine(await administrator.CreateAsync("Save"), "Running");
        definition["root"]!["activities"]![0]!["metadata"]!["displayText"] = "Publish";
        definition["variables"] = JsonNode.Parse("""[{"id":"v","name":"Status","typeName":"String","isArray":false}]""");
        definition = await administrator.SaveAsync(definition);
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var studio = new StudioVisit(visit);

        await studio.OpenDiagramAsync($"/studio/workflows/definitions/{ElsaStudioUser.Text(definition, "definitionId")}/edit");

        (await studio.Node("dong").Locator(".activity-label").InnerTextAsync()).ShouldBe("Publish");
        await visit.Page.Locator(".mud-tab").GetByText("Save", new() { Exact = true }).WaitForAsync();
        await studio.OpenTabAsync("Biến");
        await visit.Page.GetByRole(AriaRole.Cell, new() { Name = "Status", Exact = true }).WaitForAsync();
        await studio.OpenListAsync(List);
        await visit.Page.GetByRole(AriaRole.Cell, new() { Name = "Save", Exact = true }).WaitForAsync();
    }

    [Fact]
    public async Task A_refused_change_is_told_and_the_page_works_on()
    {
        var page = await WindowAsync(List);
        await using var context = page.Context;
        const string Refusal = """{"statusCode":400,"message":"Không được.","errors":{"generalErrors":["Quy trình đang ban hành nên không xóa được."]}}""";
        await page.RouteAsync("**/elsa/api/workflow-definitions/*", route => route.Request.Method == "DELETE" ? route.FulfillAsync(new() { Status = 400, ContentType = "application/json", Body = Refusal }) : route.ContinueAsync());
        await page.RouteAsync("**/execute", route => route.AbortAsync());

        await RowMenu(page).ClickAsync();
        await page.Locator(".mud-menu-item").GetByText("Xóa", new() { Exact = true }).ClickAsync();
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Xóa" }).ClickAsync();
        await page.Locator(".lt-toast").GetByText("không xóa được").WaitForAsync();
        await RowMenu(page).ClickAsync();
        await page.Locator(".mud-menu-item").GetByText("Chạy", new() { Exact = true }).ClickAsync();

        await page.Locator(".lt-toast").GetByText("Có thể lượt chạy đã bắt đầu").WaitForAsync();
        (await page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_question_waits_for_a_server_that_is_away_and_says_so_until_it_is_back()
    {
        var page = await WindowAsync(List);
        await using var context = page.Context;
        var isAway = true;
        await page.RouteAsync("**/elsa/api/workflow-instances", route => isAway ? route.AbortAsync() : route.ContinueAsync());

        var answer = page.EvaluateAsync<int>("async () => (await fetch('/elsa/api/workflow-instances', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status");
        await page.Locator(".lt-toast").GetByText("Mất kết nối").WaitForAsync();
        isAway = false;

        (await answer).ShouldBe(200);
        await Assertions.Expect(page.Locator(".lt-toast")).ToHaveCountAsync(0);
        (await page.Locator("#blazor-error-ui").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_saves_the_second_leaves_when_the_first_was_answered()
    {
        var page = await WindowAsync(List);
        await using var context = page.Context;
        var bodies = new List<string?>();
        await page.RouteAsync("**/elsa/api/workflow-definitions", async route =>
        {
            bodies.Add(route.Request.PostData);
            // Time enough for another one to come in between.
            await page.EvaluateAsync("async () => { for (let frame = 0; frame < 20; frame += 1) await new Promise(requestAnimationFrame); }");
            bodies.Add("answered");
            await route.FulfillAsync(new() { Status = bodies.Count == 2 ? 500 : 200, ContentType = "application/json", Body = "{}" });
        });

        var answers = await page.EvaluateAsync<int[]>("""
            () => Promise.all(['1', '2'].map(async (body) => (await fetch('/elsa/api/workflow-definitions', { method: 'POST', body })).status))
            """);

        answers.ShouldBe([500, 200]);
        bodies.ShouldBe(["1", "answered", "2", "answered"]);
    }

    [Fact]
    public async Task Who_comes_back_from_signing_in_without_a_new_page_saves_on()
    {
        var page = await WindowAsync(List);
        await using var context = page.Context;
        var isOut = true;
        await page.RouteAsync("**/elsa/api/workflow-definitions", route => route.FulfillAsync(new() { Status = isOut ? 401 : 200, ContentType = "application/json", Body = "{}" }));
        // The browser stays where it is.
        await page.RouteAsync("**/dang-nhap**", route => route.FulfillAsync(new() { Status = 204 }));

        await page.RunAndWaitForRequestAsync(SaveAsync, "**/dang-nhap**");
        isOut = false;
        var saved = await page.RunAndWaitForResponseAsync(SaveAsync, response => response.Request.Method == "POST" && response.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal));

        saved.Status.ShouldBe(200);

        Task SaveAsync() => page.EvaluateAsync("() => { void fetch('/elsa/api/workflow-definitions', { method: 'POST', body: '{}' }); }");
    }

    [Fact]
    public async Task A_definition_that_is_not_there_is_a_page_and_fits_both_themes()
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        await visit.Page.GotoAsync(visit.AddressOf("/studio/workflows/definitions/khong-co/edit"));

        foreach (var screen in new[] { Desk, Desk with { IsDark = true } })
        {
            await visit.ShowOnAsync(screen);
            await visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Không có quy trình này" }).WaitForAsync();
            await visit.ShouldBeAccessibleAsync();
            await visit.ScreenshotAsync("studio-khong-co-quy-trinh");
        }
    }

    [Theory]
    [InlineData("**/_framework/dotnet.native.*.wasm")]
    [InlineData("**/_framework/blazor.webassembly.js")]
    public async Task Files_that_do_not_come_are_told_instead_of_an_empty_page(string missing)
    {
        // A window of its own: what it writes into the console about it is no news here.
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        await using var context = await visit.Page.Context.Browser!.NewContextAsync(new() { StorageState = await visit.Page.Context.StorageStateAsync() });
        var page = await context.NewPageAsync();
        await page.RouteAsync(missing, route => route.AbortAsync());

        await page.GotoAsync(new Uri(browser.App.Address, Editor).ToString());

        await page.GetByRole(AriaRole.Alert).GetByText("Không mở được Elsa Studio").WaitForAsync();
    }

    /// <summary>An administrator's window with a list in it, of its own: what it writes into the console about refusals is no news here.</summary>
    private async Task<IPage> WindowAsync(string path)
    {
        await using var visit = await browser.SignInAsync(LienThongApp.Administrator, Desk);
        var context = await visit.Page.Context.Browser!.NewContextAsync(new() { StorageState = await visit.Page.Context.StorageStateAsync() });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(browser.App.Address, path).ToString());
        await page.Locator("#studio tbody tr .mud-menu").First.WaitForAsync(new() { Timeout = 120_000 });
        return page;
    }

    private static ILocator RowMenu(IPage page) => page.Locator("#studio tbody tr .mud-menu button").First;

    private static ILocator RunButton(IPage page) => page.Locator("button[title='Chạy quy trình']");
}
