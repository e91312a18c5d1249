using LienThong.Activities.Agencies;
using LienThong.Activities.Approvals;
using LienThong.Activities.Documents;

namespace LienThong.Activities.Tests.Chain;

/// <summary>What is written in the chain; the facts are those of Công văn 451/UBND-TH of 24/01/2024, the sentences our own.</summary>
internal static class Letters
{
    public static readonly Guid LeadUnit = DemoOrganisation.UnitId("SKHCN", "QLKH");

    public static IncomingRegistration Incoming => new()
    {
        AgencyId = DemoOrganisation.SoKhcn,
        SenderAgencyId = DemoOrganisation.UbndTinh,
        Number = "451",
        Symbol = "UBND-TH",
        IssuedOn = new DateOnly(2024, 1, 24),
        TypeCode = "CV",
        Subject = "V/v báo cáo tình hình thực hiện các đề án trong quý I",
        NeedsReply = true,
    };

    public static Instruction Instruction => new()
    {
        LeadUnitId = LeadUnit,
        CooperatingUnitIds = [DemoOrganisation.UnitId("SKHCN", "KHTC")],
        InformedUnitIds = [DemoOrganisation.UnitId("SKHCN", "VP")],
        Text = "Phòng chủ trì soạn báo cáo, trình Phó Giám đốc phụ trách",
    };

    public static DraftContent Reply => new()
    {
        TypeCode = "BC",
        Subject = "Tình hình thực hiện các đề án được giao trong quý I năm 2024",
        Addressees = ["Văn phòng UBND tỉnh Quảng Trị"],
        Body =
            """
            Theo yêu cầu tại Công văn số 451/UBND-TH ngày 24/01/2024 của UBND tỉnh, Sở Khoa học và Công nghệ báo cáo kết quả như sau:
            I. KẾT QUẢ ĐẠT ĐƯỢC
            Trong quý, Sở chủ trì 03 đề án; đến nay 02 đề án đã trình đúng hạn, 01 đề án đang lấy ý kiến.
            II. KIẾN NGHỊ
            Sở Khoa học và Công nghệ đề nghị Văn phòng UBND tỉnh tổng hợp.
            """,
        Recipients = ["Giám đốc, các Phó Giám đốc Sở"],
    };

    /// <summary>A report to an agency above that addresses nobody: the form check finds an error.</summary>
    public static DraftContent ReplyWithoutAddressee => Reply with { Addressees = [] };
}
