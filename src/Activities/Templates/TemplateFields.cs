using System.Globalization;
using System.Text.RegularExpressions;
using LienThong.Activities.Agencies;
using LienThong.Activities.Documents;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Templates;

/// <summary>A field of templates, for those who write them.</summary>
/// <param name="Key">As in <c>{{so-den}}</c>.</param>
/// <param name="Name">What it stands for.</param>
/// <param name="Example">What it may be filled with.</param>
public sealed record TemplateField(string Key, string Name, string Example);

/// <summary>A template filled for a work item.</summary>
/// <param name="Draft">What could not be filled stands as <c>[…]</c>.</param>
/// <param name="Findings">One for each field that is still open.</param>
public sealed record FilledTemplate(DraftContent Draft, IReadOnlyList<FormFinding> Findings);

/// <summary>What the fields of a template are filled from.</summary>
/// <param name="Incoming">Null when the dossier has none.</param>
/// <param name="Agency">That drafts.</param>
/// <param name="Unit">Đơn vị chủ trì; null before the bút phê.</param>
/// <param name="Drafter">Full name.</param>
/// <param name="DueOn">Hạn; null when there is none.</param>
/// <param name="Today">In Viet Nam.</param>
public sealed record TemplateSource(IncomingDocument? Incoming, Agency Agency, Unit? Unit, string? Drafter, DateOnly? DueOn, DateOnly Today);

/// <summary>The fields of templates and how they are filled.</summary>
public static partial class TemplateFields
{
    private static readonly (TemplateField Field, Func<TemplateSource, string?> Value)[] Known =
    [
        (new("so-den", "Số của văn bản đến", "451"), source => source.Incoming?.Number),
        (new("ky-hieu-den", "Số, ký hiệu của văn bản đến", "451/UBND-TH"), source => source.Incoming is { } letter ? $"{letter.Number}/{letter.Symbol}" : null),
        (new("ngay-van-ban-den", "Ngày của văn bản đến", "24/01/2024"), source => source.Incoming is { } letter ? VietnameseDates.Date(letter.IssuedOn) : null),
        (new("loai-den", "Tên loại của văn bản đến", "Công văn"), source => source.Incoming is { } letter ? DocumentTypes.OfKey(letter.TypeCode)?.Name : null),
        (new("noi-gui", "Cơ quan gửi văn bản đến", "Ủy ban nhân dân tỉnh Quảng Trị"), source => source.Incoming?.SenderName),
        (new("trich-yeu-den", "Trích yếu của văn bản đến", "báo cáo tình hình thực hiện nhiệm vụ"), source => source.Incoming is { } letter ? WithoutMark(letter.Subject) : null),
        (new("so-den-so", "Số đến trong sổ đăng ký", "15"), source => source.Incoming?.ArrivalNumber.ToString("00", CultureInfo.InvariantCulture)),
        (new("ngay-den", "Ngày đến", "25/01/2024"), source => source.Incoming is { } letter ? VietnameseDates.Date(letter.ArrivedAt) : null),
        (new("don-vi", "Đơn vị chủ trì", "Phòng Quản lý Khoa học"), source => source.Unit?.Name),
        (new("co-quan", "Cơ quan ban hành", "Sở Khoa học và Công nghệ"), source => source.Agency.Name),
        (new("han", "Hạn xử lý", "17/05/2024"), source => source.DueOn is { } due ? VietnameseDates.Date(due) : null),
        (new("nguoi-soan", "Người soạn thảo", "Nguyễn Văn A"), source => source.Drafter),
        (new("ngay", "Ngày hôm nay", "05"), source => source.Today.ToString("dd", CultureInfo.InvariantCulture)),
        (new("thang", "Tháng này", "3"), source => source.Today.Month.ToString(CultureInfo.InvariantCulture)),
        (new("nam", "Năm nay", "2024"), source => source.Today.Year.ToString(CultureInfo.InvariantCulture)),
    ];

    public static IReadOnlyList<TemplateField> All { get; } = [.. Known.Select(known => known.Field)];

    /// <summary>The draft with its fields filled; what has no value, or is no field, stays to be seen as <c>[…]</c>.</summary>
    public static FilledTemplate Fill(DraftContent template, TemplateSource source)
    {
        var open = new List<string>();
        string Filled(string text) => Placeholder().Replace(text, match => ValueOf(match.Groups["key"].Value, source, open));
        var draft = template with
        {
            Subject = Filled(template.Subject),
            Body = Filled(template.Body),
            Addressees = [.. template.Addressees.Select(Filled)],
            Recipients = [.. template.Recipients.Select(Filled)],
        };
        return new FilledTemplate(draft, [.. open.Distinct().Select(name => new FormFinding(
            "MAU.TRUONG-TRONG", FindingSeverity.Warning, $"Trường \"{name}\" của mẫu chưa có giá trị. Tìm [{name}] trong dự thảo rồi nhập nội dung.", null, new FormPlace($"[{name}]")))]);
    }

    private static string ValueOf(string key, TemplateSource source, List<string> open)
    {
        var (field, value) = Known.FirstOrDefault(known => known.Field.Key == key);
        if (value?.Invoke(source) is { Length: > 0 } text)
            return text;
        var name = field?.Name ?? key;
        open.Add(name);
        return $"[{name}]";
    }

    // Inside a sentence the subject is told without the "V/v" of a Công văn.
    private static string WithoutMark(string subject) => subject.StartsWith("V/v", StringComparison.OrdinalIgnoreCase) ? subject[3..].TrimStart() : subject;

    [GeneratedRegex(@"\{\{\s*(?<key>[^{}\n]{1,60}?)\s*\}\}")]
    private static partial Regex Placeholder();
}
