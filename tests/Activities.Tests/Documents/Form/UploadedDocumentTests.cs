using System.IO.Compression;
using System.Text;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class UploadedDocumentTests
{
    private const string Symbol = "BC-SKHCN";

    private static readonly string[][] Ready =
    [
        ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"], ["Số", ": ", "   ", "/BC-", "SKHCN"], ["Quảng Trị, ngày", "   tháng", "   năm 2024"], ["Nội dung báo cáo."],
        ["Nơi nhận:"], ["- Lưu: VT."], ["KT. GIÁM ĐỐC"], ["PHÓ GIÁM ĐỐC"], [], [],
    ];

    [Fact]
    public void Number_date_and_name_are_filled_whatever_pieces_word_cut_the_lines_into()
    {
        var issued = Issued(Ready);

        issued.ShouldContain("Số: 05/BC-SKHCN\n");
        issued.ShouldContain("Quảng Trị, ngày 07 tháng 3 năm 2024\n");
        issued.ShouldEndWith("PHÓ GIÁM ĐỐC\n\nNguyễn Văn A\n");
        issued.ShouldContain("\nNội dung báo cáo.\n");
    }

    [Theory]
    [InlineData("Số:", ' ')]
    [InlineData("", '\t')]
    public void A_paragraph_of_nothing_but_blanks_costs_no_time(string beginning, char blank)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();

        Read([[beginning + new string(blank, 100_000) + "x"], .. Ready]).ShouldNotBeNull();

        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Paragraphs_within_paragraphs_are_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("<w:p>", 300)) + string.Concat(Enumerable.Repeat("</w:p>", 300));
        using var docx = new MemoryStream();
        using (var zip = new ZipArchive(docx, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open());
            writer.Write($"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{nested}</w:body></w:document>""");
        }

        docx.Position = 0;
        Should.Throw<DocumentRefusedException>(() => UploadedDocument.Read(docx, Symbol, ReadLimits.Default)).Code.ShouldBe("document.too-deep");
    }

    [Fact]
    public void A_line_of_dots_counts_as_open()
    {
        var issued = Issued([["Số: …./BC-SKHCN"], ["Quảng Trị, ngày ... tháng ... năm 20..."], ["Nơi nhận:"]]);

        issued.ShouldContain("Số: 05/BC-SKHCN\n");
        issued.ShouldContain("Quảng Trị, ngày 07 tháng 3 năm 2024\n");
    }

    [Fact]
    public void A_name_that_stands_there_is_not_written_again() =>
        Issued([.. Ready[..^1], ["Nguyễn Văn A"]]).Split("Nguyễn Văn A").Length.ShouldBe(2);

    [Fact]
    public void Another_symbol_is_no_place_for_this_number()
    {
        var read = Read([["Số:    /TTr-SKHCN"], .. Ready[2..]]);

        read.HasNumberPlace.ShouldBeFalse();
        read.CanBeIssued.ShouldBeFalse();
        read.Findings(Symbol).ShouldHaveSingleItem().Code.ShouldBe("TEP.CHO-SO");
    }

    [Fact]
    public void A_date_after_the_recipients_is_another_documents_date()
    {
        var read = Read([Ready[1], ["Nơi nhận:"], ["Quảng Trị, ngày   tháng   năm 2024"]]);

        read.HasDatePlace.ShouldBeFalse();
        read.Findings(Symbol).Select(finding => finding.Code).ShouldBe(["TEP.CHO-NGAY"]);
    }

    [Fact]
    public void Tracked_changes_are_found()
    {
        using var docx = Docx(Ready, "<w:p><w:ins w:id=\"1\" w:author=\"A\"><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>");

        UploadedDocument.Read(docx, Symbol, ReadLimits.Default).Findings(Symbol).ShouldHaveSingleItem().Code.ShouldBe("TEP.DAU-VET");
    }

    [Fact]
    public void The_same_issue_gives_the_same_bytes()
    {
        using var docx = Docx(Ready);
        byte[] Once()
        {
            using var output = new MemoryStream();
            UploadedDocument.Issue(docx, Form, output, ReadLimits.Default);
            docx.Position = 0;
            return output.ToArray();
        }

        Once().ShouldBe(Once());
    }

    private static DocumentForm Form => new()
    {
        IssuingAgency = "Sở Khoa học và Công nghệ",
        Number = new DocumentNumber(5, Symbol),
        Type = DocumentTypes.Report,
        PlaceAndDate = PlaceAndDate.On("Quảng Trị", new DateOnly(2024, 3, 7)),
        Subject = "Kết quả",
        Signing = SigningBlock.ForHead("Giám đốc", "Phó Giám đốc", "Nguyễn Văn A"),
    };

    private static UploadedDocument Read(string[][] paragraphs)
    {
        using var docx = Docx(paragraphs);
        return UploadedDocument.Read(docx, Symbol, ReadLimits.Default);
    }

    private static string Issued(string[][] paragraphs)
    {
        using var docx = Docx(paragraphs);
        UploadedDocument.Read(docx, Symbol, ReadLimits.Default).CanBeIssued.ShouldBeTrue();
        docx.Position = 0;
        using var output = new MemoryStream();
        UploadedDocument.Issue(docx, Form, output, ReadLimits.Default);
        output.Position = 0;
        return DocumentReader.ReadDocx(output, ReadLimits.Default);
    }

    /// <summary>Paragraphs of runs, as Word cuts them.</summary>
    private static MemoryStream Docx(string[][] paragraphs, string more = "")
    {
        var text = string.Concat(paragraphs.Select(runs => $"<w:p>{string.Concat(runs.Select(run => $"<w:r><w:t xml:space=\"preserve\">{run}</w:t></w:r>"))}</w:p>"));
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open(), new UTF8Encoding(false));
            writer.Write($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{text}{more}</w:body></w:document>");
        }

        memory.Position = 0;
        return memory;
    }
}
