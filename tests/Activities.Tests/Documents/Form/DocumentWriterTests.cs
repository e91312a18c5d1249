using System.Security.Cryptography;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class DocumentWriterTests
{
    [Fact]
    public void The_same_fields_give_the_same_bytes()
    {
        SHA256.HashData(Bytes(Samples.Plan)).ShouldBe(SHA256.HashData(Bytes(Samples.Plan with { })));
        SHA256.HashData(Bytes(Samples.Report)).ShouldNotBe(SHA256.HashData(Bytes(Samples.ReportDraft)));
    }

    [Fact]
    public void The_file_is_valid_by_the_schema()
    {
        foreach (var form in new[] { Samples.ReportDraft, Samples.Report, Samples.Letter, Samples.TwoPages, Samples.Plan })
        {
            using var word = WordprocessingDocument.Open(new MemoryStream(Bytes(form)), false);

            new OpenXmlValidator().Validate(word).Select(error => error.Description).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Title_and_subject_of_the_file_come_from_the_fields()
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(Bytes(Samples.Report)), false);

        word.PackageProperties.Title.ShouldBe(Samples.Report.Subject);
        word.PackageProperties.Subject.ShouldBe("Báo cáo 05/BC-SKHCN");
        word.PackageProperties.Creator.ShouldBe("Sở Khoa học và Công nghệ");
    }

    [Fact]
    public void A_draft_has_blanks_where_the_issued_document_has_number_and_day()
    {
        Text(Samples.ReportDraft).ShouldContain("Số:         /BC-SKHCN\tQuảng Trị, ngày        tháng 3 năm 2024");
        Text(Samples.Report).ShouldContain("Số: 05/BC-SKHCN\tQuảng Trị, ngày 05 tháng 3 năm 2024");
    }

    [Fact]
    public void A_report_names_type_subject_addressee_recipients_and_signer()
    {
        var lines = Text(Samples.Report).Split('\n');

        lines.ShouldContain("BÁO CÁO");
        lines.ShouldContain(Samples.Report.Subject);
        lines.ShouldContain("Kính gửi: Văn phòng UBND tỉnh Quảng Trị");
        lines.ShouldContain("Sở Khoa học và Công nghệ đề nghị Văn phòng UBND tỉnh tổng hợp./.");
        lines[Array.IndexOf(lines, "Nơi nhận:")..].Where(line => line.Length > 0).ShouldBe(
            ["Nơi nhận:", "- Như trên;", "- Giám đốc, các Phó Giám đốc Sở;", "- Các phòng, đơn vị thuộc Sở;", "- Lưu: VT, VP.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Bình"]);
    }

    [Fact]
    public void A_letter_has_its_subject_under_the_number_a_stamp_and_a_list_of_addressees()
    {
        var lines = Text(Samples.Letter).Split('\n');

        lines.ShouldContain("V/v đôn đốc báo cáo tiến độ các nhiệm vụ được giao trong quý I năm 2024");
        lines.ShouldContain("HỎA TỐC");
        lines.ShouldNotContain("CÔNG VĂN");
        lines[(Array.IndexOf(lines, "Kính gửi:") + 1)..].Take(3).ShouldBe(
            ["- Các sở, ban, ngành cấp tỉnh;", "- UBND các huyện, thị xã, thành phố;", "- Các đơn vị sự nghiệp công lập thuộc UBND tỉnh."]);
        lines.Where(line => line.StartsWith("TM.", StringComparison.Ordinal) || line.StartsWith("KT.", StringComparison.Ordinal)).ShouldBe(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]);
    }

    [Fact]
    public void An_acting_head_and_an_unnamed_signer_can_be_printed()
    {
        var acting = new SigningBlock([new AuthorityLine(AuthorityMark.ActingHead, "Giám đốc")], null, null);

        acting.TitleLines.ShouldBe(["Q. GIÁM ĐỐC"]);
        Text(Samples.ReportDraft with { Signing = acting }).ShouldContain("Q. GIÁM ĐỐC");
    }

    [Fact]
    public void Appendices_are_numbered_when_there_are_several()
    {
        var two = Samples.Plan with { Appendices = [Samples.Plan.Appendices[0], new Appendix("Biểu mẫu", [])] };

        Text(two).ShouldContain("Phụ lục II\nBIỂU MẪU");
        Text(Samples.Plan).ShouldContain("Phụ lục\nPHÂN CÔNG NHIỆM VỤ");
    }

    [Fact]
    public void Typed_text_becomes_paragraphs_by_their_numbering()
    {
        var kinds = DocumentBody.FromText("Căn cứ Luật Lưu trữ;\nI. MỤC ĐÍCH\n1. Yêu cầu\n2.1. Chi tiết\nđ) Điểm đ\n- Gạch đầu dòng\nCăn cứ Kế hoạch này, các đơn vị triển khai thực hiện")
            .Select(paragraph => paragraph.Kind);

        kinds.ShouldBe(
            [ParagraphKind.Basis, ParagraphKind.RomanHeading, ParagraphKind.ArabicHeading, ParagraphKind.ArabicHeading, ParagraphKind.Point, ParagraphKind.Dash, ParagraphKind.Text]);
    }

    [Fact]
    public void Only_titles_of_clauses_are_bold_and_numbered_sentences_are_not()
    {
        var form = Samples.ReportDraft with
        {
            Body = DocumentBody.FromText(
                """
                Điều 1. Phạm vi điều chỉnh
                Quy chế này áp dụng cho các phòng, đơn vị thuộc Sở.
                Điều 2. Giao Văn phòng Sở theo dõi, đôn đốc.
                Điều 3. Đối tượng áp dụng
                1. Quy chế này áp dụng cho công chức của Sở.
                2. Các đơn vị sự nghiệp áp dụng theo quy chế riêng.
                I. KIẾN NGHỊ:
                1. Về nhân lực
                1.1. Tuyển dụng
                a) Bố trí đủ người làm công tác văn thư.
                2. Đề nghị UBND tỉnh giao cơ quan đầu mối.
                3. Về tài chính. Đề nghị bố trí kinh phí
                4. Các đơn vị có trách nhiệm:
                - Báo cáo hằng quý;
                5. Hoàn thành trong quý II;
                6. Tên nhiệm vụ thứ nhất
                7. Tên nhiệm vụ thứ hai
                """),
        };

        BoldLines(form).ShouldBe(["Điều 1. Phạm vi điều chỉnh", "Điều 3. Đối tượng áp dụng", "I. KIẾN NGHỊ:", "1. Về nhân lực", "1.1. Tuyển dụng"]);
    }

    [Fact]
    public void Fields_that_were_stored_as_JSON_give_the_same_file()
    {
        var stored = JsonSerializer.Serialize(Samples.Plan);

        var read = JsonSerializer.Deserialize<DocumentForm>(stored).ShouldNotBeNull();

        stored.ShouldNotContain(nameof(DocumentForm.RecipientLines));
        Bytes(read).ShouldBe(Bytes(Samples.Plan));
        FormCheck.Check(read, IssueState.BeforeIssue).ShouldBeEmpty();
    }

    // Of the text; head, title and signature are justified otherwise.
    private static IEnumerable<string> BoldLines(DocumentForm form)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(Bytes(form)), false);
        return
        [
            .. word.MainDocumentPart!.Document.Body!.Elements<Paragraph>() // written just now
                .Where(paragraph => paragraph.ParagraphProperties?.Justification?.Val?.Value == JustificationValues.Both && paragraph.Descendants<Bold>().Any())
                .Select(paragraph => paragraph.InnerText),
        ];
    }

    internal static byte[] Bytes(DocumentForm form)
    {
        using var file = new MemoryStream();
        DocumentWriter.Write(form, file);
        return file.ToArray();
    }

    internal static string Text(DocumentForm form) => DocumentReader.ReadDocx(new MemoryStream(Bytes(form)), ReadLimits.Default);
}
