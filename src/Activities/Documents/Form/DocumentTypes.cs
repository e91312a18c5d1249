using System.Text.Json.Serialization;

namespace LienThong.Activities.Documents.Form;

/// <summary>A type of administrative document (tên loại): its key for storage, its abbreviation in symbols (null when it has none) and its name.</summary>
public sealed record DocumentType(string Key, string? Code, string Name)
{
    /// <summary>Whether the name stands above the subject (ô 5a); Công văn and thư công have no name on the page.</summary>
    [JsonIgnore]
    public bool HasTitle => Code is not null;
}

/// <summary>The 29 types of administrative documents of Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III.</summary>
public static class DocumentTypes
{
    public static DocumentType Report { get; } = new("BC", "BC", "Báo cáo");

    public static DocumentType Plan { get; } = new("KH", "KH", "Kế hoạch");

    public static DocumentType Programme { get; } = new("CTr", "CTr", "Chương trình");

    public static DocumentType Submission { get; } = new("TTr", "TTr", "Tờ trình");

    public static DocumentType OfficialLetter { get; } = new("CV", null, "Công văn");

    public static DocumentType PublicLetter { get; } = new("ThC", null, "Thư công");

    public static IReadOnlyList<DocumentType> All { get; } =
    [
        Named("NQ", "Nghị quyết"), Named("QĐ", "Quyết định"), Named("CT", "Chỉ thị"), Named("QC", "Quy chế"), Named("QyĐ", "Quy định"),
        Named("TC", "Thông cáo"), Named("TB", "Thông báo"), Named("HD", "Hướng dẫn"), Programme, Plan, Named("PA", "Phương án"),
        Named("ĐA", "Đề án"), Named("DA", "Dự án"), Report, Named("BB", "Biên bản"), Submission, Named("HĐ", "Hợp đồng"),
        Named("CĐ", "Công điện"), Named("BGN", "Bản ghi nhớ"), Named("BTT", "Bản thỏa thuận"), Named("GUQ", "Giấy ủy quyền"),
        Named("GM", "Giấy mời"), Named("GGT", "Giấy giới thiệu"), Named("GNP", "Giấy nghỉ phép"), Named("PG", "Phiếu gửi"),
        Named("PC", "Phiếu chuyển"), Named("PB", "Phiếu báo"), OfficialLetter, PublicLetter,
    ];

    /// <summary>The type with this storage key (BC, KH, CV …), exact in case; null when there is none.</summary>
    public static DocumentType? OfKey(string key) => All.FirstOrDefault(type => type.Key == key);

    /// <summary>The type with this name, whatever its case and spacing; null when there is none.</summary>
    public static DocumentType? OfName(string name)
    {
        var wanted = string.Join(' ', name.Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return All.FirstOrDefault(type => string.Equals(type.Name, wanted, StringComparison.OrdinalIgnoreCase));
    }

    private static DocumentType Named(string code, string name) => new(code, code, name);
}
