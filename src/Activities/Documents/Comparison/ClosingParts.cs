using System.Text.RegularExpressions;
using LienThong.Activities.Documents.Form;
using LienThong.Activities.Texts;

namespace LienThong.Activities.Documents.Comparison;

/// <summary>Somebody named in a list, and its paragraph.</summary>
internal sealed record NamedLine(string Name, int Paragraph);

/// <summary>The signing block: its lines in capitals, the name beneath when it is there, and its paragraph.</summary>
internal sealed record SignedBlock(IReadOnlyList<string> Titles, string? Name, int Paragraph);

/// <summary>Whom a document is for and who signs it, as its text shows it (ô 7, 9a and 9b).</summary>
/// <param name="Addressees">Kính gửi.</param>
/// <param name="Recipients">Nơi nhận, without "Như trên" and the archive line.</param>
/// <param name="Signed">Null when no signing block is found.</param>
/// <param name="Lines">Paragraphs that hold nothing but recipients.</param>
internal sealed partial record ClosingParts(IReadOnlyList<NamedLine> Addressees, IReadOnlyList<NamedLine> Recipients, SignedBlock? Signed, IReadOnlyList<int> Lines)
{
    private const int LongestList = 200;
    private const int LongestBlock = 8;

    /// <summary>Recipients and signer.</summary>
    public IReadOnlyList<Fact> Facts =>
    [
        .. Addressees.Concat(Recipients).Select(line => new Fact(FactKind.Recipient, Fold.Of(line.Name), line.Name, line.Paragraph)),
        .. Signed is null ? Array.Empty<Fact>() :
        [
            new Fact(FactKind.Signer, string.Join('|', Signed.Titles.Append(Signed.Name).Select(line => Folding.Blanks(line ?? ""))),
                string.Join(", ", Signed.Titles.Append(Signed.Name).OfType<string>()), Signed.Paragraph),
        ],
    ];

    public static ClosingParts In(IReadOnlyList<ComparedParagraph> paragraphs)
    {
        var lines = new List<int>();
        var addressed = Find(paragraphs, 0, Addressee());
        var addressees = addressed < 0 ? [] : List(paragraphs, addressed, Addressee().Replace(paragraphs[addressed].Text, ""), lines);
        var head = Find(paragraphs, Math.Max(addressed, 0), RecipientsHead());
        var recipients = head < 0 ? [] : List(paragraphs, head, "", lines);
        return new ClosingParts(addressees, recipients, head < 0 ? null : SignedAfter(paragraphs, lines[^1]), lines);
    }

    private static int Find(IReadOnlyList<ComparedParagraph> paragraphs, int from, Regex form)
    {
        for (var i = from; i < paragraphs.Count; i++)
        {
            if (form.IsMatch(paragraphs[i].Text))
                return i;
        }

        return -1;
    }

    private static List<NamedLine> List(IReadOnlyList<ComparedParagraph> paragraphs, int first, string named, List<int> lines)
    {
        var found = new List<NamedLine>();
        Add(named, first);
        for (var i = first + 1; i < Math.Min(paragraphs.Count, first + LongestList) && paragraphs[i].Text[0] is '-' or '–'; i++)
            Add(paragraphs[i].Text, i);
        return found;

        void Add(string text, int at)
        {
            lines.Add(at);
            var name = text.Trim().TrimStart('-', '–', ' ').TrimEnd(';', '.', ' ');
            if (name.Length > 0 && !name.StartsWith("Lưu", StringComparison.Ordinal) && !name.StartsWith("Như", StringComparison.Ordinal))
                found.Add(new NamedLine(name, at));
        }
    }

    private static SignedBlock? SignedAfter(IReadOnlyList<ComparedParagraph> paragraphs, int last)
    {
        var titles = new List<string>();
        string? name = null;
        for (var i = last + 1; i < Math.Min(paragraphs.Count, last + LongestBlock) && name is null && !AppendixHead().IsMatch(paragraphs[i].Text); i++)
        {
            if (!paragraphs[i].Text.Any(char.IsLower))
                titles.Add(paragraphs[i].Text);
            else if (titles.Count > 0)
                name = paragraphs[i].Text;
        }

        return titles.Count == 0 ? null : new SignedBlock(titles, name, last + 1);
    }

    [GeneratedRegex(@"^Kính\s+gửi\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Addressee();

    [GeneratedRegex(@"^Nơi\s+nhận\s*:?")]
    private static partial Regex RecipientsHead();

    [GeneratedRegex(@"^(?:PHỤ LỤC|Phụ lục)\b")]
    private static partial Regex AppendixHead();
}
