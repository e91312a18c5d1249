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

    /// <summary>Addressees or recipients of one document.</summary>
    public const int MaxLines = 200;

    /// <summary>Largest text of an uploaded draft, in characters: what is longer has appendices that belong into files of their own.</summary>
    public const int MaxFileTextLength = 500_000;

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
    public DraftContent Checked() => Checked(MaxBodyLength);

    /// <summary>The same for a draft whose file is the drafter's own.</summary>
    /// <param name="text">Of the file; it takes the place of the body, for the search and for the form check.</param>
    /// <exception cref="RuleViolation">As above.</exception>
    public DraftContent CheckedWithFile(string text) => (this with { Body = text }).Checked(MaxFileTextLength);

    /// <summary>Half-written is right here; only what could never be saved is refused.</summary>
    /// <exception cref="RuleViolation"><c>draft.type</c>, <c>draft.subject</c>, <c>draft.body</c>, <c>draft.lines</c>, <c>draft.signer</c>.</exception>
    public DraftContent Unfinished()
    {
        if (TypeCode.Length > 0 && DocumentTypes.OfKey(TypeCode) is null)
            throw RuleViolation.Invalid("draft.type", $"Không có loại văn bản \"{TypeCode}\". Chọn một loại trong danh mục.");
        MustNotBeTooManyLines();
        return this with
        {
            Subject = Part(Subject, "Trích yếu", "draft.subject", 500),
            Body = Part(Body, "Nội dung", "draft.body", MaxBodyLength),
            Addressees = [.. Addressees.Select(line => Part(line, "Nơi kính gửi", "draft.lines", 200))],
            Recipients = [.. Recipients.Select(line => Part(line, "Nơi nhận", "draft.lines", 200))],
            SignerPosition = Part(SignerPosition, "Chức vụ người ký", "draft.signer", 50),
        };
    }

    /// <summary>Kính gửi and Nơi nhận in one line, as the register keeps them.</summary>
    public string ToPlaces()
    {
        var places = string.Join("; ", Addressees.Concat(Recipients));
        return places.Length <= 1000 ? places : places[..1000];
    }

    private DraftContent Checked(int maxBodyLength)
    {
        MustNotBeTooManyLines();
        if (DocumentTypes.OfKey(TypeCode) is null)
            throw RuleViolation.Invalid("draft.type", $"Không có loại văn bản \"{TypeCode}\". Chọn một loại trong danh mục.");
        var body = CheckedBody(maxBodyLength);
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

    private string CheckedBody(int maxBodyLength)
    {
        if (string.IsNullOrWhiteSpace(Body))
            throw RuleViolation.Invalid("draft.body", "Dự thảo chưa có nội dung. Nhập nội dung rồi trình.");
        if (Body.Length > maxBodyLength)
            throw RuleViolation.Invalid("draft.body", $"Nội dung dài quá {maxBodyLength:N0} ký tự. Chuyển phần chi tiết thành tệp đính kèm.");
        return Nfc.TryLines(Body, out var clean) ? clean : throw RuleViolation.Invalid("draft.body", "Nội dung có ký tự điều khiển không hợp lệ. Dán lại dưới dạng văn bản thuần.");
    }

    private void MustNotBeTooManyLines()
    {
        if (Addressees.Count > MaxLines || Recipients.Count > MaxLines)
            throw RuleViolation.Invalid("draft.lines", $"Danh sách nơi nhận dài quá {MaxLines} dòng. Rút gọn, ví dụ ghi chung một nhóm nơi nhận.");
    }

    private static string Part(string text, string name, string code, int maxLength)
    {
        if (text.Length > maxLength)
            throw RuleViolation.Invalid(code, $"{name} dài {text.Length} ký tự, quá mức {maxLength} ký tự. Rút gọn rồi làm lại.");
        return Nfc.TryLines(text, out var clean) ? clean : throw RuleViolation.Invalid(code, $"{name} có ký tự điều khiển không hợp lệ. Dán lại dưới dạng văn bản thuần.");
    }
}
