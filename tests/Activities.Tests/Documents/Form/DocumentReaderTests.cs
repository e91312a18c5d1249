using System.IO.Compression;
using System.Text;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class DocumentReaderTests
{
    private const string WordXml = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{0}</w:body></w:document>";

    [Fact]
    public void Text_is_normalised()
    {
        var decomposed = "Quảng Trị".Normalize(NormalizationForm.FormD);

        Read(Word($"<w:p><w:r><w:t>{decomposed}</w:t></w:r></w:p>")).ShouldBe("Quảng Trị\n");
        DocumentReader.ReadText(new MemoryStream(Encoding.UTF8.GetBytes(decomposed)), ReadLimits.Default).ShouldBe("Quảng Trị");
    }

    [Fact]
    public void A_text_box_is_read_once_and_deleted_text_not_at_all()
    {
        var word = Word(
            "<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>một</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>hai</w:t></w:r></mc:Fallback></mc:AlternateContent>"
            + "<w:del><w:r><w:delText>ba</w:delText></w:r></w:del><w:r><w:tab/><w:t xml:space=\"preserve\"> bốn</w:t></w:r></w:p>");

        Read(word).ShouldBe("một\t bốn\n");
    }

    [Fact]
    public void A_part_that_unpacks_to_too_much_is_refused()
    {
        var word = Word("<w:p><w:r><w:t>" + new string('a', 4_000_000) + "</w:t></w:r></w:p>");

        Refusal(() => Read(word)).ShouldBe("document.too-large");
        Refusal(() => Read(word, new ReadLimits { MaxCompressionRatio = 1e9, MaxUncompressedBytes = 1_000_000 })).ShouldBe("document.too-large");
        Read(word, new ReadLimits { MaxCompressionRatio = 1e9 }).Length.ShouldBe(4_000_001);
    }

    [Fact]
    public void A_file_of_too_many_parts_is_refused() =>
        Refusal(() => Read(Word("<w:p/>", extraParts: 20), new ReadLimits { MaxParts = 10 })).ShouldBe("document.too-large");

    [Fact]
    public void A_document_type_declaration_is_refused() =>
        Refusal(() => Read(Zip(("word/document.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")))).ShouldBe("document.damaged");

    [Fact]
    public void A_torn_file_is_refused() => Refusal(() => Read(new MemoryStream(Word("<w:p/>").ToArray()[..60]))).ShouldBe("document.damaged");

    [Fact]
    public void Text_in_an_old_character_set_is_refused() =>
        Refusal(() => DocumentReader.ReadText(new MemoryStream([0x51, 0xB6, 0xFF]), ReadLimits.Default)).ShouldBe("document.not-unicode");

    [Fact]
    public void The_kind_of_an_upload_is_told_by_its_content()
    {
        Accept("a.docx", Word("<w:p/>").ToArray()).ShouldBe(MediaTypes.Docx);
        Accept("a.XLSX", Zip(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")).ToArray()).ShouldBe(MediaTypes.Xlsx);
        Accept("a.pdf", "%PDF-1.7 "u8.ToArray()).ShouldBe(MediaTypes.Pdf);
        Accept("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]).ShouldBe(MediaTypes.Png);
        Accept("a.jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0]).ShouldBe(MediaTypes.Jpeg);
        Accept("a.txt", Encoding.UTF8.GetBytes("Kính gửi")).ShouldBe(MediaTypes.Text);
    }

    [Fact]
    public void Content_that_is_not_what_the_name_says_is_refused()
    {
        Refusal(() => Accept("a.pdf", Word("<w:p/>").ToArray())).ShouldBe("document.type-mismatch");
        Refusal(() => Accept("a.docx", Zip(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")).ToArray())).ShouldBe("document.type-mismatch");
        Refusal(() => Accept("a.png", "<svg onload=alert(1)>"u8.ToArray())).ShouldBe("document.type-mismatch");
        Refusal(() => Accept("a.txt", "MZ\0\0"u8.ToArray())).ShouldBe("document.type-mismatch");
        Refusal(() => Accept("a.exe", "MZ"u8.ToArray())).ShouldBe("document.type-not-allowed");
    }

    [Theory]
    [InlineData("attachedTemplate", "https://example.vn/mau.dotm", false)]
    [InlineData("attachedTemplate", "file://may-khac/chung/mau.dotm", false)]
    [InlineData("attachedTemplate", @"file:///\\may-khac\chung\mau.dotm", false)]
    [InlineData("image", @"\\may-khac\chung\anh.png", false)]
    [InlineData("attachedTemplate", @"file:///C:\Users\van-thu\mau.dotx", true)]
    [InlineData("hyperlink", "https://example.vn", true)]
    public void A_file_that_fetches_from_elsewhere_when_it_is_opened_is_refused(string type, string target, bool accepted)
    {
        var file = Zip(
            ("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"),
            ("word/_rels/settings.xml.rels", $"""<Relationships><Relationship Id="r" Type="http://x/{type}" Target="{target}" TargetMode="External"/></Relationships>""")).ToArray();

        if (accepted)
            Accept("a.docx", file).ShouldBe(MediaTypes.Docx);
        else
            Refusal(() => Accept("a.docx", file)).ShouldBe("document.remote-parts");
    }

    [Fact]
    public void A_file_with_macros_is_refused() =>
        Refusal(() => Accept("a.docx", Zip(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>"), ("word/vbaProject.bin", "x")).ToArray())).ShouldBe("document.macros");

    private static string Refusal(Func<object> read) => Should.Throw<DocumentRefusedException>(() => { read(); }).Code;

    private static MediaType Accept(string name, byte[] content) => MediaTypes.Accept(name, new MemoryStream(content), ReadLimits.Default);

    private static string Read(MemoryStream file, ReadLimits? limits = null) => DocumentReader.ReadDocx(file, limits ?? ReadLimits.Default);

    private static MemoryStream Word(string body, int extraParts = 0) => Zip(
    [
        ("[Content_Types].xml", "<x/>"), ("word/document.xml", WordXml.Replace("{0}", body, StringComparison.Ordinal)),
        .. Enumerable.Range(0, extraParts).Select(i => ($"word/media/{i}.xml", "<x/>")),
    ]);

    private static MemoryStream Zip(params (string Name, string Content)[] parts)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        file.Position = 0;
        return file;
    }
}
