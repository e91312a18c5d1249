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
public sealed record BodyParagraph(ParagraphKind Kind, string Text, BodyTable? Table = null)
{
    // Longer than any title in practice; such a line is a paragraph that happens to be numbered.
    private const int LongestTitle = 120;

    /// <summary>Whether it is the title of a clause, which is set in bold: numbered, short, no sentence, and with something under it. A sentence that has a number is not.</summary>
    /// <param name="next">What follows; null at the end of the text.</param>
    public bool IsTitleOver(BodyParagraph? next) => Kind switch
    {
        ParagraphKind.RomanHeading => Text.Length < LongestTitle && !IsSentence(Text.TrimEnd(':')),
        ParagraphKind.ArabicHeading => Text.Length < LongestTitle && !IsSentence(Text) && next is not null && Table is null
            // Items of a list follow each other; under a title stands its text or a deeper level.
            && (next.Kind != ParagraphKind.ArabicHeading || DocumentBody.DepthOf(next.Text) > DocumentBody.DepthOf(Text)) && next.Kind != ParagraphKind.RomanHeading,
        _ => false,
    };

    private static bool IsSentence(string text) => text.TrimEnd() is [.., '.' or ';' or ':' or ',' or '!' or '?'] || DocumentBody.Unnumbered(text).Contains(". ", StringComparison.Ordinal);
}

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

    /// <summary>How deep an Arabic number goes: 0 for "Điều 2.", under which khoản "1." may stand at once, 1 for "2.", 2 for "2.1.".</summary>
    internal static int DepthOf(string line) => line.StartsWith("Điều", StringComparison.Ordinal) ? 0 : Arabic().Match(line).Value.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;

    /// <summary>The line without its number.</summary>
    internal static string Unnumbered(string line) => Number().Replace(line, "");

    [GeneratedRegex(@"^(?:(?:Phần|Chương|Mục|Điều)\s+(?:thứ\s+)?)?[\dIVX]+(?:\.\d+)*\.\s+")]
    private static partial Regex Number();

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
