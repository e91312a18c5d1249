using System.Text;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Documents.Proposals;
using LienThong.Activities.Tests.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Proposals;

public sealed class ProposeRegistrationTests
{
    internal static readonly DateOnly Today = new(2024, 7, 1);

    private static readonly Agency Province = Agency("Ủy ban nhân dân tỉnh Quảng Trị", "UBND tỉnh", "UBND");
    private static readonly Agency Science = Agency("Sở Khoa học và Công nghệ", "Sở KH&CN", "SKHCN");

    internal static Organisation Organisation { get; } = new(Guid.NewGuid(), [Province, Science, Agency("Sở Tài chính", "Sở Tài chính", "STC")], [], [], [], []);

    private const string Letter =
        """
        ỦY BAN NHÂN DÂN	CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        TỈNH QUẢNG TRỊ	Độc lập - Tự do - Hạnh phúc
        Số: 812/UBND-TH	Quảng Trị, ngày 04 tháng 3 năm 2024
        V/v rà soát nhiệm vụ chuyển đổi số
        năm 2024

        HỎA TỐC

        Kính gửi: Sở Khoa học và Công nghệ

        Thực hiện Kế hoạch số 15/KH-UBND ngày 10/01/2024, UBND tỉnh đề nghị các sở rà soát và gửi kết quả về Văn phòng UBND tỉnh trước ngày 18/3/2024 để tổng hợp./.

        Nơi nhận:
        - Như trên;
        - Lưu: VT, TH.
        """;

