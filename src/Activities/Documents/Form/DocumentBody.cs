using System.Text.RegularExpressions;

namespace LienThong.Activities.Documents.Form;

/// <summary>What a paragraph of the text is, by the numbering of administrative documents (ô 6).</summary>
public enum ParagraphKind
{
    Text,

    /// <summary>A căn cứ line: italic, ends with a semicolon, the last one with a full stop.</summary>
    Basis,

    /// <summary>I., II. … and Phần, Chương, Mục.</summary>
    RomanHeading,

    /// <summary>1., 2.1. … and Điều.</summary>
    ArabicHeading,

    /// <summary>a), b), đ) …</summary>
    Point,

    /// <summary>A line that begins with a dash.</summary>
    Dash,
}

/// <summary>A table inside the text or an appendix; every row has as many cells as there are columns.</summary>
public sealed record BodyTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>One paragraph of the text with its number as written; a table, if any, follows it.</summary>
public sealed record BodyParagraph(ParagraphKind Kind, string Text, BodyTable? Table = null);

/// <summary>Turns typed text, one paragraph a line, into paragraphs of the text.</summary>
public static partial class DocumentBody
{
    private static readonly (Regex Start, ParagraphKind Kind)[] Starts =
    [
        (Basis(), ParagraphKind.Basis), (Roman(), ParagraphKind.RomanHeading), (Arabic(), ParagraphKind.ArabicHeading),
        (Point(), ParagraphKind.Point), (Dash(), ParagraphKind.Dash),
    ];

    public static IReadOnlyList<BodyParagraph> FromText(string text) =>
    [
        .. text.Normalize().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => new BodyParagraph(Starts.FirstOrDefault(start => start.Start.IsMatch(line)).Kind, line)),
    ];

    [GeneratedRegex(@"^Căn cứ\s.*[;.]$")]
    private static partial Regex Basis();

    [GeneratedRegex(@"^(?:[IVX]+\.\s|(?:Phần|Chương|Mục)\s+(?:thứ\s+)?[\dIVX])")]
    private static partial Regex Roman();

    [GeneratedRegex(@"^(?:\d+(?:\.\d+)*\.\s|Điều\s+\d)")]
    private static partial Regex Arabic();

    [GeneratedRegex(@"^[a-zđ]\)\s")]
    private static partial Regex Point();

    [GeneratedRegex(@"^[-–]\s")]
    private static partial Regex Dash();
}
