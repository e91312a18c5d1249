using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;

namespace LienThong.Host.Demo;

/// <summary>The two documents of the demonstration: the letter that asks (with the facts of Công văn 451/UBND-TH of 24/01/2024) and the report that answers.</summary>
internal static class DemoTexts
{
    public const string Number = "451";
    public const string Symbol = "UBND-TH";
    public const string Subject = "Báo cáo tình hình thực hiện nhiệm vụ được giao trong Chương trình công tác năm 2024 của Chính phủ, Thủ tướng Chính phủ";

    public static readonly DateOnly IssuedOn = new(2024, 1, 24);

    private const string FirstBody = """
        Sau khi nghiên cứu yêu cầu nêu tại Công văn số 451/UBND-TH ngày 24/01/2024 của Ủy ban nhân dân tỉnh, Sở Khoa học và Công nghệ xin báo cáo như sau:
        I. TÌNH HÌNH THỰC HIỆN
        1. Về rà soát nhiệm vụ
        Sở đã giao Văn phòng Sở chủ trì đối chiếu danh mục nhiệm vụ; qua đối chiếu, không có đề án nào giao trực tiếp cho Sở trình trong năm 2024.
        2. Về các nhiệm vụ phối hợp
        a) Các phòng chuyên môn đã cử đầu mối theo dõi và lập lịch làm việc theo quý.
        b) Số liệu được tổng hợp hằng tháng, gửi Văn phòng Sở trước ngày 25.
        II. ĐỀ XUẤT
        Sở tiếp tục thực hiện theo kế hoạch và báo cáo khi có phát sinh./.
        """;

    private const string SecondBody = """
        Sau khi nghiên cứu yêu cầu nêu tại Công văn số 451/UBND-TH ngày 24/01/2024 của Ủy ban nhân dân tỉnh, Sở Khoa học và Công nghệ xin báo cáo như sau:
        I. TÌNH HÌNH THỰC HIỆN
        1. Về rà soát nhiệm vụ
        Sở đã giao Văn phòng Sở chủ trì đối chiếu danh mục nhiệm vụ; qua đối chiếu, không có đề án nào giao trực tiếp cho Sở trình trong năm 2024.
        2. Về các nhiệm vụ phối hợp
        a) Các phòng chuyên môn đã cử đầu mối theo dõi và lập lịch làm việc theo quý.
        b) Số liệu được tổng hợp hằng tháng, gửi Văn phòng Sở trước ngày 25.
        c) Phòng Quản lý Khoa học đang chuẩn bị góp ý đối với 03 dự thảo văn bản do bộ, ngành lấy ý kiến trong quý I.
        d) Trung tâm Nghiên cứu, Chuyển giao công nghệ và Đổi mới sáng tạo đã lập danh sách kết quả nghiên cứu có thể đưa vào ứng dụng trong năm.
        đ) Phòng Kế hoạch - Tài chính bố trí kinh phí cho các nhiệm vụ phối hợp trong dự toán đã được giao, không đề nghị bổ sung.
        3. Về khó khăn
        Một số nhiệm vụ liên quan nhiều cơ quan nhưng chưa rõ cơ quan đầu mối, nên thời gian phối hợp còn kéo dài.
        Việc cập nhật tiến độ giữa các cơ quan còn làm bằng thư điện tử, số liệu phải tổng hợp lại nhiều lần.
        4. Về tiến độ
        Các nhiệm vụ giao trong tháng 01 đang thực hiện trong hạn; Sở không có nhiệm vụ quá hạn tính đến ngày báo cáo.
        II. ĐỀ XUẤT
        1. Đề nghị Ủy ban nhân dân tỉnh xác định rõ cơ quan đầu mối đối với từng nhiệm vụ phối hợp.
        2. Đề nghị Văn phòng Ủy ban nhân dân tỉnh thống nhất mẫu tổng hợp tiến độ để các cơ quan dùng chung.
        III. PHƯƠNG HƯỚNG
        1. Sở giao Văn phòng Sở theo dõi chung, đôn đốc các đơn vị và báo cáo Ban Giám đốc hằng tháng.
        2. Các đơn vị được giao chủ trì lập kế hoạch chi tiết theo từng quý, nêu rõ sản phẩm và người chịu trách nhiệm.
        3. Sở tiếp tục thực hiện theo kế hoạch và báo cáo khi có phát sinh./.
        """;

    /// <summary>The report as first drafted.</summary>
    public static DraftContent FirstDraft => Draft(FirstBody);

    /// <summary>The report after it was sent back.</summary>
    public static DraftContent SecondDraft => Draft(SecondBody);

    /// <summary>The incoming letter as it would lie on the table.</summary>
    public static DocumentForm Letter => new()
    {
        IssuingAgency = "Ủy ban nhân dân tỉnh Quảng Trị",
        Number = new DocumentNumber(451, Symbol),
        Type = DocumentTypes.OfficialLetter,
        PlaceAndDate = PlaceAndDate.On("Quảng Trị", IssuedOn),
        Subject = Subject,
        Addressees = ["Các Sở, ban, ngành cấp tỉnh"],
        Body = DocumentBody.FromText("""
            Để có cơ sở tổng hợp báo cáo cấp trên, Ủy ban nhân dân tỉnh yêu cầu thủ trưởng các Sở, ban, ngành:
            1. Rà soát các nhiệm vụ thuộc trách nhiệm của cơ quan mình trong Chương trình công tác năm 2024 của Chính phủ, Thủ tướng Chính phủ.
            2. Báo cáo tình hình thực hiện, khó khăn và đề xuất về Văn phòng Ủy ban nhân dân tỉnh để tổng hợp.
            Yêu cầu các cơ quan nghiêm túc thực hiện./.
            """),
        Recipients = ["Chủ tịch, các Phó Chủ tịch UBND tỉnh"],
        Archive = new ArchiveLine("TH"),
        Signing = new SigningBlock(
            [new AuthorityLine(AuthorityMark.OnBehalfOfCollective, "Ủy ban nhân dân"), new AuthorityLine(AuthorityMark.ForHead, "Chủ tịch")], "Phó Chủ tịch", null),
    };

    private static DraftContent Draft(string body) => new()
    {
        TypeCode = "BC",
        Subject = "Tình hình thực hiện nhiệm vụ khoa học và công nghệ được giao trong Chương trình công tác năm 2024",
        Addressees = ["Văn phòng Ủy ban nhân dân tỉnh Quảng Trị"],
        Body = body,
        Recipients = ["Giám đốc, các Phó Giám đốc Sở"],
    };
}
