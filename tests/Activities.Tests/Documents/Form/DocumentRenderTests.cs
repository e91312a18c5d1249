namespace LienThong.Activities.Tests.Documents.Form;

/// <summary>What a reader program makes of our files: pages and text of the PDF that LibreOffice writes.</summary>
[Trait("Category", "LibreOffice")]
public sealed class DocumentRenderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lienthong-render-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [RequiresToolFact("soffice", "pdftotext")]
    public async Task Documents_fill_the_pages_they_should_and_read_well()
    {
        foreach (var (name, form) in new[] { ("draft", Samples.ReportDraft), ("issued", Samples.Report), ("letter", Samples.Letter), ("long", Samples.TwoPages), ("plan", Samples.Plan) })
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".docx"), DocumentWriterTests.Bytes(form));
        }

        // A profile of its own: soffice otherwise hands the work to a running instance and returns at once.
        await Run("soffice", ["--headless", $"-env:UserInstallation={new Uri(Path.Combine(folder, "profile")).AbsoluteUri}", "--convert-to", "pdf", "--outdir", folder,
            .. Directory.GetFiles(folder, "*.docx")]);

        var issued = await Pages("issued");
        issued.Length.ShouldBe(1);
        issued[0].ShouldContain("Số: 05/BC-SKHCN");
        issued[0].ShouldContain("Quảng Trị, ngày 05 tháng 3 năm 2024");
        issued[0].ShouldContain("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n");
        issued[0].ShouldContain("KT. GIÁM ĐỐC");

        var draft = await Pages("draft");
        draft.Length.ShouldBe(1);
        draft[0].ShouldContain("/BC-SKHCN");
        draft[0].ShouldNotContain("05/BC-SKHCN");

        var letter = await Pages("letter");
        letter.Length.ShouldBe(1);
        letter[0].ShouldContain("HỎA TỐC");
        letter[0].ShouldContain("- UBND các huyện, thị xã, thành phố;");

        var pages = await Pages("long");
        pages.Length.ShouldBe(2);
        FirstLine(pages[0]).ShouldNotBe("1");
        FirstLine(pages[1]).ShouldBe("2");
        pages[1].ShouldContain("Trần Văn Bình");

        var plan = await Pages("plan");
        plan.Length.ShouldBe(2);
        FirstLine(plan[1]).ShouldBe("Phụ lục");
    }

    private static string FirstLine(string page) => page.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0];

    private async Task<string[]> Pages(string name)
    {
        var text = await Run("pdftotext", ["-layout", "-enc", "UTF-8", Path.Combine(folder, name + ".pdf"), "-"]);
        return text.Normalize().Split('\f', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<string> Run(string tool, IReadOnlyList<string> arguments) => Programs.RunAsync(tool, arguments);
}
