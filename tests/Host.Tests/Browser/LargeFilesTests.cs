using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>Files that are large, too large, or no documents at all, dropped where letters are received.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class LargeFilesTests(BrowserTests browser)
{
    [Fact]
    public async Task A_file_at_the_limit_shows_how_far_it_is_and_can_be_cancelled()
    {
        await using var visit = await ReceptionAsync();
        await SlowLine.SetAsync(visit.Page, latency: 20, kilobits: 2_000);

        await DropAsync(visit, "ban-quet.pdf", 50);

        var upload = visit.Page.GetByText(Progress());
        await upload.WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "ban-quet.pdf" }).ClickAsync();

        await Assertions.Expect(visit.Page.GetByText("ban-quet.pdf")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_file_of_a_hundred_megabytes_is_refused_at_once_and_one_is_told_what_to_do()
    {
        await using var visit = await ReceptionAsync();
        var sent = Uploads(visit);

        await DropAsync(visit, "ban-quet-lon.pdf", 100);

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("ban-quet-lon.pdf: vượt quá 50 MB. Hãy nén hoặc chia nhỏ tệp.").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_is_refused_at_once_and_one_is_told_which_files_are_taken()
    {
        await using var visit = await ReceptionAsync();
        var sent = Uploads(visit);

        await DropAsync(visit, "cai-dat.exe", 1);

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("cai-dat.exe: không nhận loại tệp này. Hãy chọn tệp .docx, .pdf").WaitForAsync();
        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_only_calls_itself_a_document_is_refused_by_the_server_and_can_be_taken_off_the_page()
    {
        await using var visit = await ReceptionAsync();

        await DropAsync(visit, "gia-mao.pdf", 1);

        await visit.Page.GetByRole(AriaRole.Alert).GetByText("gia-mao.pdf").WaitForAsync();
        await visit.ShouldBeAccessibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "gia-mao.pdf" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("gia-mao.pdf")).ToHaveCountAsync(0);
    }

    private async Task<Visit> ReceptionAsync()
    {
        var visit = await browser.SignInAsync(LienThongApp.Clerk);
        await visit.GoAsync("/van-ban-den");
        await visit.Page.GetByRole(AriaRole.Tab, new() { Name = "Tiếp nhận từ tệp" }).ClickAsync();
        return visit;
    }

    /// <summary>The file is made inside the page, of zeros.</summary>
    private static async Task DropAsync(Visit visit, string name, int megabytes)
    {
        var transfer = await visit.Page.EvaluateHandleAsync(
            "file => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(file.megabytes * 1024 * 1024)], file.name)); return data; }", new { name, megabytes });
        await visit.Page.GetByRole(AriaRole.Group, new() { Name = "Tệp văn bản đến" }).DispatchEventAsync("drop", new { dataTransfer = transfer });
    }

    private static List<string> Uploads(Visit visit)
    {
        List<string> sent = [];
        visit.Page.Request += (_, request) =>
        {
            if (request.Method == "POST")
                sent.Add(request.Url);
        };
        return sent;
    }

    [GeneratedRegex(@"ban-quet\.pdf.*: [1-9]\d? %")]
    private static partial Regex Progress();
}
