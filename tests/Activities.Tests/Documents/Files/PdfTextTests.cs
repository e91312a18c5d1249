using System.Text;
using LienThong.Activities.Documents.Files;
using LienThong.Activities.Documents.Form;
using static LienThong.Activities.Tests.Persistence.TestDatabase;

namespace LienThong.Activities.Tests.Documents.Files;

public sealed class PdfTextTests
{
    [RequiresToolFact("pdftotext")]
    public async Task The_letters_of_a_PDF_are_read() =>
        (await ReadAsync(OnePage("(So: 12/BC-STC, Quang Tri, ngay 05 thang 3 nam 2024)"))).ShouldContain("So: 12/BC-STC, Quang Tri, ngay 05 thang 3 nam 2024");

    [RequiresToolFact("pdftotext")]
    public async Task A_scanned_page_is_said_to_have_no_letters() =>
        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(OnePage("()")))).Code.ShouldBe("pdf.no-text");

    [RequiresToolFact("pdftotext")]
    public async Task A_broken_file_is_refused_like_a_scanned_one() =>
        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(Encoding.ASCII.GetBytes("%PDF-1.4 nothing of it")))).Code.ShouldBe("pdf.no-text");

    [Fact]
    public async Task Without_the_program_the_message_says_so() =>
        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(OnePage("(a)"), new PdfTextLimits { Program = "pdftotext-that-is-not-there" }))).Code.ShouldBe("pdf.no-reader");

    [RequiresToolFact("pdftotext")]
    public async Task Longer_texts_than_wanted_are_cut() =>
        (await ReadAsync(OnePage($"({new string('a', 500)})"), new PdfTextLimits { Characters = 100 })).Length.ShouldBe(100);

    [RequiresToolFact("pdftotext")]
    public async Task A_reader_that_takes_longer_than_it_may_is_ended() =>
        (await Should.ThrowAsync<DocumentRefusedException>(ReadAsync(OnePage("(a)"), new PdfTextLimits { Timeout = TimeSpan.Zero }))).Code.ShouldBe("pdf.too-slow");

    private static async Task<string> ReadAsync(byte[] file, PdfTextLimits? limits = null)
    {
        using var stream = new MemoryStream(file);
        return await new PdfText(limits ?? new PdfTextLimits()).ReadAsync(stream, isWhole: false, None);
    }

    /// <summary>A page with one text, as PDF writes it.</summary>
    internal static byte[] OnePage(string shown)
    {
        var content = $"BT /F1 12 Tf 20 400 Td {shown} Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 6000 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = pdf.Length;
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
