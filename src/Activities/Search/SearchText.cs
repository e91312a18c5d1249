using LienThong.Activities.Texts;

namespace LienThong.Activities.Search;

/// <summary>A run of letters and digits, with the signs that join a document's number: <c>451/UBND-TH</c>.</summary>
internal readonly record struct TextRun(int Start, int Length);

/// <summary>Words of texts as the index keeps them and as queries ask for them: the same on all databases, made here and not by them.</summary>
/// <remarks>A word with marks is kept twice, as written and folded; so one index answers both ways of writing, and knows which was exact.</remarks>
internal static class SearchText
{
    /// <summary>Raised when words are made differently, or more files are read for them: the index is then made anew. 2 reads PDFs too.</summary>
    public const int Format = 2;

    private const int LongestWord = 60;
    private const int LongestQuery = 200;
    private const int MostWords = 20;

    /// <summary>Runs of the text in their order.</summary>
    public static IEnumerable<TextRun> Runs(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && (IsLetterOrDigit(text[i]) || (text[i] is '/' or '-' && i + 1 < text.Length && IsLetterOrDigit(text[i + 1]))))
                i++;
            yield return new TextRun(start, i - start);
        }
    }

    /// <summary>Adds the words of a text: each run, its part after the number, its parts, and all of them folded.</summary>
    public static void AddWords(string text, HashSet<string> words)
    {
        // Composed, as the query will be.
        text = text.Normalize();
        foreach (var run in Runs(text))
        {
            var word = text.Substring(run.Start, run.Length).ToLowerInvariant();
            Add(WithoutZeros(word), words);
            if (word.AsSpan().IndexOfAny('/', '-') < 0)
                continue;
            if (word.IndexOf('/', StringComparison.Ordinal) is >= 0 and var bar)
                Add(word[(bar + 1)..], words);
            foreach (var part in word.Split('/', '-'))
                Add(WithoutZeros(part), words);
        }
    }

    /// <summary>The words of a document's own number: by them it is found before those that only cite it.</summary>
    public static void AddOwnNumber(string? number, string? symbol, HashSet<string> words)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        if (number is not null)
            Add(WithoutZeros(number.ToLowerInvariant()), own);
        if (symbol is not null)
            Add(symbol.Normalize().ToLowerInvariant(), own);
        if (number is not null && symbol is not null)
            Add(WithoutZeros($"{number}/{symbol}".Normalize().ToLowerInvariant()), own);
        foreach (var word in own)
        {
            words.Add(word);
            words.Add(OfNumber(word));
        }
    }

    /// <summary>What was typed, as words: one for each run; "số" before a number says nothing. Never more than 20, of the first 200 characters.</summary>
    public static IReadOnlyList<string> QueryWords(string? text)
    {
        // By runes, which mends lone surrogates: normalizing would throw on them.
        var typed = string.Concat((text ?? "").Take(LongestQuery)).ReplaceLoneSurrogates().Normalize().ToLowerInvariant();
        var words = Runs(typed).Select(run => WithoutZeros(typed.Substring(run.Start, run.Length))).Where(word => word.Length <= LongestWord).ToList();
        for (var i = words.Count - 2; i >= 0; i--)
        {
            if (words[i] is "số" or "so" && char.IsAsciiDigit(words[i + 1][0]))
                words.RemoveAt(i);
        }

        return [.. words.Distinct().Take(MostWords)];
    }

    public static bool MayBeNumber(string word) => char.IsAsciiDigit(word[0]) || word.Contains('-', StringComparison.Ordinal);

    public static string OfNumber(string word) => $"o_{word}";

    // No word of a text holds an underscore, so nobody can ask for these by typing them.
    public static string OfAgency(Guid agencyId) => $"a_{agencyId:N}";

    public static string OfKind(SearchKind kind) => kind == SearchKind.Incoming ? "k_incoming" : "k_outgoing";

    public static string OfYear(int year) => $"y_{year}";

    private static void Add(string word, HashSet<string> words)
    {
        if (word.Length is 0 or > LongestWord)
            return;
        words.Add(word);
        words.Add(Fold.Of(word));
    }

    // 05/BC-SKHCN and 5/BC-SKHCN are one number.
    private static string WithoutZeros(string word) => word.Length > 1 && word[0] == '0' && char.IsAsciiDigit(word[1]) ? word.TrimStart('0') is { Length: > 0 } rest ? rest : "0" : word;

    private static string ReplaceLoneSurrogates(this string text) => string.Concat(text.EnumerateRunes());

    // Latin only: what all three databases hold to be letters.
    private static bool IsLetterOrDigit(char c) => c <= '\u1EFF' && (c <= '\u024F' || c >= '\u1E00') && char.IsLetterOrDigit(c);
}
