using System.Text.Json.Serialization;

namespace LienThong.Activities.Documents.Form;

/// <summary>The document that this one answers.</summary>
public sealed record ReplyReference(DocumentNumber Number, DateOnly Date, string Issuer);

/// <summary>The last line of Nơi nhận: <c>Lưu: VT, VP.</c>; the number of copies is left out when null.</summary>
public sealed record ArchiveLine(string? UnitCode, int? Copies = null)
{
    public override string ToString() =>
        "Lưu: VT" + (UnitCode is null ? "" : $", {UnitCode}") + (Copies is null ? "" : $"({Copies})") + ".";
}

/// <summary>An appendix in the same file; its own pages, its own page numbers.</summary>
public sealed record Appendix(string Title, IReadOnlyList<BodyParagraph> Content, bool Landscape = false);

/// <summary>The fields of an administrative document, by the boxes (ô số) of Nghị định 30/2020/NĐ-CP, Phụ lục I.</summary>
public sealed record DocumentForm
{
    /// <summary>Ô 2: the agency above (cơ quan chủ quản); null for agencies that name none.</summary>
    public string? SuperiorAgency { get; init; }

    /// <summary>Ô 2: the issuing agency.</summary>
    public required string IssuingAgency { get; init; }

    /// <summary>Ô 3.</summary>
    public required DocumentNumber Number { get; init; }

    /// <summary>Ô 5a: tên loại.</summary>
    public required DocumentType Type { get; init; }

    /// <summary>Ô 4.</summary>
    public required PlaceAndDate PlaceAndDate { get; init; }

    /// <summary>Ô 5a, 5b: trích yếu, without "V/v".</summary>
    public required string Subject { get; init; }

    /// <summary>Ô 9a: Kính gửi; empty where the law does not ask for it.</summary>
    public IReadOnlyList<string> Addressees { get; init; } = [];

    /// <summary>Ô 6.</summary>
    public IReadOnlyList<BodyParagraph> Body { get; init; } = [];

    /// <summary>Ô 9b without "Như trên" and without the archive line.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Ô 9b: null when the drafter has not named it.</summary>
    public ArchiveLine? Archive { get; init; }

    /// <summary>Ô 7a, 7b.</summary>
    public required SigningBlock Signing { get; init; }

    public Urgency Urgency { get; init; }

    public ReplyReference? RepliesTo { get; init; }

    public IReadOnlyList<Appendix> Appendices { get; init; } = [];

    /// <summary>Nơi nhận as printed: begins with "Như trên" when somebody is addressed, every line ends with ";" and the archive line with ".".</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RecipientLines =>
    [
        .. Addressees.Count > 0 ? ["- Như trên;"] : Array.Empty<string>(),
        .. Recipients.Select(recipient => $"- {recipient.Trim().TrimEnd(';', '.')};"),
        .. Archive is null ? Array.Empty<string>() : [$"- {Archive}"],
    ];

    /// <summary>How an appendix points to its document: filled only after issue, and in an electronic document it may stay open.</summary>
    [JsonIgnore]
    public string AppendixNote
    {
        get
        {
            var number = Number.ToLine()["Số: ".Length..];
            var date = PlaceAndDate.ToString()[(PlaceAndDate.Place.Length + ", ".Length)..];
            return $"(Kèm theo {Type.Name} số {number} {date} của {IssuingAgency})";
        }
    }

    /// <summary>The document with the number and the day that văn thư gave.</summary>
    public DocumentForm Issued(int number, DateOnly date) =>
        this with { Number = Number with { Number = number }, PlaceAndDate = PlaceAndDate.On(PlaceAndDate.Place, date) };
}
