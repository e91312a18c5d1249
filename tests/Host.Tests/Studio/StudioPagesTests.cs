using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using LienThong.Workflows.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Studio;

/// <summary>How Elsa Studio's files and the pages around them are served. Needs a build with it (without SkipClient and ElsaStudio=false).</summary>
[Collection(SharedApp.Name)]
public sealed partial class StudioPagesTests(LienThongApp app)
{
    private const string Editor = "/studio/workflows/definitions/cong-van-bao-cao/edit";
    private const string Instances = "/studio/workflows/instances";

    [Theory]
    [InlineData("/studio", "/studio/workflows/definitions")]
    [InlineData("/studio/", "/studio/workflows/definitions")]
    [InlineData("/workflows/definitions/cong-van-bao-cao/edit", Editor)]
    [InlineData("/workflows/instances/a%20b/view", "/studio/workflows/instances/a%20b/view")]
    public async Task An_address_that_Studio_or_somebody_shortens_leads_to_its_page(string path, string page)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe(page);
    }

    [Theory]
    [InlineData("/workflows/definitions/a/b/edit")]
    [InlineData("/workflows/definitions//edit")]
    [InlineData("/workflows/instances/a/edit")]
    public async Task Other_addresses_of_workflows_stay_theirs(string path)
    {
        using var caller = new Caller(app.Address);

        (await caller.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_workflow_that_listens_where_a_page_would_be_is_asked_first()
    {
        var name = $"trang-{Guid.NewGuid():N}";
        await app.Database.WriteAsync(
            (session, ct) => app.Services.GetRequiredService<DefinitionStore>().PublishAsync(session, Encoding.UTF8.GetBytes($$"""
                {"definitionId":"{{name}}","root":{"id":"day","type":"Elsa.Sequence","activities":[
                  {"id":"vao","type":"Elsa.HttpEndpoint","customProperties":{"canStartWorkflow":true},"path":{"typeName":"String","expression":{"type":"Literal","value":"/definitions/{{name}}/edit"} } },
                  {"id":"ra","type":"Elsa.WriteHttpResponse","content":{"typeName":"Object","expression":{"type":"Literal","value":"Đã nhận"} } }]} }
                """), "thử", "thử", ct),
            CancellationToken.None);
        using var caller = new Caller(app.Address);

        var answer = await caller.GetAsync($"/workflows/definitions/{name}/edit");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("Đã nhận");
    }

    [Theory]
    [InlineData(Editor)]
    [InlineData(Instances + "?trang=2")]
    [InlineData("/studio/khong-co")]
    public async Task Who_is_not_signed_in_is_sent_to_sign_in_and_back(string path)
    {
        using var stranger = new Caller(app.Address);

        var answer = await stranger.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe($"/dang-nhap?tiep={Uri.EscapeDataString(path)}");
    }

    [Theory]
    [InlineData("/studio/workflows/definitions", "elsa-workflow-definition-list", "")]
    [InlineData(Editor, "elsa-workflow-definition-editor", "cong-van-bao-cao")]
    [InlineData(Instances, "elsa-workflow-instance-list", "")]
    public async Task A_page_has_one_element_and_runs_no_script_but_from_files(string path, string element, string id)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self' 'wasm-unsafe-eval';");
        policy.ShouldContain("connect-src 'self';");
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"data-element=\"{element}\"");
        page.ShouldContain($"data-id=\"{id}\"");
        page.ShouldContain("Quản trị viên mẫu");
        page.ShouldNotContain("data-reader");
        page.ShouldNotMatch("<script(?! src=)");
        page.ShouldNotMatch(@"\{[a-z]+\}");
        page.ShouldNotContain("http");
        foreach (var file in Files().Matches(page).Select(match => match.Groups[1].Value))
            (await administrator.GetAsync(file.StartsWith('/') ? file : $"/studio/{file}")).StatusCode.ShouldBe(HttpStatusCode.OK, file);
    }

    [Fact]
    public async Task Who_is_no_administrator_sees_definitions_and_no_instances()
    {
        using var officer = await app.SignedInAsync(LienThongApp.Officer);

        var (editor, list) = (await officer.GetAsync(Editor), await officer.GetAsync(Instances));

        editor.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = await editor.Content.ReadAsStringAsync();
        page.ShouldNotContain(Instances);
        page.ShouldContain("data-reader");
        list.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await list.Content.ReadAsStringAsync()).ShouldContain("chỉ dành cho quản trị viên");
        (await officer.GetAsync(Instances + "/khong-co/view")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/studio/workflows/definitions/%3Cb%3Ekhong-co/edit", "Không có quy trình này")]
    [InlineData("/studio/workflows/instances/%3Cb%3Ekhong-co/view", "Không có lượt chạy này")]
    [InlineData("/studio/%3Cb%3Ekhong-co", "Không có trang này")]
    public async Task What_is_not_there_is_a_page_that_says_so(string path, string title)
    {
        using var administrator = await app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"<h1>{title}</h1>");
        page.ShouldNotContain("<b>");
        page.ShouldNotContain("<script");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Fingerprinted_files_come_packed_and_may_be_kept_for_ever(string accepted, string? encoding)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        var boot = await http.GetStringAsync(new Uri("/studio/_framework/blazor.webassembly.js", UriKind.Relative)) + await http.GetStringAsync(new Uri("/studio/_framework/dotnet.js", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/studio/_framework/" + Assembly().Match(boot).Value, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/wasm");
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        answer.Headers.Vary.ShouldContain("Accept-Encoding");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/studio/_framework/dotnet.js")]
    [InlineData("/studio/_content/Elsa.Studio.Workflows.Designer/designer.entry.js")]
    public async Task Other_files_are_asked_for_again_and_not_sent_again_while_the_version_is_the_same(string path)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var first = await http.GetAsync(new Uri(path, UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var again = await http.SendAsync(request);

        first.Headers.CacheControl!.NoCache.ShouldBeTrue();
        first.Headers.ETag!.Tag.ShouldBe("\"3.8.2\"");
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/studio/index.html")]
    [InlineData("/studio/package.json")]
    [InlineData("/studio/_content/Elsa.Studio.Workflows.Designer/designer.entry.js.map")]
    [InlineData("/studio/_host/page.html")]
    [InlineData("/studio/_framework/khong-co.wasm")]
    [InlineData("/studio/../appsettings.json")]
    [InlineData("/studio/_host/../../appsettings.json")]
    public async Task What_is_not_for_browsers_is_not_found(string path)
    {
        using var caller = new Caller(app.Address);

        (await caller.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_pages_of_the_client_know_that_Studio_is_there()
    {
        using var caller = new Caller(app.Address);

        (await (await caller.GetAsync("/quy-trinh")).Content.ReadAsStringAsync()).ShouldContain("<meta name=\"elsa-studio\" content=\"/studio\">");
    }

    [GeneratedRegex("(?:src|(?<!base )href)=\"([^\"]+\\.(?:js|css|svg))\"")]
    private static partial Regex Files();

    [GeneratedRegex(@"MudBlazor\.[a-z0-9]{10}\.wasm")]
    private static partial Regex Assembly();
}
