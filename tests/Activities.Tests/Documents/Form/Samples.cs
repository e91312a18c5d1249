using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Tests.Documents.Form;

/// <summary>Documents written for the tests: a report that answers a letter, a Công văn to several agencies, a plan with an appendix.</summary>
internal static class Samples
{
    public static DocumentForm ReportDraft { get; } = new()
    {
        SuperiorAgency = "UBND tỉnh Quảng Trị",
        IssuingAgency = "Sở Khoa học và Công nghệ",
        Number = DocumentNumber.For(DocumentTypes.Report, "SKHCN", null),
        Type = DocumentTypes.Report,
        PlaceAndDate = new PlaceAndDate("Quảng Trị", 2024, 3),
        Subject = "Tình hình thực hiện các đề án được giao trong quý I năm 2024",
        Addressees = ["Văn phòng UBND tỉnh Quảng Trị"],
        RepliesTo = new ReplyReference(Parsed("451/UBND-TH"), new DateOnly(2024, 1, 24), "UBND tỉnh"),
        Body = DocumentBody.FromText(
            """
            Theo yêu cầu tại Công văn số 451/UBND-TH ngày 24/01/2024 của UBND tỉnh, Sở Khoa học và Công nghệ báo cáo tình hình thực hiện các đề án được giao trong quý I năm 2024 như sau:
            I. KẾT QUẢ ĐẠT ĐƯỢC
            1. Đề án được giao chủ trì
            Trong quý, Sở được giao chủ trì 03 đề án; đến nay 02 đề án đã trình cấp có thẩm quyền đúng hạn, 01 đề án đang lấy ý kiến các đơn vị liên quan.
            2. Đề án được giao phối hợp
            Sở đã góp ý 05 dự thảo do các sở, ngành gửi đến, bảo đảm thời gian yêu cầu.
            II. KIẾN NGHỊ
            Sở Khoa học và Công nghệ đề nghị Văn phòng UBND tỉnh tổng hợp.
            """),
        Recipients = ["Giám đốc, các Phó Giám đốc Sở", "Các phòng, đơn vị thuộc Sở"],
        Archive = new ArchiveLine("VP"),
        Signing = SigningBlock.ForHead("Giám đốc", "Phó Giám đốc", "Trần Văn Bình"),
    };

    public static DocumentForm Report { get; } = ReportDraft.Issued(5, new DateOnly(2024, 3, 5));

    public static DocumentForm Letter { get; } = new()
    {
        IssuingAgency = "Ủy ban nhân dân tỉnh Quảng Trị",
        Number = DocumentNumber.For(DocumentTypes.OfficialLetter, "UBND", "TH", 1207),
        Type = DocumentTypes.OfficialLetter,
        PlaceAndDate = PlaceAndDate.On("Quảng Trị", new DateOnly(2024, 2, 9)),
        Subject = "đôn đốc báo cáo tiến độ các nhiệm vụ được giao trong quý I năm 2024",
        Addressees = ["Các sở, ban, ngành cấp tỉnh", "UBND các huyện, thị xã, thành phố", "Các đơn vị sự nghiệp công lập thuộc UBND tỉnh"],
        Body = DocumentBody.FromText(
            """
            UBND tỉnh yêu cầu các cơ quan, đơn vị rà soát nhiệm vụ được giao, báo cáo tiến độ và nguyên nhân chậm (nếu có) trước ngày 20/3/2024.
            Giao Văn phòng UBND tỉnh theo dõi, đôn đốc và tổng hợp kết quả.
            """),
        Recipients = ["Chủ tịch, các Phó Chủ tịch UBND tỉnh"],
        Archive = new ArchiveLine("TH", 2),
        Signing = new SigningBlock(
            [new AuthorityLine(AuthorityMark.OnBehalfOfCollective, "Ủy ban nhân dân"), new AuthorityLine(AuthorityMark.ForHead, "Chủ tịch")],
            "Phó Chủ tịch", "Lê Thị Hà"),
        Urgency = Urgency.Express,
    };

    public static DocumentForm TwoPages { get; } = Report with
    {
        Body =
        [
            new BodyParagraph(ParagraphKind.Basis, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
            new BodyParagraph(ParagraphKind.Basis, "Theo đề nghị của Chánh Văn phòng Sở."),
            .. Enumerable.Range(1, 14).Select(i => new BodyParagraph(
                ParagraphKind.Text,
                $"{i}. Đơn vị thứ {i} đã hoàn thành nhiệm vụ được giao, gửi hồ sơ về Văn phòng để tổng hợp; các nội dung còn lại được tiếp tục theo dõi, đôn đốc theo kế hoạch và báo cáo khi có phát sinh.")),
        ],
    };

    public static DocumentForm Plan { get; } = ReportDraft with
    {
        Number = DocumentNumber.For(DocumentTypes.Plan, "SKHCN", null),
        Type = DocumentTypes.Plan,
        Subject = "Triển khai công tác tiêu chuẩn đo lường chất lượng năm 2024",
        Addressees = [],
        RepliesTo = null,
        Body = DocumentBody.FromText("Sở giao các đơn vị thực hiện nhiệm vụ tại Phụ lục kèm theo."),
        Appendices =
        [
            new Appendix(
                "Phân công nhiệm vụ",
                [
                    new BodyParagraph(ParagraphKind.Text, "Các đơn vị thực hiện theo bảng sau:", new BodyTable(
                        ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"],
                        [
                            ["1", "Kiểm tra phương tiện đo tại các chợ trung tâm huyện, thị xã", "Chi cục Tiêu chuẩn Đo lường Chất lượng", "Quý II/2024"],
                            ["2", "Tập huấn nghiệp vụ cho cán bộ cấp huyện", "Văn phòng", "Quý III/2024"],
                        ])),
                ],
                Landscape: true),
        ],
    };

    public static DocumentNumber Parsed(string text) =>
        DocumentNumber.TryParse(text, out var number) ? number : throw new ArgumentException(text, nameof(text));
}
