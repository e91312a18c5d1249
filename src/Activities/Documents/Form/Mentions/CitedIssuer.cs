using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form.Mentions;

/// <summary>Reads the issuing body after a citation ("của Ban Thường vụ Tỉnh ủy").</summary>
internal static partial class CitedIssuer
{
    private static readonly string[] Fields =
    [
        "Khoa học và Công nghệ", "KH&CN", "KHCN", "Kế hoạch và Đầu tư", "KH&ĐT", "Tài chính", "Nội vụ", "Tư pháp", "Công Thương", "Công an", "Quốc phòng",
        "Nông nghiệp và Phát triển nông thôn", "NN&PTNT", "Nông nghiệp và Môi trường", "NN&MT", "Giao thông vận tải", "GTVT", "Xây dựng",
        "Tài nguyên và Môi trường", "TN&MT", "Thông tin và Truyền thông", "TT&TT", "Lao động - Thương binh và Xã hội", "LĐ-TB&XH", "LĐTB&XH",
        "Văn hóa, Thể thao và Du lịch", "VHTT&DL", "Y tế", "Giáo dục và Đào tạo", "GD&ĐT", "Ngoại vụ", "Ngoại giao", "Dân tộc và Tôn giáo",
    ];

    // A place name has at least two words with capitals, so that "HĐND tỉnh Quy định" ends at "tỉnh"; Huế is the one province of one word.
    private const string Place = @"(?-i:\s+(?:Huế|\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)+))?";
    private const string Level = @"(?:\s+(?:tỉnh|thành\s+phố|huyện|thị\s+xã|xã|phường|thị\s+trấn|đặc\s+khu|các\s+cấp)" + Place + ")?";

    private static readonly Regex Grammar = new(
        @"\G(?:\s*,?\s*(?<of>của|do)\s+|\s+)(?<issuer>" + string.Join('|',
            @"(?:Phó\s+)?Thủ\s+tướng(?:\s+Chính\s+phủ)?", @"(?:Văn\s+phòng\s+)?Chính\s+phủ", @"(?:Ủy\s+ban\s+Thường\s+vụ\s+|Uỷ\s+ban\s+Thường\s+vụ\s+)?Quốc\s+hội", @"Chủ\s+tịch\s+nước",
            @"Bộ\s+Chính\s+trị", @"Ban\s+Bí\s+thư(?:\s+Trung\s+ương(?:\s+Đảng)?)?",
            @"(?:Ban\s+Chấp\s+hành|BCH)\s+(?:Trung\s+ương(?:\s+Đảng)?|Đảng\s+bộ\s+tỉnh|[Đđ]ảng\s+UBND\s+tỉnh)(?:\s+khóa\s+[IVX]+)?",
            @"(?:(?:Ban\s+Thường\s+vụ|BTV|Ban\s+Chấp\s+hành|BCH|Thường\s+trực|Văn\s+phòng|VP|Ban\s+(?:Tổ\s+chức|Tuyên\s+giáo(?:\s+và\s+Dân\s+vận)?|Dân\s+vận|Nội\s+chính)|(?:Ủy|Uỷ)\s+ban\s+Kiểm\s+tra)\s+)?(?:Tỉnh|Thành|Huyện|Thị|Quận)\s+(?:ủy|uỷ)" + Place,
            @"(?:Ban\s+Cán\s+sự\s+đảng|BCSĐ|Đảng\s+(?:ủy|uỷ))\s+(?:UBND\s+tỉnh|(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân\s+tỉnh|Chính\s+phủ)",
            @"(?:(?:Phó\s+)?Chủ\s+tịch\s+|Văn\s+phòng\s+(?:Đoàn\s+ĐBQH\s+và\s+)?|VP\s+|Thường\s+trực\s+)?(?:UBND|HĐND|(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân|Hội\s+đồng\s+nhân\s+dân)" + Level,
            $@"(?:Bộ\s+trưởng\s+|Thứ\s+trưởng\s+|Ban\s+Cán\s+sự\s+đảng\s+)?Bộ\s+(?:{FieldAlternatives()})", $@"(?:Giám\s+đốc\s+|Phó\s+Giám\s+đốc\s+)?Sở\s+(?:{FieldAlternatives()})(?:\s+tỉnh{Place})?") +
        @")(?!\p{L})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The issuer that directly follows this place; null when something else follows.</summary>
    public static (int End, string Name)? After(string text, int start)
    {
        var match = Grammar.Match(text, start);
        if (!match.Success) match = Other().Match(text, start);
        if (!match.Success) return null;
        var issuer = match.Groups["issuer"];
        // Without "của" only a name with its capital counts: after a comma or in lower case the words belong to what follows.
        if (!match.Groups["of"].Success && char.IsLower(issuer.Value[0])) return null;
        return (issuer.Index + issuer.Length, Folding.Blanks(issuer.Value));
    }

    private static string FieldAlternatives() =>
        string.Join('|', Fields.OrderByDescending(field => field.Length).Select(field => Regex.Escape(field).Replace(@"\ ", @"\s+", StringComparison.Ordinal)));

    // Any other body: from its head word to the verb or sign that begins the next part.
    [GeneratedRegex(
        @"\G(?>\s*,?\s*)(?<of>của|do)\s+(?<issuer>(?:Tổng\s+cục|Cục|Chi\s+cục|Ban|Bộ|Sở|Hội|Viện|Trường|Trung\s+tâm|Kho\s+bạc|Ngân\s+hàng|Tòa\s+án|Thanh\s+tra|Tỉnh\s+đoàn|Liên\s+đoàn|Liên\s+hiệp|Phòng|Văn\s+phòng|Hội\s+đồng|Ủy\s+ban|Công\s+an|Kiểm\s+toán)\s[^.,;:()“”""\n]{2,60}?)" +
        @"(?=\s*(?:[.,;:()“”""\n]|$)|\s+(?:[Vv]ề|[Bb]an\s+hành|[Pp]hê\s+duyệt|[Qq]uy\s+định|[Tt]hực\s+hiện|[Tt]riển\s+khai|[Hh]ướng\s+dẫn|trên|[Ss]ửa\s+đổi|[Bb]ổ\s+sung|[Gg]iao|[Cc]ông\s+bố|[Tt]hành\s+lập|tại|là|đã|được|cho|để|theo|yêu\s+cầu|đề\s+nghị)\s)")]
    private static partial Regex Other();
}
