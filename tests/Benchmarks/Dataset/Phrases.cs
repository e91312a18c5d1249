namespace LienThong.Benchmarks.Dataset;

/// <summary>Texts of letters and answers, put together from parts: they need not be good, only as varied as those of an office.</summary>
internal sealed class Phrases(Random random)
{
    private static readonly string[] Verbs =
        ["báo cáo kết quả", "lập kế hoạch", "góp ý dự thảo", "rà soát số liệu", "triển khai thực hiện", "đề xuất kinh phí", "tổng hợp vướng mắc", "cử người tham gia", "kiểm tra tiến độ", "đăng ký nhiệm vụ"];

    private static readonly string[] Subjects =
    [
        "chuyển đổi số", "đổi mới sáng tạo", "an toàn thông tin", "sở hữu trí tuệ", "tiêu chuẩn đo lường", "năng lượng nguyên tử", "nông nghiệp công nghệ cao", "cải cách hành chính",
        "phòng chống thiên tai", "bảo vệ môi trường", "giáo dục nghề nghiệp", "y tế cơ sở", "giải phóng mặt bằng", "đầu tư công", "quản lý đất đai", "du lịch cộng đồng", "an sinh xã hội",
        "giao thông nông thôn", "bảo tồn di sản", "xúc tiến thương mại", "phát triển thủy sản", "trồng rừng gỗ lớn", "cấp nước sạch", "khởi nghiệp thanh niên", "lưu trữ điện tử",
    ];

    private static readonly string[] Places =
        ["huyện ven biển", "xã miền núi", "khu kinh tế cửa khẩu", "các phường trung tâm", "khu công nghiệp", "vùng gò đồi", "đảo tiền tiêu", "các hợp tác xã", "trường chuyên nghiệp", "đơn vị sự nghiệp"];

    private static readonly string[] Sentences =
    [
        "Trong kỳ, đơn vị đã hoàn thành {0} nội dung về {1} tại {2}, đạt {3} phần trăm so với mục tiêu đề ra.",
        "Việc {4} gặp khó khăn do nguồn lực phân bổ chậm, cần bổ sung {0} triệu đồng cho {1}.",
        "Căn cứ {5}, đề nghị các phòng chuyên môn {4} liên quan đến {1} và gửi về trước ngày quy định.",
        "Đối với {2}, số lượng hồ sơ về {1} tăng {3} phần trăm so với cùng kỳ năm trước.",
        "Đơn vị kiến nghị cấp trên sớm hướng dẫn {4} để thống nhất cách làm giữa {2} và các nơi khác.",
        "Thực hiện {5}, cơ quan đã phân công {0} công chức theo dõi {1}.",
    ];

    private static readonly string[] Types = ["KH", "QĐ", "NQ", "CT", "TB", "BC"];

    public string Subject() => $"V/v {Pick(Verbs)} {Pick(Subjects)} tại {Pick(Places)} đợt {random.Next(1, 60)}";

    public string Words() => $"{Pick(Verbs)} {Pick(Subjects)}";

    public string Topic() => Pick(Subjects);

    public string Cited() => $"{random.Next(1, 3000)}/{Pick(Types)}-UBND";

    public string Body() => string.Join('\n', Enumerable.Range(0, random.Next(4, 9)).Select(_ => string.Format(
        System.Globalization.CultureInfo.InvariantCulture, Pick(Sentences), random.Next(1, 900), Pick(Subjects), Pick(Places), random.Next(1, 100), Pick(Verbs), $"Văn bản số {Cited()}")));

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
