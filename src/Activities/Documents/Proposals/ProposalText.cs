using System.Text.RegularExpressions;
using LienThong.Activities.Documents.Form;

namespace LienThong.Activities.Documents.Proposals;

/// <summary>A text in NFC without markup, and its lines; a table row laid out in two columns counts as its cells.</summary>
internal sealed partial class ProposalText
{
    // What a page of a document holds before anything that could be taken for its head again.
    private const int LongestHead = 400;

    private readonly LineIndex index;

    public ProposalText(string text)
    {
        // Soft hyphens and zero-width marks come out of PDF files between the letters of one word.
        Text = Markup().Replace(Invisible().Replace(text.Normalize(), "").ReplaceLineEndings("\n").Replace('\u00A0', ' '), "");
        index = new LineIndex(Text);
        Lines = Text.Split('\n');
        MainEnd = Text.Length;
        foreach (Match match in Appendix().Matches(Text))
        {
            MainEnd = match.Index;
            break;
        }
    }

    public string Text { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>Offset where the first appendix begins.</summary>
    public int MainEnd { get; }

    public Evidence EvidenceAt(int offset)
    {
        var line = index.LineOf(offset);
        return new Evidence(line, Shorten(Lines[line - 1]));
    }

    public Evidence EvidenceOf(int line) => new(line + 1, Shorten(Lines[line]));

    /// <summary>Cells of the lines before the first appendix: two columns of a page head are parted by a tab, or in a PDF by three blanks and more.</summary>
    public IEnumerable<(int Line, string Cell)> Cells()
    {
        var count = index.LineOf(Math.Max(0, MainEnd - 1));
        for (var line = 0; line < Math.Min(count, LongestHead); line++)
        {
            foreach (var cell in Columns().Split(Lines[line]))
            {
                if (cell.Trim() is { Length: > 0 } filled)
                    yield return (line, filled);
            }
        }
    }

    private static string Shorten(string line)
    {
        var folded = Folding.Blanks(line);
        return folded.Length <= 200 ? folded : folded[..199] + "…";
    }

    [GeneratedRegex(@"[\u00AD\u200B-\u200D\uFEFF]")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"</?\w+\s*/?>|\\(?=[*_#])|[*]{1,3}|(?<!_)_{1,2}(?!_)|^#{1,6}\s", RegexOptions.Multiline)]
    private static partial Regex Markup();

    [GeneratedRegex(@"(?<=\n[^\n]*\n[^\n]*\n\s*)(?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s+)?[IVX\d]+)?\s*[:.]?[ \t]*(?=\n|$)")]
    private static partial Regex Appendix();

    // The blanks of a number that is not given yet ("Số:          /BC-SKHCN") part no columns.
    [GeneratedRegex(@"\t|(?<![:\s]) {3,}(?![/\-\s])(?!tháng|năm)")]
    private static partial Regex Columns();
}
