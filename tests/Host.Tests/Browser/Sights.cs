using LienThong.Activities.Agencies;
using LienThong.Host.Tests.Api;
using Microsoft.Playwright;

namespace LienThong.Host.Tests.Browser;

/// <summary>A page in one of its states, filled with the demonstration's dossiers.</summary>
/// <param name="Name">Begins the names of its pictures.</param>
/// <param name="Route">As in routes.tsx; the start page has an empty one.</param>
/// <param name="Who">Looks at it; null is somebody who is not signed in.</param>
/// <param name="Sign">A text that stands there when it is filled.</param>
internal sealed record Sight(string Name, string Route, string? Who, string Sign)
{
    /// <summary>The route itself when it is left out.</summary>
    public Func<DemoOffice, Task<string>>? Address { get; init; }

    /// <summary>What is done on the page before it is looked at.</summary>
    public Func<IPage, Task>? Then { get; init; }

    public Task<string> AddressAsync(DemoOffice office) => Address is null ? Task.FromResult("/" + Route) : Address(office);
}

internal static class Sights
{
    private const string Newcomer = "chuyen-vien2.ttr.skhcn@example.vn";
    private const string Drafter = "chuyen-vien1.vp.skhcn@example.vn";

    public static readonly IReadOnlyList<Sight> All =
    [
        new("dang-nhap", "dang-nhap", null, "Tên đăng nhập"),
        new("khong-co-trang", "*", Drafter, "Không có trang này") { Address = At("/khong-co-trang-nay") },
        new("khong-co-quyen", "quan-tri/nhat-ky", Drafter, "Đồng chí không có quyền xem trang này"),

        new("ban-lam-viec", "", Chain.Deputy, "956/VP-KSTT"),
        new("ban-lam-viec-van-thu", "", LienThongApp.Clerk, "990/VP-KSTT"),
        new("hop-viec-danh-sach", "hop-viec/:id?", Chain.Deputy, "1588/UBND-KT") { Address = At("/hop-viec") },
        new("hop-viec", "hop-viec/:id?", Chain.Deputy, "1690/UBND-KT ngày") { Address = office => office.WorkAsync(Chain.Deputy, "1690", "/hop-viec/") },
        new("hop-viec-thay-doi", "hop-viec/:id?", Chain.Deputy, "Lần trước đồng chí xem") { Address = async office => await office.WorkAsync(Chain.Deputy, "1690", "/hop-viec/") + "?xem=thay-doi" },
        new("hop-viec-but-phe", "hop-viec/:id?", Chain.Director, "4127/UBND-NN") { Address = office => office.WorkAsync(Chain.Director, "4127", "/hop-viec/") },
        new("hop-viec-soan-thao", "hop-viec/:id?", Drafter, "Ý kiến cần tiếp thu") { Address = office => office.WorkAsync(Drafter, "905", "/hop-viec/") },
        new("hop-viec-duyet-cung-luc", "hop-viec/:id?", Chain.Deputy, "Duyệt 3 việc") { Address = At("/hop-viec?loai=approve"), Then = SelectThreeAsync },
        new("hop-viec-da-xu-ly", "hop-viec/:id?", Chain.Deputy, "990/VP-KSTT") { Address = At("/hop-viec?muc=xong") },
        new("hop-viec-theo-doi", "hop-viec/:id?", Chain.Deputy, "990/VP-KSTT") { Address = At("/hop-viec?muc=theo-doi") },
        new("hop-viec-trong", "hop-viec/:id?", Newcomer, "Không có việc nào đang chờ") { Address = At("/hop-viec") },
        new("thong-bao", "thong-bao", Chain.Deputy, "Chưa xem"),

        new("ho-so", "ho-so/:id", Chain.Director, "Ký nháy dự thảo") { Address = Dossier("1690", "qua-trinh") },
        new("ho-so-van-ban", "ho-so/:id", Chain.Director, "du-thao-2.docx") { Address = Dossier("1690", "van-ban") },
        new("ho-so-phan-cong", "ho-so/:id", Chain.Director, "Phòng QLCN tổng hợp nhu cầu") { Address = Dossier("1477", "phan-cong") },
        new("ho-so-y-kien", "ho-so/:id", Chain.Director, "Nên tách nhu cầu") { Address = Dossier("1477", "y-kien") },
        new("ho-so-noi-nhan", "ho-so/:id", Chain.Director, "Diễn biến") { Address = Dossier("1355", "noi-nhan") },
        new("ho-so-lien-quan", "ho-so/:id", Chain.Director, "4127/UBND-NN") { Address = async office => $"/ho-so/{await office.RelatedAsync("1355", "4127")}?muc=lien-quan" },

        new("soan-thao", "soan-thao/:workItemId", Drafter, "Ý kiến cần tiếp thu") { Address = office => office.WorkAsync(Drafter, "905", "/soan-thao/") },
        new("so-sanh", "van-ban/:id/so-sanh", Chain.Deputy, "Thay đổi quan trọng") { Address = office => office.OutgoingAsync("1690", "/so-sanh") },
        new("xem-van-ban", "van-ban/:id/so-sanh", Chain.Deputy, "Kính gửi") { Address = office => office.OutgoingAsync("1690", "/so-sanh?xem=1"), Then = page => page.Locator("section.docx").First.ScrollIntoViewIfNeededAsync() },
        new("mau-van-ban", "mau-van-ban", LienThongApp.Administrator, "Công văn trả lời"),

        new("van-ban-den", "van-ban-den", LienThongApp.Clerk, "4127/UBND-NN"),
        new("van-ban-den-tiep-nhan", "van-ban-den", LienThongApp.Clerk, "Chưa có tệp nào") { Address = At("/van-ban-den?muc=tiep-nhan") },
        new("van-ban-den-cho-tiep-nhan", "van-ban-den", LienThongApp.Clerk, "01/STTTT-VP") { Address = At("/van-ban-den?muc=cho-tiep-nhan") },
        new("van-ban-di", "van-ban-di", LienThongApp.Clerk, "Kết quả công nhận sáng kiến"),
        new("van-ban-di-cho-cap-so", "van-ban-di", LienThongApp.Clerk, "990/VP-KSTT") { Address = At("/van-ban-di?muc=cho-cap-so") },
        new("van-ban-di-cho-gui", "van-ban-di", LienThongApp.Clerk, "1401/UBND-CN") { Address = At("/van-ban-di?muc=cho-gui") },
        new("van-ban-di-da-gui", "van-ban-di", LienThongApp.Clerk, "04/SKHCN-KHTC") { Address = At("/van-ban-di?muc=da-gui") },
        new("so-van-ban", "so-van-ban", LienThongApp.Clerk, "Xem và in"),
        new("so-de-in", "so-van-ban/:id/in", LienThongApp.Clerk, "703/VP-TH") { Address = office => office.BookAsync() },
        new("tim-kiem", "tim-kiem", LienThongApp.Clerk, "4127/UBND-NN") { Address = At("/tim-kiem?tim=khoa%20hoc%20cong%20nghe") },
        new("nhiem-vu", "nhiem-vu", Chain.Director, "1984/UBND-KGVX"),
        new("bao-cao", "bao-cao", Chain.Director, "Phòng Quản lý Khoa học"),

        new("tai-khoan", "tai-khoan", Chain.Head, "Thư điện tử"),
        new("tai-khoan-vang-mat", "tai-khoan", Chain.Head, "Đi công tác theo đoàn của tỉnh") { Address = At("/tai-khoan?muc=vang-mat") },
        new("tai-khoan-thong-bao", "tai-khoan", Chain.Head, "Giờ yên lặng") { Address = At("/tai-khoan?muc=thong-bao") },
        new("tai-khoan-phien", "tai-khoan", Chain.Head, "Phiên này") { Address = At("/tai-khoan?muc=phien") },
        new("tai-khoan-mat-khau", "tai-khoan", Chain.Head, "Mật khẩu mới") { Address = At("/tai-khoan?muc=mat-khau") },
        new("tai-khoan-hai-lop", "tai-khoan", Chain.Head, "xác thực hai lớp") { Address = At("/tai-khoan?muc=hai-lop") },

        new("quan-tri", "quan-tri", LienThongApp.Administrator, "Lịch nghỉ"),
        new("quan-tri-so-van-ban", "quan-tri/so-van-ban", LienThongApp.Clerk, "Đang mở"),
        new("quan-tri-mau-y-kien", "quan-tri/mau-y-kien", LienThongApp.Clerk, "Đồng ý nội dung dự thảo."),
        new("quan-tri-co-quan", "quan-tri/co-quan", LienThongApp.Administrator, "Phòng Quản lý Khoa học") { Address = At($"/quan-tri/co-quan?co-quan={DemoOrganisation.SoKhcn}") },
        new("quan-tri-nguoi", "quan-tri/nguoi", LienThongApp.Administrator, "chuyen-vien1.khtc.skhcn@example.vn"),
        new("quan-tri-mot-nguoi", "quan-tri/nguoi/:id", LienThongApp.Administrator, "đang giữ") { Address = office => office.PersonAsync() },
        new("quan-tri-uy-quyen", "quan-tri/uy-quyen", LienThongApp.Administrator, "Chánh Văn phòng"),
        new("quan-tri-vai-tro", "quan-tri/vai-tro", LienThongApp.Administrator, "Nơi nhận của một văn bản đi"),
        new("quan-tri-loai-van-ban", "quan-tri/loai-van-ban", LienThongApp.Administrator, "Công văn"),
        new("quan-tri-lich-nghi", "quan-tri/lich-nghi", LienThongApp.Administrator, "Tết Dương lịch"),
        new("quan-tri-nhat-ky", "quan-tri/nhat-ky", LienThongApp.Administrator, "Đăng nhập"),

        new("quy-trinh", "quy-trinh", LienThongApp.Administrator, "Công văn yêu cầu báo cáo"),
        new("quy-trinh-mot-dinh-nghia", "quy-trinh/dinh-nghia/:definitionId/:version", LienThongApp.Administrator, "Trưởng đơn vị ký nháy") { Address = At("/quy-trinh/dinh-nghia/cong-van-bao-cao/1") },
        new("quy-trinh-luot-chay", "quy-trinh/luot-chay", LienThongApp.Administrator, "Công văn yêu cầu báo cáo, phiên bản 1"),
        new("quy-trinh-mot-luot-chay", "quy-trinh/luot-chay/:id", LienThongApp.Administrator, "dừng chờ") { Address = office => office.InstanceAsync() },
        new("quy-trinh-su-co", "quy-trinh/su-co", LienThongApp.Administrator, "Giao người khác"),
    ];

    private static Func<DemoOffice, Task<string>> At(string address) => _ => Task.FromResult(address);

    private static Func<DemoOffice, Task<string>> Dossier(string number, string part) => async office => $"/ho-so/{await office.DossierAsync(number)}?muc={part}";

    private static async Task SelectThreeAsync(IPage page)
    {
        for (var row = 0; row < 3; row++)
            await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Chọn «") }).Nth(row).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Duyệt các việc đã chọn" }).ClickAsync();
    }
}
