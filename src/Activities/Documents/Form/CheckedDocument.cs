namespace LienThong.Activities.Documents.Form;

/// <summary>One line of a document under check and how to name its place.</summary>
internal sealed record CheckedLine(int Offset, string Text, FormPlace Place);

/// <summary>A document as the rules see it, whether it came as fields or as text: its boxes and its lines.</summary>
internal sealed class CheckedDocument
{
    private IReadOnlyList<Citation>? citations;

    /// <summary>All lines, NFC, joined with line feeds.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<CheckedLine> Lines { get; init; }

    public required IssueState State { get; init; }

    public required FormExpectation Expected { get; init; }

    /// <summary>False for text that holds combining marks.</summary>
    public bool IsNormalised { get; init; } = true;

    public bool HasNationalTitle { get; init; }

    public bool HasMotto { get; init; }

    public bool HasIssuingAgency { get; init; }

    /// <summary>Null when there is no line "Số: …".</summary>
    public DocumentNumber? Number { get; init; }

    /// <summary>The line of ô 4 as written; null when there is none.</summary>
    public string? PlaceAndDateLine { get; init; }

    public PlaceAndDate? PlaceAndDate { get; init; }

    public DocumentType? Type { get; init; }

    public string? Subject { get; init; }

    public bool HasAddressees { get; init; }

    /// <summary>Null when there is no "Nơi nhận:".</summary>
    public IReadOnlyList<string>? Recipients { get; init; }

    public bool HasArchiveLine { get; init; }

    public required bool HasContent { get; init; }

    /// <summary>The end mark is set when the document is written.</summary>
    public bool SetsEndMark { get; init; }

    public string? SignerName { get; init; }

    public DocumentNumber? RepliesTo { get; init; }

    /// <summary>The document goes to an agency above the issuing one.</summary>
    public bool GoesToSuperior { get; init; }

    /// <summary>Where the text before the recipients ends.</summary>
    public required int BodyEnd { get; init; }

    /// <summary>Where the first appendix begins; the length of the text when there is none.</summary>
    public required int MainEnd { get; init; }

    /// <summary>The head of page 1 stands behind the text, as in text taken out of some PDF files.</summary>
    public bool HeaderDisplaced { get; init; }

    /// <summary>Place of each box that was found.</summary>
    public IReadOnlyDictionary<string, FormPlace> Boxes { get; init; } = new Dictionary<string, FormPlace>();

    public bool HasAppendix => MainEnd < Text.Length;

    /// <summary>Other documents that this one cites.</summary>
    public IReadOnlyList<Citation> Citations =>
        citations ??= [.. Form.Citations.Find(Text).Where(citation => Number?.Number is null || citation.Key != Number.Key)];

    public FormPlace PlaceAt(int offset)
    {
        var line = Lines.LastOrDefault(candidate => candidate.Offset <= offset);
        return line?.Place ?? new FormPlace("toàn văn bản");
    }

    /// <summary>The place of a box, or where it should be.</summary>
    public FormPlace Box(string box, string name) => Boxes.GetValueOrDefault(box) ?? new FormPlace($"ô số {box} ({name})", box);
}