    [Fact]
    public void A_letter_gives_all_that_is_typed_for_it()
    {
        var proposal = Of(Letter);

        proposal.Number!.Value.ShouldBe("812");
        proposal.Symbol!.Value.ShouldBe("UBND-TH");
        proposal.IssuedOn!.Value.ShouldBe(new DateOnly(2024, 3, 4));
        proposal.Sender!.Value.ShouldBe(new ProposedSender(Province.Id, Province.Name));
        proposal.TypeCode!.Value.ShouldBe("CV");
        proposal.Subject!.Value.ShouldBe("V/v rà soát nhiệm vụ chuyển đổi số năm 2024");
        proposal.Urgency!.Value.ShouldBe(Urgency.Express);
        proposal.NeedsReply!.Value.ShouldBeTrue();
        proposal.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Before_a_day_asks_for_the_day_before_it_and_shows_the_words()
    {
        var deadline = Of(Letter).DeadlineOn!;

        deadline.Value.ShouldBe(new DateOnly(2024, 3, 17));
        deadline.Confidence.ShouldBe(Confidence.Found);
        deadline.Evidence.Line.ShouldBe(11);
        deadline.Evidence.Text.ShouldContain("trước ngày 18/3/2024");
    }

    [Theory]
    [InlineData("gửi báo cáo chậm nhất ngày 20/11", "2024-11-20")]
    [InlineData("gửi báo cáo trước ngày 05 tháng 01", "2025-01-04")]
    [InlineData("báo cáo kết quả đến hết ngày 15/6/2024", "2024-06-15")]
    public void A_deadline_without_a_year_is_the_next_such_day(string words, string due) =>
        Of(Letter.Replace("gửi kết quả về Văn phòng UBND tỉnh trước ngày 18/3/2024", words, StringComparison.Ordinal)).DeadlineOn!.Value.ToString("yyyy-MM-dd", null).ShouldBe(due);

    [Fact]
    public void Dates_of_events_are_no_deadlines() =>
        Of(Letter.Replace("đề nghị các sở rà soát và gửi kết quả về Văn phòng UBND tỉnh trước ngày 18/3/2024 để tổng hợp", "chúc mừng ngày thành lập ngành vào ngày 18/5/2024", StringComparison.Ordinal))
            .DeadlineOn.ShouldBeNull();

    [Fact]
    public void Text_that_is_not_composed_gives_the_same() => ShouldSay(Of(Letter.Normalize(NormalizationForm.FormD)), Of(Letter));

    [Fact]
    public void A_symbol_broken_over_lines_is_joined() => Of(Letter.Replace("Số: 812/UBND-TH", "Số: 812/UBND-\nTH", StringComparison.Ordinal)).Symbol!.Value.ShouldBe("UBND-TH");

    [Fact]
    public void The_blank_number_of_a_draft_is_none_but_its_symbol_is_there()
    {
        var proposal = Of(Letter.Replace("Số: 812/UBND-TH", "Số:          /BC-SKHCN", StringComparison.Ordinal));

        proposal.Number.ShouldBeNull();
        proposal.Symbol!.Value.ShouldBe("BC-SKHCN");
        proposal.Warnings.ShouldContain(warning => warning.Contains("chưa có số"));
    }

    [Fact]
    public void Cited_documents_are_not_taken_for_the_document_itself()
    {
        var proposal = Of("Thực hiện Công văn số 451/UBND-TH ngày 24/01/2024 của UBND tỉnh, đơn vị báo cáo như sau.");

        (proposal.Number, proposal.Symbol, proposal.IssuedOn).ShouldBe((null, null, null));
    }

    [Fact]
    public void A_sender_that_is_not_known_is_given_as_text()
    {
        var sender = Of(Letter.Replace("ỦY BAN NHÂN DÂN\t", "CỤC THỐNG KÊ\t", StringComparison.Ordinal).Replace("TỈNH QUẢNG TRỊ\t", "\t", StringComparison.Ordinal)).Sender!;

        sender.Value.ShouldBe(new ProposedSender(null, "Cục thống kê"));
    }

    [Fact]
    public void Without_a_head_the_agency_of_the_symbol_is_a_guess()
    {
        var sender = Of("Số: 12/BC-STC\n\nBÁO CÁO\n\nTình hình thu chi\n").Sender!;

        (sender.Value.Name, sender.Confidence).ShouldBe(("Sở Tài chính", Confidence.Guessed));
    }

    [Fact]
    public void An_urgent_word_in_a_sentence_is_no_mark() =>
        Of(Letter.Replace("HỎA TỐC", "", StringComparison.Ordinal).Replace("để tổng hợp", "để khẩn trương tổng hợp", StringComparison.Ordinal)).Urgency.ShouldBeNull();

    [Fact]
    public void An_empty_text_gives_nothing()
    {
        var proposal = Of("");

        (proposal.Number, proposal.Subject, proposal.Sender, proposal.TypeCode).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void Our_own_reports_are_read_back_from_their_files()
    {
        using var docx = new MemoryStream();
        DocumentWriter.Write(Samples.Report, docx);
        docx.Position = 0;

        var proposal = Of(DocumentReader.ReadDocx(docx, ReadLimits.Default));

        (proposal.Number!.Value, proposal.Symbol!.Value, proposal.IssuedOn!.Value, proposal.TypeCode!.Value).ShouldBe(("05", "BC-SKHCN", new DateOnly(2024, 3, 5), "BC"));
        proposal.Subject!.Value.ShouldBe(Samples.Report.Subject);
        proposal.Sender!.Value.AgencyId.ShouldBe(Science.Id);
    }

    [SeedFact]
    public void The_sample_documents_are_read_as_the_facts_say()
    {
        foreach (var block in Seeds.Facts().GetProperty("blocks").EnumerateArray())
        {
            var file = block.GetProperty("file").GetString()!;
            var proposal = Of(Seeds.Text(file[..3]));

            proposal.Number.ShouldBeNull(file);
            var written = block.GetProperty("symbol").GetString();
            proposal.Symbol.ShouldNotBeNull(file).Value.ShouldBe(written, file);
            proposal.IssuedOn.ShouldBeNull(file);
            DocumentTypes.OfKey(proposal.TypeCode.ShouldNotBeNull(file).Value)!.Name.ToUpperInvariant().ShouldBe(block.GetProperty("doc_type").GetString(), file);
            Squeezed(proposal.Subject.ShouldNotBeNull(file).Value).ShouldBe(Squeezed(block.GetProperty("title").GetString()!), file);
            proposal.Warnings.ShouldContain(warning => warning.Contains("chưa có số"), file);
        }
    }

    [SeedFact]
    public void The_agency_in_the_head_of_a_sample_is_found_even_where_the_head_stands_behind_the_text()
    {
        var sender = Of(Seeds.Text("000")).Sender!;

        (sender.Value.AgencyId, sender.Confidence).ShouldBe((Science.Id, Confidence.Found));
    }

    [SeedFact]
    public void The_reports_that_a_sample_plan_asks_for_are_a_deadline_to_be_looked_at()
    {
        var deadline = Of(Seeds.Text("001")).DeadlineOn!;

        // "trước ngày 18/5" in a plan that names no date of its own: the year is that of the registration.
        (deadline.Value.Month, deadline.Value.Day, deadline.Confidence).ShouldBe((5, 17, Confidence.Guessed));
    }

    private static DocumentProposal Of(string text) => ProposeRegistration.From(text, Organisation, Today);

    private static void ShouldSay(DocumentProposal proposal, DocumentProposal other) =>
        (proposal with { Warnings = other.Warnings }).ShouldBe(other);

    private static string Squeezed(string text) => string.Concat(text.Normalize().Where(c => !char.IsWhiteSpace(c)));

    private static Agency Agency(string name, string shortName, string symbol) => new()
    {
        Id = Guid.NewGuid(),
        Name = name,
        ShortName = shortName,
        Symbol = symbol,
        Place = "Quảng Trị",
        ValidFrom = new DateOnly(2021, 1, 1),
    };
}
