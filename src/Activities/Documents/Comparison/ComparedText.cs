using System.Runtime.InteropServices;

namespace LienThong.Activities.Documents.Comparison;

/// <summary>A word or sign of a paragraph: where it stands, what blank is before it, and its number in the vocabulary.</summary>
internal readonly record struct Token(int Lead, int Start, int End, int Id)
{
    public bool IsWord(string text) => char.IsLetterOrDigit(text[Start]);
}

/// <summary>A paragraph as it is compared: blanks do not count.</summary>
internal sealed class ComparedParagraph(string text, int offset, Token[] tokens, int key)
{
    private int[]? sorted;

    public string Text => text;

    /// <summary>In the whole text.</summary>
    public int Offset => offset;

    public Token[] Tokens => tokens;

    /// <summary>Equal for paragraphs of equal words.</summary>
    public int Key => key;

    /// <summary>Share of words that both have, from 0 to 1 (Dice).</summary>
    public double LikenessTo(ComparedParagraph other)
    {
        var (mine, others) = (Sorted, other.Sorted);
        if (mine.Length + others.Length == 0)
            return 1;
        var (common, i, j) = (0, 0, 0);
        while (i < mine.Length && j < others.Length)
        {
            var order = mine[i].CompareTo(others[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return 2.0 * common / (mine.Length + others.Length);
    }

    private int[] Sorted => sorted ??= [.. tokens.Where(token => token.IsWord(text)).Select(token => token.Id).Order()];
}

/// <summary>Numbers words and paragraphs, the same for both versions.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> paragraphs = new(StringComparer.Ordinal);

    /// <summary>Lines with words in them; a text of NFC.</summary>
    public List<ComparedParagraph> Read(string text, CancellationToken cancellationToken)
    {
        var found = new List<ComparedParagraph>();
        for (var start = 0; start < text.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text[start..end].Trim();
            if (line.Length > 0)
            {
                var tokens = TokensOf(line);
                var key = string.Join(' ', tokens.Select(token => line[token.Start..token.End]));
                found.Add(new ComparedParagraph(line, text.IndexOf(line[0], start), tokens, IdOf(paragraphs, key)));
            }

            start = end + 1;
        }

        return found;
    }

    private Token[] TokensOf(string line)
    {
        var tokens = new List<Token>();
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < line.Length;)
        {
            var lead = at;
            while (at < line.Length && char.IsWhiteSpace(line[at]))
                at++;
            if (at == line.Length)
                break;
            var end = EndOf(line, at);
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, line.AsSpan(at, end - at), out var exists);
            id = exists ? id : words.Count;
            tokens.Add(new Token(lead, at, end, id));
            at = end;
        }

        return [.. tokens];
    }

    // A number with its signs is one word (1.250,5; 24/01/2024; 05/BC-SKHCN): half a number changed is a number changed.
    private static int EndOf(string line, int start)
    {
        if (!char.IsLetterOrDigit(line[start]))
            return start + (char.IsHighSurrogate(line[start]) && start + 1 < line.Length ? 2 : 1);
        var end = start;
        var digits = false;
        while (end < line.Length)
        {
            if (char.IsLetterOrDigit(line[end]) || char.GetUnicodeCategory(line[end]) == System.Globalization.UnicodeCategory.NonSpacingMark)
                digits |= char.IsAsciiDigit(line[end]);
            else if (line[end] is not ('.' or ',' or '/' or '-' or '&') || end + 1 >= line.Length || !char.IsLetterOrDigit(line[end + 1])
                || !(digits || char.IsAsciiDigit(line[end + 1])))
                break;
            end++;
        }

        return end;
    }

    private static int IdOf(Dictionary<string, int> known, string text)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(known, text, out var exists);
        return id = exists ? id : known.Count;
    }
}
