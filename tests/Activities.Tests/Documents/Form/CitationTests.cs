using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class CitationTests
{
    [Theory]
    [InlineData("Theo Công văn số 451/UBND-TH ngày 24/01/2024 của UBND tỉnh về việc báo cáo", "451/UBND-TH", "Công văn", "2024-01-24", "UBND tỉnh")]
    [InlineData("CTHĐ số 71-CTr/TU ngày 24/8/2023 của BTV Tỉnh ủy và các văn bản khác", "71-CTr/TU", "Chương trình hành động", "2023-08-24", "BTV Tỉnh ủy")]
    [InlineData("Quyết định 324/QĐ-UBND ngày 05 tháng 02 năm 2021 của Ủy ban nhân dân tỉnh Quảng Trị phê duyệt", "324/QĐ-UBND", "Quyết định", "2021-02-05", "Ủy ban nhân dân tỉnh Quảng Trị")]
    [InlineData("Luật số 80/2015/QH13 ngày 22/6/2015 của Quốc hội", "80/2015/QH13", "Luật", "2015-06-22", "Quốc hội")]
    [InlineData("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư", "30/2020/NĐ-CP", "Nghị định", "2020-03-05", "Chính phủ")]
    [InlineData("Thông tư số 09/2022/TT-BKHCN ngày 01/7/2022 của Bộ trưởng Bộ Khoa học và Công nghệ quy định", "09/2022/TT-BKHCN", "Thông tư", "2022-07-01", "Bộ trưởng Bộ Khoa học và Công nghệ")]
    [InlineData("Nghị quyết số 99/2023/NQ-HĐND ngày 07/12/2023 của HĐND tỉnh Quy định mức thu", "99/2023/NQ-HĐND", "Nghị quyết", "2023-12-07", "HĐND tỉnh")]
    [InlineData("Kế hoạch số 12/KH-CCTĐC ngày 02/02/2024 của Chi cục Tiêu chuẩn về kiểm tra", "12/KH-CCTĐC", "Kế hoạch", "2024-02-02", "Chi cục Tiêu chuẩn")]
    public void Type_number_date_and_issuer_are_read(string text, string key, string type, string date, string issuer)
    {
        var citation = Citations.Find(text).ShouldHaveSingleItem();

        citation.Key.ShouldBe(key);
        citation.TypeName.ShouldBe(type);
        citation.Date.ShouldBe(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));
        citation.Issuer.ShouldBe(issuer);
    }

    [Fact]
    public void A_symbol_broken_over_lines_is_one_citation_at_its_place()
    {
        const string text = "Thực hiện Kế\n\nhoạch số 3690/KH-\n\nUBND ngày 14/08/2019.";

        var citation = Citations.Find(text).ShouldHaveSingleItem();

        citation.Key.ShouldBe("3690/KH-UBND");
        citation.TypeName.ShouldBe("Kế hoạch");
        text.Substring(citation.Offset, citation.Length).ShouldBe("Kế\n\nhoạch số 3690/KH-\n\nUBND");
        citation.Line.ShouldBe(3);
        citation.Issuer.ShouldBeNull();
    }

    [Fact]
    public void Documents_of_one_agency_share_the_issuer_at_the_end_of_the_list()
    {
        var found = Citations.Find("Quyết định số 15/QĐ-UBND ngày 03/01/2024, Kế hoạch số 16/KH-UBND ngày 04/01/2024 của UBND tỉnh.");

        found.Select(citation => citation.Issuer).ShouldBe(["UBND tỉnh", "UBND tỉnh"]);
    }

    [Fact]
    public void A_document_of_another_agency_does_not_take_the_issuer_of_its_neighbour()
    {
        var found = Citations.Find("Nghị quyết số 15/NQ-CP ngày 03/01/2024, Kế hoạch số 16/KH-UBND ngày 04/01/2024 của UBND tỉnh.");

        found.Select(citation => citation.Issuer).ShouldBe([null, "UBND tỉnh"]);
    }

    [Fact]
    public void The_type_of_a_list_holds_for_all_its_numbers()
    {
        var found = Citations.Find("theo các Công văn số 15/UBND-TH, 16/UBND-KT ngày 04/01/2024 của UBND tỉnh");

        found.Select(citation => (citation.Key, citation.TypeName)).ShouldBe([("15/UBND-TH", "Công văn"), ("16/UBND-KT", "Công văn")]);
    }

    [Fact]
    public void The_agency_that_begins_the_next_clause_is_no_issuer()
    {
        var citation = Citations.Find("Thực hiện Công văn số 15/UBND-TH ngày 04/01/2024, Sở Khoa học và Công nghệ báo cáo").ShouldHaveSingleItem();

        citation.Issuer.ShouldBeNull();
    }

    [Fact]
    public void A_blank_after_the_symbol_ends_it()
    {
        Citations.Find("Chỉ thị số 10/CT-UBND - Sở triển khai").ShouldHaveSingleItem().Key.ShouldBe("10/CT-UBND");
    }

    [Fact]
    public void A_date_behind_the_repeated_head_of_a_table_belongs_to_the_citation_before_it()
    {
        const string text = "TT\nNỘI DUNG\nKẾT QUẢ\n1\nThực hiện Nghị quyết\nsố 15/2023/NQ-HĐND\nVăn phòng\nTT\nNỘI DUNG\nKẾT QUẢ\nngày 07/12/2023 của HĐND tỉnh\nBáo cáo";

        var citation = Citations.Find(text).ShouldHaveSingleItem();

        citation.Date.ShouldBe(new DateOnly(2023, 12, 7));
        citation.Issuer.ShouldBe("HĐND tỉnh");
    }

    [Theory]
    [InlineData("Số: 05/BC-SKHCN")]
    [InlineData("Số:      /BC-SKHCN")]
    [InlineData("tiêu chuẩn TCVN ISO 9001:2015, QCVN 102:2016/BTTTT")]
    [InlineData("giai đoạn 2021 - 2025, tháng 01/2024, đạt 24/27 chỉ tiêu")]
    public void What_is_no_citation_is_left_alone(string text) => Citations.Find(text).ShouldBeEmpty();

    [Fact]
    public void Combining_marks_do_not_hide_a_citation()
    {
        var decomposed = "Quyết định số 15/QĐ-UBND ngày 03/01/2024".Normalize(System.Text.NormalizationForm.FormD);

        Citations.Find(decomposed).ShouldHaveSingleItem().Key.ShouldBe("15/QĐ-UBND");
    }
}
