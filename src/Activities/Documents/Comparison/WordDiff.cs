namespace LienThong.Activities.Documents.Comparison;

/// <summary>Insertions and deletions inside one paragraph, word by word.</summary>
internal static class WordDiff
{
    public static IReadOnlyList<ComparePart> Of(ComparedParagraph before, ComparedParagraph after, CancellationToken cancellationToken)
    {
        var partners = SequenceDiff.Match([.. before.Tokens.Select(t => t.Id)], [.. after.Tokens.Select(t => t.Id)], cancellationToken);
        DropCrumbs(partners, before, after);
        var parts = new List<ComparePart>();
        var a = 0;
        for (var b = 0; b < after.Tokens.Length;)
        {
            var from = b;
            if (partners[b] < 0)
            {
                while (b < after.Tokens.Length && partners[b] < 0)
                    b++;
                var until = b < after.Tokens.Length ? partners[b] : before.Tokens.Length;
                Add(parts, PartKind.Deleted, before, a, until);
                Add(parts, PartKind.Inserted, after, from, b);
                a = until;
            }
            else
            {
                Add(parts, PartKind.Deleted, before, a, partners[b]);
                a = partners[b];
                var kept = a;
                while (b < after.Tokens.Length && partners[b] == a)
                    (a, b) = (a + 1, b + 1);
                Add(parts, PartKind.Same, after, from, b);
                // What stood before it in the old version is shown too, so its blank is.
                if (parts.Count > 1 && before.Tokens[kept].Lead < before.Tokens[kept].Start && !char.IsWhiteSpace(parts[^1].Text[0]))
                    parts[^1] = parts[^1] with { Text = " " + parts[^1].Text };
            }
        }

        Add(parts, PartKind.Deleted, before, a, before.Tokens.Length);
        return parts;
    }

    // One comma that happens to be kept inside a rewritten clause tears it into pieces that nobody can read.
    private static void DropCrumbs(int[] partners, ComparedParagraph before, ComparedParagraph after)
    {
        for (var b = 0; b < partners.Length;)
        {
            if (partners[b] < 0)
            {
                b++;
                continue;
            }

            var from = b;
            while (b + 1 < partners.Length && partners[b + 1] == partners[b] + 1)
                b++;
            b++;
            var words = 0;
            for (var i = from; i < b; i++)
                words += after.Tokens[i].IsWord(after.Text) ? 1 : 0;
            if (words <= 1 && Changes(from - 1, -1) && Changes(b, 1))
                Array.Fill(partners, -1, from, b - from);
        }

        // At least two words in a row are new there, and something old is gone beside them.
        bool Changes(int at, int step) =>
            at >= 0 && at + step >= 0 && at < partners.Length && at + step < partners.Length && partners[at] < 0 && partners[at + step] < 0
            && after.Tokens[at].IsWord(after.Text) && before.Tokens.Length > 0;
    }

    private static void Add(List<ComparePart> parts, PartKind kind, ComparedParagraph paragraph, int from, int to)
    {
        if (from < to)
            parts.Add(new ComparePart(kind, paragraph.Text[paragraph.Tokens[from].Lead..paragraph.Tokens[to - 1].End]));
    }
}
