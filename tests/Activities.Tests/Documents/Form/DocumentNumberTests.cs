using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

public sealed class DocumentNumberTests
{
    [Theory]
    [InlineData("05/BC-SKHCN", 5, "BC-SKHCN", null, false)]
    [InlineData("451/UBND-TH", 451, "UBND-TH", null, false)]
    [InlineData("163/2021/NQ-HĐND", 163, "NQ-HĐND", 2021, false)]
    [InlineData("71-CTr/TU", 71, "CTr/TU", null, true)]
    [InlineData("12/2019/TTLT-BKHCN-BTC", 12, "TTLT-BKHCN-BTC", 2019, false)]
    public void A_number_is_read_and_printed_alike(string written, int number, string symbol, int? year, bool party)
    {
        var parsed = Samples.Parsed(written);

        parsed.ShouldBe(new DocumentNumber(number, symbol, year, party));
        parsed.ToString().ShouldBe(written);
    }

    [Theory]
    [InlineData("3690/KH-\nUBND", "3690/KH-UBND")]
    [InlineData("497-\nKL/TU", "497-KL/TU")]
    [InlineData("06-NQ/BCSD", "06-NQ/BCSĐ")]
    [InlineData("6/QD-UBND", "06/QĐ-UBND")]
    [InlineData("7/QÐ-UBND", "07/QĐ-UBND")]
    [InlineData("30a/2008/NQ-CP", "30a/2008/NQ-CP")]
    public void Different_writings_of_one_document_have_one_key(string written, string key) => Samples.Parsed(written).Key.ShouldBe(key);

    [Theory]
    [InlineData("97/KH-UBND", "97/BC-SKHCN")]
    [InlineData("10/CT-UBND", "10/CT-TTg")]
    [InlineData("50/QĐ-UBND", "50/NQ-CP")]
    [InlineData("05/DA-UBND", "05/ĐA-UBND")]
    public void Different_documents_keep_different_keys(string one, string other) => Samples.Parsed(one).Key.ShouldNotBe(Samples.Parsed(other).Key);

    [Fact]
    public void A_named_type_stands_in_the_symbol_and_a_letter_names_its_unit()
    {
        DocumentNumber.For(DocumentTypes.Report, "SKHCN", "VP", 7).ToString().ShouldBe("07/BC-SKHCN");
        DocumentNumber.For(DocumentTypes.OfficialLetter, "UBND", "TH", 451).ToString().ShouldBe("451/UBND-TH");
    }

    [Fact]
    public void A_draft_leaves_room_for_the_number()
    {
        var draft = DocumentNumber.For(DocumentTypes.Report, "SKHCN", null);

        draft.ToLine().ShouldBe("Số:         /BC-SKHCN");
    }

    [Fact]
    public void The_symbol_tells_type_and_agency()
    {
        Samples.Parsed("05/BC-SKHCN").ShouldSatisfyAllConditions(n => n.TypeCode.ShouldBe("BC"), n => n.AgencyCode.ShouldBe("SKHCN"));
        Samples.Parsed("451/UBND-TH").ShouldSatisfyAllConditions(n => n.TypeCode.ShouldBeNull(), n => n.AgencyCode.ShouldBe("UBND"));
        Samples.Parsed("71-CTr/TU").AgencyCode.ShouldBe("TU");
    }

    [Theory]
    [InlineData("")]
    [InlineData("24/7")]
    [InlineData("năm 2024")]
    [InlineData("05/bc-skhcn")]
    public void What_is_no_number_is_refused(string written) => DocumentNumber.TryParse(written, out _).ShouldBeFalse();

    [Fact]
    public void There_are_29_types_each_with_its_own_key_and_two_without_abbreviation()
    {
        DocumentTypes.All.Count.ShouldBe(29);
        DocumentTypes.All.Select(type => type.Key).Distinct().Count().ShouldBe(29);
        DocumentTypes.All.Where(type => type.Code is null).Select(type => type.Name).ShouldBe(["Công văn", "Thư công"]);
        DocumentTypes.OfName("TỜ  TRÌNH").ShouldBe(DocumentTypes.Submission);
    }
}
