using System.Text.Encodings.Web;
using System.Text.Json;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Rules;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Documents;

/// <summary>What a drafter writes, by the boxes of the form (Nghị định 30/2020/NĐ-CP, Phụ lục I); the rest follows from the dossier and the organisation.</summary>
public sealed record DraftContent
{
    /// <summary>Largest text of a draft, in characters; a longer document is uploaded as a file.</summary>
    public const int MaxBodyLength = 200_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Abbreviation of the type, such as BC; CV for a Công văn.</summary>
    public required string TypeCode { get; init; }

    /// <summary>Trích yếu, at most 500 characters (Phụ lục VI).</summary>
    public required string Subject { get; init; }

    /// <summary>Kính gửi.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    /// <summary>The text, one paragraph a line, numbered as written.</summary>
    public required string Body { get; init; }

    /// <summary>Nơi nhận, without "Như trên" and the archive line.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Code of the position that is to sign.</summary>
    public string SignerPosition { get; init; } = Agencies.PositionCodes.DeputyDirector;

    public Urgency Urgency { get; init; }

    /// <summary>The text in NFC with its lengths checked.</summary>
    /// <exception cref="RuleViolation"><c>draft.type</c>, <c>draft.subject</c>, <c>draft.body</c>, <c>draft.lines</c>.</exception>
    public DraftContent Checked()
    {
        if (DocumentTypes.OfKey(TypeCode) is null)
            throw RuleViolation.Invalid("draft.type", $"Không có loại văn bản \"{TypeCode}\". Chọn một loại trong danh mục.");
        var body = CheckedBody();
        return this with
        {
            Subject = GivenText.Line(Subject, "Trích yếu", "draft.subject", 500),
            Body = body,
            Addressees = [.. Addressees.Select(a => GivenText.Line(a, "Nơi kính gửi", "draft.lines", 200))],
            Recipients = [.. Recipients.Select(r => GivenText.Line(r, "Nơi nhận", "draft.lines", 200))],
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static DraftContent FromJson(string json) =>
        JsonSerializer.Deserialize<DraftContent>(json, Json) ?? throw new JsonException("A draft's content is empty.");

    private string CheckedBody()
    {
        if (string.IsNullOrWhiteSpace(Body))
            throw RuleViolation.Invalid("draft.body", "Dự thảo chưa có nội dung. Nhập nội dung rồi trình.");
        if (Body.Length > MaxBodyLength)
            throw RuleViolation.Invalid("draft.body", $"Nội dung dài quá {MaxBodyLength:N0} ký tự. Chuyển phần chi tiết thành tệp đính kèm.");
        return Nfc.TryLines(Body, out var clean) ? clean : throw RuleViolation.Invalid("draft.body", "Nội dung có ký tự điều khiển không hợp lệ. Dán lại dưới dạng văn bản thuần.");
    }
}
