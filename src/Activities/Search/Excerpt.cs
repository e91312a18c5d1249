namespace LienThong.Activities.Search;

/// <summary>A part of an excerpt; a hit is one of the words that were asked for.</summary>
public sealed record ExcerptPart(string Text, bool Hit);

/// <summary>The place of a text where the words that were asked for stand.</summary>
internal static class Excerpt
{
    private const int Before = 60;
    private const int Length = 220;

    /// <summary>Around the first hit; empty when there is none.</summary>
    /// <param name="text">NFC.</param>
    /// <param name="words">Folded.</param>
    public static IReadOnlyList<ExcerptPart> Of(string text, IReadOnlySet<string> words)
    {
        var hits = SearchText.Runs(text).Where(run => IsHit(text.Substring(run.Start, run.Length), words));
        var parts = new List<ExcerptPart>();
        var (from, to) = (-1, text.Length);
        foreach (var hit in hits)
        {
            if (from < 0)
            {
                from = StartOf(text, hit.Start - Before);
                to = Math.Min(text.Length, from + Length);
                if (from > 0)
                    parts.Add(new ExcerptPart("…", false));
            }

            if (hit.Start + hit.Length > to)
                break;
            Add(from, hit.Start, false);
            Add(hit.Start, hit.Start + hit.Length, true);
            from = hit.Start + hit.Length;
        }

        if (parts.Count == 0)
            return parts;
        Add(from, to, false);
        if (to < text.Length)
            parts.Add(new ExcerptPart("…", false));
        return parts;

        void Add(int start, int end, bool isHit)
        {
            if (end > start)
                parts.Add(new ExcerptPart(text[start..end].ReplaceLineEndings(" "), isHit));
        }
    }

    private static bool IsHit(string run, IReadOnlySet<string> words)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        SearchText.AddWords(run, found);
        return found.Overlaps(words);
    }

    // Not in the middle of a word.
    private static int StartOf(string text, int wanted)
    {
        if (wanted <= 0)
            return 0;
        var blank = text.AsSpan(wanted, Before).IndexOfAny(' ', '\n', '\t');
        return blank < 0 ? wanted : wanted + blank + 1;
    }
}
