using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class FormCheckTests
{
    public static TheoryData<string> CleanDocuments => new("draft", "report", "letter", "plan");

    [Theory]
    [MemberData(nameof(CleanDocuments))]
    public void A_document_in_good_form_has_no_findings_neither_as_fields_nor_as_text(string name)
    {
        var form = name switch { "draft" => Samples.ReportDraft, "report" => Samples.Report, "letter" => Samples.Letter, _ => Samples.Plan };
        var state = form.Number.Number is null ? IssueState.BeforeIssue : IssueState.AfterIssue;

        FormCheck.Check(form, state).ShouldBeEmpty();
        FormCheck.CheckText(DocumentWriterTests.Text(form), state, FormExpectation.None).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "ND30.QUOC-HIEU", FindingSeverity.Error)]
    [InlineData("Độc lập - Tự do - Hạnh phúc", "", "ND30.QUOC-HIEU", FindingSeverity.Error)]
    [InlineData("UBND TỈNH QUẢNG TRỊ\nSỞ KHOA HỌC VÀ CÔNG NGHỆ", "", "ND30.CO-QUAN", FindingSeverity.Error)]
    [InlineData("Số: 05/BC-SKHCN\t", "", "ND30.SO-KY-HIEU", FindingSeverity.Error)]
    [InlineData("05/BC-SKHCN\t", "05/KH-SKHCN\t", "ND30.KY-HIEU-LOAI", FindingSeverity.Error)]
    [InlineData("05/BC-SKHCN\t", "05/BC-SKHCHN\t", "ND30.KY-HIEU-CO-QUAN", FindingSeverity.Error)]
    [InlineData("05/BC-SKHCN\t", "    /BC-SKHCN\t", "ND30.SO-TRONG", FindingSeverity.Error)]
    [InlineData("ngày 05 tháng 3 năm 2024\n", "ngày    tháng 3 năm 2024\n", "ND30.NGAY-TRONG", FindingSeverity.Error)]
    [InlineData("ngày 05 tháng 3 năm 2024\n", "ngày 5 tháng 03 năm 2024\n", "ND30.NGAY-THANG", FindingSeverity.Warning)]
    [InlineData("ngày 05 tháng 3 năm 2024\n", "ngày 45 tháng 3 năm 2024\n", "ND30.DIA-DANH", FindingSeverity.Error)]
    [InlineData("Quảng Trị, ngày 05 tháng 3 năm 2024\n", "\n", "ND30.DIA-DANH", FindingSeverity.Error)]
    [InlineData("BÁO CÁO\nTình hình", "BÁO CÁO\nBáo cáo tình hình", "ND30.LAP-TEN-LOAI-TRICH-YEU", FindingSeverity.Warning)]
    [InlineData("Kính gửi: Văn phòng UBND tỉnh Quảng Trị", "", "ND30.KINH-GUI", FindingSeverity.Error)]
    [InlineData("tổng hợp./.", "tổng hợp.", "ND30.KET-THUC", FindingSeverity.Warning)]
    [InlineData("- Lưu: VT, VP.", "", "ND30.LUU", FindingSeverity.Error)]
    [InlineData("Nơi nhận:", "", "ND30.NOI-NHAN", FindingSeverity.Error)]
    [InlineData("KT. GIÁM ĐỐC", "KT.GIÁM ĐỐC", "ND30.QUYEN-HAN", FindingSeverity.Warning)]
    [InlineData("ngày 24/01/2024 của UBND tỉnh", "ngày 24/01/2024", "ND30.VIEN-DAN-CO-QUAN", FindingSeverity.Warning)]
    [InlineData("ngày 24/01/2024", "ngày 24/1/2024", "ND30.NGAY-VIEN-DAN", FindingSeverity.Warning)]
    [InlineData("Trong quý,", "Theo Công văn số 451/UBND-TH ngày 24/01/2024 của UBND tỉnh,", "ND30.VIEN-DAN-LAI", FindingSeverity.Warning)]
    [InlineData("của UBND tỉnh, Sở", "của UBND tỉnh Công văn về báo cáo, Sở", "ND30.LAP-TEN-LOAI", FindingSeverity.Warning)]
    [InlineData("Trong quý,", "Theo chỉ đạo của Thủ tướng chính phủ,", "ND30.VIET-HOA", FindingSeverity.Warning)]
    [InlineData("Trong quý,", "Nhiệm vụ KHCN và đề án KH&CN:", "LT.VIET-TAT", FindingSeverity.Warning)]
    [InlineData("Trong quý,", "Trong quý, theo theo dõi,", "LT.LAP-TU", FindingSeverity.Warning)]
    [InlineData("Trong quý,", "Theo Quyết định số ....../QĐ-UBND,", "LT.CHO-TRONG", FindingSeverity.Error)]
    [InlineData("Trong quý,", "Qũy phát triển:", "LT.DAU-THANH", FindingSeverity.Warning)]
    public void Each_flaw_of_a_report_gives_its_finding_and_no_other(string good, string flaw, string code, FindingSeverity severity)
    {
        var text = DocumentWriterTests.Text(Samples.Report);
        text.ShouldContain(good);

        var findings = FormCheck.CheckText(text.Replace(good, flaw, StringComparison.Ordinal), IssueState.AfterIssue, new FormExpectation { AgencyCode = "SKHCN" });

        var finding = findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe(code);
        finding.Severity.ShouldBe(severity);
        finding.Place.Text.ShouldNotBeEmpty();
        finding.Message.ShouldEndWith(".");
    }

    [Fact]
    public void A_number_in_a_draft_is_a_warning_and_its_absence_after_issue_an_error()
    {
        Codes(Samples.Report, IssueState.BeforeIssue).ShouldBe(["ND30.SO-SOM"]);
        Codes(Samples.ReportDraft, IssueState.AfterIssue).ShouldBe(["ND30.SO-TRONG", "ND30.NGAY-TRONG"]);
    }

    [Fact]
    public void A_letter_and_a_submission_need_an_addressee_but_a_plan_does_not()
    {
        Codes(Samples.Letter with { Addressees = [] }, IssueState.AfterIssue).ShouldContain("ND30.KINH-GUI");
        Codes(Samples.Plan, IssueState.BeforeIssue).ShouldNotContain("ND30.KINH-GUI");
    }

    [Fact]
    public void A_report_that_stays_in_the_agency_needs_no_addressee()
    {
        var inner = Samples.ReportDraft with { Addressees = [], RepliesTo = null, Body = DocumentBody.FromText("Văn phòng Sở báo cáo công tác lưu trữ.") };

        Codes(inner, IssueState.BeforeIssue).ShouldBeEmpty();
    }

    [Fact]
    public void A_reply_that_does_not_name_what_it_answers_is_pointed_out() =>
        Codes(Samples.ReportDraft with { Body = DocumentBody.FromText("Sở báo cáo như sau.") }, IssueState.BeforeIssue).ShouldBe(["LT.VAN-BAN-TRA-LOI"]);

    [Fact]
    public void A_document_without_text_and_gaps_of_a_template_are_pointed_out()
    {
        Codes(Samples.Plan with { Body = [], Appendices = [] }, IssueState.BeforeIssue).ShouldBe(["ND30.NOI-DUNG"]);
        Codes(Samples.Plan with { Body = DocumentBody.FromText("Sở giao {{đơn vị}} chủ trì."), Appendices = [] }, IssueState.BeforeIssue).ShouldBe(["LT.CHO-TRONG"]);
    }

    [Fact]
    public void A_subject_over_500_characters_does_not_fit_the_register() =>
        Codes(Samples.ReportDraft with { Subject = new string('a', 501) }, IssueState.BeforeIssue).ShouldBe(["ND30.TRICH-YEU-DAI"]);

    [Fact]
    public void A_type_outside_the_decree_is_pointed_out()
    {
        var other = Samples.ReportDraft with { Type = new DocumentType("XX", "XX", "Giấy xin phép"), Number = new DocumentNumber(null, "XX-SKHCN") };

        Codes(other, IssueState.BeforeIssue).ShouldContain("ND30.TEN-LOAI");
    }

    [Fact]
    public void An_academic_title_before_the_name_is_pointed_out() =>
        Codes(Samples.ReportDraft with { Signing = SigningBlock.ByHead("Giám đốc", "TS. Trần Văn Bình") }, IssueState.BeforeIssue).ShouldBe(["ND30.HO-TEN"]);

    [Fact]
    public void Basis_lines_end_with_semicolons_and_the_last_with_a_full_stop()
    {
        var body = DocumentBody.FromText("Căn cứ Luật Lưu trữ.\nCăn cứ Luật Khoa học và Công nghệ;\nSở ban hành kế hoạch.");

        var findings = FormCheck.Check(Samples.Plan with { Body = body, Appendices = [] }, IssueState.BeforeIssue);

        findings.Select(finding => finding.Place.Quote).ShouldAllBe(quote => quote != null && quote.StartsWith("Căn cứ"));
        findings.Select(finding => (finding.Code, finding.Place.Text)).ShouldBe([("ND30.CAN-CU", "ô số 6 (nội dung), đoạn 1"), ("ND30.CAN-CU", "ô số 6 (nội dung), đoạn 2")]);
    }

    [Fact]
    public void An_earlier_year_in_a_plan_is_stale_but_a_period_and_a_cited_title_are_not()
    {
        const string tasks = "Hoàn thành tuyển dụng năm 2022\nBáo cáo trước ngày 20/11/2022\nThực hiện đến năm 2020, giai đoạn 2021-2025\n"
            + "Triển khai Quyết định số 15/QĐ-UBND ngày 03/01/2022 của UBND tỉnh về chỉ tiêu năm 2022";
        var plan = Samples.Plan with { Appendices = [new Appendix("Nhiệm vụ", DocumentBody.FromText(tasks))] };

        var findings = FormCheck.Check(plan, IssueState.BeforeIssue).Where(finding => finding.Code.StartsWith("LT.NAM-CU", StringComparison.Ordinal));

        findings.Select(finding => (finding.Code, finding.Place.Text)).ShouldBe([("LT.NAM-CU-THOI-HAN", "phụ lục 1, đoạn 2"), ("LT.NAM-CU", "phụ lục 1, đoạn 1")]);
    }

    [Fact]
    public void An_appendix_is_named_in_the_text_and_cites_nothing_that_the_text_does_not()
    {
        var plan = Samples.Plan with
        {
            Body = DocumentBody.FromText("Các đơn vị triển khai thực hiện."),
            Appendices = [new Appendix("Nhiệm vụ", DocumentBody.FromText("Theo Kế hoạch số 15/KH-UBND ngày 03/01/2024 của UBND tỉnh."))],
        };

        Codes(plan, IssueState.BeforeIssue).ShouldBe(["ND30.CHI-DAN-PHU-LUC", "LT.CHI-O-PHU-LUC"]);
    }

    [Fact]
    public void The_note_of_an_appendix_bears_the_symbol_of_its_document()
    {
        var text = DocumentWriterTests.Text(Samples.Plan).Replace("(Kèm theo Kế hoạch số         /KH-SKHCN", "(Kèm theo Kế hoạch số         /KH-SKHCCN", StringComparison.Ordinal);

        FormCheck.CheckText(text, IssueState.BeforeIssue, FormExpectation.None).ShouldHaveSingleItem().Code.ShouldBe("ND30.KY-HIEU-PHU-LUC");
    }

    [Fact]
    public void The_word_for_an_appendix_in_capitals_and_mixed_unicode_are_mentioned()
    {
        var text = DocumentWriterTests.Text(Samples.Plan);

        FormCheck.CheckText(text.Replace("Phụ lục\n", "PHỤ LỤC\n", StringComparison.Ordinal), IssueState.BeforeIssue, FormExpectation.None).ShouldHaveSingleItem().Code.ShouldBe("ND30.PHU-LUC");
        FormCheck.CheckText(text.Normalize(System.Text.NormalizationForm.FormD), IssueState.BeforeIssue, FormExpectation.None).ShouldHaveSingleItem().Code.ShouldBe("LT.UNICODE");
    }

    [Fact]
    public void A_head_behind_the_text_is_mentioned()
    {
        var text = DocumentWriterTests.Text(Samples.Report);
        var head = text[..text.IndexOf("BÁO CÁO", StringComparison.Ordinal)];
        var displaced = text[head.Length..].Replace("II. KIẾN NGHỊ", head + "II. KIẾN NGHỊ", StringComparison.Ordinal);

        FormCheck.CheckText(displaced, IssueState.AfterIssue, FormExpectation.None).ShouldHaveSingleItem().Code.ShouldBe("LT.DAU-VAN-BAN");
    }

    [Fact]
    public void Any_text_can_be_checked()
    {
        string[] pieces =
        [
            "số ", "5/QĐ-UBND", "7-CTr/TU", " ngày 32/13/2024", " ngày 01/02/2024", " của UBND tỉnh", " do Bộ số 5/QĐ-X ban hành ", "\n", "\nTT\n", "\nPhụ lục\n", "\nCăn cứ Luật ", "./.",
            "\nSố: ", "/BC-SKHCN", "\nNơi nhận:\n", "\n- Lưu: VT", "\nBÁO CÁO\n", "\nKẾ HOẠCH\n", "năm 2020 ", ", ", " và ", "Kính gửi: ", "KT.GIÁM ĐỐC", "\t", "; ", "Quảng Trị, ngày 0 tháng 0 năm 2024",
        ];
        var random = new Random(20240124);

        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(random.GetItems(pieces, random.Next(60)));

            Should.NotThrow(() => FormCheck.CheckText(text, IssueState.AfterIssue, FormExpectation.None), text);
        }
    }

    private static IEnumerable<string> Codes(DocumentForm form, IssueState state) => FormCheck.Check(form, state).Select(finding => finding.Code);
}
