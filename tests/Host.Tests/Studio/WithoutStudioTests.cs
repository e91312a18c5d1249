using System.Net;
using LienThong.Host.Studio;
using Microsoft.Extensions.DependencyInjection;

namespace LienThong.Host.Tests.Studio;

/// <summary>The whole program as it is built without the package.</summary>
public sealed class WithoutStudioTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lienthong-studio-").FullName;
    private readonly LienThongApp _app;

    public WithoutStudioTests() => _app = new LienThongApp { Change = builder => builder.Services.AddSingleton(_ => StudioFiles.Beside(_folder)) };

    public async Task InitializeAsync()
    {
        // Our own part is always there.
        var pages = Directory.CreateDirectory(Path.Combine(_folder, "studio-pages")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "studio-pages")))
            File.Copy(file, Path.Combine(pages, Path.GetFileName(file)));
        await _app.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/studio")]
    [InlineData("/studio/workflows/definitions")]
    [InlineData("/studio/workflows/definitions/cong-van-bao-cao/edit")]
    [InlineData("/studio/workflows/instances")]
    [InlineData("/studio/khong-co")]
    public async Task Every_page_says_that_there_is_no_Studio(string path)
    {
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);

        var answer = await administrator.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain("<h1>Không có Elsa Studio</h1>");
        page.ShouldNotContain("<script");
        page.ShouldContain("href=\"/quy-trinh\"");
    }

    [Theory]
    [InlineData("/studio/_framework/blazor.webassembly.js")]
    [InlineData("/workflows/definitions/cong-van-bao-cao/edit")]
    public async Task What_leads_to_it_or_belongs_to_it_is_not_there(string path)
    {
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);

        (await administrator.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Our_own_client_is_not_told_of_it_and_all_else_works()
    {
        using var administrator = await _app.SignedInAsync(LienThongApp.Administrator);

        (await (await administrator.GetAsync("/quy-trinh")).Content.ReadAsStringAsync()).ShouldNotContain("elsa-studio");
        (await administrator.GetJsonAsync("/elsa/api/workflow-definitions?versionOptions=Latest")).GetProperty("totalCount").GetInt32().ShouldBeGreaterThan(0);
        (await administrator.GetAsync("/studio/_host/overlay.js")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
